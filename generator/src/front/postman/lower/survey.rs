//! What the requests of a collection have in common: headers and query values that are equal on all of them.

use indexmap::IndexMap;

use crate::ground::secret;
use crate::ground::words::letters_and_digits;
use crate::model::api::{Location, Parameter, Type};

use super::super::model::{Pair, Request};
use super::super::template;
use super::super::variables::text;
use super::Lowering;
use super::group::Draft;
use super::header::is_written_by_client;
use super::value::is_placeholder;

/// Words of query keys whose value is that of one call, even where all requests of the collection have the same: `page=1`.
const OF_ONE_CALL: &[&str] = &[
    "page", "limit", "offset", "size", "count", "sort", "order", "start", "from", "until", "query",
    "search", "filter", "cursor", "date", "skip", "top", "name", "title",
];

/// Headers and query keys that at least four fifths of the requests of a collection send, always with one value.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// By location and name; names of headers in lower case.
    presets: IndexMap<(Location, String), String>,
}

/// How often requests have a key, and its only value.
struct Seen {
    requests: usize,
    value: Option<String>,
}

impl Lowering<'_> {
    /// What the requests of all items have in common.
    pub(super) fn survey(&self, drafts: &[Draft<'_>]) -> Survey {
        let mut seen: IndexMap<(Location, String), Seen> = IndexMap::new();
        for draft in drafts {
            let mut of_request: IndexMap<(Location, String), Option<String>> = IndexMap::new();
            for (location, pair) in pairs(&draft.placed.item.request) {
                let key = (location, self.name_of(location, pair));
                let value = self.preset_value(&key.1, pair);
                let entry = of_request.entry(key);
                // A key that one request has twice has no single value.
                entry.and_modify(|value| *value = None).or_insert(value);
            }
            for (key, value) in of_request {
                let seen = seen.entry(key).or_insert_with(|| Seen {
                    requests: 0,
                    value: value.clone(),
                });
                seen.requests += 1;
                seen.value = seen.value.take().filter(|own| Some(own) == value.as_ref());
            }
        }
        let presets = seen.into_iter().filter_map(|((location, name), seen)| {
            let value = seen.value?;
            is_common(&name, seen.requests, drafts.len()).then_some(((location, name), value))
        });
        Survey {
            presets: presets.collect(),
        }
    }

    fn name_of(&self, location: Location, pair: &Pair) -> String {
        let name = self.key_text(pair);
        match location {
            Location::Header => name.to_ascii_lowercase(),
            _ => name,
        }
    }

    /// The value of a pair, if clients may send it without being asked; `None` for a template without a value, a secret, a
    /// placeholder, and a key of one call.
    fn preset_value(&self, name: &str, pair: &Pair) -> Option<String> {
        let letters = letters_and_digits(name);
        let is_of_one_call = OF_ONE_CALL.iter().any(|word| letters.contains(word));
        if is_of_one_call || secret::is_secret_header(name) || secret::is_credential_header(name) {
            return None;
        }
        let value = self.scope.public_text(&text(pair.value.as_ref()?))?;
        let value = value.trim();
        let is_usable = !value.is_empty()
            && value.chars().all(|c| matches!(c, ' '..='~'))
            && !template::any(value)
            && !is_placeholder(value)
            && secret::example(name, value).as_deref() == Some(value);
        is_usable.then(|| value.to_owned())
    }

    /// Makes the value that nearly all requests of the collection have the parameter's preset.
    pub(super) fn set_preset(&self, parameter: &mut Parameter, enabled: bool) {
        let name = match parameter.location {
            Location::Header => parameter.name.to_ascii_lowercase(),
            _ => parameter.name.clone(),
        };
        let preset = self.survey.presets.get(&(parameter.location, name));
        if let Some(preset) = preset.filter(|_| enabled && parameter.constant.is_none()) {
            parameter.preset = Some(preset.clone());
            parameter.required = false;
            parameter.ty = Type::string();
        }
    }
}

/// Whether at least four fifths of all requests, and no fewer than three, have a key; two are enough for a version.
fn is_common(name: &str, requests: usize, all: usize) -> bool {
    let least = match letters_and_digits(name).contains("version") {
        true => 2,
        false => 3,
    };
    requests >= least && requests * 5 >= all * 4
}

/// The enabled headers and query pairs of a request, without the headers that the HTTP client writes.
fn pairs(request: &Request) -> impl Iterator<Item = (Location, &Pair)> {
    let headers = request.headers.iter();
    let headers = headers.filter(|pair| !is_written_by_client(&pair.key));
    let headers = headers.map(|pair| (Location::Header, pair));
    let query = request.url.query.iter().map(|pair| (Location::Query, pair));
    headers.chain(query).filter(|(_, pair)| !pair.disabled)
}
