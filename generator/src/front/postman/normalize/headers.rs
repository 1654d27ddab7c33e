//! Headers of browsers, which requests have that were imported from a browser's curl command. None is part of the API.

use indexmap::IndexSet;

use super::super::model::{Collection, Pair, Request};
use super::super::template;
use super::{items, items_mut, requests_mut};

/// Headers that only browsers write.
const MARKS: &[&str] = &["dnt", "upgrade-insecure-requests", "sec-gpc"];

/// Headers that browsers write and other programs, too; they are removed from requests with one that only browsers write.
const USUAL: &[&str] = &[
    "pragma",
    "cache-control",
    "accept-language",
    "x-requested-with",
    "priority",
];

/// Headers whose value is the page from which a browser sends a request.
const PAGE: &[&str] = &["referer", "origin"];

/// Removes the headers of browsers, and keeps `Accept-Language` where requests have different values.
pub(super) fn remove_browser_headers(collection: &mut Collection) {
    let keeps_language = languages(collection).len() > 1;
    for item in items_mut(collection) {
        for request in requests_mut(item) {
            let is_pasted = request.headers.iter().any(is_mark);
            request.headers.retain(|pair| {
                let key = pair.header_name();
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
    let languages = headers.filter(|pair| pair.header_name() == "accept-language");
    let languages = languages.filter(|pair| pair.value.is_some());
    languages
        .map(|pair| pair.text().trim().to_owned())
        .collect()
}

/// Whether only a browser writes a header.
fn is_mark(pair: &Pair) -> bool {
    let key = pair.header_name();
    let is_agent = key == "user-agent" && pair.text().trim().starts_with("Mozilla/5.0");
    is_agent
        || MARKS.contains(&key.as_str())
        || key.starts_with("sec-fetch-")
        || key.starts_with("sec-ch-")
}

fn is_literal(pair: &Pair) -> bool {
    !template::any(&pair.text())
}
