//! Actions of one path: a query key, a field of a form or a header says which one a request means. Each is an operation of
//! its own that sends the value by itself.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::ground::words::{letters_and_digits, split_words};

use super::super::model::{BodyKind, Pair, Request, SavedResponse};
use super::super::template;
use super::super::variables::text;
use super::group::Draft;
use super::server::Base;

/// Names of keys that say which action is meant, whatever their values.
const NAMES: &[&str] = &[
    "action",
    "act",
    "apimethod",
    "methodname",
    "op",
    "oper",
    "operation",
    "cmd",
    "command",
    "func",
    "function",
    "wsfunction",
    "actiontype",
    "apiaction",
    "xaction",
    "xamztarget",
    "soapaction",
];

/// Names of keys that may say which action is meant, if their values do, or the answers differ.
const LIKELY: &[&str] = &[
    "m",
    "do",
    "method",
    "fn",
    "call",
    "procedure",
    "verb",
    "request",
    "requesttype",
    "r",
    "route",
];

/// Names of keys that say what the action is about.
const OBJECTS: &[&str] = &[
    "module",
    "mod",
    "controller",
    "ctrl",
    "c",
    "service",
    "api",
    "object",
    "entity",
    "resource",
    "class",
    "component",
];

/// Names of keys whose values are data, however much the answers differ.
const DATA: &[&str] = &[
    "field", "select", "include", "expand", "query", "search", "filter", "sort", "order", "lang",
    "locale", "name", "mail", "country", "state", "status", "currency", "date", "page", "id",
    "scope", "grant",
];

/// Words for what is done to a resource.
const VERBS: &[&str] = &[
    "get",
    "list",
    "add",
    "create",
    "new",
    "delete",
    "remove",
    "update",
    "set",
    "edit",
    "modify",
    "fetch",
    "find",
    "search",
    "send",
    "suspend",
    "activate",
    "deactivate",
    "enable",
    "disable",
    "start",
    "stop",
    "login",
    "logout",
    "register",
    "cancel",
    "approve",
    "reject",
    "upload",
    "download",
    "import",
    "export",
    "check",
    "verify",
    "validate",
    "save",
    "load",
    "read",
    "write",
    "query",
    "count",
    "move",
    "copy",
    "rename",
    "assign",
    "lock",
    "unlock",
    "open",
    "close",
    "reset",
    "change",
    "submit",
    "confirm",
    "pay",
    "refund",
    "transfer",
    "show",
    "view",
    "detail",
    "details",
    "info",
    "insert",
    "describe",
    "put",
    "run",
];

/// The part of a request that holds a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Query,
    Form,
    Header,
}

/// A value that an operation sends by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Constant {
    pub(super) place: Place,
    /// Its name; that of a header in lower case.
    pub(super) name: String,
    pub(super) value: String,
}

/// A key with its value in each draft that has it.
type Values<'k> = (&'k (Place, String), IndexMap<usize, String>);

/// Adds to each draft the constants that tell its action from the others of its path.
pub(super) fn mark_actions(drafts: &mut [Draft<'_>]) {
    let mut paths: IndexMap<(Base, String), Vec<usize>> = IndexMap::new();
    let mut forms: IndexMap<(Base, String, String), Vec<usize>> = IndexMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        let request = &draft.placed.item.request;
        let path = (draft.base.clone(), draft.route.template.clone());
        if form_pairs(request).is_some() {
            let form = (path.0.clone(), path.1.clone(), request.method.clone());
            forms.entry(form).or_default().push(index);
        }
        paths.entry(path).or_default().push(index);
    }
    let buckets = paths.into_values().map(|indices| (indices, false));
    let buckets = buckets.chain(forms.into_values().map(|indices| (indices, true)));
    for (indices, in_forms) in buckets.filter(|(indices, _)| indices.len() > 1) {
        for (index, constant) in constants(drafts, &indices, in_forms) {
            let Some(draft) = drafts.get_mut(index) else {
                continue;
            };
            let Constant { place, name, value } = &constant;
            draft.signature += &format!("\n{place:?} {name}={value}");
            draft.constants.push(constant);
        }
    }
}

/// The constants of the drafts of one path.
fn constants(drafts: &[Draft<'_>], indices: &[usize], in_forms: bool) -> Vec<(usize, Constant)> {
    let mut keys: IndexMap<(Place, String), IndexMap<usize, String>> = IndexMap::new();
    for index in indices {
        for (key, value) in literals(&drafts[*index].placed.item.request, in_forms) {
            keys.entry(key).or_default().insert(*index, value);
        }
    }
    // Nearly all requests of the path must have the key.
    keys.retain(|_, values| values.len() > 1 && values.len() * 4 >= indices.len() * 3);
    let keys: Vec<Values<'_>> = keys
        .iter()
        .map(|(key, values)| (key, values.clone()))
        .collect();
    let primary: Vec<&Values<'_>> = keys.iter().filter(|key| is_action(key, drafts)).collect();
    let mut found: Vec<&Values<'_>> = primary.clone();
    for key in keys
        .iter()
        .filter(|key| !primary.iter().any(|other| other.0 == key.0))
    {
        let is_object = OBJECTS.contains(&letters_and_digits(&key.0.1).as_str());
        let is_same = primary
            .iter()
            .any(|other| is_accept(other.0) && goes_with(key, other));
        if !primary.is_empty() && (is_object && values_are_words(key) || is_same) {
            found.push(key);
        }
    }
    let constant = |((place, name), values): &Values<'_>| {
        let values = values.clone().into_iter();
        let (place, name) = (*place, name.clone());
        values.map(move |(index, value)| {
            let name = name.clone();
            (index, Constant { place, name, value })
        })
    };
    found.into_iter().flat_map(constant).collect()
}

/// The keys with a literal value that stand once in a request.
fn literals(request: &Request, in_forms: bool) -> IndexMap<(Place, String), String> {
    let pairs: Vec<(Place, &Pair)> = match in_forms {
        true => {
            let pairs = form_pairs(request).unwrap_or_default().into_iter();
            pairs.map(|pair| (Place::Form, pair)).collect()
        }
        false => {
            let query = request.url.query.iter().map(|pair| (Place::Query, pair));
            let headers = request.headers.iter().map(|pair| (Place::Header, pair));
            query.chain(headers).collect()
        }
    };
    let mut found: IndexMap<(Place, String), Option<String>> = IndexMap::new();
    for (place, pair) in pairs.into_iter().filter(|(_, pair)| !pair.disabled) {
        let name = match place {
            Place::Header => pair.key.trim().to_ascii_lowercase(),
            Place::Query | Place::Form => pair.key.clone(),
        };
        let value = pair.value.as_ref().map(text).unwrap_or_default();
        let is_literal = !value.trim().is_empty() && !template::any(&value);
        let value = is_literal.then(|| value.trim().to_owned());
        let entry = found.entry((place, name));
        entry.and_modify(|value| *value = None).or_insert(value);
    }
    let found = found.into_iter();
    found
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
}

/// The pairs of a form, without files.
fn form_pairs(request: &Request) -> Option<Vec<&Pair>> {
    match &request.body.as_ref()?.kind {
        BodyKind::UrlEncoded(pairs) => Some(pairs.iter().collect()),
        BodyKind::FormData(parts) => {
            let parts = parts.iter().filter(|part| part.files.is_none());
            Some(parts.map(|part| &part.pair).collect())
        }
        _ => None,
    }
}

/// Whether the values of a key tell actions apart: the key says so, or the values do, or the answers have nothing in
/// common. Values with answers of one shape are data.
fn is_action(key: &Values<'_>, drafts: &[Draft<'_>]) -> bool {
    let (place, name) = key.0;
    if distinct(key).len() < 2 {
        return false;
    }
    if is_accept(key.0) {
        return media_types(key).len() > 1;
    }
    let letters = letters_and_digits(name);
    let is_own = name.starts_with("x-") || NAMES.contains(&letters.as_str());
    if !values_are_words(key) || (*place == Place::Header && !is_own) {
        return false;
    }
    let answers = compare_answers(key, drafts);
    let distinct = distinct(key);
    let telling = distinct.iter().filter(|value| has_verb(value));
    let (verbs, phrases): (Vec<&&str>, Vec<&&str>) = (
        telling.clone().collect(),
        telling
            .filter(|value| split_words(value).len() > 1)
            .collect(),
    );
    let half = |count: usize| count * 2 >= distinct.len();
    if NAMES.contains(&letters.as_str()) {
        return answers != Answers::Alike || half(verbs.len());
    }
    if LIKELY.contains(&letters.as_str()) {
        return half(verbs.len()) || matches!(answers, Answers::Different | Answers::Mixed);
    }
    let is_data = DATA.iter().any(|word| letters.contains(word));
    !is_data
        && (answers == Answers::Different || (half(phrases.len()) && answers != Answers::Alike))
}

fn distinct<'v>(key: &'v Values<'_>) -> IndexSet<&'v str> {
    key.1.values().map(String::as_str).collect()
}

/// Whether all values of a key are words, not numbers or sentences.
fn values_are_words(key: &Values<'_>) -> bool {
    let is_word = |value: &String| {
        value.len() <= 80
            && value.starts_with(|c: char| c.is_ascii_alphabetic())
            && value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-.:/#\"".contains(&b))
            && !value.contains("://")
    };
    key.1.values().all(is_word)
}

fn is_accept((place, name): &(Place, String)) -> bool {
    *place == Place::Header && name == "accept"
}

/// The media types that the values of `Accept` ask for; none for values that accept anything.
fn media_types<'v>(key: &'v Values<'_>) -> IndexSet<&'v str> {
    let first = |value: &'v String| value.split([',', ';']).next().unwrap_or_default().trim();
    key.1
        .values()
        .map(first)
        .filter(|first| !first.contains('*'))
        .collect()
}

/// Whether each value of a key goes with one value of another.
fn goes_with(key: &Values<'_>, other: &Values<'_>) -> bool {
    let pairs: IndexSet<(&String, &String)> = key
        .1
        .iter()
        .filter_map(|(index, value)| Some((value, other.1.get(index)?)))
        .collect();
    let count = pairs.len();
    let (own, others) = (distinct(key).len(), distinct(other).len());
    key.1.len() == other.1.len() && own > 1 && count == own && count == others
}

fn has_verb(value: &str) -> bool {
    split_words(value)
        .iter()
        .any(|word| VERBS.contains(&word.as_str()))
}

/// What the saved answers to different values say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answers {
    /// There are none to compare.
    Unknown,
    /// No two have a key in common.
    Different,
    /// Two have the same keys.
    Alike,
    /// Some keys are the same.
    Mixed,
}

fn compare_answers(key: &Values<'_>, drafts: &[Draft<'_>]) -> Answers {
    let mut shapes: IndexMap<&str, IndexSet<String>> = IndexMap::new();
    for (index, value) in &key.1 {
        let responses = drafts.get(*index).map(|draft| &draft.placed.item.responses);
        let keys = responses.into_iter().flatten().flat_map(answer_keys);
        shapes.entry(value).or_default().extend(keys);
    }
    let shapes: Vec<IndexSet<String>> = shapes
        .into_values()
        .filter(|keys| !keys.is_empty())
        .collect();
    let pairs = || {
        let rest = |index: usize| shapes.iter().skip(index + 1);
        let first = shapes.iter().enumerate();
        first.flat_map(move |(index, one)| rest(index).map(move |other| (one, other)))
    };
    if pairs().next().is_none() {
        return Answers::Unknown;
    }
    if pairs().all(|(one, other)| one.is_disjoint(other)) {
        return Answers::Different;
    }
    match pairs().any(|(one, other)| one == other) {
        true => Answers::Alike,
        false => Answers::Mixed,
    }
}

/// The keys of a successful answer in JSON.
fn answer_keys(saved: &SavedResponse) -> Vec<String> {
    let is_success = matches!(saved.code, None | Some(200..300));
    let body = saved
        .body
        .as_deref()
        .filter(|_| is_success)
        .unwrap_or_default();
    match serde_json::from_str(body) {
        Ok(Value::Object(object)) => object.into_iter().map(|(key, _)| key).collect(),
        Ok(Value::Array(_)) => vec!["[]".to_owned()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_actions_have_verbs() {
        assert!(has_verb("keeper_delete") && !has_verb("closed"));
    }
}
