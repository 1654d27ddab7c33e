//! The word lists in the text files of this room.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the naming rules know of English, and of the spelling of programs.
pub(super) static ENGLISH: LazyLock<WordLists> =
    LazyLock::new(|| WordLists::read(include_str!("english.txt")));

/// Names that generated code must not have.
pub(super) static RESERVED: LazyLock<WordLists> =
    LazyLock::new(|| WordLists::read(include_str!("reserved.txt")));

/// The lists of a file, by their names: the words of each, with what they stand for.
pub(super) struct WordLists(BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>);

impl WordLists {
    /// A list begins with its name in brackets. Each of its lines holds words, or one word and what it stands for (`word =
    /// other`); other lines that begin with `#` are comments.
    fn read(text: &'static str) -> Self {
        let mut lists: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        let mut name = "";
        for line in text.lines() {
            let heading = line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'));
            let list = lists.entry(heading.unwrap_or(name)).or_default();
            if let Some(heading) = heading {
                name = heading;
            } else if let Some((word, other)) = line.split_once(" = ") {
                list.insert(word, other);
            } else if !line.starts_with('#') {
                list.extend(line.split_whitespace().map(|word| (word, word)));
            }
        }
        Self(lists)
    }

    /// Whether a list has a word.
    pub(super) fn has(&self, list: &str, word: &str) -> bool {
        self.get(list, word).is_some()
    }

    /// What a word of a list stands for.
    pub(super) fn get(&self, list: &str, word: &str) -> Option<&'static str> {
        self.0.get(list)?.get(word).copied()
    }

    /// The words of a list, with what they stand for.
    pub(super) fn entries(&self, list: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let list = self.0.get(list).into_iter().flatten();
        list.map(|(word, other)| (*word, *other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_words_and_pairs() {
        assert!(ENGLISH.has("verb", "accept") && ENGLISH.has("verb", "write"));
        assert!(!ENGLISH.has("verb", "verb") && !ENGLISH.has("verb", "#"));
        assert_eq!(ENGLISH.get("symbol", "="), Some("equals"));
        assert_eq!(ENGLISH.get("symbol", "#"), Some("hash"));
        assert_eq!(ENGLISH.get("plural", "people"), Some("person"));
        assert_eq!(ENGLISH.entries("compound").count(), 25);
        assert!(RESERVED.has("keyword", "while") && RESERVED.has("type", "Vec"));
    }
}
