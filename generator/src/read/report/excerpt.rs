//! The lines of a source that a message shows.

use super::Excerpt;
use crate::ground::diagnostic::floor_char_boundary;
use crate::ground::secret::{Format, mask_line};

/// Lines longer than this (in bytes) are not shown: minified documents have one line of megabytes.
const LONGEST_LINE: usize = 64 * 1024;

/// A value in a text.
pub(super) struct Spot<'t> {
    /// The text from the start of the value's line.
    pub(super) rest: &'t str,
    /// The start of the value in `rest`.
    pub(super) start: usize,
    /// The end of the value in `rest`, which may be on a later line.
    pub(super) end: usize,
    /// The JSON pointer of the value.
    pub(super) pointer: &'t str,
    pub(super) format: Format,
}

impl Spot<'_> {
    /// The line of the value without its secrets and its indentation. If the line is a bracket only, the next line
    /// follows, which often has the name of the object.
    pub(super) fn excerpt(&self) -> Option<Excerpt> {
        // No more than two lines of the longest length: a line of megabytes is not searched for each message.
        let near = floor_char_boundary(self.rest, 2 * LONGEST_LINE + 4);
        let near = self.rest.get(..near).unwrap_or("");
        let mut lines = near.split('\n').map(|line| line.trim_end_matches('\r'));
        let line = lines.next().unwrap_or("");
        if line.len() > LONGEST_LINE {
            return None;
        }
        let indent = line.len() - line.trim_start().len();
        let indent = indent.min(self.start);
        let shown = line.get(indent..).unwrap_or("");
        let masked = mask_line(shown, self.pointer, self.format);
        let start = masked.position(self.start - indent);
        // A value of several lines is underlined to the end of the first line.
        let end = self.end.min(line.len()).saturating_sub(indent);
        let end = masked.position(floor_char_boundary(shown, end)).max(start);
        let mut text = masked.text;
        if matches!(text.trim(), "{" | "[")
            && let Some(next) = lines.next().filter(|next| next.len() <= LONGEST_LINE)
        {
            let next = line
                .get(..indent)
                .and_then(|indent| next.strip_prefix(indent))
                .unwrap_or(next);
            text.push('\n');
            text.push_str(&mask_line(next, self.pointer, self.format).text);
        }
        Some(Excerpt { text, start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, at: &str) -> Excerpt {
        let start = text.find(at).unwrap();
        let spot = Spot {
            rest: text,
            start,
            end: start + at.len(),
            pointer: "/item/0",
            format: Format::Json,
        };
        spot.excerpt().unwrap()
    }

    #[test]
    fn a_line_without_its_indentation_and_secrets() {
        let found = excerpt(
            "\t\t\"value\": \"CANARY\", \"method\": 5\r\n",
            "\"method\": 5",
        );
        assert_eq!(found.text, "\"value\": \"[hidden]\", \"method\": 5");
        assert_eq!(&found.text[found.start..found.end], "\"method\": 5");
    }

    #[test]
    fn a_line_with_a_bracket_only_is_followed_by_the_next() {
        let found = excerpt("\t{\n\t\t\"name\": \"Get\",\n\t\t\"a\": 1\n\t}", "{");
        assert_eq!(found.text, "{\n\t\"name\": \"Get\",");
        assert_eq!((found.start, found.end), (0, 1));
    }
}
