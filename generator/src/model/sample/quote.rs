//! Quoting for a POSIX shell.

/// A word of a command line, in single quotes if it has characters that are special to the shell.
pub fn shell(word: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@%+=,".contains(&byte);
    if !word.is_empty() && word.bytes().all(safe) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_the_shell() {
        assert_eq!(shell("https://api.zoom.us/v2"), "https://api.zoom.us/v2");
        assert_eq!(shell("a b"), "'a b'");
        assert_eq!(shell("it's $HOME `id`"), r"'it'\''s $HOME `id`'");
        assert_eq!(shell(""), "''");
    }
}
