//! Variables that (nearly) all paths begin with: a version, a stage, an organisation. They are set once, with the server.

use indexmap::IndexMap;

use crate::ground::words::letters_and_digits;

use super::super::model::{Collection, Url};
use super::super::template;
use super::super::url::path_variable;
use super::super::variables::Scope;
use super::path::{is_generic, variable};
use super::{items, items_mut, requests_mut};

/// The least number of requests that show a prefix.
const LEAST: usize = 3;

/// Words of variables that are the same for all calls of a client, even behind the name of a resource.
const WIDE: &[&str] = &[
    "version",
    "stage",
    "environment",
    "realm",
    "organization",
    "organisation",
    "orgid",
    "tenant",
    "account",
    "workspace",
    "company",
    "region",
    "instance",
    "namespace",
    "subscription",
];

/// Moves the beginning of the paths that has such variables to the host, of which the server is made.
///
/// Paths of converted collections stay: their variables are declared as parameters of operations.
pub(super) fn move_to_server(collection: &mut Collection, scope: &Scope) {
    if collection.converted {
        return;
    }
    let mut paths: IndexMap<String, Vec<&[String]>> = IndexMap::new();
    for item in items(collection) {
        let url = &item.request.url;
        let paths = paths.entry(origin_key(url)).or_default();
        paths.push(&url.path);
    }
    let prefixes: IndexMap<String, Vec<String>> = paths
        .into_iter()
        .filter_map(|(host, paths)| Some((host, shared_prefix(&paths, scope)?)))
        .collect();
    for item in items_mut(collection) {
        for request in requests_mut(item) {
            if let Some(prefix) = prefixes.get(&origin_key(&request.url)) {
                move_prefix(&mut request.url, prefix);
            }
        }
    }
}

/// Protocol, host and port of a URL, as the key of a map.
fn origin_key(url: &Url) -> String {
    let protocol = url.protocol.as_deref().unwrap_or_default();
    let port = url.port.as_deref().unwrap_or_default();
    format!("{protocol} {} {port}", url.host.trim())
}

/// The segments that at least nine of ten paths begin with, up to the last variable; `None` if there is none before
/// another part of the path.
fn shared_prefix(paths: &[&[String]], scope: &Scope) -> Option<Vec<String>> {
    let is_variable = |segment: &String| template::any(segment) || variable(segment).is_some();
    let mut prefix: Vec<String> = Vec::new();
    let mut sharing = paths.to_vec();
    while let Some(segment) = most_common(&sharing, prefix.len()) {
        let at = prefix.len();
        sharing.retain(|path| path.get(at).is_some_and(|other| other == segment));
        let goes_on = sharing.iter().filter(|path| path.len() > at + 1).count();
        if sharing.len() < LEAST
            || sharing.len() * 10 < paths.len() * 9
            || goes_on * 10 < paths.len() * 9
        {
            break;
        }
        if is_variable(segment) && !is_client_wide(segment, prefix.last(), scope) {
            break;
        }
        prefix.push(segment.clone());
    }
    let end = prefix.iter().rposition(is_variable)?;
    prefix.truncate(end + 1);
    Some(prefix)
}

/// The most frequent segment at an index.
fn most_common<'p>(paths: &[&'p [String]], index: usize) -> Option<&'p String> {
    let mut counts: IndexMap<&String, usize> = IndexMap::new();
    for segment in paths.iter().filter_map(|path| path.get(index)) {
        *counts.entry(segment).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(segment, _)| segment)
}

/// Whether a variable in the beginning of all paths is the client's: it does not name a record of the resource before it.
fn is_client_wide(segment: &str, before: Option<&String>, scope: &Scope) -> bool {
    let name = variable(segment).or_else(|| template::names(segment).next());
    let Some(name) = name else { return false };
    let value = scope.public_text(&template::of(name)).unwrap_or_default();
    let is_record = before.is_some_and(|before| {
        !is_generic(before) && variable(before).is_none() && !template::any(before)
    });
    let letters = letters_and_digits(name);
    let is_wide = WIDE.iter().any(|word| letters.contains(word));
    // A name such as `yard` before a version is no resource: its records would not be versions.
    !value.contains('/') && (is_wide || !is_record)
}

/// Moves a prefix to the host of a URL; declared variables become templates.
fn move_prefix(url: &mut Url, prefix: &[String]) {
    if !url.path.starts_with(prefix) || url.path.len() == prefix.len() {
        return;
    }
    for segment in url.path.drain(..prefix.len()) {
        url.host.push('/');
        match path_variable(&segment) {
            Some((name, rest)) => url.host.extend([template::of(name).as_str(), rest]),
            None => url.host.push_str(&segment),
        }
    }
}
