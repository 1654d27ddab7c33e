//! Headers as Postman sends them.

use crate::ground::diagnostic::{Code, Diagnostic};

use super::super::model::Pair;
use super::super::variables::{Scope, text};
use crate::ground::secret;

/// The enabled headers, in order. All headers of equal names are sent; of names that differ in case, only those spelled as
/// the last.
///
/// # Errors
/// A name is not an HTTP token, or a value has characters that are not allowed in headers.
pub(super) fn headers(pairs: &[Pair], scope: &Scope) -> Result<Vec<(String, String)>, Diagnostic> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for pair in pairs.iter().filter(|pair| !pair.disabled) {
        let key = scope.fill(&pair.key).trim().to_owned();
        let Some(value) = pair.value.as_ref().filter(|_| !key.is_empty()) else {
            continue;
        };
        let value = scope.fill(&text(value)).trim().to_owned();
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

/// Whether a text is a token of RFC 9110: methods and header names are.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Whether Node accepts a character in a header: Latin-1 without control characters.
fn is_sendable(c: char) -> bool {
    c == '\t' || (c as u32 >= 0x20 && c as u32 <= 0xff && c != '\u{7f}')
}
