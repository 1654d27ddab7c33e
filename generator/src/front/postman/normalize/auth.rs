//! Headers and query keys that are the auth of an API in fact: one variable as the value, on most requests, under a name
//! that speaks of it.

use indexmap::IndexMap;
use serde_json::Value;

use crate::ground::secret;
use crate::ground::words::letters_and_digits;

use super::super::model::{Auth, AuthScheme, Collection, Item, Pair, Request};
use super::super::resolve;
use super::super::template::{self, key_prefix};
use super::super::variables::text;
use super::{items_mut, requests_mut};

/// Words of names of credentials.
const WORDS: &[&str] = &["token", "key", "auth", "secret", "session", "credential"];

/// Words of names that contain one of [`WORDS`] and mean something else.
const OTHERS: &[&str] = &[
    "page",
    "next",
    "idempoten",
    "sync",
    "continuation",
    "cursor",
    "csrf",
    "xsrf",
    "author",
    "push",
    "device",
    "keyword",
    "public",
    "project",
    "issue",
    "partition",
    "sort",
    "object",
];

/// A header or a query key with the variable that is its value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Candidate {
    in_query: bool,
    /// In lower case for headers.
    name: String,
    variable: String,
}

/// Makes an API key of the pair that authenticates most requests which have no other auth.
pub(super) fn move_token_pairs(collection: &mut Collection) {
    let placed = resolve::items(collection);
    let open: Vec<bool> = placed
        .iter()
        .map(|placed| !matches!(placed.auth, Auth::Scheme(_)) && !is_authorized(placed.item))
        .collect();
    let open_items = placed.iter().zip(&open).filter(|(_, open)| **open);
    let requests: Vec<&Request> = open_items.map(|(placed, _)| &placed.item.request).collect();
    let Some(found) = most_common(&requests) else {
        return;
    };
    for (item, _) in items_mut(collection)
        .into_iter()
        .zip(open)
        .filter(|(_, open)| *open)
    {
        let own = pairs(&item.request).find(|(in_query, pair)| found.is(*in_query, pair));
        if let Some((_, pair)) = own {
            item.request.auth = found.auth(pair);
            for request in requests_mut(item) {
                found.remove_from(request);
            }
        }
    }
}

/// The pair that more than half of the requests, and at least two, have.
fn most_common(requests: &[&Request]) -> Option<Candidate> {
    let mut counts: IndexMap<Candidate, usize> = IndexMap::new();
    for request in requests {
        for (in_query, pair) in pairs(request) {
            if let Some(candidate) = Candidate::of(in_query, pair) {
                *counts.entry(candidate).or_default() += 1;
            }
        }
    }
    // Of equal counts the first one.
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    let (candidate, count) = best?;
    (count > 1 && count * 2 > requests.len()).then_some(candidate)
}

/// Whether the headers or the URL of an item show another kind of auth.
fn is_authorized(item: &Item) -> bool {
    let mut headers = item.request.headers.iter().filter(|pair| !pair.disabled);
    item.request.url.credentials.is_some()
        || headers
            .any(|pair| pair.is_header("authorization") || secret::is_credential_header(&pair.key))
}

/// The enabled headers, then the enabled pairs of the query, each with whether it is in the query.
fn pairs(request: &Request) -> impl Iterator<Item = (bool, &Pair)> {
    let headers = request.headers.iter().map(|pair| (false, pair));
    let query = request.url.query.iter().map(|pair| (true, pair));
    headers.chain(query).filter(|(_, pair)| !pair.disabled)
}

/// The variable that is the value of a pair, or its end behind a word.
fn variable(pair: &Pair) -> Option<String> {
    let value = pair.value.as_ref().map(text)?;
    let value = value.trim();
    let key = &value[key_prefix(value).len()..];
    template::whole(key).map(str::to_owned)
}

impl Candidate {
    fn of(in_query: bool, pair: &Pair) -> Option<Self> {
        let variable = variable(pair)?;
        let letters = letters_and_digits(&pair.key);
        let has = |words: &[&str]| words.iter().any(|word| letters.contains(word));
        (has(WORDS) && !has(OTHERS)).then(|| Self {
            in_query,
            name: name(in_query, pair),
            variable,
        })
    }

    fn is(&self, in_query: bool, pair: &Pair) -> bool {
        self.in_query == in_query
            && self.name == name(in_query, pair)
            && variable(pair).as_ref() == Some(&self.variable)
    }

    /// The auth that sends a pair.
    fn auth(&self, pair: &Pair) -> Auth {
        let place = if self.in_query { "query" } else { "header" };
        let value = pair.value.clone().unwrap_or_default();
        let attributes = [
            ("key", Value::from(pair.key.trim())),
            ("value", value),
            ("in", Value::from(place)),
        ];
        let attributes = attributes.map(|(name, value)| (name.to_owned(), value));
        Auth::Scheme(AuthScheme {
            kind: "apikey".to_owned(),
            attributes: attributes.into(),
            origin: pair.origin.clone(),
        })
    }

    fn remove_from(&self, request: &mut Request) {
        let list = match self.in_query {
            true => &mut request.url.query,
            false => &mut request.headers,
        };
        list.retain(|pair| name(self.in_query, pair) != self.name);
    }
}

fn name(in_query: bool, pair: &Pair) -> String {
    match in_query {
        true => pair.key.clone(),
        false => pair.header_name(),
    }
}
