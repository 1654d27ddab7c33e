//! URLs in all their shapes: a text, parts, or an object with nothing but `raw`.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::model::{Pair, Url, Variable};
use super::super::template;
use super::super::url::{Parts, path_variable};
use super::Reader;
use super::at::At;
use super::pair::query_pairs;

const KEYS: &[&str] = &[
    "raw", "protocol", "auth", "host", "port", "path", "query", "hash", "variable", "system",
];

impl Reader {
    pub(super) fn url_of(&mut self, at: &At<'_>) -> Url {
        match at.value {
            Value::String(text) => of_text(text, at),
            Value::Object(_) => self.of_parts(at),
            _ => {
                self.wrong("a URL is a text or an object; this is neither", at);
                nothing(at)
            }
        }
    }

    /// Parts beat `raw`, which is read only where they name no host.
    fn of_parts(&mut self, at: &At<'_>) -> Url {
        self.unknown_keys(at, KEYS);
        self.unused_member("URL fragments", at, "hash");
        let raw = at
            .string("raw")
            .map(|raw| of_text(&raw, at))
            .filter(|raw| !raw.empty);
        let parts = self.parts_of(at);
        let Some(raw) = raw else { return parts };
        if !parts.host.is_empty() {
            self.compare(&parts, &raw);
            return parts;
        }
        let Url {
            query, variables, ..
        } = parts;
        Url {
            query: if query.is_empty() {
                raw.query.clone()
            } else {
                query
            },
            variables: if at.has("variable") {
                variables
            } else {
                raw.variables.clone()
            },
            ..raw
        }
    }

    /// Postman does not send what only `raw` has.
    fn compare(&mut self, parts: &Url, raw: &Url) {
        let has_path = |url: &Url| url.path.iter().any(|segment| !segment.is_empty());
        let more = match (has_path(parts), parts.query.is_empty()) {
            (false, _) if has_path(raw) => "a path",
            (_, true) if !raw.query.is_empty() => "a query",
            _ => return,
        };
        let message = format!(
            "`raw` has {more} that the URL's parts lack; the parts are sent, as by Postman"
        );
        self.warn(Code::RawUrlDiffers, message, &parts.origin);
    }

    fn parts_of(&mut self, at: &At<'_>) -> Url {
        let variables = at.get("variable").map(|list| self.variables(&list));
        let host = at
            .get("host")
            .map(|host| joined(&host, "."))
            .unwrap_or_default();
        let path: Vec<String> = at
            .get("path")
            .map(|path| segments(&path))
            .unwrap_or_default();
        let query = at
            .get("query")
            .map(|list| self.pairs(&list))
            .unwrap_or_default();
        let credentials = at.get("auth").and_then(|auth| {
            Some(format!(
                "{}:{}",
                auth.string("user")?,
                auth.string("password").unwrap_or_default()
            ))
        });
        Url {
            protocol: at
                .string("protocol")
                .map(|text| scheme(&text))
                .filter(|text| !text.is_empty()),
            credentials,
            empty: host.is_empty() && path.iter().all(String::is_empty) && query.is_empty(),
            host,
            port: at.string("port").filter(|port| !port.is_empty()),
            path,
            query,
            variables: variables.unwrap_or_default(),
            origin: at.origin.clone(),
        }
    }
}

/// A URL that is nothing.
pub(super) fn nothing(at: &At<'_>) -> Url {
    Url {
        protocol: None,
        credentials: None,
        host: String::new(),
        port: None,
        path: Vec::new(),
        query: Vec::new(),
        variables: Vec::new(),
        empty: true,
        origin: at.origin.clone(),
    }
}

/// A URL written as one text.
pub(super) fn of_text(text: &str, at: &At<'_>) -> Url {
    let text = text.trim();
    if text.is_empty() {
        return nothing(at);
    }
    let text = &slashes(text);
    let parts = Parts::of(text);
    let path = split_path(
        parts
            .path
            .strip_prefix('/')
            .filter(|_| !parts.path.is_empty()),
    );
    let query: Vec<Pair> = parts
        .query
        .map(|query| match query {
            // A bare `?` is sent as one: a pair of nothing.
            "" => query_pairs("&", at).into_iter().take(1).collect(),
            _ => query_pairs(query, at),
        })
        .unwrap_or_default();
    Url {
        protocol: parts.scheme.map(scheme),
        credentials: parts.credentials.map(str::to_owned),
        host: parts.host.to_owned(),
        port: parts.port.map(str::to_owned),
        variables: undeclared(&path, at),
        path,
        query,
        empty: false,
        origin: at.origin.clone(),
    }
}

/// Backslashes in front of the query are slashes to Postman.
fn slashes(text: &str) -> String {
    let (head, query) = text.split_at(text.find('?').unwrap_or(text.len()));
    head.replace('\\', "/") + query
}

/// The `:name` segments of a URL that declares none.
fn undeclared(path: &[String], at: &At<'_>) -> Vec<Variable> {
    path.iter()
        .filter_map(|segment| path_variable(segment))
        .map(|(name, _)| Variable {
            key: name.to_owned(),
            value: None,
            kind: None,
            description: None,
            disabled: false,
            origin: at.origin.clone(),
        })
        .collect()
}

fn split_path(path: Option<&str>) -> Vec<String> {
    let Some(path) = path else { return Vec::new() };
    template::split_outside(path, '/')
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// The segments of a list or of one text; objects among them hold theirs in `value`.
fn segments(at: &At<'_>) -> Vec<String> {
    match at.value {
        Value::String(path) if path.is_empty() => Vec::new(),
        Value::String(path) => split_path(Some(path.strip_prefix('/').unwrap_or(path))),
        _ => at
            .elements()
            .iter()
            .filter(|segment| !segment.value.is_null())
            .map(|segment| {
                segment
                    .text()
                    .or_else(|| segment.string("value"))
                    .unwrap_or_default()
            })
            .collect(),
    }
}

fn joined(at: &At<'_>, separator: &str) -> String {
    match at.value {
        Value::Array(_) => {
            let parts: Vec<String> = at.elements().iter().filter_map(At::text).collect();
            parts.join(separator)
        }
        _ => at.text().unwrap_or_default(),
    }
}

/// `HTTP://` and `http:` both mean `http`.
fn scheme(text: &str) -> String {
    let text = text.trim().trim_end_matches('/').trim_end_matches(':');
    if template::any(text) {
        text.to_owned()
    } else {
        text.to_ascii_lowercase()
    }
}
