//! Names of values from what prose says about them: `` `2`: A scheduled meeting. `` is `Scheduled`.

use super::sentence::{before_clause, begins_clause, is_latin, significant};
use super::words::Words;

/// The most words of a short name.
const SHORT: usize = 4;

/// The most words of a name that differs from others in its later words.
const LONG: usize = 6;

/// The letters of a meaning that are read.
const READ: usize = 200;

/// The names that the meanings of an enum's values give them, the shortest first; none for a value without a meaning.
/// Words that all of them begin or end with are left out: `instant meeting` and `scheduled meeting` are `instant` and
/// `scheduled`.
pub(super) fn meanings(texts: &[Option<&str>]) -> Vec<Vec<Words>> {
    let mut full: Vec<Vec<String>> = texts
        .iter()
        .map(|text| text.map(words).unwrap_or_default())
        .collect();
    let mut short: Vec<Vec<String>> = full
        .iter()
        .map(|words| first_clause(words).to_vec())
        .collect();
    leave_out_common(&mut short);
    leave_out_common(&mut full);
    let candidates = |(mut short, mut full): (Vec<String>, Vec<String>)| {
        full.retain(|word| !begins_clause(word));
        short.truncate(SHORT);
        full.truncate(LONG);
        let all = [short, full].map(Words);
        all.into_iter().filter(|words| !words.is_empty()).collect()
    };
    short.into_iter().zip(full).map(candidates).collect()
}

/// The significant words of the first part of a meaning.
fn words(text: &str) -> Vec<String> {
    let text: String = text.chars().take(READ).collect();
    if !is_latin(&text) {
        return Vec::new();
    }
    let text = text.replace(['`', '*'], "");
    let ends = |letter: char| matches!(letter, '\n' | ';' | '(' | '<' | '[' | ':' | ',' | '|');
    let part = text.split(". ").flat_map(|sentence| sentence.split(ends));
    let mut parts = part.map(|part| Words::of(part).0);
    let words = parts.find(|words| !words.is_empty()).unwrap_or_default();
    significant(&words)
}

/// The words before the first one that begins a clause; all of them where that is the first.
fn first_clause(words: &[String]) -> &[String] {
    match before_clause(words) {
        [] => words,
        kept => kept,
    }
}

/// Leaves out the words that all lists end or begin with, as long as each keeps a word.
fn leave_out_common(lists: &mut [Vec<String>]) {
    let mut lists: Vec<&mut Vec<String>> =
        lists.iter_mut().filter(|list| !list.is_empty()).collect();
    if lists.len() < 2 {
        return;
    }
    while all_equal(&lists, |list| list.last()) {
        lists.iter_mut().for_each(|list| _ = list.pop());
    }
    while all_equal(&lists, |list| list.first()) {
        lists.iter_mut().for_each(|list| _ = list.remove(0));
    }
}

/// Whether all lists have more than one word, and the same one at an end.
fn all_equal(lists: &[&mut Vec<String>], end: impl Fn(&Vec<String>) -> Option<&String>) -> bool {
    let first = lists.first().and_then(|list| end(list));
    let mut all = lists.iter();
    all.all(|list| list.len() > 1 && end(list) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(texts: &[&str]) -> Vec<String> {
        let texts: Vec<Option<&str>> = texts.iter().copied().map(Some).collect();
        let first =
            |candidates: &Vec<Words>| candidates.first().map(Words::pascal).unwrap_or_default();
        meanings(&texts).iter().map(first).collect()
    }

    #[test]
    fn meanings_lose_what_they_have_in_common() {
        assert_eq!(
            first(&["Instant meeting.", "A scheduled meeting."]),
            ["Instant", "Scheduled"]
        );
        assert_eq!(
            first(&["Add position margin", "Reduce position margin"]),
            ["Add", "Reduce"]
        );
        assert_eq!(
            first(&["User is basic", "User is licensed"]),
            ["Basic", "Licensed"]
        );
        assert_eq!(first(&["Yes", "Yes"]), ["Yes", "Yes"]);
        assert_eq!(first(&["Pro (paid yearly)"]), ["Pro"]);
    }

    #[test]
    fn long_meanings_are_cut_where_a_clause_begins() {
        let texts = [
            "A recurring meeting with no fixed time",
            "A recurring meeting with a fixed time",
            "none of the above that anybody would ever think of in such a list",
        ];
        assert_eq!(
            first(&texts),
            ["RecurringMeeting", "RecurringMeeting", "None"]
        );
        let texts: Vec<Option<&str>> = texts.iter().copied().map(Some).collect();
        let last: Vec<String> = meanings(&texts)
            .iter()
            .filter_map(|candidates| Some(candidates.last()?.pascal()))
            .collect();
        assert_eq!(last[0], "RecurringMeetingNoFixedTime");
        assert_eq!(last[1], "RecurringMeetingFixedTime");
    }
}
