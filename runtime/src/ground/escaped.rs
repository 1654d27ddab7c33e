//! Escaping of control characters in messages.

use std::fmt::{self, Write as _};

use crate::ground::shown::is_hazardous;

/// Displays a text with control characters, line separators and bidirectional marks as escapes (`
/// `, `\u{202e}`), so that it can neither forge lines of a log nor hide text on a terminal.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            match is_hazardous(char) {
                true => write!(f, "{}", char.escape_default())?,
                false => f.write_char(char)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_characters_that_act_on_a_terminal_are_escaped() {
        let shown = Escaped("a\r\n\u{1b}[2J\u{9b}\u{202e}\u{2028}ü\"\\").to_string();
        let expected = "a\\r\\n\\u{1b}[2J\\u{9b}\\u{202e}\\u{2028}ü\"\\";
        assert_eq!(shown, expected);
    }
}
