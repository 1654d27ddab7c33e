//! Values that JSON allows and Rust cannot hold: unpaired surrogates in strings, and numbers too large for a double.

use std::ops::Range;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};

use super::scan;

/// The most warnings about numbers that are shown.
const SHOWN: usize = 100;

/// A part of a text that was replaced.
#[derive(Debug, PartialEq)]
pub(super) struct Repair {
    range: Range<usize>,
    replacement: &'static str,
}

/// The replacement of an unpaired surrogate: the escape of U+FFFD, as long as what it replaces.
const REPLACEMENT: &str = "\\ufffd";

/// The replacement of a number that is too large for a double. Such a number has at least five characters: `1e309`.
const NULL: &str = "null";

/// The text with unpaired surrogates and too large numbers replaced, and the replaced parts; `None` where there are
/// none. Replacements are padded, so that all positions stay the same.
pub(super) fn repaired(text: &str) -> Option<(String, Vec<Repair>)> {
    let mut repairs = too_large_numbers(text);
    repairs.extend(unpaired_surrogates(text));
    repairs.sort_by_key(|repair| repair.range.start);
    if repairs.is_empty() {
        return None;
    }
    let mut repaired = text.to_owned();
    for Repair { range, replacement } in &repairs {
        repaired.replace_range(range.clone(), &format!("{replacement:0$}", range.len()));
    }
    Some((repaired, repairs))
}

/// One warning for all unpaired surrogates, and one for each number.
pub(super) fn warnings(id: SourceId, repairs: &[Repair]) -> Diagnostics {
    let (surrogates, numbers): (Vec<_>, Vec<_>) = repairs
        .iter()
        .partition(|repair| repair.replacement == REPLACEMENT);
    let at = |repair: &Repair| Origin::root(id).byte(repair.range.start);
    let mut diagnostics = Diagnostics::new();
    if let Some(first) = surrogates.first() {
        let message = match surrogates.len() {
            1 => "half a character is read as the replacement character".to_owned(),
            many => format!("{many} halves of characters are read as the replacement character"),
        };
        diagnostics.push(Diagnostic::new(Code::HalfCharacter, message).at(&at(first)));
    }
    for number in numbers.into_iter().take(SHOWN) {
        let message = "this number is beyond what a double can hold; it is read as `null`";
        diagnostics.push(Diagnostic::new(Code::NumberTooLarge, message).at(&at(number)));
    }
    diagnostics
}

/// The numbers that are infinite as doubles.
fn too_large_numbers(text: &str) -> Vec<Repair> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let end = match byte {
            b'"' | b'-' | b'0'..=b'9' => scan::value_end(bytes, at),
            _ => at + 1,
        };
        if text.get(at..end).is_some_and(is_too_large) {
            found.push(Repair {
                range: at..end,
                replacement: NULL,
            });
        }
        at = end;
    }
    found
}

fn is_too_large(word: &str) -> bool {
    let is_number = word
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    is_number && word.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// The escaped surrogates without their other halves.
fn unpaired_surrogates(text: &str) -> Vec<Repair> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let start = at + next;
        let escaped = text.get(start + 1..).and_then(|rest| rest.chars().next());
        at = start + 1 + escaped.map_or(0, char::len_utf8);
        match (code_unit(text, start), code_unit(text, start + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at = start + 12,
            (Some(0xD800..=0xDFFF), _) => {
                at = start + 6;
                found.push(Repair {
                    range: start..at,
                    replacement: REPLACEMENT,
                });
            }
            _ => {}
        }
    }
    found
}

/// The UTF-16 code unit of a `\uXXXX` at a byte.
fn code_unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(repairs: &[Repair]) -> Vec<usize> {
        repairs.iter().map(|repair| repair.range.start).collect()
    }

    #[test]
    fn numbers_too_large_for_a_double_become_null_and_nothing_moves() {
        let text = r#"{"a": 1e999999999, "b": [-1e309,2.5], "1e999": "1e999"}"#;
        let (repaired, repairs) = repaired(text).unwrap();
        assert_eq!(
            repaired,
            r#"{"a": null       , "b": [null  ,2.5], "1e999": "1e999"}"#
        );
        assert_eq!(starts(&repairs), [6, 25]);
        let long = format!("[{}]", "9".repeat(400));
        assert_eq!(
            super::repaired(&long)
                .unwrap()
                .0
                .trim_end_matches([' ', ']']),
            "[null"
        );
    }

    #[test]
    fn unpaired_surrogates_are_replaced_and_nothing_moves() {
        let text = r#"["\ud83d\ude80", "\ud800", "\udc00x", "\\ud800", "\ud83d\n"]"#;
        let (repaired, repairs) = repaired(text).unwrap_or_default();
        assert_eq!(
            repaired,
            r#"["\ud83d\ude80", "\ufffd", "\ufffdx", "\\ud800", "\ufffd\n"]"#
        );
        assert_eq!(repairs.len(), 3);
        assert_eq!(repaired.len(), text.len());
    }

    #[test]
    fn other_texts_are_left_unchanged() {
        for text in [
            "",
            "1",
            "[1e308, 1e-999, 0e999]",
            "\"1e999\"",
            "[1e999x]",
            "[-]",
            "\\",
            "\\u",
            "\\ud8",
            "\"\u{e9}\\\u{e9}\"",
            "\\u00e9",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
