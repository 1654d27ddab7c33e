//! Secrets.

use std::fmt;

use super::text::{self, Text};
use crate::ground::secret::HIDDEN;

/// A password, a token, a key, or a URL that gives access to whoever knows it.
///
/// `Debug` writes `[hidden]`, and there is no `Display`, so that a secret comes into no log by mistake.
/// [`expose`](Self::expose) returns the text. Requests send it, and JSON made of it contains it.
///
/// ```
/// use posthaste_runtime::Encode;
/// use posthaste_runtime::value::Secret;
///
/// let password = Secret::from("correct horse");
/// assert_eq!(format!("{password:?}"), "[hidden]");
/// assert_eq!(password.expose(), "correct horse");
/// assert_eq!(password.encode().to_string(), "\"correct horse\"");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Secret(Text);

text::from_text_and_json!(Secret);

impl Secret {
    /// The text of the secret.
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Encode, Json};

    #[test]
    fn a_secret_is_hidden_in_debug_and_kept_in_json() {
        for json in [r#""S3CRET""#, "48151623", r#""""#] {
            let value: Json = json.parse().unwrap();
            let secret: Secret = value.clone().to().unwrap();
            assert_eq!(secret.encode(), value);
            assert_eq!(format!("{secret:?}"), "[hidden]");
            assert_eq!(
                format!("{:#?}", Some(vec![secret])),
                "Some(\n    [\n        [hidden],\n    ],\n)"
            );
        }
    }
}
