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

/// Whether a key is a word of *lorem ipsum* with digits after it, as converters name the members of a map: `dolor_60`, `sint1a`.
pub fn is_made_key(key: &str) -> bool {
    let is_hexadecimal =
        |rest: &str| rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    WORDS.iter().any(|word| {
        let (Some(start), Some(rest)) = (key.get(..word.len()), key.get(word.len()..)) else {
            return false;
        };
        let rest = rest.strip_prefix('_').unwrap_or(rest);
        start.eq_ignore_ascii_case(word) && is_hexadecimal(rest) && (rest.len() + word.len() > 2)
    })
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
        for key in [
            "dolor60",
            "occaecat_aa",
            "ullamco9",
            "Ut85",
            "Sed96",
            "sint",
        ] {
            assert!(is_made_key(key), "{key}");
        }
        for key in ["id", "in", "do", "index", "dolor_cost", "identity", ""] {
            assert!(!is_made_key(key), "{key}");
        }
    }
}
