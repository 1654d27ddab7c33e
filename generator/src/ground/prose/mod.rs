//! Converts the Markdown and HTML of sources to a small and strict Markdown that is safe in rustdoc.
//!
//! Everything is parsed and written anew, so that no markup of the source is copied: no relative link, no `[bracket]`
//! that rustdoc reads as a link to an item, no HTML tag, no code block that rustdoc would run as a test, no character
//! that changes the direction of text.

mod cache;
mod html;
mod markdown;
mod simple;
mod text;

pub use cache::ProseCache;
pub use text::{code, cut, fence, plain};

use super::diagnostic::floor_char_boundary;
use text::{clean, wrap};

/// The longest text that is converted, in bytes. The rest is replaced by an ellipsis.
const LIMIT: usize = 16 * 1024;

/// The width of lines in characters: with two levels of indentation and `/// ` they end at column 100.
const WIDTH: usize = 88;

/// The lines of Markdown for a text.
pub fn block(text: &str) -> Vec<String> {
    lines(&rendered(text))
}

fn lines(rendered: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in rendered.lines() {
        wrap(line, WIDTH, &mut lines);
    }
    lines
}

/// A line of safe Markdown, wrapped to the usual width.
pub fn wrapped(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    wrap(line, WIDTH, &mut lines);
    lines
}

/// A text with an upper-case first letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().to_string() + letters.as_str()
    })
}

/// Rendered Markdown as one line, which can be part of a list or a table.
fn one_line(whole: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut words = Vec::new();
    for line in whole.lines() {
        let ticks = line.trim_start().trim_end_matches("text");
        let opens = ticks.len() > 2 && ticks.bytes().all(|byte| byte == b'`');
        if let Some(open) = fence {
            if ticks == open {
                fence = None;
            } else if !line.trim().is_empty() {
                words.push(code(line));
            }
        } else if opens {
            fence = Some(ticks);
        } else if line.starts_with('|') {
            let cells = line.split(" | ").map(|cell| cell.trim_matches(['|', ' ']));
            words.extend(
                cells
                    .filter(|cell| !cell.starts_with("---"))
                    .map(str::to_owned),
            );
        } else {
            let bare = line.trim().trim_start_matches("- ").trim_end_matches('\\');
            words.push(bare.trim().to_owned());
        }
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// The Markdown for a text, not wrapped.
fn rendered(text: &str) -> String {
    if let Some(same) = simple::rendered(text) {
        return same;
    }
    let text = clean(text);
    let cut = floor_char_boundary(&text, LIMIT);
    let mut markdown = html::to_markdown(&text[..cut]);
    if cut < text.len() {
        markdown.push_str("\n\n\u{2026}");
    }
    markdown::render(&markdown)
}

#[cfg(test)]
mod tests;
