//! Whether the words of an operation's name are those of its path.

use crate::model::api::Operation;

use super::english::same_stem;
use super::path::is_many;
use super::words::Words;

/// Whether the words are the last segment of the path of a write, and the records or the record before it: `recount guests` of
/// `POST /guests/recount`, `restock item` of `POST /items/{id}/restock`. The segment is a verb, whether or not it is known.
pub(super) fn names_action(operation: &Operation, words: &[String]) -> bool {
    let segments = operation.key.path.rsplit('/');
    let mut segments = segments.filter(|text| !text.is_empty());
    let (Some(last), Some((first, rest))) = (segments.next(), words.split_first()) else {
        return false;
    };
    let is_of_record = segments
        .clone()
        .next()
        .is_some_and(|text| text.contains('{'));
    let is_before = |segment: &str| {
        let segment = Words::of(segment).0;
        let mut pairs = segment.iter().zip(rest);
        segment.len() == rest.len() && pairs.all(|(a, b)| same_stem(a, b))
    };
    let is_object = rest
        .last()
        .is_some_and(|last| is_of_record || is_many(last));
    operation.key.method != "GET"
        && Words::of(last).0.as_slice() == std::slice::from_ref(first)
        && !is_many(first)
        && is_object
        && segments.any(is_before)
}

/// Whether a segment of the path begins with the first two words: `open interest` of `/openInterestHistory`.
pub(super) fn starts_segment(operation: &Operation, words: &[String]) -> bool {
    let starts = |segment: Words| match (segment.0.as_slice(), words) {
        ([first, next, ..], [word, behind, ..]) => first == word && same_stem(next, behind),
        _ => false,
    };
    operation.key.path.split('/').map(Words::of).any(starts)
}

/// Whether the word is the last segment of the path: a test of `/tests/{id}`.
pub(super) fn names_segment(operation: &Operation, word: &str) -> bool {
    let segments = operation.key.path.split('/');
    let mut fixed = segments.filter(|text| !text.is_empty() && !text.contains('{'));
    let last = fixed.next_back().map(Words::of).unwrap_or_default();
    last.0
        .last()
        .is_some_and(|last| last != word && same_stem(last, word))
}

/// Whether words name the parameter at the end of the path: `id`, `order number`.
pub(super) fn is_last_parameter(operation: &Operation, words: &[String]) -> bool {
    if matches!(words, [id] if id == "id") && operation.key.path.contains('{') {
        return true;
    }
    let path = operation.key.path.strip_suffix('}');
    let Some((_, name)) = path.and_then(|path| path.rsplit_once('{')) else {
        return false;
    };
    let parameter = Words::of(name).0;
    let is_id = |word: &String| word == "id" || parameter.contains(word);
    !words.is_empty() && words.iter().all(is_id)
}
