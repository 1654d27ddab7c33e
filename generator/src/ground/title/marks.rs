//! Notes about an item: that it is deprecated, new, a copy, or what it answers.

use super::{Note, trimmed_end, trimmed_start};

/// Words that say something about the item, not about what it does.
const NOTES: [&str; 32] = [
    "alpha",
    "beta",
    "copy",
    "deprecated",
    "draft",
    "experimental",
    "important",
    "internal",
    "legacy",
    "mandatory",
    "new",
    "obsolete",
    "old",
    "optional",
    "preview",
    "recommended",
    "required",
    "soon",
    "coming",
    "todo",
    "updated",
    "wip",
    "duplicate",
    "example",
    "sample",
    "ok",
    "success",
    "successful",
    "successfully",
    "succeeds",
    "valid",
    "positive",
];

/// Words of statuses.
const STATUS_WORDS: [&str; 22] = [
    "accepted",
    "bad",
    "conflict",
    "content",
    "created",
    "entity",
    "error",
    "failure",
    "forbidden",
    "found",
    "internal",
    "no",
    "not",
    "ok",
    "request",
    "server",
    "success",
    "successful",
    "unauthorized",
    "unprocessable",
    "validation",
    "status",
];

/// A text without brackets that hold nothing but notes.
pub(super) fn without_brackets(text: &str) -> (String, Note) {
    let mut note = Note::default();
    let mut kept = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[', '{']) {
        let close = match rest.as_bytes()[open] {
            b'(' => ')',
            b'[' => ']',
            _ => '}',
        };
        let inner = rest[open + 1..].split(close).next().unwrap_or_default();
        let end = open + 1 + inner.len();
        let found = note_of(inner).filter(|_| end < rest.len());
        match found {
            Some(found) => {
                note.found = true;
                note.deprecated |= found.deprecated;
                kept.push_str(&rest[..open]);
                kept.push(' ');
                rest = &rest[end + 1..];
            }
            None => {
                kept.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
            }
        }
    }
    kept.push_str(rest);
    let kept = trimmed_end(trimmed_start(&kept));
    let without: Vec<&str> = kept.split_whitespace().collect();
    let without = without.join(" ");
    // A name of notes alone keeps them.
    if without.chars().any(char::is_alphanumeric) {
        (without, note)
    } else {
        (
            text.to_owned(),
            Note {
                found: false,
                ..note
            },
        )
    }
}

/// What a text says that holds nothing but notes, a version or a status.
fn note_of(text: &str) -> Option<Note> {
    let words: Vec<String> = words(text).collect();
    let is_note = |word: &String| {
        NOTES.contains(&word.as_str()) || is_version(word) || word == "and" || word == "or"
    };
    let is_status = || {
        let is_part = |word: &String| STATUS_WORDS.contains(&word.as_str()) || is_status(word);
        words.iter().any(|word| is_status(word)) && words.iter().all(is_part)
    };
    let found = !words.is_empty() && (words.iter().all(is_note) || is_status());
    found.then(|| Note {
        found: true,
        deprecated: words.iter().any(|word| word == "deprecated"),
    })
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '.');
    let words = words.map(|word| word.trim_matches('.').to_lowercase());
    words.filter(|word| !word.is_empty())
}

/// `v2`, `1.0`.
fn is_version(word: &str) -> bool {
    let number = word.strip_prefix('v').unwrap_or(word);
    let is_number = number.starts_with(|first: char| first.is_ascii_digit())
        && number
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == '.');
    is_number && (number.len() < word.len() || number.contains('.') || number.len() == 1)
}

fn is_status(word: &str) -> bool {
    word.len() == 3
        && word.starts_with(['1', '2', '3', '4', '5'])
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Deprecated: Get bill`, `OPTIONAL - Get bill`: the rest, and what the note says.
pub(super) fn without_start_note(text: &str) -> Option<(&str, Note)> {
    let end = text.find(|letter: char| !letter.is_alphabetic())?;
    let (word, rest) = text.split_at(end);
    let lower = word.to_lowercase();
    let is_note = NOTES.contains(&lower.as_str());
    let separated =
        rest.starts_with([':', '-', '|']) || rest.starts_with(" - ") || rest.starts_with(" – ");
    let behind = trimmed_start(rest);
    let found = is_note && (separated || lower == "deprecated") && !behind.is_empty();
    let deprecated = lower == "deprecated";
    found.then_some((
        behind,
        Note {
            found: true,
            deprecated,
        },
    ))
}

/// `Get bill - deprecated`, `Get bill Copy 2`, `Get bill - 404 Not Found`: the rest, and what the note says.
pub(super) fn without_end_note(text: &str) -> Option<(&str, Note)> {
    for separator in [" - ", " – ", ": ", " | ", " -> ", " → ", " => "] {
        if let Some((before, after)) = text.rsplit_once(separator)
            && let Some(note) = note_of(after)
        {
            return Some((trimmed_end(before), note));
        }
    }
    if let Some((before, after)) = text.rsplit_once('_')
        && is_status(after)
    {
        let note = Note {
            found: true,
            ..Note::default()
        };
        return Some((trimmed_end(before), note));
    }
    let unnumbered = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let unnumbered = unnumbered.trim_end();
    for (end, text) in [("copy", unnumbered), ("deprecated", text)] {
        let Some(start) = text.len().checked_sub(end.len()) else {
            continue;
        };
        let Some(before) = text.get(..start) else {
            continue;
        };
        let is_end = text
            .get(start..)
            .is_some_and(|last| last.eq_ignore_ascii_case(end));
        let separated = before.ends_with([' ', '_', '-']);
        let before = trimmed_end(before);
        let last = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_object = matches!(
            last.as_str(),
            "a" | "the" | "make" | "create" | "get" | "delete"
        );
        if is_end && separated && !is_object && !before.is_empty() {
            let note = Note {
                found: true,
                deprecated: end == "deprecated",
            };
            return Some((before, note));
        }
    }
    None
}
