//! Header lines as Postman sends them.

use crate::ground::diagnostic::{Code, Diagnostic};

use super::super::model::Pair;
use super::super::variables::{Scope, text};
use crate::ground::secret;

/// The enabled headers, in order. Equal names are all sent; of names that differ in case only the
/// last one is.
///
/// # Errors
/// A name is no HTTP token, or a value holds what no header may.
pub(super) fn headers(pairs: &[Pair], scope: &Scope) -> Result<Vec<(String, String)>, Diagnostic> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for pair in pairs.iter().filter(|pair| !pair.disabled) {
        let key = scope.resolve(&pair.key).text.trim().to_owned();
        let Some(value) = pair.value.as_ref().filter(|_| !key.is_empty()) else {
            continue;
        };
        let value = scope.resolve(&text(value)).text.trim().to_owned();
        if !is_token(&key) {
            let message = format!("`{}` is no header name", secret::hide_in_prose(&key));
            return Err(Diagnostic::new(Code::BadHeader, message).at(&pair.origin));
        }
        if !value.chars().all(is_sendable) {
            let message = format!("the value of `{key}` holds characters that no header may hold");
            return Err(Diagnostic::new(Code::BadHeader, message).at(&pair.origin));
        }
        headers.retain(|(other, _)| *other == key || !other.eq_ignore_ascii_case(&key));
        headers.push((key, value));
    }
    Ok(headers)
}

/// Whether a text is a token as RFC 9110 has it: a method or a header's name.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Latin-1 without controls, which is what Node lets pass.
fn is_sendable(c: char) -> bool {
    c == '\t' || (c as u32 >= 0x20 && c as u32 <= 0xff && c != '\u{7f}')
}
