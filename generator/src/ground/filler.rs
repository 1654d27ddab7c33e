//! Values that converters and programs for test data write where nobody gave an example: words of *lorem ipsum*, `string`,
//! `<integer>`.

/// The words of the text that such programs write.
const WORDS: &[&str] = &[
    "ad",
    "adipisicing",
    "adipiscing",
    "aliqua",
    "aliquip",
    "amet",
    "anim",
    "aute",
    "cillum",
    "commodo",
    "consectetur",
    "consequat",
    "culpa",
    "cupidatat",
    "deserunt",
    "do",
    "dolor",
    "dolore",
    "duis",
    "ea",
    "eiusmod",
    "elit",
    "enim",
    "esse",
    "est",
    "et",
    "eu",
    "ex",
    "excepteur",
    "exercitation",
    "fugiat",
    "id",
    "in",
    "incididunt",
    "ipsum",
    "irure",
    "labore",
    "laboris",
    "laborum",
    "lorem",
    "magna",
    "minim",
    "mollit",
    "nisi",
    "non",
    "nostrud",
    "nulla",
    "occaecat",
    "officia",
    "pariatur",
    "proident",
    "qui",
    "quis",
    "reprehenderit",
    "sed",
    "sint",
    "sit",
    "sunt",
    "tempor",
    "ullamco",
    "ut",
    "velit",
    "veniam",
    "voluptate",
];

/// The names of types that converters write as values.
const TYPES: &[&str] = &[
    "string", "integer", "number", "boolean", "long", "double", "float", "uuid", "dateTime",
    "date", "time", "duration", "decimal", "email", "uri", "url", "password",
];

/// Whether a text says nothing: words of *lorem ipsum* only, the name of a type, or a placeholder such as `<string>`. The last of
/// several words may be cut, as it is by programs that respect a greatest length.
pub fn is_filler(text: &str) -> bool {
    let text = text.trim();
    is_placeholder(text) || text == "string" || is_lorem(text)
}

/// Whether a text is one word that may be cut from one of *lorem ipsum*: `rep`. That is meant only where a program made the values.
pub fn may_be_cut(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !text.contains(' ') && is_cut(bare(text))
}

/// Whether a text is words of *lorem ipsum* only, and not one short word that may be something else, such as a country's code.
pub fn is_certain(text: &str) -> bool {
    let text = text.trim();
    is_lorem(text) && text.len() > 5
}

/// Whether all keys of an object are made up, as Postman's converter writes them for a map: words of *lorem ipsum* with up to
/// three hexadecimal digits. Words of up to three letters, such as `id` and `in`, count only with digits after them, or beside a
/// longer one. No keys are not made up.
pub fn are_made_up<'k>(mut keys: impl Iterator<Item = &'k str> + Clone) -> bool {
    let is_certain =
        |key: &str| made_up_parts(key).is_some_and(|(word, end)| word.len() > 3 || has_digit(end));
    keys.clone().any(is_certain) && keys.all(|key| made_up_parts(key).is_some())
}

/// The word of a made-up key, and what is after it: `dolor` and `60`, `occaecat` and `_aa`; `None` for other keys.
fn made_up_parts(key: &str) -> Option<(&'static str, &str)> {
    WORDS.iter().find_map(|word| {
        let (start, end) = key.split_at_checked(word.len())?;
        let digits = end.strip_prefix('_').unwrap_or(end);
        let is_hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_end = digits.len() <= 3
            && digits.bytes().all(is_hexadecimal)
            // `add` and `doc` are words of their own.
            && (word.len() > 3 || end.is_empty() || has_digit(end));
        (start.eq_ignore_ascii_case(word) && is_end).then_some((*word, end))
    })
}

/// Whether the end of a made-up key has a decimal digit or an underscore.
fn has_digit(end: &str) -> bool {
    end.contains(|letter: char| letter.is_ascii_digit() || letter == '_')
}

/// Whether a text is the name of a type in angle brackets, as Postman's converters write it: `<string>`.
fn is_placeholder(text: &str) -> bool {
    let inner = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    inner.is_some_and(|inner| TYPES.iter().any(|name| name.eq_ignore_ascii_case(inner)))
}

fn is_lorem(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().map(bare).collect();
    match words.as_slice() {
        [] => false,
        [word] => is_word(word),
        [words @ .., last] => {
            words.iter().all(|word| is_word(word)) && (is_word(last) || is_cut(last))
        }
    }
}

/// A word without punctuation at its ends.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| letter.is_ascii_punctuation())
}

/// Whether a word is of the list, in lower case or with one capital (`EST` is a time zone), or two of them without a space.
fn is_word(word: &str) -> bool {
    let rest = word.get(1..).unwrap_or_default();
    let is_shouted = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_uppercase());
    !is_shouted && (is_listed(word) || is_joined(word))
}

fn is_listed(word: &str) -> bool {
    WORDS.iter().any(|filler| filler.eq_ignore_ascii_case(word))
}

/// Whether a word is a long word of the list and another one behind it: `ipsumconsequat`.
fn is_joined(word: &str) -> bool {
    let mut long = WORDS.iter().filter(|filler| filler.len() > 4);
    long.any(
        |filler| match (word.get(..filler.len()), word.get(filler.len()..)) {
            (Some(start), Some(rest)) => start.eq_ignore_ascii_case(filler) && is_listed(rest),
            _ => false,
        },
    )
}

/// Whether a word is the start of one of the list.
fn is_cut(word: &str) -> bool {
    let is_start = |filler: &&str| {
        let start = filler.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    word.is_empty() || WORDS.iter().any(is_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_lorem_ipsum_are_filler() {
        for filler in [
            "ut amet",
            "Lorem ipsum dolor.",
            "string",
            "in",
            "fugiat cillum",
            "deserunt e",
            "sunt Ut",
            "consectetur tempor cillum no",
            "reprehenderit",
            "ipsumconsequat elit reprehender",
            "<string>",
            "<dateTime>",
        ] {
            assert!(is_filler(filler), "{filler}");
        }
    }

    #[test]
    fn values_that_say_something_are_none() {
        for value in [
            "sit down",
            "active",
            "",
            "42",
            "EST",
            "do not",
            "<b>",
            "strings",
            "https://example.com/ut",
        ] {
            assert!(!is_filler(value), "{value}");
        }
        assert!(
            may_be_cut("rep") && may_be_cut("U") && !may_be_cut("token") && !may_be_cut("ut am")
        );
        assert!(
            is_certain("ut amet")
                && is_certain("reprehenderit")
                && !is_certain("in")
                && !is_certain("do")
        );
    }

    #[test]
    fn keys_that_converters_make() {
        for keys in [
            &["dolor60", "occaecat_aa"][..],
            &["sed96", "sit_a5f"],
            &["in_3", "Ut85", "Sed96"],
            &["Ad4cd"],
            &["ullamco9", "velitb7"],
            &["eiusmod"],
            &["sint"],
        ] {
            assert!(are_made_up(keys.iter().copied()), "{keys:?}");
        }
        for keys in [
            &["id"][..],
            &["id", "in", "ex"],
            &["do"],
            &["dolor60", "name"],
            &["add", "doc"],
            &["index"],
            &["identity"],
            &["dolor_cost"],
            &["lorem_ipsum"],
            &["dolor12345"],
            &[""],
            &[],
        ] {
            assert!(!are_made_up(keys.iter().copied()), "{keys:?}");
        }
    }
}
