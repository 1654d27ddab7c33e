//! Keys whose values may say which action a request means.

use indexmap::{IndexMap, IndexSet};

use crate::ground::words::{letters_and_digits, split_words};

use super::super::group::Draft;
use super::answers::{Answers, answer_keys};
use super::names::{DATA, LIKELY, NAMES, OBJECTS, VERBS};
use super::{Constant, Place};

/// The greatest length of a value that may be an action.
const LONGEST: usize = 80;

/// A query key, a field of a form or a header, with its value in each draft that has it.
pub(super) struct Key {
    pub(super) place: Place,
    /// Its name; that of a header in lower case.
    pub(super) name: String,
    /// The values by the indices of the drafts.
    pub(super) values: IndexMap<usize, String>,
}

impl Key {
    /// The constant of each draft that has the key.
    pub(super) fn into_constants(self) -> impl Iterator<Item = (usize, Constant)> {
        let Self {
            place,
            name,
            values,
        } = self;
        values.into_iter().map(move |(index, value)| {
            let name = name.clone();
            (index, Constant { place, name, value })
        })
    }

    /// Whether the values are actions: the name of the key says so, or the values do, or the answers have nothing in common.
    /// Values whose answers have the same keys are data.
    pub(super) fn is_action(&self, drafts: &[Draft<'_>]) -> bool {
        let values = self.distinct();
        if values.len() < 2 {
            return false;
        }
        if self.is_accept() {
            return media_types(&values) > 1;
        }
        let letters = letters_and_digits(&self.name);
        let is_action_name = NAMES.contains(&letters.as_str());
        let is_custom = self.name.starts_with("x-") || is_action_name;
        if !self.has_words() || (self.place == Place::Header && !is_custom) {
            return false;
        }
        let answers = self.answers(drafts);
        let is_half = |count: usize| count * 2 >= values.len();
        let verbs = values.iter().filter(|value| has_verb(value));
        let phrases = verbs.clone().filter(|value| split_words(value).len() > 1);
        if is_action_name {
            return answers != Answers::Alike || is_half(verbs.count());
        }
        if LIKELY.contains(&letters.as_str()) {
            return is_half(verbs.count())
                || matches!(answers, Answers::Different | Answers::Mixed);
        }
        let is_data = DATA.iter().any(|word| letters.contains(word));
        let is_phrase = is_half(phrases.count()) && answers != Answers::Alike;
        !is_data && (answers == Answers::Different || is_phrase)
    }

    /// Whether the values are names of what actions are about.
    pub(super) fn is_object(&self) -> bool {
        OBJECTS.contains(&letters_and_digits(&self.name).as_str()) && self.has_words()
    }

    pub(super) fn is_accept(&self) -> bool {
        self.place == Place::Header && self.name == "accept"
    }

    /// Whether each value goes with one value of another key.
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        let pairs = self.values.iter();
        let pairs = pairs.filter_map(|(index, value)| Some((value, other.values.get(index)?)));
        let pairs: IndexSet<(&String, &String)> = pairs.collect();
        let (own, others) = (self.distinct().len(), other.distinct().len());
        let is_in_same = self.values.len() == other.values.len();
        is_in_same && own > 1 && pairs.len() == own && own == others
    }

    fn distinct(&self) -> IndexSet<&str> {
        self.values.values().map(String::as_str).collect()
    }

    /// Whether all values are words, not numbers, URLs or sentences.
    fn has_words(&self) -> bool {
        let is_letter = |b: u8| b.is_ascii_alphanumeric() || b"_-.:/#\"".contains(&b);
        let is_word = |value: &String| {
            value.len() <= LONGEST
                && value.starts_with(|c: char| c.is_ascii_alphabetic())
                && value.bytes().all(is_letter)
                && !value.contains("://")
        };
        self.values.values().all(is_word)
    }

    fn answers(&self, drafts: &[Draft<'_>]) -> Answers {
        let mut keys: IndexMap<&str, IndexSet<String>> = IndexMap::new();
        for (index, value) in &self.values {
            let responses = drafts.get(*index).map(|draft| &draft.placed.item.responses);
            let found = responses.into_iter().flatten().flat_map(answer_keys);
            keys.entry(value).or_default().extend(found);
        }
        Answers::compare(keys.values())
    }
}

/// How many media types values of `Accept` ask for, without those that accept anything.
fn media_types(values: &IndexSet<&str>) -> usize {
    let first = values
        .iter()
        .map(|value| value.split([',', ';']).next().unwrap_or_default().trim());
    let types: IndexSet<&str> = first
        .filter(|media_type| !media_type.contains('*'))
        .collect();
    types.len()
}

fn has_verb(value: &str) -> bool {
    let words = split_words(value);
    words.iter().any(|word| VERBS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_actions_have_verbs() {
        assert!(has_verb("keeper_delete") && !has_verb("closed"));
    }
}
