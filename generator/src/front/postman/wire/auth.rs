//! Auth: simple kinds are written into the request, the sender computes the others.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;

use super::super::encode;
use super::super::model::{Auth, AuthScheme};
use super::super::variables::{Scope, text};
use super::WireRequest;

/// An auth that the sender computes from the finished request.
#[derive(Clone)]
pub struct WireAuth {
    /// `digest`, `awsv4`, `oauth1`, `hawk`, `jwt`, `ntlm`, …
    pub kind: String,
    /// Its attributes with templates filled, secrets included.
    pub attributes: IndexMap<String, String>,
}

impl std::fmt::Debug for WireAuth {
    /// Writes the kind only, for attributes are secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireAuth({})", self.kind)
    }
}

/// Adds the auth; credentials in the URL are sent as Basic where there is no `Authorization` header.
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
        .map(|(key, value)| (key.clone(), scope.fill(&text(value))))
        .collect()
}

fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

fn bearer(wire: &mut WireRequest, prefix: &str, token: &str) {
    if !token.is_empty() {
        let value = format!("{prefix} {token}").trim().to_owned();
        wire.replace_header("Authorization", value);
    }
}

fn oauth2(wire: &mut WireRequest, attributes: &IndexMap<String, String>) {
    let get = |name: &str| attributes.get(name).map(String::as_str);
    let token = get("accessToken").unwrap_or_default();
    if get("addTokenTo") == Some("queryParams") && !token.is_empty() {
        replace_query(wire, "access_token", token);
    } else {
        bearer(wire, get("headerPrefix").unwrap_or("Bearer"), token);
    }
}

fn api_key(wire: &mut WireRequest, key: &str, value: &str, in_query: bool) {
    match (key.is_empty(), in_query) {
        (true, _) => {}
        (false, true) => replace_query(wire, key, value),
        (false, false) => wire.replace_header(key, value.to_owned()),
    }
}

/// Adds a pair at the end of the query, and removes the other pairs of its key.
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
