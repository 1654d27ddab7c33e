//! Proofs: the simple ones are written into the request, the others are handed on.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;

use super::super::encode;
use super::super::model::{Auth, AuthScheme};
use super::super::variables::{Scope, text};
use super::WireRequest;

/// A proof that the sender computes.
#[derive(Clone)]
pub struct WireAuth {
    /// `digest`, `awsv4`, `oauth1`, `hawk`, `jwt`, `ntlm`, …
    pub kind: String,
    /// Its attributes with their values, secrets included.
    pub attributes: IndexMap<String, String>,
}

impl std::fmt::Debug for WireAuth {
    /// The kind only.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireAuth({})", self.kind)
    }
}

/// Adds the proof; credentials in the URL are Basic where there is no other.
pub(super) fn apply(wire: &mut WireRequest, auth: &Auth, credentials: Option<&str>, scope: &Scope) {
    if let Some(credentials) = credentials.filter(|_| wire.header("authorization").is_none()) {
        let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
        wire.replace_header("Authorization", basic(user, password));
    }
    if let Auth::Scheme(scheme) = auth {
        let attributes = attributes(scheme, scope);
        let get = |name: &str| attributes.get(name).map(String::as_str).unwrap_or_default();
        match scheme.kind.as_str() {
            "bearer" => bearer(wire, "Bearer", get("token")),
            "basic" => {
                wire.replace_header("Authorization", basic(get("username"), get("password")))
            }
            "apikey" => api_key(wire, get("key"), get("value"), get("in") == "query"),
            "oauth2" => oauth2(wire, &attributes),
            kind => {
                wire.auth = Some(WireAuth {
                    kind: kind.to_owned(),
                    attributes,
                })
            }
        }
    }
}

fn attributes(scheme: &AuthScheme, scope: &Scope) -> IndexMap<String, String> {
    let pairs = scheme.attributes.iter();
    pairs
        .map(|(key, value)| (key.clone(), scope.resolve(&text(value)).text))
        .collect()
}

fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

fn bearer(wire: &mut WireRequest, prefix: &str, token: &str) {
    if !token.is_empty() {
        wire.replace_header(
            "Authorization",
            format!("{prefix} {token}").trim().to_owned(),
        );
    }
}

fn oauth2(wire: &mut WireRequest, attributes: &IndexMap<String, String>) {
    let token = attributes
        .get("accessToken")
        .map(String::as_str)
        .unwrap_or_default();
    let place = attributes
        .get("addTokenTo")
        .map(String::as_str)
        .unwrap_or_default();
    if place == "queryParams" && !token.is_empty() {
        replace_query(wire, "access_token", token);
    } else {
        bearer(
            wire,
            attributes
                .get("headerPrefix")
                .map_or("Bearer", String::as_str),
            token,
        );
    }
}

fn api_key(wire: &mut WireRequest, key: &str, value: &str, in_query: bool) {
    match (key.is_empty(), in_query) {
        (true, _) => {}
        (false, true) => replace_query(wire, key, value),
        (false, false) => wire.replace_header(key, value.to_owned()),
    }
}

/// Puts a pair at the end of the query and takes away those of its key.
fn replace_query(wire: &mut WireRequest, key: &str, value: &str) {
    let key = encode::query_key(key);
    let (path, query) = wire.target.split_once('?').unwrap_or((&wire.target, ""));
    let mut pairs: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(key.as_str()))
        .collect();
    let own = format!("{key}={}", encode::query_value(value));
    pairs.push(&own);
    wire.target = format!("{path}?{}", pairs.join("&"));
}
