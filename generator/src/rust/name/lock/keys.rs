//! The texts by which the parts of an API are found in a lock.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use crate::model::api::{Api, Operation, OperationKey};
use crate::model::graph::{PathStart, TypeUsage, UsagePath, type_usage};

use super::super::body::body_keys;
use super::super::operation::identity;

/// An API with the texts by which a lock knows its parts: each text belongs to one part.
pub(in crate::rust::name) struct LockKeys<'a> {
    pub(in crate::rust::name) api: &'a Api,
    pub(in crate::rust::name) usage: Vec<TypeUsage<'a>>,
    /// The method and path of each operation, and the item's name; where several operations share those (one URL of
    /// JSON-RPC, GraphQL or SOAP), what their bodies hold; and where that is the same, too, a number.
    pub(super) operations: Vec<String>,
    /// Each operation's method and path, which several operations may share.
    pub(super) short: Vec<String>,
    /// The paths to each type, the shortest first.
    pub(super) type_paths: Vec<Vec<String>>,
}

impl<'a> LockKeys<'a> {
    pub(in crate::rust::name) fn of(api: &'a Api) -> Self {
        let operations = api.operations.iter();
        let short: Vec<String> = operations
            .map(|operation| short_key(&operation.key))
            .collect();
        let operations = operation_keys(api, &short);
        let starts = path_operations(&short, &operations);
        let usage = type_usage(api);
        let type_paths = usage
            .iter()
            .map(|usage| type_paths(usage, &starts))
            .collect();
        Self {
            api,
            usage,
            operations,
            short,
            type_paths,
        }
    }
}

/// An operation's method and path, without the names of parameters, which may change.
fn short_key(key: &OperationKey) -> String {
    let mut text = format!("{} ", key.method);
    let mut rest = key.path.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        text.push_str(before);
        text.push_str("{}");
        rest = behind;
    }
    text + rest
}

fn operation_keys(api: &Api, short: &[String]) -> Vec<String> {
    let with_name = api.operations.iter().zip(short).map(|(operation, short)| {
        let words: Vec<&str> = operation.name.split_whitespace().collect();
        format!("{short} # {}", words.join(" "))
    });
    let mut keys: Vec<String> = with_name.collect();
    for index in equal_texts(&keys).into_iter().flatten() {
        let words = body_keys(&api.operations[index], &api.types);
        keys[index].push_str(&format!(" # {}", words.0.join(" ")));
    }
    for mut group in equal_texts(&keys) {
        let operation = |index: usize| -> &Operation { &api.operations[index] };
        group.sort_by_cached_key(|index| identity(operation(*index)));
        for (count, index) in group.into_iter().enumerate().skip(1) {
            keys[index].push_str(&format!(" # {}", count + 1));
        }
    }
    keys
}

/// The indexes of texts that are there more than once, those of equal texts together.
fn equal_texts(texts: &[String]) -> Vec<Vec<usize>> {
    let mut indexes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, text) in texts.iter().enumerate() {
        indexes.entry(text).or_default().push(index);
    }
    let groups = indexes.into_values();
    groups.filter(|group| group.len() > 1).collect()
}

/// What the paths from each operation begin with: its method and path, and the rest of its key where others share them.
fn path_operations(short: &[String], operations: &[String]) -> Vec<String> {
    let mut texts = short.to_vec();
    for index in equal_texts(short).into_iter().flatten() {
        let rest = operations[index].get(short[index].len() + 3..);
        texts[index].push('#');
        push_safe(rest.unwrap_or_default(), &mut texts[index]);
    }
    texts
}

fn type_paths(usage: &TypeUsage<'_>, starts: &[String]) -> Vec<String> {
    let mut paths: Vec<&UsagePath<'_>> = usage.paths.iter().collect();
    paths.sort_by_key(|path| (path.keys.len(), *path));
    let texts: IndexSet<String> = paths
        .iter()
        .map(|path| type_path(path, &starts[path.operation]))
        .collect();
    texts.into_iter().collect()
}

/// `GET /users response:200 users.[]`
fn type_path(path: &UsagePath<'_>, operation: &str) -> String {
    let mut text = format!("{operation} ");
    match path.start {
        PathStart::Response(0) => text.push_str("response:default"),
        PathStart::Response(status) => text.push_str(&format!("response:{status}")),
        PathStart::Failure(0) => text.push_str("error:default"),
        PathStart::Failure(status) => text.push_str(&format!("error:{status}")),
        PathStart::Request => text.push_str("request"),
        PathStart::Value { name, location } => {
            text.push_str(&format!("{location}:"));
            push_safe(name, &mut text);
        }
    }
    text.push_str(if path.keys.is_empty() { " ." } else { " " });
    for (index, key) in path.keys.iter().enumerate() {
        if index > 0 {
            text.push('.');
        }
        push_safe(key, &mut text);
    }
    text
}

/// A type's path without what may change while the type stays: the item's name, the status of a response, the location
/// of a value.
pub(super) fn without_details(path: &str) -> String {
    let mut parts = path.rsplitn(3, ' ');
    let keys = parts.next().unwrap_or_default();
    let start = parts.next().unwrap_or_default();
    let start = match start.split_once(':') {
        None => start.to_owned(),
        Some(("response", _)) => "response".to_owned(),
        Some((_, name)) => format!("value:{name}"),
    };
    let operation = parts.next().unwrap_or_default();
    let operation = operation.split('#').next().unwrap_or_default();
    format!("{operation} {start} {keys}")
}

/// Adds a text without the signs that separate the parts of a path.
fn push_safe(part: &str, text: &mut String) {
    for letter in part.chars() {
        match letter.is_alphanumeric() || "_-[]{}$@:/".contains(letter) {
            true => text.push(letter),
            false => text.push_str(&format!("%{:X}", u32::from(letter))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_without_names_statuses_and_locations() {
        for (path, expected) in [
            (
                "GET /users response:200 users.[]",
                "GET /users response users.[]",
            ),
            ("GET /users query:status .", "GET /users value:status ."),
            ("POST /rpc#Get%20user request .", "POST /rpc request ."),
        ] {
            assert_eq!(without_details(path), expected);
        }
        // As earlier versions wrote it.
        let old = "GET /users response users.[]";
        assert_eq!(without_details(old), old);
    }
}
