//! Corrections of JSON that was put together by hand: quotes, control characters and backslashes that are not escaped.

use super::tolerant::{LEVELS, is_well_formed};

/// The maximum length of a text that is corrected, in bytes.
const LONGEST: usize = 1024 * 1024;

/// The text with escapes where a string contains a quote, a control character or a backslash that is not escaped. `None`
/// if that does not make it a JSON object or list, or if it is longer than 1 MiB.
///
/// A quote ends a string only if what follows it can follow a string there: `"The field "topic" is too long."` is one
/// string.
pub(super) fn repaired(text: &str) -> Option<String> {
    if text.len() > LONGEST || !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let mut repair = Repair {
        rest: text,
        output: String::with_capacity(text.len() + 16),
        open: Vec::new(),
        is_name: false,
    };
    repair.document()?;
    is_well_formed(&repair.output).then_some(repair.output)
}

struct Repair<'t> {
    rest: &'t str,
    output: String,
    /// The brackets that are open.
    open: Vec<char>,
    /// Whether the next string is the name of a field.
    is_name: bool,
}

impl Repair<'_> {
    /// `None` if brackets are nested too deeply.
    fn document(&mut self) -> Option<()> {
        while let Some(char) = self.take() {
            self.output.push(char);
            match char {
                '"' => self.string(),
                '{' | '[' => {
                    self.open.push(char);
                    self.is_name = char == '{';
                }
                '}' | ']' => {
                    self.open.pop();
                    self.is_name = false;
                }
                ',' => self.is_name = self.is_in_object(),
                ':' => self.is_name = false,
                _ => {}
            }
            if self.open.len() > LEVELS {
                return None;
            }
        }
        Some(())
    }

    fn is_in_object(&self) -> bool {
        self.open.last() == Some(&'{')
    }

    fn take(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let char = chars.next()?;
        self.rest = chars.as_str();
        Some(char)
    }

    /// Copies the rest of a string after its opening quote.
    fn string(&mut self) {
        while let Some(char) = self.take() {
            match char {
                '"' if self.ends_string() => return self.output.push('"'),
                '"' => self.output.push_str("\\\""),
                '\\' => self.escape(),
                char if char < ' ' => {
                    let code = u32::from(char);
                    self.output.push_str(&format!("\\u{code:04x}"));
                }
                char => self.output.push(char),
            }
        }
    }

    /// Copies an escape after its backslash. The backslash of an unknown escape is a character of the text.
    fn escape(&mut self) {
        let is_hex = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut chars = self.rest.chars();
        let is_known = match chars.next() {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => true,
            Some('u') => chars.as_str().get(..4).is_some_and(is_hex),
            _ => false,
        };
        self.output.push_str(if is_known { "\\" } else { "\\\\" });
        if is_known {
            let char = self.take();
            self.output.extend(char);
        }
    }

    /// Whether a quote before the rest ends the string.
    fn ends_string(&self) -> bool {
        let rest = self.rest.trim_start();
        let mut after = rest.chars();
        match after.next() {
            Some(':') => self.is_name,
            _ if self.is_name => false,
            None => true,
            Some('}') => self.is_in_object() && is_after_value(after.as_str()),
            Some(']') => !self.is_in_object() && is_after_value(after.as_str()),
            Some(',') if self.is_in_object() => starts_with_name(after.as_str()),
            Some(',') => after.as_str().trim_start().starts_with(is_start_of_value),
            Some(_) => false,
        }
    }
}

fn is_after_value(rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    matches!(next, None | Some(',' | '}' | ']'))
}

/// Whether a text begins with a string and a colon.
fn starts_with_name(rest: &str) -> bool {
    let name = rest.trim_start().strip_prefix('"');
    let after = name.and_then(|name| name.split_once('"'));
    after.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

fn is_start_of_value(char: char) -> bool {
    matches!(char, '"' | '{' | '[' | '-' | '0'..='9' | 't' | 'f' | 'n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn valid_json_is_not_changed(text in "\\[(1|\"[a-z ,:]{0,5}\"|\\{\"a\":\"\\\\\"\"\\}|null)(, ?(2|\"x\\\\n\"|\\[\\])){0,4}\\]") {
            prop_assert_eq!(repaired(&text), Some(text));
        }

        #[test]
        fn any_text_becomes_json_or_nothing(text in "\\{\"[\\]\\[{}:,\"\\\\ a1u\n]{0,40}\"\\}|\\PC*") {
            if let Some(text) = repaired(&text) {
                prop_assert!(is_well_formed(&text));
            }
        }
    }

    fn message(text: &str) -> Option<String> {
        let json: Json = repaired(text)?.parse().ok()?;
        json.get("message")?.as_str().map(str::to_owned)
    }

    #[test]
    fn a_quote_inside_a_string_is_part_of_it() {
        for (text, expected) in [
            (
                r#"{"code":300,"message":"The field "topic" is too long."}"#,
                r#"The field "topic" is too long."#,
            ),
            (
                r#"{"message":"One of "a", "b" and "c"" }"#,
                r#"One of "a", "b" and "c""#,
            ),
            (r#"{"message":""quoted"","code":1}"#, r#""quoted""#),
            (r#"{"message":"got {"a":1}"}"#, r#"got {"a":1}"#),
        ] {
            assert_eq!(message(text).as_deref(), Some(expected), "{text}");
        }
        let list = repaired(r#"["the "a" field", "b"]"#);
        assert_eq!(list.as_deref(), Some(r#"["the \"a\" field", "b"]"#));
    }

    #[test]
    fn control_characters_and_backslashes_are_part_of_a_string() {
        let two_lines = message("{\"message\":\"two\nlines\tand a tab\"}");
        assert_eq!(two_lines.as_deref(), Some("two\nlines\tand a tab"));
        let path = message(r#"{"message":"C:\dir\x41 \u12 is \"bad\""}"#);
        assert_eq!(path.as_deref(), Some(r#"C:\dir\x41 \u12 is "bad""#));
    }

    #[test]
    fn what_stays_invalid_is_refused() {
        let deep = "[".repeat(1000);
        for text in ["{", "oops", "{\"a\":}", "", "{\"a", &deep, "<p>\"a\"</p>"] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
