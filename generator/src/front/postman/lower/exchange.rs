//! Saved responses with the requests that they answer, for servers that choose among them.

use crate::ground::secret;
use crate::model::api::{Example, Exchange};

use super::super::model::{Pair, Request, SavedResponse};
use super::super::template;
use super::super::variables::text;
use super::super::wire::is_pruned;
use super::Lowering;
use super::group::Group;
use super::response::headers;

/// How many saved responses of an operation are kept.
const MOST: usize = 100;

impl Lowering<'_> {
    /// The saved responses of a group with their requests; none if the requests are all equal, so that nothing in a request
    /// tells which response it gets.
    pub(super) fn exchanges(&self, group: &Group<'_>) -> Vec<Exchange> {
        let saved = group.items().flat_map(|placed| {
            let own = &placed.item.request;
            let pruned = is_pruned(placed.item);
            let responses = placed.item.responses.iter();
            responses.map(move |saved| {
                let request = saved.original.as_deref();
                let request = request.filter(|request| !request.url.empty);
                (saved, request.unwrap_or(own), pruned)
            })
        });
        let saved: Vec<_> = saved
            .filter(|(saved, ..)| saved.code.is_some())
            .take(MOST)
            .collect();
        if saved.len() < 2 {
            return Vec::new();
        }
        let requests: Vec<Example> = saved
            .iter()
            .map(|(saved, request, pruned)| {
                let mut example = self.example(group, saved.name.clone(), request, *pruned);
                self.add_literal_values(group, request, &mut example);
                example
            })
            .collect();
        let is_like = |other: &Example, first: &Example| {
            other.path == first.path && other.query == first.query && other.body == first.body
        };
        let mut pairs = requests.iter().zip(requests.iter().skip(1));
        if pairs.all(|(first, other)| is_like(other, first)) {
            return Vec::new();
        }
        let exchanges = saved.into_iter().zip(requests);
        exchanges
            .filter_map(|((saved, ..), request)| exchange(saved, request))
            .collect()
    }

    /// Adds the values of path parameters that a saved request has as literal segments: `/users/7` of `/users/:id`.
    fn add_literal_values(&self, group: &Group<'_>, request: &Request, example: &mut Example) {
        let template: Vec<&str> = group.route().template.split('/').skip(1).collect();
        if template.len() != request.url.path.len() {
            return;
        }
        for (segment, value) in template.into_iter().zip(&request.url.path) {
            let name = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let is_literal = !value.starts_with(':') && !template::any(value) && !value.is_empty();
            if let (Some(name), true) = (name, is_literal)
                && let Some(value) = secret::example(name, value)
            {
                example.path.entry(name.to_owned()).or_insert(value);
            }
        }
    }
}

fn exchange(saved: &SavedResponse, request: Example) -> Option<Exchange> {
    let body = saved.body.as_deref().unwrap_or_default();
    Some(Exchange {
        request,
        name: saved.name.clone(),
        // After an informational response a client expects another one.
        status: saved.code.filter(|code| *code >= 200)?,
        headers: headers(&saved.headers),
        body: secret::hide_in_example(body).into_owned(),
    })
}

/// The cookie of a `Set-Cookie` header for a server on another host: its value, if that is no secret, and its attributes
/// without `Domain` and `Secure`.
pub(super) fn cookie(pair: &Pair) -> Option<String> {
    let value = text(pair.value.as_ref()?);
    let mut parts = value.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let value = match value.len() < LONG_COOKIE && !secret::is_secret_value(value) {
        true => value,
        false => "mock",
    };
    let mut cookie = format!("{name}={value}");
    for attribute in parts {
        let key = attribute.split('=').next().unwrap_or_default().trim();
        let is_kept = !["domain", "secure", ""].contains(&key.to_ascii_lowercase().as_str());
        if is_kept {
            cookie.push_str("; ");
            cookie.push_str(attribute);
        }
    }
    Some(cookie)
}

/// The length from which on the value of a cookie may belong to a real session.
const LONG_COOKIE: usize = 12;
