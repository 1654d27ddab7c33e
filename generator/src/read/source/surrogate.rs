//! Halves of characters: JSON may escape them alone, text cannot hold them.

use crate::ground::diagnostic::{Code, Diagnostic, Origin, SourceId};

/// What stands in their place, as long as what it replaces, so that no place in the text moves.
const REPLACEMENT: &str = "\\ufffd";

/// The text with every escaped half of a pair replaced, and where that was; none where there is none.
pub(super) fn mended(text: &str) -> Option<(String, Vec<usize>)> {
    let places = halves(text);
    if places.is_empty() {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut done = 0;
    for &place in &places {
        mended.push_str(text.get(done..place)?);
        mended.push_str(REPLACEMENT);
        done = place + REPLACEMENT.len();
    }
    mended.push_str(text.get(done..)?);
    Some((mended, places))
}

/// One warning for all halves of characters, which stood at these bytes.
pub(super) fn warning(id: SourceId, places: &[usize]) -> Option<Diagnostic> {
    let first = places.first()?;
    let message = match places.len() {
        1 => "half a character is read as the replacement character".to_owned(),
        many => format!("{many} halves of characters are read as the replacement character"),
    };
    let place = Origin::root(id).byte(*first);
    Some(Diagnostic::new(Code::HalfCharacter, message).at(&place))
}

/// Where halves without their other half begin.
fn halves(text: &str) -> Vec<usize> {
    let mut halves = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let place = at + found;
        at = match unit(text, place) {
            Some(0xD800..=0xDBFF) => match unit(text, place + 6) {
                Some(0xDC00..=0xDFFF) => place + 12,
                _ => {
                    halves.push(place);
                    place + 6
                }
            },
            Some(0xDC00..=0xDFFF) => {
                halves.push(place);
                place + 6
            }
            // Whatever is escaped begins no escape of its own.
            _ => place + 1 + text[place + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    halves
}

/// The code unit of a `\uXXXX` that begins here.
fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_alone_are_replaced_and_nothing_moves() {
        let text = r#"["\ud83d\ude80", "\ud800", "\udc00x", "\\ud800", "\ud83d\n"]"#;
        let (mended, places) = mended(text).unwrap_or_default();
        assert_eq!(
            mended,
            r#"["\ud83d\ude80", "\ufffd", "\ufffdx", "\\ud800", "\ufffd\n"]"#
        );
        assert_eq!(places.len(), 3);
        assert_eq!(mended.len(), text.len());
    }

    #[test]
    fn other_texts_are_left_alone() {
        for text in ["", "\\", "\\u", "\\ud8", "\"\u{e9}\\\u{e9}\"", "\\u00e9"] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
