//! Lines and list items of prose that mixes Markdown and HTML.

use std::ops::Range;

/// The most bytes of prose that are searched for facts, so that no document makes the search slow.
const MAX_PROSE: usize = 100_000;

/// The most characters of a tag.
const MAX_TAG: usize = 200;

/// The beginning of a text, which is searched for facts, and the rest.
pub(super) fn head(text: &str) -> (&str, &str) {
    text.split_at(beginning(text, MAX_PROSE).len())
}

/// The longest beginning of a text that has at most this many bytes.
pub(super) fn beginning(text: &str, bytes: usize) -> &str {
    let fits = (0..=bytes.min(text.len()))
        .rev()
        .find_map(|end| text.get(..end));
    fits.unwrap_or_default()
}

/// The lines of a text, ended by line breaks, `<br>` in all its spellings, or `<p>`.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let mut index = start;
        while let Some(offset) = text[index..].find(['\n', '<']) {
            let at = index + offset;
            let length = line_break(&text[at..]);
            if length > 0 {
                next = Some(at + length);
                return Some(start..at);
            }
            index = at + 1;
        }
        next = None;
        Some(start..text.len())
    })
}

/// The length of the line break at the beginning of the text, or 0.
fn line_break(text: &str) -> usize {
    if text.starts_with('\n') {
        return 1;
    }
    let inner = text.trim_start_matches(['<', '/']);
    let tag = inner.get(..2).unwrap_or(inner).to_ascii_lowercase();
    let is_break =
        tag == "br" || (inner.starts_with(['p', 'P']) && inner[1..].starts_with(['>', ' ', '/']));
    if !text.starts_with('<') || !is_break {
        return 0;
    }
    text.char_indices()
        .take(MAX_TAG)
        .find(|(_, letter)| *letter == '>')
        .map_or(0, |(end, _)| end + 1)
}

/// The text without line breaks and blanks at its start and end.
pub(super) fn trim(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let before = text.len();
        let length = line_break(text);
        text = text[length..].trim_start();
        if text.ends_with('>')
            && let Some(start) = text.rfind('<')
            && line_break(&text[start..]) == text.len() - start
        {
            text = text[..start].trim_end();
        }
        if text.len() == before {
            return text;
        }
    }
}

/// The text without some of its parts, which are in order.
pub(super) fn without(text: &str, parts: &[Range<usize>]) -> String {
    if parts.is_empty() {
        return trim(text).to_owned();
    }
    let mut rest = String::with_capacity(text.len());
    let mut start = 0;
    for part in parts {
        rest.push_str(text.get(start..part.start).unwrap_or_default());
        start = start.max(part.end);
    }
    rest.push_str(text.get(start..).unwrap_or_default());
    squeeze(&rest)
}

/// The text with its blank lines in a row made one; a line of line breaks only is blank.
fn squeeze(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let is_blank = trim(line).is_empty();
        let after_blank = out.last().is_none_or(|last| last.is_empty());
        if !(is_blank && after_blank) {
            out.push(if is_blank { "" } else { line });
        }
    }
    trim(&out.join("\n")).to_owned()
}

/// The value at the beginning of a list's line, and the text after it: `` * `value` — what it means ``.
pub(super) fn listed_value(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let item = line.strip_prefix('\\').unwrap_or(line);
    let item = item
        .strip_prefix(['*', '-', '+', '•'])
        .map_or(line, str::trim_start);
    let rest = item.strip_prefix('`')?;
    let (value, rest) = rest.split_once('`')?;
    let rest = rest.trim_start();
    let separated = rest.is_empty()
        || rest.starts_with(['-', '—', '–', ':', '=', '(', '|'])
        || rest == "."
        || rest == ",";
    (separated && is_value(value)).then_some((value.trim(), rest))
}

/// Whether a text may be a value of an enum: one word of at most 60 bytes.
pub(super) fn is_value(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.len() <= 60 && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_have_many_spellings() {
        let text = "a<br>b</br>c<br />d\ne<p style=\"x\">f<b>g</b>";
        let all: Vec<&str> = lines(text).map(|line| &text[line]).collect();
        assert_eq!(all, ["a", "b", "c", "d", "e", "f<b>g</b>"]);
        assert_eq!(trim("<br> \n<br/>a <br>b<br >\n"), "a <br>b");
    }

    #[test]
    fn a_text_without_parts_has_no_blank_lines_in_their_place() {
        let text = "Head.\n\n**X:** `y`<br>\n<br>\n\nTail.";
        let at = text.find("**X").unwrap();
        let label = at..at + 10;
        assert_eq!(
            without(text, std::slice::from_ref(&label)),
            "Head.\n\nTail."
        );
    }
}
