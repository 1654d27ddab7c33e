//! Names that mean a secret. The list is the runtime's; examples need one distinction more: some of its words
//! (`key`, `session`) name secrets in headers, and much else in bodies.

use super::{is_stand_in, shared};

/// Last words that mean a secret only where the value looks like one.
const GENERIC: &[&str] = &["key", "keys", "session", "auth", "pass", "sid"];

/// Names beside those of the runtime's list that mean a secret only where the value looks like one: an
/// authorization code is called like an error code, a key of an application like its public number.
const AMBIGUOUS: &[&str] = &["appid", "code", "hmac", "nonce", "ticket", "tk"];

/// Whether a key, header or variable of this name holds a credential, whatever its value.
pub(crate) fn is_secret_name(name: &str) -> bool {
    shared::is_secret_name(name) && !is_generic(name)
}

/// Whether a header of this name holds a credential: the runtime hides its value.
pub(crate) fn is_secret_header(name: &str) -> bool {
    shared::is_secret_name(name)
}

/// Whether the name says of this value that it is a secret.
pub(super) fn means_secret(name: &str, value: &str) -> bool {
    match is_secret_name(name) {
        true => !is_stand_in(value),
        false => {
            looks_made(value)
                && (shared::is_secret_name(name) || AMBIGUOUS.contains(&&*plain(name)))
        }
    }
}

/// Whether a name is on the list only for its last word: `issue_key`, but not `api_key`.
fn is_generic(name: &str) -> bool {
    let plain = plain(name);
    GENERIC.contains(&&*plain)
        || (GENERIC.iter().any(|word| plain.ends_with(word)) && !shared::is_secret_name(&plain))
}

/// Whether a value was made by a machine: at least twelve bytes, and a word of letters and digits mixed in it.
pub(super) fn looks_made(value: &str) -> bool {
    let value = value.trim();
    let is_mixed = |word: &str| {
        word.len() >= 6
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    value.len() >= 12
        && !value.contains("://")
        && !value.contains("{{")
        && !value.contains([' ', '<'])
        && value
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(is_mixed)
}

/// A name without case and punctuation.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_much_else_need_a_value_that_looks_made() {
        for name in ["code", "appid", "key", "issueKey", "X-Session"] {
            assert!(!is_secret_name(name), "{name}");
            assert!(means_secret(name, "4f9a1b7c2d3e"), "{name}");
            for value in [
                "1001",
                "PROJ-12",
                "US",
                "user_not_found",
                "2021-01-01T00:00:00Z",
                "",
            ] {
                assert!(!means_secret(name, value), "{name}: {value}");
            }
        }
        assert!(is_secret_header("X-Session") && is_secret_header("X-Auth"));
    }

    #[test]
    fn other_words_need_any_value_that_is_no_stand_in() {
        for name in [
            "api_key",
            "X-Signature",
            "X-Pin",
            "pwd",
            "otp",
            "sig",
            "assertion",
        ] {
            assert!(means_secret(name, "1234"), "{name}");
            for value in ["<string>", "{{x}}", "", "true"] {
                assert!(!means_secret(name, value), "{name}: {value}");
            }
        }
        for name in ["next_page_token", "token_type", "user_id"] {
            assert!(!means_secret(name, "4f9a1b7c2d3e"), "{name}");
        }
    }
}
