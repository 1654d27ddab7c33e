//! Requests.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::model::{Auth, Request};
use super::Reader;
use super::at::At;

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
    /// A request: an object, or a text that is its URL.
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
        self.request_leftovers(at);
        let mut headers = at
            .get("header")
            .map(|list| self.headers(&list))
            .unwrap_or_default();
        keep_last_spelling(&mut headers);
        Request {
            method: self.method(at),
            url: self.url(at),
            headers,
            body: at.get("body").and_then(|body| self.body(&body)),
            auth: self.auth(at),
            origin: at.origin.clone(),
        }
    }

    fn method(&mut self, at: &At<'_>) -> String {
        match at.string("method") {
            Some(method) if !method.trim().is_empty() => method.trim().to_uppercase(),
            _ => "GET".to_owned(),
        }
    }

    fn request_leftovers(&mut self, at: &At<'_>) {
        self.unused_member("certificates", at, "certificate");
        self.unused_member("proxies", at, "proxy");
        self.unknown_keys(at, KEYS);
    }
}

/// Of headers that differ only in case, the last one counts; equal spellings are all sent.
fn keep_last_spelling(headers: &mut Vec<super::super::model::Pair>) {
    let spellings: Vec<(String, String)> = headers
        .iter()
        .filter(|header| !header.disabled)
        .map(|header| (header.key.to_ascii_lowercase(), header.key.clone()))
        .collect();
    headers.retain(|header| {
        let lower = header.key.to_ascii_lowercase();
        let last = spellings.iter().rev().find(|(key, _)| *key == lower);
        header.disabled || last.is_none_or(|(_, spelling)| *spelling == header.key)
    });
}

impl Reader {
    fn url(&mut self, at: &At<'_>) -> super::super::model::Url {
        match at.get("url") {
            Some(url) => self.url_of(&url),
            None => super::url::nothing(at),
        }
    }

    pub(super) fn wrong(&mut self, what: &str, at: &At<'_>) {
        self.warn(Code::WrongShape, what, &at.origin);
    }
}
