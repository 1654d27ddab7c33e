//! What the naming rules know of English, and of the spelling of programs.

use crate::ground::words;

use super::lists::ENGLISH;

/// A token in which words of odd capitals are spelled as one hump: `QoS`, `OAuth`.
pub(super) fn with_even_capitals(token: &str) -> String {
    let compounds = ENGLISH.entries("compound");
    compounds.fold(token.to_owned(), |text, (odd, even)| {
        match text.contains(odd) {
            true => text.replace(odd, even),
            false => text,
        }
    })
}

/// The name of a sign, for keys that hold nothing else.
pub(super) fn symbol(sign: char) -> Option<&'static str> {
    match sign {
        ' ' => Some("space"),
        _ => ENGLISH.get("symbol", sign.encode_utf8(&mut [0; 4])),
    }
}

pub(super) fn is_article(word: &str) -> bool {
    ENGLISH.has("article", word)
}

/// Whether the word joins what is done to what it is done in: `list members in a role`.
pub(super) fn is_preposition(word: &str) -> bool {
    ENGLISH.has("preposition", word)
}

/// Whether the word says nothing of the noun behind it: `get a specific user`.
pub(super) fn is_determiner(word: &str) -> bool {
    ENGLISH.has("determiner", word)
}

/// How many determiners the words begin with.
pub(super) fn leading_determiners(words: &[String]) -> usize {
    words.iter().take_while(|word| is_determiner(word)).count()
}

/// Whether the word, behind a thing, means the thing itself: `get role information`.
pub(super) fn is_filler(word: &str) -> bool {
    ENGLISH.has("filler", word)
}

/// Whether a field of this name, or its plural, says nothing of what it holds.
pub(super) fn is_generic(word: &str) -> bool {
    ENGLISH.has("generic", word) || ENGLISH.has("generic", &singular(word))
}

/// Whether an item's name that starts with the word says what is done.
pub(super) fn is_verb(word: &str) -> bool {
    ENGLISH.has("verb", word)
}

/// Whether the verb is as often an adjective or a part of a noun: `open orders`, `trace flag`.
pub(super) fn is_noun_too(word: &str) -> bool {
    ENGLISH.has("verb or noun", word)
}

/// Whether an item's name that ends with the word says by it what is done: `order export`.
pub(super) fn is_final_verb(word: &str) -> bool {
    ENGLISH.has("final verb", word)
}

/// Whether the word means one thing or one side of it, though it may be a plural: settings, a summary.
pub(super) fn is_view(word: &str) -> bool {
    ENGLISH.has("view", word)
}

/// Whether the word before a plural means one of them: the `default` plan.
pub(super) fn is_single(word: &str) -> bool {
    ENGLISH.has("single", word)
}

/// The verb of `creates` and `creating`; `None` for other words.
pub(super) fn infinitive(word: &str) -> Option<String> {
    let known = |word: &str| is_verb(word).then(|| word.to_owned());
    if let Some(stem) = word.strip_suffix("ing") {
        let doubled = stem.get(..stem.len().saturating_sub(1)).unwrap_or_default();
        return known(stem)
            .or_else(|| known(&format!("{stem}e")))
            .or_else(|| known(doubled));
    }
    let stem = word.strip_suffix('s')?;
    let without_ies = stem.strip_suffix("ie").map(|stem| format!("{stem}y"));
    known(stem)
        .or_else(|| known(stem.strip_suffix('e')?))
        .or_else(|| known(&without_ies?))
}

/// The words with the last one in the singular.
pub(super) fn with_singular_end(mut words: Vec<String>) -> Vec<String> {
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

/// The words with the last one in the plural.
pub(super) fn with_plural_end(mut words: Vec<String>) -> Vec<String> {
    if let Some(last) = words.last_mut().filter(|last| !is_plural(last)) {
        match last.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => *last = format!("{stem}ies"),
            _ if last.ends_with(['s', 'x']) || last.ends_with("ch") => last.push_str("es"),
            _ => last.push('s'),
        }
    }
    words
}

/// The singular of a word; a singular stays as it is.
pub(super) fn singular(word: &str) -> String {
    if let Some(one) = ENGLISH.get("plural", word) {
        return one.to_owned();
    }
    match word.ends_with("as") || word.ends_with("os") {
        true => word.to_owned(),
        false => words::singular(word),
    }
}

/// Whether a word is a plural.
pub(super) fn is_plural(word: &str) -> bool {
    singular(word) != word
}

/// Whether two words are forms of one: equal but for number, or long and alike at the start.
pub(super) fn same_stem(left: &str, right: &str) -> bool {
    let alike = left
        .bytes()
        .zip(right.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let shorter = left.len().min(right.len());
    singular(left) == singular(right) || (alike >= 7 && alike * 3 >= shorter * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_many() {
        for (many, one) in [
            ("users", "user"),
            ("policies", "policy"),
            ("addresses", "address"),
            ("classes", "class"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("status", "status"),
            ("people", "person"),
            ("todos", "todo"),
            ("yes", "ye"),
            ("is", "is"),
            ("files", "file"),
            ("licenses", "license"),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn stems() {
        assert!(same_stem("registrants", "registration"));
        assert!(same_stem("channel", "channels"));
        assert!(!same_stem("meeting", "member"));
        assert!(!same_stem("records", "recordings"));
    }
}
