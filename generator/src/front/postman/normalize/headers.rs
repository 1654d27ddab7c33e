//! Headers that a browser wrote: requests that are pasted as curl commands bring them, and none is the API's.

use indexmap::IndexSet;

use super::super::model::{Collection, Pair, Request};
use super::super::template;
use super::super::variables::text;
use super::{items, items_mut, requests_mut};

/// Headers that only browsers write.
const MARKS: &[&str] = &["dnt", "upgrade-insecure-requests", "sec-gpc"];

/// Headers that browsers write, too; they are a browser's in a request with one of [`MARKS`].
const USUAL: &[&str] = &[
    "pragma",
    "cache-control",
    "accept-language",
    "x-requested-with",
    "priority",
];

/// Headers with the page that a browser was on.
const PAGE: &[&str] = &["referer", "origin"];

/// Removes the headers of browsers, and keeps `Accept-Language` where requests have different values.
pub(super) fn remove_browser_headers(collection: &mut Collection) {
    let keeps_language = languages(collection).len() > 1;
    for item in items_mut(collection) {
        for request in requests_mut(item) {
            let is_pasted = request.headers.iter().any(is_mark);
            request.headers.retain(|pair| {
                let key = lower(pair);
                let is_kept = key == "accept-language" && keeps_language;
                let is_usual = USUAL.contains(&key.as_str()) && is_pasted && !is_kept;
                let is_page = PAGE.contains(&key.as_str()) && is_literal(pair);
                !is_usual && !is_page && !is_mark(pair)
            });
        }
    }
}

/// The values of `Accept-Language`.
fn languages(collection: &Collection) -> IndexSet<String> {
    let requests = items(collection).map(|item| &item.request);
    let headers = requests.flat_map(|request: &Request| &request.headers);
    let languages = headers.filter(|pair| lower(pair) == "accept-language");
    let values = languages.filter_map(|pair| pair.value.as_ref());
    values.map(|value| text(value).trim().to_owned()).collect()
}

/// Whether only a browser writes a header.
fn is_mark(pair: &Pair) -> bool {
    let key = lower(pair);
    let value = pair.value.as_ref().map(text).unwrap_or_default();
    let is_agent = key == "user-agent" && value.trim().starts_with("Mozilla/5.0");
    is_agent
        || MARKS.contains(&key.as_str())
        || key.starts_with("sec-fetch-")
        || key.starts_with("sec-ch-")
}

fn is_literal(pair: &Pair) -> bool {
    let value = pair.value.as_ref().map(text).unwrap_or_default();
    !template::any(&value)
}

fn lower(pair: &Pair) -> String {
    pair.key.trim().to_ascii_lowercase()
}
