//! Keys that Postman's converter makes up for maps: a word of *lorem ipsum* and up to three hexadecimal digits.

/// The words of the text.
const WORDS: &[&str] = &[
    "lorem",
    "ipsum",
    "dolor",
    "sit",
    "amet",
    "consectetur",
    "adipiscing",
    "adipisicing",
    "elit",
    "sed",
    "do",
    "eiusmod",
    "tempor",
    "incididunt",
    "ut",
    "labore",
    "et",
    "dolore",
    "magna",
    "aliqua",
    "enim",
    "ad",
    "minim",
    "veniam",
    "quis",
    "nostrud",
    "exercitation",
    "ullamco",
    "laboris",
    "nisi",
    "aliquip",
    "ex",
    "ea",
    "commodo",
    "consequat",
    "duis",
    "aute",
    "irure",
    "in",
    "reprehenderit",
    "voluptate",
    "velit",
    "esse",
    "cillum",
    "eu",
    "fugiat",
    "nulla",
    "pariatur",
    "excepteur",
    "sint",
    "occaecat",
    "cupidatat",
    "non",
    "proident",
    "sunt",
    "culpa",
    "qui",
    "officia",
    "deserunt",
    "mollit",
    "anim",
    "id",
    "est",
    "laborum",
];

/// Whether all keys of an object are made up. Short words, such as `id` and `in`, count only with digits behind them, or
/// beside a longer one.
pub(super) fn are_made_up<'k>(mut keys: impl Iterator<Item = &'k str> + Clone) -> bool {
    let is_telling = |key: &str| match parts(key) {
        Some((word, end)) => {
            word.len() > 4 || end.contains(|c: char| c.is_ascii_digit() || c == '_')
        }
        None => false,
    };
    keys.clone().any(is_telling) && keys.all(|key| parts(key).is_some())
}

/// The word of a key, and what is behind it: `dolor` and `60`, `occaecat` and `_aa`, `ad` and `4cd`.
fn parts(key: &str) -> Option<(&'static str, &str)> {
    WORDS.iter().find_map(|word| {
        let head = key.get(..word.len())?;
        let end = &key[word.len()..];
        let digits = end.strip_prefix('_').unwrap_or(end);
        let is_end = digits.len() <= 3
            && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            // `add` and `doc` are words of their own.
            && (word.len() > 3 || end.is_empty() || end.contains(|c: char| c.is_ascii_digit() || c == '_'));
        (head.eq_ignore_ascii_case(word) && is_end).then_some((*word, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_keys_are_told_from_fields() {
        for keys in [
            &["dolor60", "occaecat_aa"][..],
            &["sed96", "sit_a5f"],
            &["in_3", "Ut85"],
            &["Ad4cd"],
            &["ullamco9", "velitb7"],
            &["eiusmod"],
        ] {
            assert!(are_made_up(keys.iter().copied()), "{keys:?}");
        }
        for keys in [
            &["id"][..],
            &["id", "in", "ex"],
            &["dolor60", "name"],
            &["add", "doc"],
            &["lorem_ipsum"],
            &["dolor12345"],
            &[],
        ] {
            assert!(!are_made_up(keys.iter().copied()), "{keys:?}");
        }
    }
}
