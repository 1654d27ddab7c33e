//! The candidates for a method's name: the item's name without the words of the service.

use crate::model::api::{Api, Location, Operation};

use super::body::{body_keys, name_in_body};
use super::english::{
    is_article, is_determiner, is_filler, is_generic, is_plural, is_preposition, is_verb,
    same_stem, singular,
};
use super::words::Words;

/// The longest name of a method, in letters.
pub(super) const LIMIT: usize = 48;

/// The words of a method, and those of the service that are left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base {
    /// The method: `list`.
    pub words: Words,
    /// The words of the service that were behind the verb in the item's name, for names outside the service's module:
    /// `users`.
    pub noun: Vec<String>,
}

/// The words by which names of items mention a service.
#[derive(Debug, Clone)]
pub(super) struct Noun {
    /// The service's words: `sip phones`.
    pub words: Vec<String>,
    /// A word that may be before them: the API's own name.
    pub brand: Option<String>,
}

impl Noun {
    /// How many words from `at` on mention the service, in the singular or plural; the brand before it counts, and the last
    /// of several words is enough: a `meeting` of the past meetings.
    fn at(&self, words: &[String], at: usize) -> Option<usize> {
        let branded = self.brand.is_some() && words.get(at) == self.brand.as_ref();
        let behind = branded.then(|| self.plain_at(words, at + 1)).flatten();
        behind
            .map(|length| length + 1)
            .or_else(|| self.plain_at(words, at))
    }

    fn plain_at(&self, words: &[String], at: usize) -> Option<usize> {
        let here = words.get(at..)?;
        let (last, first) = self.words.split_last()?;
        let length = if here.starts_with(first) {
            self.words.len()
        } else {
            1
        };
        let noun = here.get(length - 1)?;
        (singular(noun) == singular(last)).then_some(length)
    }

    /// The service's words in the singular.
    pub(super) fn singular(&self) -> Vec<String> {
        let mut words = self.words.clone();
        if let Some(last) = words.last_mut() {
            *last = singular(last);
        }
        words
    }
}

/// The method's words by the item's name, or by method and path if the item has no usable name.
pub(super) fn base(operation: &Operation, noun: &Noun) -> Base {
    let named = usable(&operation.name).map(|words| without_noun(words, noun));
    match named {
        Some(base) if !base.words.is_empty() && base.words.snake().len() <= LIMIT => base,
        _ => by_path(operation, noun),
    }
}

/// The words of an item's name, unless it is a URL, a sentence or a placeholder of Postman's.
fn usable(name: &str) -> Option<Vec<String>> {
    let name = name.trim();
    if name.is_empty() || name.len() > 250 || looks_like_path(name) {
        return None;
    }
    let words: Vec<String> = Words::of(name)
        .0
        .into_iter()
        .filter(|word| !is_article(word))
        .collect();
    let placeholder = matches!(
        words
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice(),
        ["new" | "untitled", "request", ..] | ["request"] | ["request", "copy"]
    );
    (!placeholder).then_some(words)
}

/// Whether an item's name is a URL or a path.
fn looks_like_path(name: &str) -> bool {
    let starts_path = |word: &str| word.len() > 1 && word.starts_with('/');
    name.starts_with(['/', '{'])
        || name.contains("://")
        || name.contains("{{")
        || name.split_whitespace().any(starts_path)
}

fn without_noun(mut words: Vec<String>, noun: &Noun) -> Base {
    if words.starts_with(&["get".to_owned(), "list".to_owned(), "of".to_owned()]) {
        words.splice(..3, ["list".to_owned()]);
    }
    let mut left_out = Vec::new();
    if words.first().is_some_and(|first| is_verb(first)) {
        let determiners = words[1..]
            .iter()
            .take_while(|word| is_determiner(word))
            .count();
        let start = 1 + determiners;
        if let Some(length) = noun.at(&words, start) {
            left_out = words[start..start + length].to_vec();
            words.drain(1..start + length);
        }
    } else if let Some(length) = noun.at(&words, 0) {
        // `User create`, `User: list`
        if words.get(length).is_some_and(|next| is_verb(next)) {
            left_out = words.drain(..length).collect();
        } else if words.len() == length {
            words.clear();
        }
    }
    strip_service(&mut words, noun);
    Base {
        words: Words(words),
        noun: left_out,
    }
}

/// Takes `in a role` off the end of `list members in a role`.
fn strip_service(words: &mut Vec<String>, noun: &Noun) {
    for start in 2..words.len() {
        if !is_preposition(&words[start]) {
            continue;
        }
        let determiners = words[start + 1..]
            .iter()
            .take_while(|word| is_determiner(word))
            .count();
        let at = start + 1 + determiners;
        if noun
            .at(words, at)
            .is_some_and(|length| at + length == words.len())
        {
            words.truncate(start);
            return;
        }
    }
}

/// The method's words from method and path.
fn by_path(operation: &Operation, noun: &Noun) -> Base {
    let segments = statics(&operation.key.path, noun);
    let ends_static = !operation.key.path.ends_with('}');
    let last = segments.last();
    let plural_end = ends_static
        && last
            .and_then(|words| words.last())
            .is_some_and(|word| is_plural(word));
    let names_all = plural_end || (ends_static && last.is_none());
    let mut words: Vec<String> = segments.iter().flatten().cloned().collect();
    let acts =
        last.is_some_and(|last| ends_static && last.first().is_some_and(|word| is_verb(word)));
    if acts && let Some(last) = last {
        words.truncate(words.len() - last.len());
        words.splice(0..0, last.iter().cloned());
        return Base {
            words: Words(words).limited(LIMIT),
            noun: Vec::new(),
        };
    }
    let verb = match operation.key.method.as_str() {
        "GET" if names_all => "list".to_owned(),
        "POST" => "create".to_owned(),
        "PUT" | "PATCH" => "update".to_owned(),
        other => Words::of(other).snake(),
    };
    if operation.key.method == "POST"
        && let Some(end) = words.last_mut()
    {
        *end = singular(end);
    }
    words.insert(
        0,
        if verb.is_empty() {
            "call".to_owned()
        } else {
            verb
        },
    );
    Base {
        words: Words(words).limited(LIMIT),
        noun: Vec::new(),
    }
}

/// The path's fixed segments as words, without the service's own and without `api` and versions; one
/// of many where a parameter follows.
fn statics(path: &str, noun: &Noun) -> Vec<Vec<String>> {
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let mut statics = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let mut words = Words::of(&fixed_text(segment)).0;
        let own = noun
            .at(&words, 0)
            .is_some_and(|length| length == words.len());
        if words.is_empty() || own || is_mount(&words) {
            continue;
        }
        let parameter_follows = segments
            .get(index + 1)
            .is_some_and(|next| next.starts_with('{'));
        if let Some(last) = words.last_mut().filter(|_| parameter_follows) {
            *last = singular(last);
        }
        statics.push(words);
    }
    statics
}

/// The subject of an operation by its path, in the singular, in few words and in more: `question`, `registrant
/// question`.
pub(super) fn subjects(operation: &Operation, noun: &Noun) -> [Words; 2] {
    let is_specific = |words: &Vec<String>| {
        !words
            .iter()
            .all(|word| is_generic(word) || is_generic(&singular(word)) || is_verb(word))
    };
    let mut segments = statics(&operation.key.path, noun);
    for last in segments.iter_mut().filter_map(|words| words.last_mut()) {
        *last = singular(last);
    }
    if segments.is_empty() {
        segments.push(noun.singular());
    }
    let from = segments.iter().rposition(is_specific).unwrap_or_default();
    [from, 0].map(|from| Words(segments[from..].concat()))
}

/// A segment without its `{parameters}` and percent-encoded signs.
fn fixed_text(segment: &str) -> String {
    let mut text = String::new();
    let mut rest = segment;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        text.push(' ');
        rest = behind.split_once('}').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split('%')
        .enumerate()
        .fold(String::new(), |all, (index, part)| match index {
            0 => part.to_owned(),
            _ => all + " " + part.get(2..).unwrap_or_default(),
        })
}

/// Whether a segment is a version or `api`, which say nothing of the subject.
fn is_mount(words: &[String]) -> bool {
    let version = |word: &str| {
        let digits = word.strip_prefix('v').unwrap_or(word);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    words
        .iter()
        .all(|word| version(word) || matches!(word.as_str(), "api" | "rest"))
}

/// The first of [`candidates`].
pub(super) fn first(base: &Base) -> Words {
    let words = match base.noun.is_empty() {
        true => base.words.clone(),
        false => without_filler(&base.words),
    };
    words.limited(LIMIT)
}

/// The method's names from the shortest to the most qualified.
pub(super) fn candidates(operation: &Operation, base: &Base, noun: &Noun) -> Vec<Words> {
    let Base {
        words: base,
        noun: left_out,
    } = base;
    let is_in_base = |word: &String| base.0.iter().any(|own| same_stem(own, word));
    let from_path: Vec<String> = statics(&operation.key.path, noun)
        .into_iter()
        .filter(|words| !words.iter().all(is_in_base))
        .flatten()
        .collect();
    let qualifier = if from_path.is_empty() {
        noun.singular()
    } else {
        from_path.clone()
    };
    let by = by_parameter(operation, base);
    let method = Words::of(&operation.key.method).0;
    // An operation whose path adds nothing to the service keeps its name for one candidate longer than the others.
    let is_plain = from_path.is_empty() && left_out.is_empty();
    let qualified = insert(base, &qualifier);
    let mut all = Vec::new();
    all.extend((!left_out.is_empty()).then(|| without_filler(base)));
    all.push(base.clone());
    all.extend(is_plain.then(|| base.clone()));
    // `get users` and `get a user` of the users differ in the words that are left out.
    all.extend((!left_out.is_empty()).then(|| insert(base, left_out)));
    all.push(qualified.clone());
    // An item's name may have more than the path: `POST /token (refresh)`.
    all.extend(looks_like_path(&operation.name).then(|| Words::of(&operation.name)));
    all.extend(by.as_ref().map(|by| base.clone().then(by)));
    all.push(base.clone().then(&method));
    all.extend(by.as_ref().map(|by| qualified.clone().then(by)));
    all.push(qualified.clone().then(&method));
    all.extend(by.map(|by| qualified.then(&by).then(&method)));
    all.into_iter().map(|words| words.limited(LIMIT)).collect()
}

/// In what an operation may differ from those with the same candidates: its item's name in full, what it is called
/// inside its body, its groups from the innermost out, then everything that a call of it shows.
pub(super) fn properties(api: &Api, operation: &Operation, base: &Base, noun: &Noun) -> Vec<Words> {
    let named = usable(&operation.name).map(|words| without_noun(words, noun).words);
    let named = named.filter(|words| !words.is_empty());
    let groups = operation
        .groups
        .iter()
        .skip(1)
        .rev()
        .map(|group| Words::of(group));
    let parameters = |location| {
        let here = operation
            .parameters
            .iter()
            .filter(move |parameter| parameter.location == location);
        let words = here.flat_map(|parameter| Words::of_wire(&parameter.name).0);
        Words(words.collect())
    };
    let from_path = Words(statics(&operation.key.path, noun).concat());
    let named = named.unwrap_or_else(|| base.words.clone());
    let missing = from_path
        .0
        .iter()
        .filter(|word| !named.0.iter().any(|own| same_stem(own, word)));
    let qualified = insert(&named, &missing.cloned().collect::<Vec<_>>());
    let server = api
        .servers
        .get(operation.server)
        .map(|server| Words::of(&server.name));
    let mut properties = vec![qualified, name_in_body(operation)];
    properties.push(Words::of(&operation.name));
    properties.extend(groups);
    properties.push(from_path);
    properties.push(parameters(Location::Path));
    properties.push(Words::of(&operation.key.method));
    properties.push(Words::of(&operation.key.path));
    properties.push(parameters(Location::Query));
    properties.push(body_keys(operation, &api.types));
    properties.push(parameters(Location::Header));
    properties.extend(server);
    properties.push(Words(
        operation
            .responses
            .iter()
            .flat_map(|response| Words::of(&response.name).0)
            .collect(),
    ));
    properties
}

/// `get information` of a role is to get the role.
fn without_filler(base: &Words) -> Words {
    match base.0.as_slice() {
        [verb, rest] if is_verb(verb) && is_filler(rest) => Words(vec![verb.clone()]),
        _ => base.clone(),
    }
}

/// The words with others between the verb and what it acts on, or behind a name of one word.
fn insert(base: &Words, more: &[String]) -> Words {
    let at = if base.len() > 1 { 1 } else { base.len() };
    let (head, tail) = base.0.split_at(at);
    Words(head.iter().chain(more).chain(tail).cloned().collect())
}

/// `by id`: the path's last parameter, without the words that the name has already.
fn by_parameter(operation: &Operation, base: &Words) -> Option<Vec<String>> {
    let (_, rest) = operation.key.path.rsplit_once('{')?;
    let all = Words::of(rest.split_once('}')?.0).0;
    let missing: Vec<String> = all
        .iter()
        .filter(|word| !base.0.iter().any(|own| same_stem(own, word)))
        .cloned()
        .collect();
    let words = if missing.is_empty() { all } else { missing };
    Some(std::iter::once("by".to_owned()).chain(words).collect())
}
