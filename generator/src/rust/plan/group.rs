//! The docs of a group of operations: what the document says of it, else which operations it has.

use std::collections::BTreeMap;

use crate::ground::prose::{self, code};
use crate::model::api::{Operation, Service};

use super::model::Docs;

/// The most paths that are named.
const PATHS: usize = 3;

/// The docs of a group: its description, else its name with the number and the paths of its operations.
pub(super) fn docs(service: &Service, handle: &str, operations: &[&Operation]) -> Docs {
    let described = service
        .description
        .as_deref()
        .map(prose::block)
        .unwrap_or_default();
    if !described.is_empty() {
        return described;
    }
    let title = match prose::plain(&without_parameters(&service.name)) {
        empty if empty.is_empty() => handle.to_owned(),
        title => prose::capitalised(&title),
    };
    let title = title.trim_end_matches('.');
    prose::wrapped(&format!("{title}: {}.", offer(operations)))
}

/// The first sentence of a group's docs.
pub(super) fn summary(docs: &Docs) -> String {
    let first = docs
        .iter()
        .take_while(|line| !line.is_empty())
        .map(|line| line.trim());
    let first = first.collect::<Vec<_>>().join(" ");
    // A link or code must not be cut.
    let is_whole = |text: &&str| {
        text.matches('`').count().is_multiple_of(2)
            && text.matches('[').count() == text.matches(']').count()
    };
    let sentence = first.split_once(". ").map(|(sentence, _)| sentence);
    match sentence.filter(is_whole) {
        Some(sentence) => format!("{sentence}."),
        None => first,
    }
}

/// `41 operations below `/users``.
fn offer(operations: &[&Operation]) -> String {
    let paths: Vec<&str> = operations
        .iter()
        .map(|operation| operation.key.path.as_str())
        .collect();
    match operations {
        [operation] => code(&operation.key.to_string()),
        many => match common(&paths) {
            Some(path) => format!("{} operations below {}", many.len(), code(&path)),
            None => format!("{} operations{}", many.len(), below(&paths)),
        },
    }
}

/// The segments that all paths begin with, up to the first parameter; `None` where they have none in common.
fn common(paths: &[&str]) -> Option<String> {
    let segments = |path: &&str| -> Vec<String> {
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        segments
            .take_while(|segment| !segment.contains('{'))
            .map(str::to_owned)
            .collect()
    };
    let all: Vec<Vec<String>> = paths.iter().map(segments).collect();
    let first = all.first()?;
    let is_common = |count: &usize| {
        all.iter()
            .all(|other| other.get(..*count) == first.get(..*count))
    };
    let count = (1..=first.len())
        .take_while(|count| is_common(count))
        .last()?;
    Some(format!("/{}", first.get(..count)?.join("/")))
}

/// The first segments of the paths, those of the most operations first.
fn below(paths: &[&str]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for path in paths {
        let first = path.split('/').find(|segment| !segment.is_empty());
        if let Some(first) = first.filter(|first| !first.contains('{')) {
            *counts.entry(first).or_default() += 1;
        }
    }
    let mut firsts: Vec<(&str, usize)> = counts.into_iter().collect();
    firsts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let shown: Vec<String> = firsts
        .iter()
        .take(PATHS)
        .map(|(first, _)| code(&format!("/{first}")))
        .collect();
    match (shown.is_empty(), firsts.len() > PATHS) {
        (true, _) => String::new(),
        (false, true) => format!(", most of them below {}", shown.join(", ")),
        (false, false) => format!(" below {}", shown.join(", ")),
    }
}

/// A group's name as words, without the parameters in names that converters make from paths: `meetings/{meeting Id}`.
fn without_parameters(name: &str) -> String {
    let parts = name.split('/').map(str::trim);
    let words: Vec<&str> = parts
        .filter(|part| !part.is_empty() && !part.starts_with([':', '{']))
        .collect();
    let name = words.join("/");
    // `archive_files` and `h323/devices` are two words each.
    match name.contains(char::is_whitespace) {
        true => name,
        false => name.replace(['_', '/'], " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::operation;

    fn said(name: &str, paths: &[&str]) -> String {
        let operations: Vec<Operation> = paths.iter().map(|path| operation("GET", path)).collect();
        let service = Service::new(name, operations[0].origin.clone());
        docs(&service, "Handle", &operations.iter().collect::<Vec<_>>()).join(" ")
    }

    #[test]
    fn a_group_without_a_description_says_what_it_offers() {
        assert_eq!(
            said("users", &["/users", "/users/{id}/x"]),
            "Users: 2 operations below `/users`."
        );
        assert_eq!(
            said("", &["/v1/a/{id}", "/v1/b"]),
            "Handle: 2 operations below `/v1`."
        );
        assert_eq!(said("one.", &["/a/{id}"]), "One: `GET /a/{id}`.");
        assert_eq!(
            said("two", &["/b", "/a/{id}", "/a"]),
            "Two: 3 operations below `/a`, `/b`."
        );
        assert_eq!(
            said("h323/devices", &["/{id}", "/{id}/x"]),
            "H323 devices: 2 operations."
        );
    }
}
