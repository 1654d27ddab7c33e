//! Whether a request has the kind of credentials that its operation needs. Their values are not checked.

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE};

use crate::model::api::{Api, ApiKeyPlace, OAuth2, Operation, SecurityKind};

/// The credentials that a request lacks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing {
    /// What they are, for a message.
    pub(super) what: String,
    /// The value of `WWW-Authenticate`.
    pub(super) challenge: Option<&'static str>,
}

const DIGEST: &str = "Digest realm=\"mock\", nonce=\"6d6f636b\", qop=\"auth\", algorithm=MD5";

/// The credentials that an operation needs and a request lacks: those of the first of its alternatives, where the request has
/// those of none.
pub(super) fn missing_credentials(
    api: &Api,
    operation: &Operation,
    headers: &HeaderMap,
    query: &str,
) -> Option<Missing> {
    let mut first = None;
    for way in &operation.security {
        let schemes = api.schemes_of(way);
        let mut missing =
            schemes.filter_map(|scheme| missing_of_scheme(&scheme.kind, headers, query));
        let missing = missing.next()?;
        first.get_or_insert(missing);
    }
    first
}

/// The credentials of a scheme, if a request lacks them.
fn missing_of_scheme(kind: &SecurityKind, headers: &HeaderMap, query: &str) -> Option<Missing> {
    let header = |name: &str| headers.get(name).is_some_and(|value| !value.is_empty());
    let authorization = header(AUTHORIZATION.as_str());
    let in_query = |key: &str| has_key(query, key);
    let (is_there, what, challenge) = match kind {
        SecurityKind::OAuth2(OAuth2 { in_query: true, .. }) => {
            let is_there = in_query("access_token");
            (
                is_there,
                "`access_token` in the query".to_owned(),
                Some("Bearer"),
            )
        }
        SecurityKind::Bearer { .. }
        | SecurityKind::OAuth2(_)
        | SecurityKind::OpenIdConnect { .. } => {
            (authorization, "a bearer token".to_owned(), Some("Bearer"))
        }
        SecurityKind::Basic => {
            let challenge = Some("Basic realm=\"mock\"");
            (authorization, "a user and a password".to_owned(), challenge)
        }
        SecurityKind::ApiKey { name, place, .. } => match place {
            ApiKeyPlace::Header => (header(name), format!("the header `{name}`"), None),
            ApiKeyPlace::Query => (in_query(name), format!("`{name}` in the query"), None),
            ApiKeyPlace::Cookie => (
                has_cookie(headers, name),
                format!("the cookie `{name}`"),
                None,
            ),
        },
        SecurityKind::Digest { .. } => {
            (authorization, "digest credentials".to_owned(), Some(DIGEST))
        }
        SecurityKind::AwsV4 { .. } => {
            let is_there = authorization || in_query("X-Amz-Signature");
            (is_there, "an AWS signature".to_owned(), None)
        }
        SecurityKind::OAuth1 { .. } => {
            let is_there = authorization || in_query("oauth_signature");
            (is_there, "an OAuth 1 signature".to_owned(), None)
        }
        SecurityKind::Hawk { .. } => (authorization, "a Hawk signature".to_owned(), Some("Hawk")),
        SecurityKind::Jwt { query_key, .. } => match query_key {
            Some(key) => (in_query(key), format!("`{key}` in the query"), None),
            None => (authorization, "a JSON web token".to_owned(), Some("Bearer")),
        },
        // Only the caller's own code knows how such a client authenticates; certificates are no part of requests.
        SecurityKind::Custom { .. } | SecurityKind::MutualTls => return None,
    };
    (!is_there).then_some(Missing { what, challenge })
}

/// Whether a request has a cookie with a value.
fn has_cookie(headers: &HeaderMap, name: &str) -> bool {
    let lines = headers.get_all(COOKIE).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.any(|(key, value)| key == name && !value.is_empty())
}

/// Whether a query has a value for a key.
fn has_key(query: &str, key: &str) -> bool {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .any(|(name, value)| {
            let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
            name == key && !value.is_empty()
        })
}
