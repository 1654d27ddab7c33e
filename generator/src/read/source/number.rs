//! Numbers that JSON allows and a double cannot hold, such as `1e999`.

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};

use super::scan;

/// How many warnings of this kind are shown.
const SHOWN: usize = 100;

/// The text with `null` in the place of every number beyond a double, padded so that no place in the text moves,
/// and where these numbers begin; none where there is none.
pub(super) fn mended(text: &str) -> Option<(String, Vec<usize>)> {
    let places = beyond(text);
    if places.is_empty() {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut done = 0;
    for &place in &places {
        let end = scan::value(text.as_bytes(), place);
        mended.push_str(text.get(done..place)?);
        // A number beyond a double has at least five letters: `1e309`.
        mended.push_str(&format!("{:1$}", "null", end - place));
        done = end;
    }
    mended.push_str(text.get(done..)?);
    Some((mended, places))
}

/// A warning for each such number, by the byte where it begins.
pub(super) fn warnings(id: SourceId, places: &[usize]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for place in places.iter().take(SHOWN) {
        let message = "this number is beyond what a double can hold; it is read as `null`";
        let place = Origin::root(id).byte(*place);
        diagnostics.push(Diagnostic::new(Code::NumberTooLarge, message).at(&place));
    }
    diagnostics
}

/// Where numbers begin that are infinite as doubles.
fn beyond(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = scan::value(bytes, at),
            b'-' | b'0'..=b'9' => {
                let end = scan::value(bytes, at);
                if text.get(at..end).is_some_and(is_beyond) {
                    found.push(at);
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

fn is_beyond(word: &str) -> bool {
    let is_number = word
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    is_number && word.parse::<f64>().is_ok_and(f64::is_infinite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beyond_a_double_become_null_and_nothing_moves() {
        let text = r#"{"a": 1e999999999, "b": [-1e309,2.5], "1e999": "1e999"}"#;
        let (mended, places) = mended(text).unwrap();
        assert_eq!(
            mended,
            r#"{"a": null       , "b": [null  ,2.5], "1e999": "1e999"}"#
        );
        assert_eq!(places, [6, 25]);
        let long = format!("[{}]", "9".repeat(400));
        assert_eq!(
            super::mended(&long).unwrap().0.trim_end_matches([' ', ']']),
            "[null"
        );
    }

    #[test]
    fn other_texts_are_left_alone() {
        for text in [
            "",
            "1",
            "[1e308, 1e-999, 0e999]",
            "\"1e999\"",
            "[1e999x]",
            "[-]",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
