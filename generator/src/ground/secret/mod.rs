//! What must not leave the source: names that carry secrets, and values that look like one.

mod hook;
mod json;
mod names;
/// The runtime's own list, so that there is one.
#[path = "../../../../runtime/src/ground/secret.rs"]
#[allow(dead_code)]
mod shared;
mod text;

pub(crate) use hook::is_hook_url;
use names::plain;
pub(crate) use names::{is_secret_header, is_secret_name};
pub(crate) use text::{in_document, in_path, prose, without_credentials};

use std::borrow::Cow;

use serde_json::Value;

pub(crate) use shared::HIDDEN;

/// Stands for a secret as the whole value of an example, where Postman's own placeholders are written
/// `<string>` and `<integer>`.
pub(crate) const PLACEHOLDER: &str = "<hidden>";

/// No credential that is known by its look is shorter, in bytes.
const SHORTEST: usize = 16;

/// What begins a key in the format of RFC 7468.
const PEM: &str = "-----BEGIN ";

/// Whether a header of this name carries a caller's proof.
pub(crate) fn is_key_header(name: &str) -> bool {
    let plain = plain(name);
    plain.ends_with("apikey")
        || [
            "authtoken",
            "xauthtoken",
            "accesstoken",
            "xaccesstoken",
            "xauthkey",
            "usertoken",
            "xusertoken",
            "apitoken",
            "xapitoken",
            "xtoken",
        ]
        .contains(&plain.as_str())
}

/// Whether a value looks like a credential, whatever its name.
pub(crate) fn is_secret_value(value: &str) -> bool {
    let value = value.trim();
    // A URL is shown with its secret parts hidden, and so is a text with a key in it.
    let is_part = value.contains("://") || value.find(PEM).is_some_and(|at| at > 0);
    if !is_part && shared::is_secret_value(value) {
        return true;
    }
    let bare = without_scheme(value);
    value.len() >= SHORTEST
        && bare.split_ascii_whitespace().count() == 1
        && (is_credential(bare) || is_random(bare))
}

/// Whether a word is certainly a credential, by the form that its maker gives it.
pub(crate) fn is_credential(word: &str) -> bool {
    word.len() >= SHORTEST
        && !word.contains("://")
        && !word.contains(char::is_whitespace)
        && shared::is_secret_value(word)
}

/// The value behind `Bearer ` and the like.
fn without_scheme(value: &str) -> &str {
    value
        .split_once(' ')
        .filter(|(scheme, _)| is_scheme(scheme))
        .map_or(value, |(_, rest)| rest)
}

fn is_scheme(word: &str) -> bool {
    ["bearer", "basic", "token"]
        .iter()
        .any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// Forty and more characters of one word, digits and both cases mixed: no one writes that by hand.
fn is_random(value: &str) -> bool {
    value.len() >= 40
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_+/=~.".contains(c))
        && !value.contains("//")
        && value.matches('/').count() < 4
        && value.chars().filter(char::is_ascii_digit).count() >= 4
        && value.chars().any(|c| c.is_ascii_uppercase())
        && value.chars().any(|c| c.is_ascii_lowercase())
}

/// The value as it may be shown under this name, if it may; secrets inside it are hidden.
pub(crate) fn shown(name: &str, value: &str) -> Option<String> {
    (!is_hidden(name, value)).then(|| text::prose(value).into_owned())
}

/// As [`shown`], of a header: whatever the runtime hides is no example.
pub(crate) fn shown_header(name: &str, value: &str) -> Option<String> {
    let hidden = is_secret_header(name) && !is_stand_in(value);
    shown(name, value).filter(|_| !hidden)
}

fn is_hidden(name: &str, value: &str) -> bool {
    is_secret_value(value) || names::means_secret(name, value)
}

/// Whether a value is plainly none: a placeholder, plain words, a flag, or nothing.
fn is_stand_in(value: &str) -> bool {
    let value = without_scheme(value.trim());
    let is_plain = |word: &str| !is_mixed(word.trim_matches(['"', ';', ',']));
    value.is_empty()
        || value.starts_with(['<', '$'])
        || value.starts_with("{{")
        || value.starts_with(HIDDEN)
        || matches!(value, "true" | "false" | "null")
        || (value.contains(' ') && value.split(' ').all(is_plain))
        || value.chars().all(|letter| "*xX.\u{2026}".contains(letter))
}

/// Encodings and algorithms, with whose names prose says how a secret is written: `Basic base64Encode(id:secret)`.
const ENCODINGS: &[&str] = &[
    "base32", "base64", "md5", "oauth1", "oauth2", "sha1", "sha256", "sha512",
];

/// Whether a word has at least six bytes, with letters and digits among them, and is not named after an encoding.
fn is_mixed(word: &str) -> bool {
    let is_named_after = |name: &&str| {
        let start = word.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    word.len() >= 6
        && !ENCODINGS.iter().any(is_named_after)
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// A text with the secrets in it hidden: by the names in front of them, and by their look.
pub(crate) fn scrub(text: &str) -> Cow<'_, str> {
    scrub_json(text, &is_hidden, PLACEHOLDER).unwrap_or_else(|| {
        if is_secret_value(text) {
            Cow::Borrowed(PLACEHOLDER)
        } else {
            text::body(text)
        }
    })
}

/// As [`scrub`], for what is really sent: a field with a secret's name holds one, whatever it looks like.
#[cfg(feature = "command")]
pub(crate) fn scrub_sent(text: &str) -> Cow<'_, str> {
    scrub_json(text, &is_secret_sent, HIDDEN).unwrap_or_else(|| match is_secret_value(text) {
        true => Cow::Borrowed(HIDDEN),
        false => text::body(text),
    })
}

/// As [`scrub`], by these names and values; none where the text is no JSON. Most texts hold no secret, so that a
/// tree is made only of the others.
fn scrub_json<'t>(
    text: &'t str,
    is_secret: &dyn Fn(&str, &str) -> bool,
    mark: &'static str,
) -> Option<Cow<'t, str>> {
    let hides = |key: Option<&str>, value: &str| {
        key.is_some_and(|key| is_secret(key, value))
            || is_secret_value(value)
            || matches!(text::quoted(value), Cow::Owned(_))
    };
    if !json::any(text, &hides)? {
        return Some(Cow::Borrowed(text));
    }
    let mut value: Value = serde_json::from_str(text).ok()?;
    scrub_value(&mut value, is_secret, mark);
    let shown = serde_json::to_string_pretty(&value);
    Some(shown.map_or(Cow::Borrowed(mark), Cow::Owned))
}

/// Prose as [`prose`] shows it, without a copy where it holds no secret.
pub(crate) fn shown_prose(text: String) -> String {
    match prose(&text) {
        Cow::Owned(shown) => shown,
        Cow::Borrowed(_) => text,
    }
}

/// Whether a value under this name is a credential that somebody may use: it looks like one, or is called one
/// and is no word that writers of documentation put there.
pub(crate) fn is_real(name: &str, value: &str) -> bool {
    const WORDS: &[&str] = &[
        "example",
        "sample",
        "dummy",
        "placeholder",
        "your",
        "insert",
        "change",
        "test",
        "demo",
        "fake",
        "token",
        "secret",
        "password",
        "string",
        "here",
        "12345",
    ];
    if value.contains("{{") {
        return false;
    }
    let value = without_scheme(value.trim());
    let mixed = || {
        value.bytes().any(|one| one.is_ascii_digit())
            && value.bytes().any(|one| one.is_ascii_alphabetic())
    };
    let made_up = || {
        let lower = value.to_ascii_lowercase();
        WORDS.iter().any(|word| lower.contains(word))
    };
    is_secret_value(value)
        || text::in_front_of_host(value)
        || in_hook(value)
        || (value.len() >= 8 && mixed() && names::means_secret(name, value) && !made_up())
}

/// Whether a value may be a credential, for all that its look tells: at least eight bytes, and a word of
/// letters and digits in it. Hosts, URLs, dates and words with a number behind a hyphen are none.
pub(crate) fn may_be_secret(value: &str) -> bool {
    let mixed = |word: &str| {
        word.bytes().any(|one| one.is_ascii_digit())
            && word.bytes().any(|one| one.is_ascii_alphabetic())
    };
    value.len() >= 8
        && !value.contains("://")
        && !value.contains("{{")
        && !value.contains(['.', ' ', ':'])
        && value.split(['-', '_']).any(mixed)
}

/// Whether a text holds a credential that certainly is one, or one that is called so, looks real and has at
/// least so many bytes.
pub(crate) fn holds_real(text: &str, least: usize) -> bool {
    let fits = |key: Option<&str>, value: &str| {
        let called = key.filter(|_| value.len() >= least);
        is_credential(value) || called.is_some_and(|key| is_real(key, value))
    };
    json::any(text, &fits).unwrap_or_else(|| {
        text::tokens(text, &is_credential)
            .into_iter()
            .any(|range| text.get(range).is_some_and(is_credential))
            || text::has_private_key(text)
    })
}

/// Whether a value that is really sent is a secret, by its name or its look.
#[cfg(feature = "command")]
pub(crate) fn is_secret_sent(name: &str, value: &str) -> bool {
    !value.is_empty()
        && (is_secret_name(name) || is_secret_value(value) || names::means_secret(name, value))
}

/// Whether a URL is a webhook's, with a secret in its path.
pub(crate) fn in_hook(url: &str) -> bool {
    !hook::segments(url).is_empty()
}

/// Whether a part of a webhook's path is a secret.
pub(crate) fn is_hook_secret(segment: &str) -> bool {
    names::looks_made(segment)
}

/// Hides secrets in place. The parser has limited the depth.
fn scrub_value(value: &mut Value, is_secret: &dyn Fn(&str, &str) -> bool, mark: &str) {
    match value {
        Value::String(text) if is_secret_value(text) => mark.clone_into(text),
        Value::String(text) => {
            if let Cow::Owned(shown) = text::quoted(text) {
                *text = shown;
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| scrub_value(item, is_secret, mark)),
        Value::Object(map) => {
            for (key, item) in map.iter_mut() {
                match item {
                    Value::String(text) if is_secret(key, text) => mark.clone_into(text),
                    item => scrub_value(item, is_secret, mark),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_give_secrets_away() {
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
    fn stand_ins_may_be_shown() {
        assert_eq!(
            shown("password", "dolor Excepteur minim").as_deref(),
            Some("dolor Excepteur minim")
        );
        assert_eq!(shown("token", "<string>").as_deref(), Some("<string>"));
        assert_eq!(shown("password", "hunter2"), None);
        assert_eq!(shown("name", "hunter2").as_deref(), Some("hunter2"));
    }

    #[test]
    fn scrubbing_keeps_what_is_no_secret() {
        assert_eq!(scrub("{ \"a\": 1 }"), "{ \"a\": 1 }");
        let scrubbed = scrub(r#"{"access_token":"abc123","list":[{"client_secret":"s3"}],"n":1}"#);
        assert!(
            !scrubbed.contains("abc123")
                && !scrubbed.contains("s3")
                && scrubbed.contains("\"n\": 1")
        );
    }
}
