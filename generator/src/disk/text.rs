//! Texts as they are told apart: a checkout may have given them other ends of lines.

use std::borrow::Cow;

/// What a text holds, whatever its lines end with and whether a byte order mark stands before it.
pub(super) fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !text.contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text.iter().peekable();
    while let Some(byte) = rest.next() {
        if *byte != b'\r' || rest.peek() != Some(&&b'\n') {
            plain.push(*byte);
        }
    }
    Cow::Owned(plain)
}

/// Whether two texts hold the same.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    one == other || plain(one) == plain(other)
}

/// Whether there is nothing to read, as in a file that has its length and none of its bytes after a loss of power.
pub fn is_blank(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    bytes.all(|byte| *byte == 0 || byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_and_marks_are_no_difference() {
        assert!(same(b"\xef\xbb\xbfa\r\nb\r\n", b"a\nb\n"));
        assert!(!same(b"a\rb", b"ab"));
        assert!(!same(b"a\n", b"a\n\n"));
        assert_eq!(plain(b"a\r"), b"a\r".as_slice());
    }
}
