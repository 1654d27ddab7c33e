//! Identifiers, paths and string literals.

/// Whether a text is an identifier: `users`, or `r#type` for a keyword.
pub(super) fn is_name(name: &str) -> bool {
    match name.strip_prefix("r#") {
        Some("_" | "self" | "Self" | "super" | "crate") => false,
        Some(bare) => is_word(bare),
        None => is_word(name) && !is_keyword(name),
    }
}

/// Whether a text is a path: `crate::shop`.
pub(super) fn is_path(path: &str) -> bool {
    path.split("::")
        .all(|step| matches!(step, "crate" | "self" | "Self" | "super") || is_name(step))
}

fn is_word(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes.first() {
        None => false,
        Some(first) => {
            let stands = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | 0x80..);
            // Generated identifiers are ASCII; others come from a profile or names.lock.
            !first.is_ascii_digit()
                && bytes.iter().all(stands)
                && (word.is_ascii() || syn::parse_str::<syn::Ident>(word).is_ok())
        }
    }
}

fn is_keyword(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const",
        "continue", "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for",
        "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
        "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait",
        "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while",
        "yield",
    ];
    word.len() <= 8 && WORDS.binary_search(&word).is_ok()
}

/// Adds a text as a literal.
pub(super) fn quote(value: &str, text: &mut String) {
    text.push('"');
    let mut rest = value;
    while let Some(at) = rest.bytes().position(|byte| !stands_for_itself(byte)) {
        let (plain, behind) = rest.split_at(at);
        text.push_str(plain);
        let mut letters = behind.chars();
        match letters.next() {
            // `\0` before a digit looks like an octal escape.
            Some('\0')
                if letters
                    .as_str()
                    .starts_with(|next| matches!(next, '0'..='7')) =>
            {
                text.push_str("\\x00");
            }
            Some(letter) => text.extend(letter.escape_debug()),
            None => {}
        }
        rest = letters.as_str();
    }
    text.push_str(rest);
    text.push('"');
}

fn stands_for_itself(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_language() {
        let all = [
            "a",
            "_1",
            "A_b9",
            "r#type",
            "größe",
            "r#größe",
            "union",
            "__",
        ];
        let none = [
            "", "1a", "a b", "a-b", "type", "self", "Self", "crate", "_", "r#", "r#self", "r#1",
            "r#_", "a::b", "√", "r#√", "'a", "yield",
        ];
        // Keywords of this edition that the parser does not reject.
        assert!(!is_name("gen") && is_name("r#gen"));
        let parsed = |name: &str| syn::parse_str::<syn::Ident>(name).is_ok();
        for name in all {
            assert!(is_name(name) && parsed(name), "{name}");
        }
        for name in none {
            assert!(!is_name(name) && !parsed(name), "{name}");
        }
        assert!(is_path("crate::shop") && is_path("crate"));
        assert!(!is_path("crate::") && !is_path("crate::a b"));
    }

    #[test]
    fn texts_read_as_they_were() {
        let texts = [
            "",
            "a \"b\" \\ 'c'",
            "\0",
            "\u{0}8",
            "\u{0}1",
            "tab\t\r\n\u{1}\u{200b}",
            "é e\u{301} 日本",
        ];
        for value in texts {
            let mut text = String::new();
            quote(value, &mut text);
            assert_eq!(text, proc_macro2::Literal::string(value).to_string());
            assert_eq!(syn::parse_str::<syn::LitStr>(&text).unwrap().value(), value);
        }
    }
}
