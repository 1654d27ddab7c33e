//! Replaces parts of a text by a mark.

use std::ops::Range;

use super::HIDDEN;

/// A text in which some parts are replaced by [`HIDDEN`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Masked {
    /// The text with the marks.
    pub(crate) text: String,
    /// The bytes of each replaced part in the original text, with the position of its mark in the new text.
    hidden: Vec<(Range<usize>, usize)>,
}

impl Masked {
    /// Replaces parts of a text. The parts are slices of it in any order, and may overlap.
    pub(super) fn new(original: &str, parts: &[&str]) -> Self {
        let mut ranges: Vec<_> = parts.iter().map(|part| range_in(original, part)).collect();
        ranges.sort_by_key(|range| range.start);
        let mut text = String::with_capacity(original.len());
        let mut hidden: Vec<(Range<usize>, usize)> = Vec::new();
        let mut end = 0;
        for range in ranges {
            match hidden.last_mut() {
                Some((last, _)) if range.start < end => *last = last.start..end.max(range.end),
                _ => {
                    text.push_str(original.get(end..range.start).unwrap_or_default());
                    hidden.push((range.clone(), text.len()));
                    text.push_str(HIDDEN);
                }
            }
            end = end.max(range.end);
        }
        text.push_str(original.get(end..).unwrap_or_default());
        Self { text, hidden }
    }

    /// The position in the new text of a byte of the original; for a byte of a replaced part, that of its mark.
    pub(crate) fn position(&self, original: usize) -> usize {
        let before = self
            .hidden
            .partition_point(|(part, _)| part.start <= original);
        let position = match before.checked_sub(1).and_then(|last| self.hidden.get(last)) {
            Some((part, mark)) if original < part.end => *mark,
            Some((part, mark)) => mark + HIDDEN.len() + (original - part.end),
            None => original,
        };
        position.min(self.text.len())
    }
}

/// The bytes of a part in the text that it is a slice of.
fn range_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    start..start + part.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_parts_have_one_mark() {
        let text = "ab cdef g";
        let masked = Masked::new(text, &[&text[5..7], &text[3..6], &text[8..9]]);
        assert_eq!(masked.text, "ab [hidden] [hidden]");
        assert_eq!(masked.position(1), 1);
        assert_eq!(masked.position(6), 3);
        assert_eq!(masked.position(7), 11);
        assert_eq!(masked.position(9), masked.text.len());
    }
}
