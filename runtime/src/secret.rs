//! Values that never show.

use std::fmt;

/// A value whose `Debug` tells nothing but that it is there.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(value: impl Into<String>) -> Secret {
        Secret(value.into())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

/// Words that make the value of a header or parameter a secret, wherever they stand in its name.
const SECRET_WORDS: &[&str] = &[
    "auth",
    "cookie",
    "credential",
    "key",
    "passw",
    "secret",
    "session",
    "signature",
    "token",
];

/// Whether the value that goes by this name must not be shown.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_show() {
        assert_eq!(format!("{:?}", Secret::new("s3cret")), "[hidden]");
    }

    #[test]
    fn names_that_carry_secrets_are_known() {
        for name in [
            "Authorization",
            "X-Api-Key",
            "apikey",
            "Set-Cookie",
            "access_token",
            "X-Auth",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        assert!(!is_secret_name("Content-Type"));
    }
}
