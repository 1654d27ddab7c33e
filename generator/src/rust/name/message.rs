//! Names from the messages of errors: `The user does not exist: $userId.` is `UserNotFound`.

use std::cmp::Reverse;

use super::lists::ENGLISH;
use super::sentence::{before_clause, is_latin, significant};
use super::words::{Words, is_number, starts_with_digit};

/// The most words of a name.
const MOST: usize = 4;

/// The most words of the thing in `thing not found`.
const THING: usize = 3;

/// The letters of a message that are read.
const READ: usize = 300;

/// What a message says in at most four words; `None` where it says more than those hold, or nothing beside that the
/// request failed.
pub(super) fn summary(message: &str) -> Option<Words> {
    let words = first_sentence(message).filter(|_| is_latin(message))?;
    let summary = denied(&words)
        .or_else(|| wrong_at_start(&words))
        .or_else(|| ending(&words, "wrong", |thing, word| word.then(&thing.0)))
        .or_else(|| ending(&words, "failing", |thing, word| thing.then(&word.0)))
        .or_else(|| whole(&words))?;
    let is_name = says_something(&summary) && !starts_with_digit(&summary.0[0]);
    (is_name && summary.len() <= MOST).then_some(summary)
}

/// Whether a code says in words what it means, as `user_not_found` does and `300` and `ERR_12` do not.
pub(super) fn is_in_words(code: &str) -> bool {
    let words = Words::of(code).0;
    words.iter().any(|word| {
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        letters >= 3 && !ENGLISH.has("void", word)
    })
}

/// The words of the first sentence that says anything: `Error: User not found (1001).` has those of `User not found`.
fn first_sentence(message: &str) -> Option<Words> {
    let text: String = message.chars().take(READ).collect();
    let text = text.replace(['\u{2019}', '\u{2018}'], "'");
    let text = text.replace("can't", "cannot").replace("n't", " not");
    let text = text.replace("can not", "cannot");
    let ends = |letter: char| matches!(letter, '\n' | ';' | '(' | '<' | '[' | ':');
    let parts = text.split(". ").flat_map(|sentence| sentence.split(ends));
    let mut words = parts.map(|part| Words::of(&without_variables(part)));
    words.find(says_something)
}

/// Whether a word is more than a number, and more than that the request failed.
fn says_something(words: &Words) -> bool {
    let is_void = |word: &String| ENGLISH.has("void", word) || is_number(word);
    !words.0.iter().all(is_void)
}

/// A text without `$userId`, `{userId}` and `%s`, in whose place messages have values, and with the last key of a path:
/// `host.zip` is `zip`.
fn without_variables(text: &str) -> String {
    let is_variable = |word: &&str| word.starts_with(['$', '{', '%']);
    let last_key = |word| {
        let word = str::trim_end_matches(word, '.');
        let is_key = |key: &str| key.len() > 1 && key.starts_with(char::is_alphabetic);
        let last = word
            .rsplit_once('.')
            .filter(|(path, key)| path.len() > 1 && is_key(key));
        last.map_or(word, |(_, key)| key)
    };
    let words = text.split_whitespace().filter(|word| !is_variable(word));
    words.map(last_key).collect::<Vec<_>>().join(" ")
}

/// What messages about permissions and limits say, wherever they say it.
fn denied(words: &Words) -> Option<Words> {
    phrases(words, "denied").map(|(_, meaning)| meaning).next()
}

/// `Invalid access token for …` is `invalid access token`.
fn wrong_at_start(words: &Words) -> Option<Words> {
    let significant = significant(&words.0);
    let (first, rest) = significant.split_first()?;
    if !ENGLISH.has("failure", first) || rest.is_empty() {
        return None;
    }
    let thing = before_clause(rest);
    let word = Words(vec![first.clone()]);
    (!thing.is_empty()).then(|| word.then(&thing[..thing.len().min(THING)]))
}

/// A sentence of a thing and what it lacks, by a list of the latter.
fn ending(words: &Words, list: &str, join: impl Fn(Words, Words) -> Words) -> Option<Words> {
    phrases(words, list).find_map(|(at, meaning)| {
        let thing = significant(&words.0[..at]);
        let thing = without_kind(first_of_several(before_clause(&thing)));
        let from = thing.len().saturating_sub(THING);
        let thing: Vec<String> = thing[from..].to_vec();
        let is_thing = !thing.is_empty() && !thing.iter().any(|word| is_negation(word));
        is_thing.then(|| join(Words(thing), meaning))
    })
}

/// The first of several things: `name and city` is `name`.
fn first_of_several(words: &[String]) -> &[String] {
    let end = words
        .iter()
        .position(|word| matches!(word.as_str(), "and" | "or"));
    let end = end.filter(|end| *end > 0).unwrap_or(words.len());
    words.get(..end).unwrap_or_default()
}

/// The words without a first one that only says what kind of thing follows: `field name` is `name`.
fn without_kind(words: &[String]) -> &[String] {
    match words.split_first() {
        Some((first, rest)) if !rest.is_empty() && ENGLISH.has("part", first) => rest,
        _ => words,
    }
}

/// The sentence itself up to where it only says when or why.
fn whole(words: &Words) -> Option<Words> {
    let all = significant(&words.0);
    let kept = before_clause(&all).to_vec();
    (!kept.is_empty() && kept.len() <= MOST).then_some(Words(kept))
}

/// The phrases of a list that are in a sentence, the longest first: the index of each, and the words for it.
fn phrases(words: &Words, list: &str) -> impl Iterator<Item = (usize, Words)> {
    let mut phrases: Vec<_> = ENGLISH.entries(list).collect();
    phrases.sort_by_key(|(phrase, _)| Reverse(phrase.len()));
    let phrases = phrases.into_iter();
    phrases.filter_map(|(phrase, meaning)| Some((position(words, phrase)?, Words::of(meaning))))
}

/// The index of the first word of a phrase in a sentence.
fn position(words: &Words, phrase: &str) -> Option<usize> {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    let mut windows = words.0.windows(phrase.len());
    windows.position(|window| {
        window
            .iter()
            .zip(&phrase)
            .all(|(word, other)| word == other)
    })
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "no" | "cannot" | "never" | "only" | "must")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(message: &str) -> String {
        summary(message)
            .map(|words| words.pascal())
            .unwrap_or_default()
    }

    #[test]
    fn messages_become_names_of_a_few_words() {
        for (message, expected) in [
            ("User does not exist: $userId.", "UserNotFound"),
            ("The meeting was not found", "MeetingNotFound"),
            (
                "A group with the ID {groupId} could not be found.",
                "GroupNotFound",
            ),
            ("Invalid password.", "InvalidPassword"),
            (
                "Invalid access token for this account",
                "InvalidAccessToken",
            ),
            ("The provided IBAN is incorrect", "InvalidIban"),
            ("Field 'host.zipCode' is not valid.", "InvalidZipCode"),
            (
                "The account number and the routing number are incorrect",
                "InvalidAccountNumber",
            ),
            ("`name` is required", "MissingName"),
            (
                "The e-mail address must not be empty.",
                "MissingEMailAddress",
            ),
            ("Missing parameter", "MissingParameter"),
            ("The name of the room already exists.", "NameAlreadyExists"),
            ("This email is already in use", "EmailTaken"),
            ("Your token has expired. Get a new one.", "TokenExpired"),
            ("You don't have permission to see it.", "PermissionDenied"),
            ("You do not have access.", "AccessDenied"),
            ("Not authorized to use this service.", "NotAuthorized"),
            ("Error: the room is occupied", "RoomOccupied"),
            ("H.323 device not found", "H323DeviceNotFound"),
            ("Passwords don\u{2019}t match", "PasswordsMismatch"),
            (
                "Your new password can not match the old one.",
                "InvalidNewPassword",
            ),
            ("Empty input which would give nothing.", "EmptyInput"),
        ] {
            assert_eq!(name(message), expected, "{message}");
        }
    }

    #[test]
    fn messages_that_say_nothing_or_too_much_give_no_name() {
        for message in [
            "",
            "Error",
            "400",
            "Unknown error.",
            "You gave us a new password that looks much like the one that somebody else had",
        ] {
            assert_eq!(name(message), "", "{message}");
        }
    }

    #[test]
    fn codes_in_words_are_no_numbers() {
        for code in ["user_not_found", "InvalidRequest", "E_QUOTA"] {
            assert!(is_in_words(code), "{code}");
        }
        for code in ["300", "00_400", "E12", "ERR_001", "error-7"] {
            assert!(!is_in_words(code), "{code}");
        }
    }
}
