//! Names of secrets. The list is that of the runtime. For examples there is one more distinction: some words of the list
//! (`key`, `session`) name secrets in headers, but other values in bodies.

use super::shared;
use super::value::{is_placeholder, looks_generated};
use crate::ground::words::letters_and_digits;

/// Last words of names whose value is a secret only if it looks generated.
const GENERIC: &[&str] = &["key", "keys", "session", "auth", "pass", "sid"];

/// Whether any value of a key, header or variable of this name is a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    shared::is_secret_name(name) && !is_generic(name)
}

/// Whether any text of a parameter or field of this name is a secret, other than a header's: there `authorization` may also be
/// what a bank grants.
pub(crate) fn is_secret_field(name: &str) -> bool {
    is_secret_name(name) && !letters_and_digits(name).ends_with("authorization")
}

/// Whether the value of a header of this name is a secret. The runtime hides it.
pub(crate) fn is_secret_header(name: &str) -> bool {
    shared::is_secret_name(name)
}

/// Whether a header of this name authenticates the caller.
pub(crate) fn is_credential_header(name: &str) -> bool {
    let name = letters_and_digits(name);
    let bare = name.strip_prefix('x').unwrap_or(&name);
    name.ends_with("apikey")
        || ["authtoken", "accesstoken", "usertoken", "apitoken"].contains(&bare)
        || ["xauthkey", "xtoken"].contains(&name.as_str())
}

/// Whether a value is a secret because of its name.
pub(super) fn means_secret(name: &str, value: &str) -> bool {
    match is_secret_name(name) {
        true => !is_placeholder(value),
        false => looks_generated(value) && may_mean_secret(name),
    }
}

/// Whether some values of this name are secrets.
pub(super) fn may_mean_secret(name: &str) -> bool {
    shared::is_secret_name(name) || shared::is_ambiguous_name(&letters_and_digits(name))
}

/// Whether a name is that of a secret only because of its last word: `issue_key`, but not `api_key`.
fn is_generic(name: &str) -> bool {
    let name = letters_and_digits(name);
    let name = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    GENERIC.contains(&name)
        || (GENERIC.iter().any(|word| name.ends_with(word)) && !shared::is_secret_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_names_need_a_value_that_looks_generated() {
        for name in [
            "code",
            "appid",
            "key",
            "issueKey",
            "X-Session",
            "lookup_keys[0]",
        ] {
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
    fn other_names_need_any_value_that_is_no_placeholder() {
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
