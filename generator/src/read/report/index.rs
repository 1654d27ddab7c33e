//! The lines and characters of a text, counted once.

use memchr::{memchr_iter, memrchr};

/// The size of a block in bytes. Characters are counted from the start of a block.
const BLOCK: usize = 1024;

/// The counts before each block of a text. A minified document is one line of megabytes, and thousands of diagnostics
/// may need a column in it.
#[derive(Debug)]
pub(super) struct Index {
    blocks: Vec<Before>,
}

/// The counts before a block.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    /// The number of line feeds before the block.
    lines: usize,
    /// The start of the line that continues into the block.
    start: usize,
    characters: usize,
}

impl Index {
    pub(super) fn new(text: &str) -> Self {
        let mut before = Before::default();
        let blocks = text.as_bytes().chunks(BLOCK).enumerate();
        let blocks = blocks.map(|(number, block)| {
            let here = before;
            before.lines += line_feeds(block);
            before.characters += characters(block);
            if let Some(end) = memrchr(b'\n', block) {
                before.start = number * BLOCK + end + 1;
            }
            here
        });
        Self {
            blocks: blocks.collect(),
        }
    }

    /// The number of the line at a byte, from 1, and the byte at which the line starts.
    pub(super) fn line(&self, text: &str, at: usize) -> (usize, usize) {
        let (before, rest, from) = self.block(text, at);
        let start = memrchr(b'\n', rest).map_or(before.start, |end| from + end + 1);
        (before.lines + line_feeds(rest) + 1, start)
    }

    /// The number of characters before a byte.
    pub(super) fn characters_before(&self, text: &str, at: usize) -> usize {
        let (before, rest, _) = self.block(text, at);
        before.characters + characters(rest)
    }

    /// The counts before the block of a byte, the part of the block before the byte, and the start of the block.
    fn block<'t>(&self, text: &'t str, at: usize) -> (Before, &'t [u8], usize) {
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        let before = self.blocks.get(block).copied().unwrap_or_default();
        let from = block * BLOCK;
        let rest = text.as_bytes().get(from..at.min(text.len()));
        (before, rest.unwrap_or_default(), from)
    }
}

fn line_feeds(bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes).count()
}

/// The number of characters that start in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    bytes
        .iter()
        .filter(|byte| **byte & 0b1100_0000 != 0b1000_0000)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_over_blocks() {
        let text = "\u{e9}".repeat(BLOCK) + "\nab";
        let index = Index::new(&text);
        assert_eq!(index.characters_before(&text, text.len()), BLOCK + 3);
        assert_eq!(index.characters_before(&text, BLOCK), BLOCK / 2);
        assert_eq!(index.line(&text, text.len() - 1), (2, 2 * BLOCK + 1));
        assert_eq!(Index::new("").line("", 0), (1, 0));
    }
}
