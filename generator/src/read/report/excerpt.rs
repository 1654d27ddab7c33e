//! The lines that a message shows.

use super::mask::Format;
use super::{Excerpt, mask};

/// Lines longer than this (in bytes) are not shown: minified documents have one line of megabytes.
const LONGEST_LINE: usize = 64 * 1024;

/// A place among the lines of a text.
pub(super) struct Spot<'t> {
    /// The text from the place's line on.
    pub(super) rest: &'t str,
    /// Where the place starts in it.
    pub(super) start: usize,
    /// Where it ends; it may be lines away.
    pub(super) end: usize,
    /// Its JSON pointer.
    pub(super) pointer: &'t str,
    /// How its values are told from its keys.
    pub(super) format: Format,
}

impl Spot<'_> {
    /// The line without its secrets and its indentation; behind a lone bracket the next line too, which
    /// names what the bracket opens.
    pub(super) fn excerpt(&self) -> Option<Excerpt> {
        // No further than two lines may be long: one line of megabytes is not walked for each message.
        let near = floor(self.rest, 2 * LONGEST_LINE + 4);
        let near = self.rest.get(..near).unwrap_or("");
        let mut lines = near.split('\n').map(|line| line.trim_end_matches('\r'));
        let line = lines.next().unwrap_or("");
        if line.len() > LONGEST_LINE {
            return None;
        }
        let indent = line.len() - line.trim_start().len();
        let indent = indent.min(self.start);
        let shown = line.get(indent..).unwrap_or("");
        let masked = mask::mask(shown, self.pointer, self.format);
        let start = masked.map(self.start - indent);
        // A value of several lines is underlined to the end of its first.
        let end = self.end.min(line.len()).saturating_sub(indent);
        let end = masked.map(floor(shown, end)).max(start);
        let mut text = masked.text;
        if matches!(text.trim(), "{" | "[")
            && let Some(next) = lines.next().filter(|next| next.len() <= LONGEST_LINE)
        {
            let next = line
                .get(..indent)
                .and_then(|indent| next.strip_prefix(indent))
                .unwrap_or(next);
            text.push('\n');
            text.push_str(&mask::mask(next, self.pointer, self.format).text);
        }
        Some(Excerpt { text, start, end })
    }
}

/// The last character boundary at or before a byte.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
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
    fn a_bracket_with_what_it_opens() {
        let found = excerpt("\t{\n\t\t\"name\": \"Get\",\n\t\t\"a\": 1\n\t}", "{");
        assert_eq!(found.text, "{\n\t\"name\": \"Get\",");
        assert_eq!((found.start, found.end), (0, 1));
    }
}
