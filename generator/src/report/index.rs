//! A text's lines and characters, counted once.

/// Characters are counted from the last multiple of this many bytes.
const BLOCK: usize = 1024;

/// Where lines start, and how many characters stand before each block of bytes: minified documents are
/// one line of megabytes, and each of thousands of diagnostics wants its column.
#[derive(Debug)]
pub(super) struct Index {
    lines: Vec<usize>,
    blocks: Vec<usize>,
}

impl Index {
    pub(super) fn of(text: &str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut before = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before += characters(block);
            here
        });
        let blocks = blocks.collect();
        Self {
            lines: std::iter::once(0).chain(starts).collect(),
            blocks,
        }
    }

    /// The line of a byte, from 1, with the byte at which it starts.
    pub(super) fn line(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        (line, self.lines.get(line - 1).copied().unwrap_or(0))
    }

    /// How many characters stand before a byte.
    pub(super) fn characters_before(&self, text: &str, at: usize) -> usize {
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        let counted = self.blocks.get(block).copied().unwrap_or(0);
        counted + text.as_bytes().get(block * BLOCK..at).map_or(0, characters)
    }
}

/// How many characters start in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
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
        assert_eq!(index.line(text.len() - 1), (2, 2 * BLOCK + 1));
        assert_eq!(Index::of("").line(0), (1, 0));
    }
}
