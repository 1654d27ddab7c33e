//! Numbers with their meanings in prose, without quotes: `1 - Instant, 2 - Scheduled`, `0: no, 1: yes`, `1 for basic`.

use std::collections::BTreeSet;

use regex::Captures;

use super::list::Choice;
use crate::infer::prose;
use crate::model::profile::Patterns;

/// The most parts of a text that are searched.
const MAX_PARTS: usize = 2_000;

/// The numbers of the first list in a text: one for each line, else one for each part of a sentence. Empty where a number
/// occurs twice.
pub(super) fn listed(text: &str, patterns: &Patterns) -> Vec<Choice> {
    let lines = || prose::lines(text).map(|line| &text[line]).take(MAX_PARTS);
    let by_line = first_run(lines(), patterns);
    let values = match by_line.len() > 1 {
        true => by_line,
        false => first_run(lines().flat_map(parts).take(MAX_PARTS), patterns),
    };
    let distinct: BTreeSet<&str> = values.iter().map(|value| value.value.as_str()).collect();
    match distinct.len() == values.len() && values.len() > 1 {
        true => values,
        false => Vec::new(),
    }
}

/// The first numbers with meanings of parts in a row. Before the first of them, its part may have other text.
fn first_run<'t>(parts: impl Iterator<Item = &'t str>, patterns: &Patterns) -> Vec<Choice> {
    let mut values: Vec<Choice> = Vec::new();
    for part in parts.filter(|part| !part.trim().is_empty()) {
        match number(part, patterns, values.is_empty()) {
            Some(value) => values.push(value),
            None if values.len() > 1 => break,
            None => values.clear(),
        }
    }
    values
}

/// The number and its meaning at the end of a part of a text, which must begin with it unless it is the first.
fn number(part: &str, patterns: &Patterns, is_first: bool) -> Option<Choice> {
    patterns.iter().find_map(|pattern| {
        let found: Captures<'_> = pattern.captures(part)?;
        let number = found.get(1)?;
        let before = part.get(..number.start()).unwrap_or_default();
        let is_lead = before.contains(char::is_alphanumeric);
        let meaning = found.iter().skip(2).flatten().next()?;
        (is_first || !is_lead).then(|| Choice::with_text(number.as_str(), meaning.as_str()))
    })
}

/// The parts of a line between commas, semicolons and full stops, and before `and 2` or `or 2`.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let separators = [',', ';', '，', '；', '、'];
    let parts = line.split(separators).flat_map(|part| part.split(". "));
    parts.flat_map(before_numbers)
}

/// The parts of a text that `and` or `or` before a number divide.
fn before_numbers(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut from) = (0, 0);
    let word = |from: usize| {
        let rest = text.get(from..)?;
        let found = ["and ", "or "].map(|word| Some((rest.find(word)?, word.len())));
        found.into_iter().flatten().min()
    };
    while let Some((at, length)) = word(from) {
        let (at, end) = (from + at, from + at + length);
        let begins = text[..at].ends_with(' ') || text[start..at].is_empty();
        let is_number =
            text[end..].starts_with(|next: char| next.is_ascii_digit() || "'`\"-".contains(next));
        if begins && is_number {
            parts.push(&text[start..at]);
            start = end;
        }
        from = end;
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::profile::Profile;

    fn found(text: &str) -> Vec<(String, String)> {
        let profile = Profile::default();
        let values = listed(text, &profile.parameter_patterns().choice_number);
        let pair = |choice: Choice| (choice.value, choice.meaning.unwrap_or_default());
        values.into_iter().map(pair).collect()
    }

    #[test]
    fn numbers_with_meanings_in_many_spellings() {
        for text in [
            "1: instant, 2: later",
            "The kind of it. 1: instant, 2: later",
            "The kind (1 = instant; 2 = later",
            "Kind:\n1 - instant\n2 - later",
            "Kind\n  1 - instant\n  2 - later\n\nMore.",
            "Kind<br>1 => instant<br>2 => later",
            "1：instant，2：later",
            "1 for instant, 2 for later",
            "1 means instant and 2 means later",
            "1 is instant, or 2 is later",
            "| 1 | instant |\n| 2 | later |",
            "* 1 — instant\n* 2 — later",
            "Pass '1' - instant, '2' - later",
        ] {
            let expected = [("1", "instant"), ("2", "later")];
            let expected = expected.map(|(value, text)| (value.to_owned(), text.to_owned()));
            assert_eq!(found(text), expected, "{text}");
        }
        let expected = [("0", "All"), ("1", "Allocated")];
        let expected = expected.map(|(value, text)| (value.to_owned(), text.to_owned()));
        assert_eq!(found("Filter by state\n  0-All\n  1-Allocated"), expected);
    }

    #[test]
    fn other_numbers_are_no_values() {
        for text in [
            "A 2-letter or 3-letter code",
            "Between 1 and 10",
            "bytes=0-100, bytes=100-200",
            "At 10:30, at 11:45",
            "1. Do this. 2. Do that.",
            "1) Do this, 2) do that",
            "1: one thing",
            "1: one, 1: two",
            "8-bit bytes, 16-bit words",
            "See ISO 3166-1 alpha-2, ISO 3166-1 alpha-3",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
