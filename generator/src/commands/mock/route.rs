//! Which operation a request means: templates against paths, literal text before parameters.

use std::cmp::Ordering;

use crate::model::api::{Api, Operation, Server};

/// What a method and a path lead to.
#[derive(Debug)]
pub(super) enum Route<'a> {
    /// An operation.
    Found(&'a Operation),
    /// The path is known, with these methods.
    OtherMethods(Vec<&'a str>),
    /// Nothing answers there.
    Unknown,
}

/// Finds the operation for a method and a path as it came, still encoded.
pub(super) fn route<'a>(api: &'a Api, method: &str, path: &str) -> Route<'a> {
    let mut candidates: Vec<&Operation> = api
        .operations
        .iter()
        .filter(|operation| answers(api, operation, path))
        .collect();
    // Stable, so that among equals the first one documented wins.
    candidates.sort_by(|left, right| specificity(left, right));
    let with = |method: &str| {
        candidates
            .iter()
            .find(|one| one.key.method == method)
            .copied()
    };
    let head = || (method == "HEAD").then(|| with("GET")).flatten();
    if let Some(operation) = with(method).or_else(head) {
        return Route::Found(operation);
    }
    let mut methods: Vec<&str> = candidates
        .iter()
        .map(|one| one.key.method.as_str())
        .collect();
    methods.sort_unstable();
    methods.dedup();
    if methods.is_empty() {
        Route::Unknown
    } else {
        Route::OtherMethods(methods)
    }
}

/// Whether a path is an operation's, with its server's base path or without.
fn answers(api: &Api, operation: &Operation, path: &str) -> bool {
    let base = api
        .servers
        .get(operation.server)
        .map(base_path)
        .unwrap_or_default();
    let bare = path
        .strip_prefix(base.as_str())
        .filter(|rest| rest.starts_with('/') || rest.is_empty());
    let bare = bare.map(|rest| if rest.is_empty() { "/" } else { rest });
    matches(&operation.key.path, path)
        || !base.is_empty() && bare.is_some_and(|bare| matches(&operation.key.path, bare))
}

/// The path of a server's URL, with its variables' defaults: `/v2`.
fn base_path(server: &Server) -> String {
    let url = server
        .variables
        .iter()
        .fold(server.url.clone(), |url, variable| {
            url.replace(
                &format!("{{{}}}", variable.name),
                variable.default.as_deref().unwrap_or(""),
            )
        });
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("");
    let path = path.split(['?', '#']).next().unwrap_or("");
    path.trim_end_matches('/').to_owned()
}

fn matches(template: &str, path: &str) -> bool {
    let mut templates = template.split('/');
    let mut segments = path.split('/');
    loop {
        match (templates.next(), segments.next()) {
            (None, None) => return true,
            (Some(template), Some(segment)) if fits(template, segment) => {}
            _ => return false,
        }
    }
}

/// Whether a segment fits a template such as `users`, `{id}` or `{id}.json`.
fn fits(template: &str, segment: &str) -> bool {
    let Some((literal, rest)) = template.split_once('{') else {
        return template == segment || decoded(template) == decoded(segment);
    };
    let (Some(behind), Some(value)) = (
        rest.split_once('}').map(|(_, behind)| behind),
        segment.strip_prefix(literal),
    ) else {
        return false;
    };
    if behind.is_empty() {
        return !value.is_empty();
    }
    // The parameter takes at least one character, and as few as let the rest fit.
    value
        .char_indices()
        .skip(1)
        .filter_map(|(at, _)| value.get(at..))
        .any(|tail| fits(behind, tail))
}

fn decoded(text: &str) -> Vec<u8> {
    percent_encoding::percent_decode_str(text).collect()
}

/// Orders the more literal template first, from the left.
fn specificity(left: &Operation, right: &Operation) -> Ordering {
    let rank = |segment: &str| match segment {
        literal if !literal.contains('{') => 0,
        whole if whole.starts_with('{') && whole.ends_with('}') => 2,
        _ => 1,
    };
    let ranks =
        |operation: &Operation| -> Vec<i32> { operation.key.path.split('/').map(rank).collect() };
    ranks(left).cmp(&ranks(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        assert!(matches("/users/{userId}/password", "/users/me/password"));
        assert!(matches("/users/{userId}/password", "/users/a%2Fb/password"));
        assert!(!matches("/users/{userId}/password", "/users//password"));
        assert!(!matches("/users/{userId}", "/users/me/password"));
        assert!(matches("/u/{id}.json", "/u/7.json"));
        assert!(!matches("/u/{id}.json", "/u/.json"));
        assert!(matches("/u/{from}-{to}", "/u/1-2"));
        assert!(matches("/a%20b", "/a%20b") && matches("/caf%C3%A9", "/caf%c3%a9"));
    }

    #[test]
    fn base_paths() {
        let server = Server::new("baseUrl", "https://{region}.example.com/v2/");
        assert_eq!(base_path(&server), "/v2");
    }
}
