//! Finding the operation for a request: paths are matched with templates, and literal text wins over parameters.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::model::api::{Api, Operation, Server};

/// What the API documents for a method and a path.
#[derive(Debug)]
pub(super) enum Route<'a> {
    /// This operation.
    Found(&'a Operation),
    /// Operations with this path, but only with these other methods.
    OtherMethods(Vec<&'a str>),
    /// No operation with this path.
    Unknown,
}

/// Finds the operation for a method and a percent-encoded path. `HEAD` is also answered by a `GET` operation.
pub(super) fn find_operation<'a>(api: &'a Api, method: &str, path: &str) -> Route<'a> {
    let mut candidates: Vec<&Operation> = api
        .operations
        .iter()
        .filter(|operation| has_path(api, operation, path))
        .collect();
    // The sort is stable: of equally specific operations the first one documented wins.
    candidates.sort_by_cached_key(|operation| specificity(operation));
    let with = |method: &str| {
        let mut operations = candidates.iter().copied();
        operations.find(|operation| operation.key.method == method)
    };
    let get = || (method == "HEAD").then(|| with("GET")).flatten();
    if let Some(operation) = with(method).or_else(get) {
        return Route::Found(operation);
    }
    let methods = candidates
        .iter()
        .map(|operation| operation.key.method.as_str());
    let methods: Vec<&str> = methods.collect::<BTreeSet<_>>().into_iter().collect();
    match methods.is_empty() {
        true => Route::Unknown,
        false => Route::OtherMethods(methods),
    }
}

/// Whether an operation has this path, with the base path of its server or without.
fn has_path(api: &Api, operation: &Operation, path: &str) -> bool {
    let template = &operation.key.path;
    below_base(api, operation, path).any(|path| path_matches(template, path))
}

/// The values of an operation's path parameters in a path, decoded. Parameters that are only a part of a segment are left
/// out.
pub(super) fn path_values(
    api: &Api,
    operation: &Operation,
    path: &str,
) -> IndexMap<String, String> {
    let template = &operation.key.path;
    let mut paths = below_base(api, operation, path);
    let path = paths.find(|path| path_matches(template, path));
    let segments = template.split('/').zip(path.unwrap_or_default().split('/'));
    let value = |(template, segment): (&str, &str)| {
        let name = template.strip_prefix('{')?.strip_suffix('}')?;
        let value = String::from_utf8_lossy(&percent_decoded(segment)).into_owned();
        Some((name.to_owned(), value))
    };
    segments.filter_map(value).collect()
}

/// The path, and its part below the base path of the operation's server.
fn below_base<'p>(
    api: &Api,
    operation: &Operation,
    path: &'p str,
) -> impl Iterator<Item = &'p str> {
    let base = api.servers.get(operation.server).map(base_path);
    let below = base.filter(|base| !base.is_empty()).and_then(|base| {
        match path.strip_prefix(base.as_str())? {
            "" => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        }
    });
    std::iter::once(path).chain(below)
}

/// The path of a server's URL, with the defaults of its variables: `/v2`.
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

/// Whether each segment of a path matches the template's.
fn path_matches(template: &str, path: &str) -> bool {
    let mut templates = template.split('/');
    let mut segments = path.split('/');
    loop {
        match (templates.next(), segments.next()) {
            (None, None) => return true,
            (Some(template), Some(segment)) if segment_matches(template, segment) => {}
            _ => return false,
        }
    }
}

/// Whether a segment matches a template such as `users`, `{id}` or `{id}.json`.
fn segment_matches(template: &str, segment: &str) -> bool {
    let Some((literal, rest)) = template.split_once('{') else {
        return template == segment || percent_decoded(template) == percent_decoded(segment);
    };
    let (Some((_, after)), Some(value)) = (rest.split_once('}'), segment.strip_prefix(literal))
    else {
        return false;
    };
    if after.is_empty() {
        return !value.is_empty();
    }
    // The parameter has at least one character. The rest of the template may match from any character after it.
    value
        .char_indices()
        .skip(1)
        .filter_map(|(at, _)| value.get(at..))
        .any(|tail| segment_matches(after, tail))
}

fn percent_decoded(text: &str) -> Vec<u8> {
    percent_encoding::percent_decode_str(text).collect()
}

/// A sort key: from the left, literal segments are less than partly literal ones, and these less than parameters.
fn specificity(operation: &Operation) -> Vec<u8> {
    let rank = |segment: &str| match segment {
        literal if !literal.contains('{') => 0,
        whole if whole.starts_with('{') && whole.ends_with('}') => 2,
        _ => 1,
    };
    operation.key.path.split('/').map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates() {
        assert!(path_matches(
            "/users/{userId}/password",
            "/users/me/password"
        ));
        assert!(path_matches(
            "/users/{userId}/password",
            "/users/a%2Fb/password"
        ));
        assert!(!path_matches(
            "/users/{userId}/password",
            "/users//password"
        ));
        assert!(!path_matches("/users/{userId}", "/users/me/password"));
        assert!(path_matches("/u/{id}.json", "/u/7.json"));
        assert!(!path_matches("/u/{id}.json", "/u/.json"));
        assert!(path_matches("/u/{from}-{to}", "/u/1-2"));
        assert!(path_matches("/a%20b", "/a%20b") && path_matches("/caf%C3%A9", "/caf%c3%a9"));
    }

    #[test]
    fn base_paths() {
        let server = Server::new("baseUrl", "https://{region}.example.com/v2/");
        assert_eq!(base_path(&server), "/v2");
    }
}
