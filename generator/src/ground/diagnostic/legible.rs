//! Invisible characters, which make a text look different from what it contains, and character boundaries.

/// Whether a character is invisible: control characters (line breaks and tabs too), marks of text direction, joiners
/// and other characters without a width.
pub fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// A text on one line without invisible characters, with one space between words.
pub fn one_line(text: &str) -> String {
    let spaced = text.replace(['\u{2028}', '\u{2029}'], " ");
    let words: Vec<String> = spaced
        .split_whitespace()
        .map(|word| {
            word.chars()
                .filter(|letter| !is_invisible(*letter))
                .collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The last character boundary at or before a byte.
pub fn floor_char_boundary(text: &str, byte: usize) -> usize {
    let mut boundary = byte.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    boundary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_invisible_characters() {
        assert_eq!(
            one_line(" a\u{202e}b\n\0 \u{200f} c\u{2028}d\u{1b}[31m "),
            "ab c d[31m"
        );
        assert_eq!(one_line("é 日 \u{1f600}"), "é 日 \u{1f600}");
    }
}
