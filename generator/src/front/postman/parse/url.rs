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
    /// The URL of a request.
    pub(super) fn url(&mut self, request: &At<'_>) -> Url {
        let Some(at) = request.get("url") else {
            return Url::empty(&request.origin);
        };
        match at.value {
            Value::String(text) => of_text(text, &at),
            Value::Object(_) => self.url_of_object(&at),
            _ => {
                self.wrong_shape("a URL is a text or an object; this is neither", &at.origin);
                Url::empty(&at.origin)
            }
        }
    }

    /// The URL of an object: its parts, or `raw` where these name no host.
    fn url_of_object(&mut self, at: &At<'_>) -> Url {
        self.count_unknown_keys(at, KEYS);
        self.count_member("URL fragments", at, "hash");
        let raw = at.scalar_text("raw").map(|raw| of_text(&raw, at));
        let parts = self.url_of_parts(at);
        let Some(mut raw) = raw.filter(|raw| !raw.empty) else {
            return parts;
        };
        if !parts.host.is_empty() {
            self.compare(&parts, &raw);
            return parts;
        }
        if !parts.query.is_empty() {
            raw.query = parts.query;
        }
        if at.has("variable") {
            raw.variables = parts.variables;
        }
        raw
    }

    /// Warns of a path or a query that only `raw` has: Postman does not send it.
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

    fn url_of_parts(&mut self, at: &At<'_>) -> Url {
        let host = at.get("host").map(|host| host_text(&host));
        let host = host.unwrap_or_default();
        let path = at.get("path").map(|path| segments(&path));
        let mut path: Vec<String> = path.unwrap_or_default();
        let variables = self.variables(at, "variable");
        let mut query = query_in_path(&mut path, at);
        query.extend(self.pairs(at, "query"));
        let credentials = at.get("auth").and_then(|auth| {
            let password = auth.scalar_text("password").unwrap_or_default();
            Some(format!("{}:{password}", auth.scalar_text("user")?))
        });
        let protocol = at.scalar_text("protocol").map(|text| scheme(&text));
        Url {
            protocol: protocol.filter(|text| !text.is_empty()),
            credentials,
            empty: host.is_empty() && path.iter().all(String::is_empty) && query.is_empty(),
            host,
            port: at.scalar_text("port").filter(|port| !port.is_empty()),
            path,
            query,
            variables,
            origin: at.origin.clone(),
        }
    }
}

/// The pairs of a query that an exporter left in the path; they are removed from it.
fn query_in_path(path: &mut Vec<String>, at: &At<'_>) -> Vec<Pair> {
    let found = path.iter().enumerate().find_map(|(index, segment)| {
        let mark = template::find_outside(segment, |c| c == '?')?;
        Some((index, mark))
    });
    let Some((index, mark)) = found else {
        return Vec::new();
    };
    let rest = path.split_off(index).join("/");
    path.push(rest[..mark].to_owned());
    query_pairs(&rest[mark + 1..], at)
}

/// The URL of a string.
pub(super) fn of_text(text: &str, at: &At<'_>) -> Url {
    let text = &slashes(text.trim());
    if text.is_empty() {
        return Url::empty(&at.origin);
    }
    let parts = Parts::of(text);
    let path = parts.path.strip_prefix('/').map(split_path);
    let path = path.unwrap_or_default();
    let query = match parts.query {
        // A bare `?` is sent as one: a pair without key and value.
        Some("") => vec![Pair::new("", None, &at.origin)],
        query => query_pairs(query.unwrap_or_default(), at),
    };
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

/// The text with `/` for each backslash before the query, as Postman reads it.
fn slashes(text: &str) -> String {
    let (head, query) = text.split_at(text.find('?').unwrap_or(text.len()));
    head.replace('\\', "/") + query
}

/// The variables of `:name` segments, for a URL that declares none.
fn undeclared(path: &[String], at: &At<'_>) -> Vec<Variable> {
    let segments = path.iter().filter_map(|segment| path_variable(segment));
    segments
        .map(|(name, _)| Variable::new(name, None, &at.origin))
        .collect()
}

fn split_path(path: &str) -> Vec<String> {
    let segments = template::split_outside(path, '/').into_iter();
    segments.map(str::to_owned).collect()
}

/// The segments of a path: of a string, or of a list of strings and of objects with a `value`.
fn segments(at: &At<'_>) -> Vec<String> {
    match at.value {
        Value::String(path) if path.is_empty() => Vec::new(),
        Value::String(path) => split_path(path.strip_prefix('/').unwrap_or(path)),
        _ => {
            let segments = at.elements().into_iter();
            let segments = segments.filter(|segment| !segment.value.is_null());
            let text = |segment: At<'_>| segment.text().or_else(|| segment.scalar_text("value"));
            segments
                .map(|segment| text(segment).unwrap_or_default())
                .collect()
        }
    }
}

/// A host: a string, or a list of the parts between its dots.
fn host_text(at: &At<'_>) -> String {
    let parts = at.elements();
    let parts: Vec<String> = parts.iter().filter_map(At::text).collect();
    parts.join(".")
}

/// The scheme of `HTTP://` and of `http:`, in lower case.
fn scheme(text: &str) -> String {
    let text = text.trim().trim_end_matches('/').trim_end_matches(':');
    match template::any(text) {
        true => text.to_owned(),
        false => text.to_ascii_lowercase(),
    }
}
