//! Items that test what a service refuses: they are examples of another item's operation.

use indexmap::IndexMap;
use serde_json::Value;

use crate::ground::words::lowercase_words;

use super::super::model::{BodyKind, Item};
use super::group::Draft;
use super::server::Base;

/// Words of names that announce a refusal.
const WORDS: &[&str] = &[
    "invalid",
    "missing",
    "wrong",
    "unauthorized",
    "unauthorised",
    "unauthenticated",
    "nonexistent",
    "nonexisting",
    "non-existent",
    "non-existing",
    "expired",
    "duplicate",
    "unsupported",
    "forbidden",
    "malformed",
    "incorrect",
    "negative",
    "refused",
    "rejected",
    "fails",
    "failure",
    "bad",
];

/// Gives items that test a refusal the signature of the item of their method and path whose body has all that theirs has.
pub(super) fn join_refusals(drafts: &mut [Draft<'_>]) {
    let mut paths: IndexMap<(String, Base, String), Vec<usize>> = IndexMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        let method = draft.placed.item.request.method.clone();
        let path = (method, draft.base.clone(), draft.route.template.clone());
        paths.entry(path).or_default().push(index);
    }
    for indices in paths.into_values().filter(|indices| indices.len() > 1) {
        let is_refusal = |index: &&usize| tests_refusal(drafts[**index].placed.item);
        let (refusals, others): (Vec<usize>, Vec<usize>) =
            indices.iter().partition(|index| is_refusal(index));
        for refusal in refusals {
            let keys = body_keys(drafts[refusal].placed.item);
            let mut whole = others.iter().filter(|other| {
                let others = body_keys(drafts[**other].placed.item);
                keys.iter().all(|key| others.contains(key))
            });
            if let Some(whole) = whole.next() {
                let signature = drafts[*whole].signature.clone();
                let constants = drafts[*whole].constants.clone();
                drafts[refusal].signature = signature;
                drafts[refusal].constants = constants;
            }
        }
    }
}

/// Whether an item tests what a service refuses: its name says so, and no saved answer is a success.
pub(super) fn tests_refusal(item: &Item) -> bool {
    let is_success = |code: Option<u16>| matches!(code, Some(..400));
    if item.responses.iter().any(|saved| is_success(saved.code)) {
        return false;
    }
    let name = lowercase_words(&item.name);
    let mut words = name.split(|c: char| !c.is_alphanumeric() && c != '-');
    name.contains("not found")
        || name.contains("does not exist")
        || words.any(|word| {
            let is_status = word.len() == 3 && word.starts_with('4') && word.parse::<u16>().is_ok();
            is_status || WORDS.contains(&word)
        })
}

/// The keys of a body that is an object or a form; none for other bodies.
fn body_keys(item: &Item) -> Vec<String> {
    let body = item.request.body.as_ref().map(|body| &body.kind);
    match body {
        Some(BodyKind::Raw { text, .. }) => match serde_json::from_str(text) {
            Ok(Value::Object(object)) => object.into_iter().map(|(key, _)| key).collect(),
            _ => Vec::new(),
        },
        Some(BodyKind::UrlEncoded(pairs)) => pairs.iter().map(|pair| pair.key.clone()).collect(),
        Some(BodyKind::FormData(parts)) => parts.iter().map(|part| part.pair.key.clone()).collect(),
        _ => Vec::new(),
    }
}
