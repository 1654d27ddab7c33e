//! Requests.

use indexmap::IndexMap;
use serde_json::Value;

use super::super::model::{Auth, Pair, Request};
use super::Reader;
use super::at::{At, PostmanValue};

const KEYS: &[&str] = &[
    "url",
    "method",
    "header",
    "body",
    "auth",
    "description",
    "name",
    "certificate",
    "proxy",
    "response",
    "event",
];

impl Reader {
    /// A request: an object, or a string that is its URL.
    pub(super) fn request(&mut self, at: &At<'_>) -> Request {
        if let Value::String(url) = at.value {
            return Request {
                method: "GET".to_owned(),
                url: super::url::of_text(url, at),
                headers: Vec::new(),
                body: None,
                auth: Auth::Inherit,
                origin: at.origin.clone(),
            };
        }
        self.count_member("certificates", at, "certificate");
        self.count_member("proxies", at, "proxy");
        self.count_unknown_keys(at, KEYS);
        let mut headers = self.headers(at, "header");
        keep_last_spelling(&mut headers);
        Request {
            method: at.method("GET"),
            url: self.url(at),
            headers,
            body: at.get("body").and_then(|body| self.body(&body)),
            auth: self.auth(at),
            origin: at.origin.clone(),
        }
    }
}

/// Removes enabled headers whose name differs only in case from a later one; equal spellings are all sent.
fn keep_last_spelling(headers: &mut Vec<Pair>) {
    let enabled = headers.iter().filter(|header| !header.disabled);
    let spellings: IndexMap<String, String> = enabled
        .map(|header| (header.key.to_ascii_lowercase(), header.key.clone()))
        .collect();
    headers.retain(|header| {
        let last = spellings.get(&header.key.to_ascii_lowercase());
        header.disabled || last.is_none_or(|last| *last == header.key)
    });
}
