//! Which saved response answers a request: the one whose own request is most like it.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::route::path_values;
use crate::model::api::{Api, Exchange, Operation, Value};

/// The parts of a request by which the saved response is chosen.
#[derive(Debug, Default)]
pub(super) struct RequestKey {
    path: IndexMap<String, String>,
    query: IndexMap<String, String>,
    body: String,
}

impl RequestKey {
    pub(super) fn new(
        api: &Api,
        operation: &Operation,
        path: &str,
        query: &str,
        body: &[u8],
    ) -> Self {
        Self {
            path: path_values(api, operation, path),
            query: pairs(query),
            body: String::from_utf8_lossy(body).into_owned(),
        }
    }

    /// The value of a query parameter; `None` if it is empty.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// The value of a member of a JSON body, or of a field of a form.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        match serde_json::from_str::<Json>(&self.body) {
            Ok(body) => match body.get(name)? {
                Json::String(text) => Some(text.clone()),
                Json::Null => None,
                other => Some(other.to_string()),
            },
            Err(_) => pairs(&self.body).shift_remove(name),
        }
    }
}

/// The saved response, among those that `accepts` takes, whose request is most like this one; of equally like ones the
/// first success, else the first. `None` if none is like it in anything but what all have in common.
pub(super) fn best<'a>(
    operation: &'a Operation,
    asked: &RequestKey,
    accepts: impl Fn(&Exchange) -> bool,
) -> Option<&'a Exchange> {
    let known: BTreeSet<&str> = operation
        .exchanges
        .iter()
        .flat_map(|exchange| &exchange.request.query)
        .map(|(name, _)| name.as_str())
        .collect();
    let candidates = operation
        .exchanges
        .iter()
        .filter(|exchange| accepts(exchange));
    let likeness = |exchange: &&Exchange| {
        let likeness = likeness(exchange, asked, &known);
        let is_success = matches!(exchange.status, 200..300);
        (
            likeness.equal as i64 - likeness.different as i64,
            is_success,
        )
    };
    // `max_by_key` gives the last of equal ones.
    let best = candidates.rev().max_by_key(likeness)?;
    let found = self::likeness(best, asked, &known);
    (found.equal > 0 || found.different == 0).then_some(best)
}

/// In how many values two requests are equal, and in how many they differ.
struct Likeness {
    equal: usize,
    different: usize,
}

/// Query parameters that no saved request has do not count.
fn likeness(exchange: &Exchange, asked: &RequestKey, known: &BTreeSet<&str>) -> Likeness {
    let request = &exchange.request;
    let mut likeness = Likeness {
        equal: 0,
        different: 0,
    };
    let mut count = |is_equal: bool| match is_equal {
        true => likeness.equal += 1,
        false => likeness.different += 1,
    };
    let saved: IndexMap<&str, &str> = request
        .query
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.as_deref()?)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    for (name, value) in &saved {
        count(asked.query(name) == Some(value));
    }
    for name in asked
        .query
        .keys()
        .filter(|name| known.contains(name.as_str()))
    {
        if !saved.contains_key(name.as_str()) {
            count(false);
        }
    }
    for (name, value) in &request.path {
        if let Some(asked) = asked.path.get(name) {
            count(asked == value);
        }
    }
    if let Some(body) = &request.body {
        count(is_same_body(body, &asked.body));
    }
    likeness
}

/// Whether a body is equal to a saved one: as JSON, as a form, or as text.
fn is_same_body(saved: &Value, asked: &str) -> bool {
    match saved {
        Value::Text(text) => {
            let json = |text: &str| serde_json::from_str::<Json>(text).ok();
            text.trim() == asked.trim() || json(text).is_some_and(|text| json(asked) == Some(text))
        }
        Value::Fields(fields) => {
            let asked = pairs(asked);
            let mut fields = fields.iter().filter(|(_, value)| !value.is_empty());
            !asked.is_empty() && fields.all(|(name, value)| asked.get(name) == Some(value))
        }
    }
}

/// The pairs of a query or a form, without those that are empty.
fn pairs(text: &str) -> IndexMap<String, String> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        let decoded = percent_encoding::percent_decode_str(&text);
        decoded.decode_utf8_lossy().into_owned()
    };
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.filter(|(_, value)| !value.is_empty());
    pairs
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}
