//! Actions of one path: a query key, a field of a form or a header says which one a request means. Each is an operation of
//! its own that sends the value by itself.

mod answers;
mod key;
mod names;

use indexmap::IndexMap;

use super::super::model::{BodyKind, Pair, Request};
use super::super::template;
use super::group::Draft;
use super::server::Base;
use key::Key;

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

/// Adds to each draft the constants by which its action differs from the others of its path.
pub(super) fn mark_actions(drafts: &mut [Draft<'_>]) {
    let mut paths: IndexMap<(Base, String), Vec<usize>> = IndexMap::new();
    let mut forms: IndexMap<(Base, String, String), Vec<usize>> = IndexMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        let request = &draft.placed.item.request;
        let (base, path) = (draft.base.clone(), draft.route.template.clone());
        if form_pairs(request).is_some() {
            let form = (base.clone(), path.clone(), request.method.clone());
            forms.entry(form).or_default().push(index);
        }
        paths.entry((base, path)).or_default().push(index);
    }
    let paths = paths.into_values().map(|indices| (indices, false));
    let forms = forms.into_values().map(|indices| (indices, true));
    for (indices, in_forms) in paths.chain(forms).filter(|(indices, _)| indices.len() > 1) {
        for (index, constant) in constants(drafts, &indices, in_forms) {
            if let Some(draft) = drafts.get_mut(index) {
                // Items of different actions are different operations.
                let Constant { place, name, value } = &constant;
                draft.signature += &format!("\n{place:?} {name}={value}");
                draft.constants.push(constant);
            }
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
    let keys = keys.into_iter();
    let keys = keys.map(|((place, name), values)| Key {
        place,
        name,
        values,
    });
    let (mut found, others): (Vec<Key>, Vec<Key>) = keys.partition(|key| key.is_action(drafts));
    if found.is_empty() {
        return Vec::new();
    }
    let is_other_type = |key: &Key| {
        let mut accepts = found.iter().filter(|action| action.is_accept());
        accepts.any(|accept| key.goes_with(accept))
    };
    let others = others.into_iter();
    let others: Vec<Key> = others
        .filter(|key| key.is_object() || is_other_type(key))
        .collect();
    found.extend(others);
    found.into_iter().flat_map(Key::into_constants).collect()
}

/// The keys with a literal value that a request has once.
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
            Place::Header => pair.header_name(),
            Place::Query | Place::Form => pair.key.clone(),
        };
        let value = pair.text();
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
