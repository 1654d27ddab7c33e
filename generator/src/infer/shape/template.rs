//! `{{templates}}` and `<placeholders>` without quotes in JSON.

use memchr::memchr2;

use crate::infer::prose::beginning;

/// Marks a string that had no quotes. It is a noncharacter of Unicode, which documents do not contain.
pub(super) const MARK: char = '\u{FDD0}';

/// The most bytes of `name}}` or `name>` in `{{name}}` and `<name>`.
const MAX_NAME: usize = 120;

/// Puts `{{templates}}` and `<placeholders>` outside of strings and comments into quotes, with a [`MARK`], and removes
/// leading zeros of numbers.
pub(super) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // Most of a text is copied in long runs.
        let plain = rest
            .bytes()
            .take_while(|byte| !b"\"/{<0".contains(byte))
            .count();
        if plain > 0 {
            out.push_str(&rest[..plain]);
            rest = &rest[plain..];
            continue;
        }
        let taken = if let Some(length) = string_or_comment(rest) {
            out.push_str(&rest[..length]);
            length
        } else if let Some(length) = template(rest).or_else(|| placeholder(rest)) {
            let length = length + tail(&rest[length..]);
            out.push('"');
            out.push(MARK);
            out.push_str(&rest[..length]);
            out.push('"');
            length
        } else {
            // Made-up ids often have leading zeros, which JSON does not allow.
            let zero = first == '0' && rest[1..].starts_with(|next: char| next.is_ascii_digit());
            if !(zero && out.ends_with(|last: char| " \t\n:,[-".contains(last))) {
                out.push(first);
            }
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    out
}

/// Closes strings that are not closed at the end of their line: `"id": "abc,`.
pub(super) fn close_strings(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let quotes = line
            .replace("\\\\", "")
            .replace("\\\"", "")
            .matches('"')
            .count();
        let end = line.trim_end().trim_end_matches(',').len();
        let (inside, behind) = line.split_at(end);
        out.push_str(inside);
        if quotes % 2 == 1 {
            out.push('"');
        }
        out.push_str(behind);
    }
    out
}

/// The length of the string or comment at the beginning of the text.
fn string_or_comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if let Some(inner) = text.strip_prefix("/*") {
        return Some(inner.find("*/").map_or(text.len(), |end| end + 4));
    }
    if !text.starts_with('"') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += next;
        match bytes.get(at) {
            Some(b'"') => return Some(at + 1),
            _ => at += 2,
        }
    }
    Some(text.len())
}

/// The length of the template at the beginning of the text. Of three braces the first opens an object.
fn template(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("{{")?;
    let end = beginning(inner, MAX_NAME).find("}}")?;
    let name = &inner[..end];
    (!name.is_empty() && !name.contains(['{', '}', '"', '\n', ':'])).then_some(end + 4)
}

/// The length of the placeholder at the beginning of the text: `<user id>`, `<<user id>>`. An XML tag with attributes, a
/// closing tag and an empty one are no placeholders.
fn placeholder(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let end = beginning(inner, MAX_NAME).find('>')?;
    let name = inner[..end].trim_start_matches('<');
    let word = name.starts_with(|letter: char| letter.is_alphabetic())
        && !name.contains(['<', '"', '\'', '\n', '{', '}', '=', ':', ','])
        && !name.ends_with('/');
    let close = inner[end..].len() - inner[end..].trim_start_matches('>').len();
    word.then_some(end + 1 + close)
}

/// The length of the text right after a template that belongs to the same value: `{{a}}.{{b}}`, `{{n}}00`.
fn tail(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let word = rest
            .find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '-' | '_'))
            .unwrap_or(rest.len());
        length += word;
        match template(&text[length..]) {
            Some(more) => length += more,
            None => return length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_templates_get_quotes() {
        let text = r#"{"a": {{n}}, "b": "{{s}}", "c": {{x}}.{{y}}, // {{no}}
            "d": [{{ e }}], "\"{{q}}": {"f": {"g": 1}}}"#;
        let quoted = quote(text).replace(MARK, "#");
        assert!(quoted.contains(r##""a": "#{{n}}","##), "{quoted}");
        assert!(quoted.contains(r#""b": "{{s}}","#), "{quoted}");
        assert!(
            quoted.contains(r##""c": "#{{x}}.{{y}}", // {{no}}"##),
            "{quoted}"
        );
        assert!(quoted.contains(r##"["#{{ e }}"]"##), "{quoted}");
        assert!(
            quoted.ends_with(r#""\"{{q}}": {"f": {"g": 1}}}"#),
            "{quoted}"
        );
    }

    #[test]
    fn placeholders_without_quotes() {
        let quoted = quote(r#"{"a": <user id>, "b": <<x>>, "c": "<y>"}"#).replace(MARK, "#");
        assert_eq!(
            quoted,
            r##"{"a": "#<user id>", "b": "#<<x>>", "c": "<y>"}"##
        );
        for xml in ["<a b=\"c\"/>", "</a>", "<a/>", "a < b"] {
            assert_eq!(quote(xml), xml);
        }
    }

    #[test]
    fn leading_zeros_of_numbers_are_removed() {
        let text = r#"{"a": 00012, "b": [0, 0.5, 007], "c": "000", "d": -00}"#;
        assert_eq!(
            quote(text),
            r#"{"a": 12, "b": [0, 0.5, 7], "c": "000", "d": -0}"#
        );
    }

    #[test]
    fn three_braces_are_an_object_with_a_template_for_a_key() {
        assert_eq!(
            quote("{{{key}}: 1}").replace(MARK, "#"),
            r##"{"#{{key}}": 1}"##
        );
    }
}
