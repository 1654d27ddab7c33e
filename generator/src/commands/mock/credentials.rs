//! Whether a request shows the credentials that its operation asks for. Which they are, nobody checks.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::model::api::{Api, ApiKeyPlace, OAuth2, Operation, SecurityKind};

/// What is missing: the words for people and the challenge for `WWW-Authenticate`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) what: String,
    pub(super) challenge: Option<&'static str>,
}

/// What an operation asks for and a request does not show.
pub(super) fn missing(
    api: &Api,
    operation: &Operation,
    headers: &HeaderMap,
    query: &str,
) -> Option<Missing> {
    let scheme = operation
        .security
        .and_then(|id| api.security.get(id.0 as usize))?;
    let header = |name: &str| headers.get(name).is_some_and(|value| !value.is_empty());
    let authorization = headers
        .get(AUTHORIZATION)
        .is_some_and(|value| !value.is_empty());
    let asked = |shown: bool, what: &str, challenge| {
        (!shown).then(|| Missing {
            what: what.to_owned(),
            challenge,
        })
    };
    match &scheme.kind {
        SecurityKind::Bearer { .. } => asked(authorization, "a bearer token", Some("Bearer")),
        SecurityKind::OAuth2(OAuth2 { in_query: true, .. }) => asked(
            has_key(query, "access_token"),
            "`access_token` in the query",
            Some("Bearer"),
        ),
        SecurityKind::OAuth2(_) => asked(authorization, "a bearer token", Some("Bearer")),
        SecurityKind::Basic => asked(
            authorization,
            "a user and a password",
            Some("Basic realm=\"mock\""),
        ),
        SecurityKind::ApiKey {
            name,
            place: ApiKeyPlace::Header,
        } => asked(header(name), &format!("the header `{name}`"), None),
        SecurityKind::ApiKey {
            name,
            place: ApiKeyPlace::Query,
        } => asked(
            has_key(query, name),
            &format!("`{name}` in the query"),
            None,
        ),
        SecurityKind::Digest { .. } => asked(
            authorization,
            "digest credentials",
            Some("Digest realm=\"mock\", nonce=\"6d6f636b\", qop=\"auth\", algorithm=MD5"),
        ),
        SecurityKind::AwsV4 { .. } => asked(
            authorization || has_key(query, "X-Amz-Signature"),
            "an AWS signature",
            None,
        ),
        SecurityKind::OAuth1 { .. } => asked(
            authorization || has_key(query, "oauth_signature"),
            "an OAuth 1 signature",
            None,
        ),
        SecurityKind::Hawk { .. } => asked(authorization, "a Hawk signature", Some("Hawk")),
        SecurityKind::Jwt {
            query_key: Some(key),
            ..
        } => asked(has_key(query, key), &format!("`{key}` in the query"), None),
        SecurityKind::Jwt { .. } => asked(authorization, "a JSON web token", Some("Bearer")),
        // How such a client proves who it is, only its hook knows.
        SecurityKind::Custom { .. } => None,
    }
}

fn has_key(query: &str, key: &str) -> bool {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .any(|(name, value)| {
            let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
            name == key && !value.is_empty()
        })
}
