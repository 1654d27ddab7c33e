//! A text's lines and characters, counted once.

use memchr::{memchr_iter, memrchr};

/// Characters are counted from the last multiple of this many bytes.
const BLOCK: usize = 1024;

/// What stands before each block of bytes: minified documents are one line of megabytes, and each of thousands of
/// diagnostics wants its column.
#[derive(Debug)]
pub(super) struct Index {
    blocks: Vec<Before>,
}

/// What stands before a block.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    /// Lines that ended.
    lines: usize,
    /// Where the line starts that goes on here.
    start: usize,
    characters: usize,
}

impl Index {
    pub(super) fn of(text: &str) -> Self {
        let mut before = Before::default();
        let blocks = text.as_bytes().chunks(BLOCK).enumerate();
        let blocks = blocks.map(|(number, block)| {
            let here = before;
            before.lines += ends(block);
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

    /// The line of a byte, from 1, with the byte at which it starts.
    pub(super) fn line(&self, text: &str, at: usize) -> (usize, usize) {
        let (before, rest, from) = self.block(text, at);
        let start = memrchr(b'\n', rest).map_or(before.start, |end| from + end + 1);
        (before.lines + ends(rest) + 1, start)
    }

    /// How many characters stand before a byte.
    pub(super) fn characters_before(&self, text: &str, at: usize) -> usize {
        let (before, rest, _) = self.block(text, at);
        before.characters + characters(rest)
    }

    /// What stands before a byte's block, and the part of the block before the byte with the byte where it begins.
    fn block<'t>(&self, text: &'t str, at: usize) -> (Before, &'t [u8], usize) {
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        let before = self.blocks.get(block).copied().unwrap_or_default();
        let from = block * BLOCK;
        let rest = text.as_bytes().get(from..at.min(text.len()));
        (before, rest.unwrap_or_default(), from)
    }
}

/// How many lines end in these bytes.
fn ends(bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes).count()
}

/// How many characters start in these bytes of UTF-8.
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
        let index = Index::of(&text);
        assert_eq!(index.characters_before(&text, text.len()), BLOCK + 3);
        assert_eq!(index.characters_before(&text, BLOCK), BLOCK / 2);
        assert_eq!(index.line(&text, text.len() - 1), (2, 2 * BLOCK + 1));
        assert_eq!(Index::of("").line("", 0), (1, 0));
    }
}
