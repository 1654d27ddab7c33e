//! Finds the strings and numbers of a JSON text without building a tree.

use std::borrow::Cow;

use memchr::memchr2;
use serde::de::IgnoredAny;

/// A string or a number of a JSON text.
pub(super) struct Scalar<'t> {
    /// The last key before it, with its escapes.
    pub(super) key: Option<&'t str>,
    /// Whether it is the value of this key, and not an item of a list.
    is_member: bool,
    is_string: bool,
    /// A number, or a string with its escapes but without its quotes.
    pub(super) text: &'t str,
}

/// Whether `is_match` is true for any string of a JSON text. It is called with the string, and with its key if the string
/// is a member of an object. `None` if the text is not JSON.
pub(super) fn any_string(
    text: &str,
    is_match: &dyn Fn(Option<&str>, &str) -> bool,
) -> Option<bool> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    for scalar in scalars(text).filter(|scalar| scalar.is_string) {
        let key = match scalar.key.filter(|_| scalar.is_member) {
            Some(key) => Some(unescaped(key)?),
            None => None,
        };
        if is_match(key.as_deref(), &unescaped(scalar.text)?) {
            return Some(true);
        }
    }
    Some(false)
}

/// A string with its escapes resolved; `None` if they are invalid.
fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    match text.contains('\\') {
        true => serde_json::from_str(&format!("\"{text}\"")).ok(),
        false => Some(Cow::Borrowed(text)),
    }
}

/// The strings and numbers of a JSON text, or of a single line of JSON.
pub(super) fn scalars(text: &str) -> impl Iterator<Item = Scalar<'_>> {
    let bytes = text.as_bytes();
    let (mut at, mut key, mut is_member) = (0, None, false);
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(at) {
            let is_string = byte == b'"';
            let (start, end) = match byte {
                b'"' => (at + 1, string_end(bytes, at + 1)),
                b'-' | b'0'..=b'9' => (at, number_end(bytes, at)),
                _ => {
                    is_member &= !b"[]{},".contains(&byte);
                    at += 1;
                    continue;
                }
            };
            let content = text.get(start..end).unwrap_or_default();
            at = (end + usize::from(is_string)).min(bytes.len());
            let rest = text.get(at..).unwrap_or_default();
            if is_string && rest.trim_start().starts_with(':') {
                (key, is_member) = (Some(content), true);
                continue;
            }
            return Some(Scalar {
                key,
                is_member: std::mem::take(&mut is_member),
                is_string,
                text: content,
            });
        }
        None
    })
}

/// The closing quote of the string whose content starts at a byte, or the end of the text.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += next;
        match bytes.get(at) {
            Some(b'"') => return at,
            _ => at += 2,
        }
    }
    bytes.len()
}

/// The end of the number that starts at a byte.
fn number_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let is_part = |byte: &&u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
    at + rest.iter().take_while(is_part).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_is_seen_with_its_own_key() {
        let has = |text: &str, key: Option<&str>| {
            any_string(text, &|name, value| name == key && value == "x")
        };
        assert_eq!(
            has(r#"{"a": [1.5, "x"], "b": {"\u0063": "x"}}"#, None),
            Some(true)
        );
        assert_eq!(
            has(r#"{"a": [1.5, "y"], "b": {"\u0063": "x"}}"#, Some("c")),
            Some(true)
        );
        assert_eq!(
            has(r#"{"a": "x", "b": null, "c": true}"#, Some("c")),
            Some(false)
        );
        assert_eq!(has("\"x\"", None), Some(true));
        assert_eq!(has(r#"{"a": "x"} y"#, Some("a")), None);
        assert_eq!(has("", None), None);
    }
}
