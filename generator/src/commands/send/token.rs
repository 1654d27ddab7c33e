//! The token of `--token`, and the hint for an item whose token is missing.

use serde_json::Value;

use crate::front::postman::model::{Auth, AuthScheme};
use crate::front::postman::resolve::Placed;
use crate::front::postman::{Scope, key_prefix};

/// The attribute that holds the token, and what messages call it, for the kinds of auth that send one token.
fn token_attribute(kind: &str) -> Option<(&'static str, &'static str)> {
    match kind {
        "bearer" => Some(("token", "a bearer token")),
        "oauth2" => Some(("accessToken", "an OAuth 2 access token")),
        "apikey" => Some(("value", "an API key")),
        _ => None,
    }
}

/// The item's auth with this token. None if the item's auth has no token: then it is not sent.
pub(super) fn with_token(placed: &Placed<'_>, token: &str) -> Option<Auth> {
    let Auth::Scheme(own) = placed.auth else {
        return None;
    };
    let (name, _) = token_attribute(&own.kind)?;
    let mut scheme: AuthScheme = own.clone();
    let mut attributes = own.attributes.iter();
    let before = attributes.rfind(|(other, _)| other == name);
    let before = before.and_then(|(_, value)| value.as_str());
    // The word in front of an API key is the collection's, not the caller's.
    let prefix = before.map(key_prefix).unwrap_or_default();
    let token = match token.starts_with(prefix) {
        true => token.to_owned(),
        false => format!("{prefix}{token}"),
    };
    scheme.attributes.retain(|(other, _)| other != name);
    scheme
        .attributes
        .push((name.to_owned(), Value::from(token)));
    Some(Auth::Scheme(scheme))
}

/// How to set the token, if the auth needs one and has none.
pub(super) fn missing_token_hint(auth: &Auth, scope: &Scope) -> Option<String> {
    let Auth::Scheme(scheme) = auth else {
        return None;
    };
    let (name, what) = token_attribute(&scheme.kind)?;
    let value = scheme.attributes.iter().rfind(|(other, _)| other == name);
    let value = value
        .and_then(|(_, value)| value.as_str())
        .unwrap_or_default();
    let missing = scope.missing(value);
    if missing.is_none() && !scope.resolve(value).text.trim().is_empty() {
        return None;
    }
    let variable = missing.map_or_else(String::new, |name| {
        format!(", --var {name}=TOKEN, an environment with --env")
    });
    Some(format!(
        "the item asks for {what}, and nothing gives it: pass --token TOKEN{variable}"
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::front::postman::parse;
    use crate::front::postman::resolve::items;
    use crate::read::source::SourceMap;

    fn hinted(auth: &Value) -> (Option<String>, Option<Auth>) {
        let document = json!({"info": {"name": "a"}, "item": [{"name": "b", "request": {"url": "http://h.test", "auth": auth}}]});
        let mut sources = SourceMap::new();
        let id = sources.add("a", document.to_string());
        let (document, _) = sources.document(id).unwrap();
        let collection = parse::collection(&document, "a").0.unwrap();
        let placed = items(&collection).remove(0);
        let scope = Scope::new(&collection, &[]);
        (
            missing_token_hint(placed.auth, &scope),
            with_token(&placed, "t0"),
        )
    }

    #[test]
    fn a_missing_token_is_explained_by_a_hint() {
        let (hint, auth) =
            hinted(&json!({"type": "oauth2", "oauth2": [{"key": "headerPrefix", "value": "X"}]}));
        assert_eq!(
            hint.unwrap(),
            "the item asks for an OAuth 2 access token, and nothing gives it: pass --token TOKEN"
        );
        let Some(Auth::Scheme(scheme)) = auth else {
            panic!("{auth:?}")
        };
        assert!(
            scheme.kind == "oauth2"
                && scheme
                    .attributes
                    .contains(&("accessToken".to_owned(), "t0".into()))
        );
        let (hint, _) =
            hinted(&json!({"type": "bearer", "bearer": [{"key": "token", "value": "{{key}}"}]}));
        assert!(hint.unwrap().contains("--var key=TOKEN"));
        for other in [
            json!({"type": "basic", "basic": []}),
            json!({"type": "noauth"}),
        ] {
            let (hint, auth) = hinted(&other);
            assert!(hint.is_none() && auth.is_none());
        }
        assert!(
            hinted(&json!({"type": "bearer", "bearer": [{"key": "token", "value": "x"}]}))
                .0
                .is_none()
        );
    }
}
