//! The words of an item's name.

use crate::ground::title::Title;
use crate::ground::words::letters_and_digits;
use crate::model::api::Operation;

use super::english::{infinitive, is_determiner, is_preposition, is_verb};
use super::framework::{is_method_and_path, without_additions};
use super::sentence::is_other_script;
use super::words::{Words, is_number, without_articles};

/// So many words, without those that only join others, name a method; more are a sentence.
const SENTENCE: usize = 6;

/// The longest name, in bytes, that is read.
const LONGEST: usize = 250;

/// What an item's name says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its words without articles and marks; empty where method and path say more.
    pub words: Vec<String>,
    /// As `words`, without what is in brackets; empty where nothing is.
    pub short: Vec<String>,
    /// All words of the name.
    pub full: Words,
    /// The word for what is done, with which a sentence begins.
    pub verb: Option<String>,
    /// The HTTP method that is part of the name.
    pub method: bool,
    /// Whether the name is that of another item but for notes.
    pub noted: bool,
}

/// The words of an operation's name, without the `prefix` words that it shares with others.
pub(super) fn phrase(operation: &Operation, prefix: usize) -> Phrase {
    let title = Title::of(&operation.name);
    let text = without_additions(&title.text, &operation.key);
    // Without additions, a name may have fewer words than the prefix.
    let words: Vec<String> = title_words(text).into_iter().skip(prefix).collect();
    let mut phrase = Phrase {
        full: without_articles(Words::of(&operation.name)),
        method: title.method.is_some(),
        noted: title.noted,
        ..Phrase::default()
    };
    if contains_path(&operation.name, text, &operation.key.path)
        || is_method_and_path(text, &operation.key)
        || is_placeholder(&words)
        || is_other_script(text)
    {
        return phrase;
    }
    let behind_prefix = |text: &str| {
        let words = title_words(text);
        in_infinitive(joined(words.get(prefix..).unwrap_or_default().to_vec()))
    };
    let words = in_infinitive(joined(words));
    if is_name(text, &words) {
        phrase.short = behind_prefix(without_additions(&title.short(), &operation.key));
        phrase.words = words;
        return phrase;
    }
    phrase.verb = words.first().filter(|word| is_verb(word)).cloned();
    let head = text.split_once(" - ").map_or("", |(head, _)| head);
    for text in [&title.short(), head] {
        let words = behind_prefix(text);
        if !words.is_empty() && is_name(text, &words) {
            phrase.words = words;
            break;
        }
    }
    phrase
}

/// Whether a text is as short as a name is, or an identifier, however many words that has; else it is a sentence.
fn is_name(text: &str, words: &[String]) -> bool {
    let is_identifier = !text.contains(char::is_whitespace);
    text.len() <= LONGEST && (is_identifier || said(words) <= SENTENCE)
}

/// How many words at the start of their titles several operations of one folder share: `Punchlist` of `Punchlist - GET
/// Items`. What is shared is no verb, and a verb or a separator is behind it in each title.
pub(super) fn shared_prefix(names: &[&str]) -> usize {
    let titles: Vec<Title> = names.iter().map(|name| Title::of(name)).collect();
    let all: Vec<Vec<String>> = titles
        .iter()
        .map(|title| title_words(&title.text))
        .collect();
    let Some((first, others)) = all.split_first() else {
        return 0;
    };
    let same = |other: &Vec<String>| {
        let pairs = first.iter().zip(other);
        pairs.take_while(|(left, right)| left == right).count()
    };
    let shared = others.iter().map(same).min().unwrap_or_default();
    let fits = |length: &usize| {
        let verbs = first[..*length].iter().any(|word| is_verb(word));
        let mut pairs = all.iter().zip(&titles);
        !verbs && pairs.all(|(words, title)| ends_prefix(words, title, *length))
    };
    (1..=shared).rev().find(fits).unwrap_or_default()
}

/// Whether the first words of a title are apart from the rest.
fn ends_prefix(words: &[String], title: &Title, length: usize) -> bool {
    let Some(next) = words.get(length) else {
        return false;
    };
    let heads = [" - ", ": ", " | ", " / ", " > ", " – "].iter();
    let mut heads = heads.filter_map(|separator| title.text.split_once(separator));
    is_verb(next) || heads.any(|(head, _)| Words::of(head).len() == length)
}

/// The words of a title without articles.
fn title_words(text: &str) -> Vec<String> {
    let text = match text.rsplit_once(':') {
        // `item:transition` is how custom methods are written.
        Some((thing, verb)) if is_verb_alone(verb) && thing.ends_with(char::is_alphanumeric) => {
            format!("{verb} {thing}")
        }
        _ => text.to_owned(),
    };
    without_articles(Words::of(&text)).0
}

/// Whether a text is a verb and nothing else.
fn is_verb_alone(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphabetic())
        && is_verb(&text.to_ascii_lowercase())
}

/// Whether an item's name, or the `title` that is left of it, has a URL or a path in it, or is the operation's own path.
fn contains_path(name: &str, title: &str, path: &str) -> bool {
    let starts_path = |word: &str| word.len() > 1 && word.starts_with('/');
    if title.starts_with(['/', '{'])
        || name.contains("://")
        || name.contains("{{")
        || title.split_whitespace().any(starts_path)
    {
        return true;
    }
    let plain = title.replace([':', '{', '}'], "");
    !title.contains(char::is_whitespace)
        && title.contains('/')
        && letters_and_digits(path).contains(&letters_and_digits(&plain))
}

/// Whether the words are those of Postman for an item without a name, or no words.
fn is_placeholder(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.iter().all(|word| is_number(word))
        || matches!(
            words.as_slice(),
            ["new" | "untitled", "request", ..]
                | ["request" | "test" | "untitled"]
                | ["request", "copy"]
        )
}

/// `un archive` is one word.
fn joined(mut words: Vec<String>) -> Vec<String> {
    if let [first, second, ..] = words.as_slice()
        && matches!(first.as_str(), "un" | "re" | "de")
        && is_verb(&format!("{first}{second}"))
    {
        let whole = format!("{first}{second}");
        words.splice(..2, [whole]);
    }
    words
}

/// `Returns users`, `Creating a user`: what is done, in the form of names.
fn in_infinitive(mut words: Vec<String>) -> Vec<String> {
    let is_followed = words
        .get(1)
        .is_some_and(|next| next == "list" || !is_verb(next));
    if let Some(first) = words
        .first_mut()
        .filter(|first| is_followed && !is_verb(first))
        && let Some(verb) = infinitive(first)
    {
        *first = verb;
    }
    words
}

/// How many words say something.
fn said(words: &[String]) -> usize {
    let joins = |word: &&String| is_preposition(word) || is_determiner(word);
    words.len() - words.iter().filter(joins).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::operation;

    fn words(name: &str, path: &str) -> String {
        let operation = Operation {
            name: name.to_owned(),
            ..operation("GET", path)
        };
        phrase(&operation, 0).words.join(" ")
    }

    #[test]
    fn names_that_say_less_than_the_path_have_no_words() {
        for (name, path) in [
            ("New Request", "/x"),
            ("New Request Copy", "/x"),
            ("3", "/x"),
            ("\u{67e5}\u{8be2}\u{5e93}\u{5b58} API", "/stock/list"),
            ("statuses/update", "/1.1/statuses/update.json"),
            ("accounts/:id/media", "/2/accounts/{id}/media"),
            ("POST /products (201)", "/products"),
            (
                "Get all of the tools that may still be lent to this bench's locker",
                "/x",
            ),
        ] {
            assert_eq!(words(name, path), "", "{name}");
        }
    }

    #[test]
    fn words_have_one_form() {
        for (name, expected) in [
            ("Un-archive team", "unarchive team"),
            ("Returns the users", "return users"),
            ("Creating an order", "create order"),
            ("Returns a list of users", "return list of users"),
            ("item:transition", "transition item"),
            ("Block user(s)", "block users"),
            ("Import/export jobs", "import export jobs"),
        ] {
            assert_eq!(words(name, "/x"), expected, "{name}");
        }
    }

    #[test]
    fn a_prefix_of_all_titles_is_one_before_verbs_or_separators() {
        let prefix = shared_prefix;
        assert_eq!(
            prefix(&["Punchlist - GET Items", "Punchlist - POST Items"]),
            0
        );
        assert_eq!(
            prefix(&["Tax API: list rates", "Tax API: rate of a day"]),
            2
        );
        assert_eq!(prefix(&["Credit note create", "Credit note list"]), 2);
        assert_eq!(prefix(&["Order book", "Order state"]), 0);
        assert_eq!(prefix(&["Get book", "Get state"]), 0);
    }
}
