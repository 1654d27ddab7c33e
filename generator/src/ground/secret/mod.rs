//! Decides which names and values are secrets, and replaces secrets in texts by [`HIDDEN`].
//!
//! The lists of names and formats are in a file of the runtime, which is compiled here, too, so that the generator and
//! generated clients hide the same values.

mod excerpt;
mod json;
mod masked;
mod names;
#[path = "../../../../runtime/src/ground/secret.rs"]
#[allow(dead_code)]
mod shared;
mod text;
mod value;
mod webhook;

pub(crate) use excerpt::{Format, mask_line};
pub(crate) use names::{is_credential_header, is_secret_field, is_secret_header, is_secret_name};
pub(crate) use shared::HIDDEN;
pub(crate) use text::{has_secret_argument, hide_in_prose, without_credentials};
pub(crate) use value::{is_credential, is_real_credential, is_secret_value, may_be_credential};
pub(crate) use webhook::{has_webhook_secret, is_webhook_secret, is_webhook_url};

use std::borrow::Cow;

use indexmap::IndexSet;
use serde_json::Value;

use text::Kind;

/// Replaces an example whose whole value is a secret. It has the form of Postman's placeholders `<string>` and
/// `<integer>`.
pub(crate) const PLACEHOLDER: &str = "<hidden>";

/// The example of a parameter or variable with its secret parts hidden; `None` if the whole value is a secret.
pub(crate) fn example(name: &str, value: &str) -> Option<String> {
    (!is_secret(name, value)).then(|| hide_in_prose(value).into_owned())
}

/// As [`example`], for a header. The runtime hides headers with secret names whatever their values, so that only
/// placeholders are shown of those.
pub(crate) fn header_example(name: &str, value: &str) -> Option<String> {
    let is_hidden = is_secret_header(name) && !value::is_placeholder(value);
    example(name, value).filter(|_| !is_hidden)
}

/// Whether an example is a secret because of its format or its name. Placeholders are not secrets.
fn is_secret(name: &str, value: &str) -> bool {
    is_secret_value(value) || names::means_secret(name, value)
}

/// Whether a value that is sent is a secret. Unlike an example, every value with a secret name is a secret.
#[cfg(feature = "command")]
pub(crate) fn is_sent_secret(name: &str, value: &str) -> bool {
    !value.is_empty() && (is_secret_name(name) || is_secret(name, value))
}

/// The example of a body with its secrets hidden.
pub(crate) fn hide_in_example(text: &str) -> Cow<'_, str> {
    hide_in_body(text, &is_secret, PLACEHOLDER)
}

/// A body that is sent or received, with its secrets hidden.
#[cfg(feature = "command")]
pub(crate) fn hide_in_sent(text: &str) -> Cow<'_, str> {
    hide_in_body(text, &is_sent_secret, HIDDEN)
}

/// Whether a field of this name and value is a secret.
type IsSecret<'f> = dyn Fn(&str, &str) -> bool + 'f;

/// A body with `mark` as the value of every field that is a secret.
fn hide_in_body<'t>(text: &'t str, is_secret: &IsSecret<'_>, mark: &'static str) -> Cow<'t, str> {
    hide_in_json(text, is_secret, mark).unwrap_or_else(|| match is_secret_value(text) {
        true => Cow::Borrowed(mark),
        false => text::hide(text, Kind::Body),
    })
}

/// As [`hide_in_body`]; `None` if the text is not JSON. A tree of values is built only if the text contains a secret,
/// which most do not.
fn hide_in_json<'t>(
    text: &'t str,
    is_secret: &IsSecret<'_>,
    mark: &'static str,
) -> Option<Cow<'t, str>> {
    let holds_secret = |key: Option<&str>, value: &str| {
        key.is_some_and(|key| is_secret(key, value))
            || is_secret_value(value)
            || !text::secrets(value, Kind::JsonString).is_empty()
    };
    if !json::any_string(text, &holds_secret)? {
        return Some(Cow::Borrowed(text));
    }
    let mut value: Value = serde_json::from_str(text).ok()?;
    hide_in_value(&mut value, is_secret, mark);
    let shown = serde_json::to_string_pretty(&value);
    Some(shown.map_or(Cow::Borrowed(mark), Cow::Owned))
}

/// Hides the secrets in a value. The recursion is as deep as the parser allows documents to be.
fn hide_in_value(value: &mut Value, is_secret: &IsSecret<'_>, mark: &str) {
    match value {
        Value::String(text) if is_secret_value(text) => mark.clone_into(text),
        Value::String(text) => {
            if let Cow::Owned(shown) = text::hide(text, Kind::JsonString) {
                *text = shown;
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| hide_in_value(item, is_secret, mark)),
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                match field {
                    Value::String(text) if is_secret(key, text) => mark.clone_into(text),
                    field => hide_in_value(field, is_secret, mark),
                }
            }
        }
        _ => {}
    }
}

/// As [`hide_in_prose`], without a copy if the text contains no secret.
pub(crate) fn hide_in_owned_prose(text: String) -> String {
    match hide_in_prose(&text) {
        Cow::Owned(shown) => shown,
        Cow::Borrowed(_) => text,
    }
}

/// Whether a text contains a credential: a value with the format of a token, or a value of at least `least` bytes with
/// a secret name that is not a sample value.
pub(crate) fn has_credential(text: &str, least: usize) -> bool {
    let is_credential = |key: Option<&str>, value: &str| {
        let key = key.filter(|_| value.len() >= least);
        shared::is_token(value) || key.is_some_and(|key| is_real_credential(key, value))
    };
    json::any_string(text, &is_credential).unwrap_or_else(|| text::has_token_or_private_key(text))
}

/// The names of the fields of a JSON text that hold what [`has_credential`] finds, as paths with dots; each once, and
/// without the indices of lists. Empty if the text is not JSON, or if the credential is no field's.
pub(crate) fn credential_fields(text: &str, least: usize) -> Vec<String> {
    let mut fields = IndexSet::new();
    if let Ok(value) = serde_json::from_str(text) {
        add_credential_fields(&value, least, &mut Vec::new(), &mut fields);
    }
    fields.into_iter().collect()
}

/// The recursion is as deep as the parser allows documents to be.
fn add_credential_fields<'v>(
    value: &'v Value,
    least: usize,
    path: &mut Vec<&'v str>,
    fields: &mut IndexSet<String>,
) {
    let keep = |path: &[&str], is_credential: bool, fields: &mut IndexSet<String>| {
        if is_credential && !path.is_empty() {
            fields.insert(path.join("."));
        }
    };
    match value {
        Value::Array(items) => {
            for item in items {
                match item.as_str() {
                    Some(text) => keep(path, shared::is_token(text), fields),
                    None => add_credential_fields(item, least, path, fields),
                }
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                path.push(name);
                match member.as_str() {
                    Some(text) => {
                        let is_real = text.len() >= least && is_real_credential(name, text);
                        keep(path, shared::is_token(text) || is_real, fields);
                    }
                    None => add_credential_fields(member, least, path, fields),
                }
                path.pop();
            }
        }
        _ => {}
    }
}

/// Whether a segment of a URL's path is a secret.
pub(crate) fn has_secret_segment(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    has_webhook_secret(url) || path.split('/').any(value::is_token_or_random)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_name_and_by_format() {
        assert!(
            is_secret_name("X-Api-Key")
                && is_secret_name("access_token")
                && is_secret_name("X-MBX-APIKEY")
                && is_secret_value("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----")
        );
        assert!(!is_secret_name("next_page_token") && !is_secret_name("user_id"));
        assert!(is_secret_value(
            "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-sig-sig"
        ));
        assert!(is_secret_value("sk_live_0123456789abcdef"));
        assert!(
            !is_secret_value("dolor Excepteur minim")
                && !is_secret_value("https://api.example.com/v2/some/long/path/AbC12345")
        );
        assert!(!is_secret_value("6f9619ff-8b86-d011-b42d-00c04fc964ff"));
    }

    #[test]
    fn fields_with_credentials_are_named_once() {
        let text = r#"{"mail": {"user": "desk", "password": "Tr0ub4dor&3-xyz"}, "list": [
            {"api_key": "4f9a1b7c2d3e"}, {"api_key": "5f9a1b7c2d3e"}], "fiscalKey": "FKe90210000454511112222"}"#;
        assert_eq!(
            credential_fields(text, 0),
            ["mail.password", "list.api_key"]
        );
        assert_eq!(credential_fields(text, 16), [""; 0]);
        assert_eq!(credential_fields("password=Tr0ub4dor&3-xyz", 0), [""; 0]);
    }

    #[test]
    fn numbers_with_a_prefix_are_no_secrets() {
        let number = "FKe90210000454511112222333344445555666677778";
        assert!(!is_secret_value(number) && !is_real_credential("fiscalKey", number));
        assert!(!is_real_credential("key", "DE89370400440532013000"));
        assert!(is_real_credential("key", "4f9a1b7c2d3e4f9a1b7c2d3e"));
        assert!(is_real_credential("password", "abc987654321"));
        assert!(is_secret_value("aB3dE6gH9jK2mN5pQ8sT1vW4yZ7aB3dE6gH9jK2m"));
    }

    #[test]
    fn placeholders_may_be_shown() {
        assert_eq!(
            example("password", "dolor Excepteur minim").as_deref(),
            Some("dolor Excepteur minim")
        );
        assert_eq!(example("token", "<string>").as_deref(), Some("<string>"));
        assert_eq!(example("password", "hunter2"), None);
        assert_eq!(example("name", "hunter2").as_deref(), Some("hunter2"));
    }

    #[test]
    fn what_is_no_secret_stays() {
        assert_eq!(hide_in_example("{ \"a\": 1 }"), "{ \"a\": 1 }");
        let shown =
            hide_in_example(r#"{"access_token":"abc123","list":[{"client_secret":"s3"}],"n":1}"#);
        assert!(!shown.contains("abc123") && !shown.contains("s3") && shown.contains("\"n\": 1"));
    }
}
