//! Adding credentials to the parts of a request.

use http::header::{AUTHORIZATION, COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use crate::error::AuthenticationError;
use crate::ground::percent::QueryEncoding;
use crate::ground::{Escaped, percent};
use crate::operation::Place;

/// Sets the `Authorization` header, replacing others.
pub(super) fn set_authorization(parts: &mut Parts, value: &str) -> Result<(), AuthenticationError> {
    set_header(parts, AUTHORIZATION, value)
}

/// `<prefix> <token>`, or the token if the prefix is empty or the token begins with it already, as documentation often writes
/// it.
pub(super) fn with_prefix(prefix: &str, token: &str) -> String {
    let first = token.split_once(' ').map(|(word, _)| word);
    if prefix.is_empty() || first.is_some_and(|word| word.eq_ignore_ascii_case(prefix)) {
        token.to_owned()
    } else {
        format!("{prefix} {token}")
    }
}

/// Adds a named value to the headers, the query or the cookies.
pub(super) fn add_credential(
    parts: &mut Parts,
    place: Place,
    name: &str,
    value: &str,
) -> Result<(), AuthenticationError> {
    match place {
        Place::Header => {
            let unusable = |_| {
                let name = Escaped(name);
                AuthenticationError::unusable(format!("`{name}` is not the name of a header"))
            };
            let name = HeaderName::try_from(name).map_err(unusable)?;
            set_header(parts, name, value)
        }
        Place::Query => replace_query(parts, name, value),
        Place::Cookie => {
            let cookie = format!("{name}={}", percent::encode_cookie(value));
            let before = parts
                .headers
                .get(COOKIE)
                .and_then(|cookies| cookies.to_str().ok());
            let cookies =
                before.map_or_else(|| cookie.clone(), |before| format!("{before}; {cookie}"));
            set_header(parts, COOKIE, &cookies)
        }
    }
}

/// Sets a header, replacing others of this name, and moves it to the end.
pub(super) fn set_header(
    parts: &mut Parts,
    name: HeaderName,
    value: &str,
) -> Result<(), AuthenticationError> {
    let why = "they hold characters that no header can carry";
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| AuthenticationError::unusable(why))?;
    value.set_sensitive(true);
    if parts.headers.contains_key(&name) {
        let mut others = HeaderMap::with_capacity(parts.headers.len());
        let remaining = parts.headers.iter().filter(|entry| *entry.0 != name);
        remaining.for_each(|(name, value)| {
            others.append(name, value.clone());
        });
        parts.headers = others;
    }
    parts.headers.insert(name, value);
    Ok(())
}

/// Adds a query parameter, replacing others of this name.
fn replace_query(parts: &mut Parts, name: &str, value: &str) -> Result<(), AuthenticationError> {
    let query = parts.uri.query().unwrap_or_default();
    let other = |pair: &&str| percent::decode(pair.split('=').next().unwrap_or_default()) != name;
    let others: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .filter(other)
        .collect();
    let mut query = others.join("&");
    percent::push_query(&mut query, name, Some(value), QueryEncoding::Strict);
    set_query(parts, &query)
}

/// Replaces the query.
pub(super) fn set_query(parts: &mut Parts, query: &str) -> Result<(), AuthenticationError> {
    let mut uri = parts.uri.clone().into_parts();
    let target = format!("{}?{query}", parts.uri.path());
    uri.path_and_query = target.parse().ok();
    parts.uri = Uri::from_parts(uri)
        .map_err(|_| AuthenticationError::unusable("they cannot be put into the URL"))?;
    Ok(())
}
