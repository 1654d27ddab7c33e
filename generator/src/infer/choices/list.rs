//! The values that prose lists, with what it says about each.

use super::numbers;
use crate::infer::prose;
use crate::model::profile::ParameterPatterns;

/// The longest text about a value that is kept, in bytes.
const MAX_MEANING: usize = 300;

/// A documented value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value, as written.
    pub value: String,
    /// What prose says about it.
    pub meaning: Option<String>,
}

impl Choice {
    /// A value without a meaning.
    pub fn new(value: &str) -> Self {
        Self::with_text(value, "")
    }

    /// A value and the text after it, which may begin with a separator: `` - Instant meeting. ``
    pub(super) fn with_text(value: &str, text: &str) -> Self {
        let is_separator = |letter: char| {
            letter.is_whitespace()
                || matches!(letter, '-' | '—' | '–' | ':' | '=' | '|' | '>' | '*')
        };
        let text = prose::trim(text).trim_start_matches(is_separator);
        let text = text.trim_end_matches(|letter: char| is_separator(letter) || letter == ',');
        let text = prose::beginning(text, MAX_MEANING);
        let has_words = text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
        Self {
            value: value.trim().to_owned(),
            meaning: has_words.then(|| text.to_owned()),
        }
    }
}

/// The values of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::infer) struct Listed {
    pub(in crate::infer) values: Vec<Choice>,
    /// Whether they are in quotes, or follow words such as *one of*. Other numbers may be only some of the values.
    pub(in crate::infer) quoted: bool,
}

impl Listed {
    fn quoted(values: Vec<Choice>) -> Self {
        Self {
            values,
            quoted: true,
        }
    }
}

/// The values that prose lists: one for each line, in the sentence after a lead, or numbers with their meanings. A
/// single value is no list.
pub(in crate::infer) fn listed(text: &str, patterns: &ParameterPatterns) -> Listed {
    let is_list = |values: &Vec<Choice>| values.len() > 1;
    let lines = values_of_lines(text);
    if is_list(&lines) {
        return Listed::quoted(lines);
    }
    let after_lead = patterns.choice_lead.iter().find_map(|lead| {
        let rest = &text[lead.find(text)?.end()..];
        let values = Some(values_in_sentence(rest)).filter(is_list);
        values.or_else(|| Some(bare_items(rest)).filter(is_list))
    });
    after_lead.map_or_else(
        || Listed {
            values: numbers::listed(text, &patterns.choice_number),
            quoted: false,
        },
        Listed::quoted,
    )
}

/// The values, with the meanings that prose lists for them.
pub(in crate::infer) fn explain(
    mut values: Vec<Choice>,
    text: &str,
    patterns: &ParameterPatterns,
) -> Vec<Choice> {
    let mut lines = values_of_lines(text);
    if lines.len() < 2 {
        lines = numbers::listed(text, &patterns.choice_number);
    }
    for value in &mut values {
        let line = lines.iter_mut().find(|line| line.value == value.value);
        value.meaning = line.and_then(|line| line.meaning.take());
    }
    values
}

/// The values of the first lines in a row that begin with a quoted value and its meaning.
fn values_of_lines(text: &str) -> Vec<Choice> {
    let mut values: Vec<Choice> = Vec::new();
    for line in prose::lines(text) {
        let line = &text[line];
        match prose::listed_value(line) {
            Some((value, _)) if values.iter().any(|other| other.value == value) => {}
            Some((value, rest)) => values.push(Choice::with_text(value, rest)),
            None if line.trim().is_empty() => {}
            None if values.len() > 1 => break,
            None => values.clear(),
        }
    }
    values
}

/// The values at the beginning of a text such as `` `A`, `B` (the default) or `C` ``.
fn values_in_sentence(text: &str) -> Vec<Choice> {
    let mut values = Vec::new();
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches([',', ' ', ':', '\n', '*', '/']);
        let mut words = ["or ", "and ", "either "].iter();
        let after_word = words.find_map(|word| next.strip_prefix(word));
        let next = after_word.unwrap_or(next).trim_start();
        let quoted = next
            .strip_prefix('`')
            .and_then(|inner| inner.split_once('`'));
        let Some((value, after)) = quoted.filter(|(value, _)| prose::is_value(value)) else {
            return values;
        };
        let (remark, after) = split_remark(after);
        values.push(Choice::with_text(value, remark));
        rest = after;
    }
}

/// The remark in brackets with which a text begins, without the brackets, and the text after it.
fn split_remark(text: &str) -> (&str, &str) {
    let remark = text.trim_start().strip_prefix('(');
    let split = remark.and_then(|inner| inner.split_once(')'));
    split.unwrap_or(("", text))
}

/// The items of a list at the beginning of a text whose items are one word each: `* check.in`.
fn bare_items(text: &str) -> Vec<Choice> {
    let mut values = Vec::new();
    for line in prose::lines(text) {
        let line = text[line].trim();
        let item = line
            .strip_prefix(['*', '-', '•'])
            .map(|item| item.trim().trim_end_matches(['.', ',']));
        match item {
            Some(item) if prose::is_value(item) && !item.contains('`') => {
                values.push(Choice::new(item));
            }
            None if line.is_empty() => {}
            _ => break,
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::profile::Profile;

    fn choices(text: &str) -> Vec<Choice> {
        listed(text, Profile::default().parameter_patterns()).values
    }

    fn values(text: &str) -> Vec<String> {
        choices(text)
            .into_iter()
            .map(|choice| choice.value)
            .collect()
    }

    fn meanings(choices: &[Choice]) -> Vec<&str> {
        let meanings = choices.iter().map(|choice| choice.meaning.as_deref());
        meanings.map(Option::unwrap_or_default).collect()
    }

    #[test]
    fn values_listed_in_prose() {
        for (text, expected) in [
            (
                "The value must be either `UDP`, `TCP`, or `TLS`.",
                &["UDP", "TCP", "TLS"][..],
            ),
            (
                "Can be one of the following:\n`a`: First.<br>`b`: Second.",
                &["a", "b"],
            ),
            (
                "The kind:\n* `1` — One.\n* `2` - Two.\n\nMore.",
                &["1", "2"],
            ),
            ("Kinds:<br>`1` - One.<br>`2` - Two (see `x`).", &["1", "2"]),
            (
                "Can be one of the following:<br>\n* room.in\n* room.out",
                &["room.in", "room.out"],
            ),
            (
                "Possible values: `x`, `y` and `z`. Not `q`.",
                &["x", "y", "z"],
            ),
            (
                "Can be either `a`, `b` (a remark) or `c-d`.",
                &["a", "b", "c-d"],
            ),
            ("Change it:\n* `a` to `b`\n* `b` to `a`", &[]),
            ("Use `a` or `b`.", &[]),
            ("One of the following: `only`.", &[]),
            (
                "Formats:\n* `yyyy-MM-dd HH:mm` - Local.\n* `x y` - Other.",
                &[],
            ),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }

    #[test]
    fn values_have_the_meanings_that_prose_gives_them() {
        for text in [
            "The kind:\n* `1` — Instant.\n* `2` - Not instant (see `x`).\n\nMore.",
            "Kinds:<br>`1`: Instant.<br>`2`: Not instant (see `x`).<br>",
            "Can be one of: \n\\* `1`: Instant.  \n\\* `2`: Not instant (see `x`).",
        ] {
            assert_eq!(
                meanings(&choices(text)),
                ["Instant.", "Not instant (see `x`)."],
                "{text}"
            );
        }
        let text = "Can be either `1` (instant), `2` (-) or `3`.";
        assert_eq!(meanings(&choices(text)), ["instant", "", ""]);
    }

    #[test]
    fn a_list_without_meanings_takes_them_from_prose_beside_it() {
        let values = ["1", "2", "3"].map(Choice::new).to_vec();
        let profile = Profile::default();
        let text = "Kind. 1: instant, 2: later.";
        let explained = explain(values, text, profile.parameter_patterns());
        assert_eq!(meanings(&explained), ["instant", "later.", ""]);
    }
}
