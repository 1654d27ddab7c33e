//! Foreign prose made safe and good for rustdoc: Markdown and HTML of any kind in, a small and strict
//! Markdown out.
//!
//! Everything is parsed and written anew, so nothing of the source's own markup survives by accident: no
//! link that leads nowhere, no `[bracket]` that rustdoc takes for an item, no tag, no code block that
//! would become a test, no character that changes the direction of text.

mod html;
mod known;
mod markdown;
mod simple;
mod text;

pub use known::Known;
pub use text::{code, cut, fence, plain};

use text::{clean, wrap};

/// The longest source text that is read, in bytes; the rest is left out with a mark.
const LIMIT: usize = 16 * 1024;

/// How wide lines of prose are, in letters: two steps in, with the comment's sign, they end at 100.
const WIDTH: usize = 88;

/// Prose as lines of Markdown.
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

/// One line of safe Markdown, cut at the usual width.
pub fn wrapped(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    wrap(line, WIDTH, &mut lines);
    lines
}

/// With a capital at the beginning.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().to_string() + letters.as_str()
    })
}

fn one_line(whole: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut words = Vec::new();
    for line in whole.lines() {
        let ticks = line.trim_start().trim_end_matches("text");
        let opens = ticks.len() > 2 && ticks.bytes().all(|one| one == b'`');
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

fn rendered(text: &str) -> String {
    if let Some(same) = simple::rendered(text) {
        return same;
    }
    let text = clean(text);
    let cut = (0..=LIMIT.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let mut markdown = html::to_markdown(&text[..cut]);
    if cut < text.len() {
        markdown.push_str("\n\n\u{2026}");
    }
    markdown::render(&markdown)
}

#[cfg(test)]
mod tests;
