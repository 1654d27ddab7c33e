//! Names for things whose candidates are all taken: the words in which they differ are kept, the others are left out where the name is too long.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{Style, fold};
use super::words::{Words, is_number};

/// The most words that one property beyond the first adds.
const ADDED: usize = 5;

/// How often names that are equal across groups are made again.
const ROUNDS: usize = 8;

/// A word of a name.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    /// Whether not all things of the group have it.
    differs: bool,
}

/// The names of several groups of things by their properties, group by group. Of the first property all words stay that
/// fit, those that differ before the others; each further one adds only the words that differ. Names are equal
/// where all properties are.
pub(super) fn distinct_names(
    properties: &[&[Words]],
    sizes: &[usize],
    style: Style,
    limit: usize,
) -> Vec<String> {
    let mut names = Distinct {
        properties,
        style,
        limit,
        names: vec![String::new(); properties.len()],
        distinguishing: vec![BTreeSet::new(); properties.len()],
    };
    let mut start = 0;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for size in sizes {
        groups.push((start..start + size).collect());
        start += size;
    }
    for _ in 0..ROUNDS {
        for group in &groups {
            names.name_group(group, &vec![Vec::new(); group.len()], 0);
        }
        // Groups, and parts of one, are named each for itself, so that names of two may be equal.
        let all: Vec<usize> = (0..properties.len()).collect();
        groups = names.positions_by_name(&all);
        groups.retain(|group| group.len() > 1);
        if groups.is_empty() {
            break;
        }
    }
    names.names
}

struct Distinct<'a> {
    /// The properties of each thing.
    properties: &'a [&'a [Words]],
    style: Style,
    limit: usize,
    names: Vec<String>,
    /// The words (as [`compared_texts`]) in which each thing differed from its last group: they stay in later rounds.
    distinguishing: Vec<BTreeSet<String>>,
}

impl Distinct<'_> {
    /// Names a group by the words so far and those of a property; parts of it that still have one name are named again,
    /// by what differs within the part.
    fn name_group(&mut self, group: &[usize], so_far: &[Vec<String>], property: usize) {
        let own: Vec<Vec<String>> = group
            .iter()
            .map(|index| self.words(*index, property))
            .collect();
        let mut words = marked(&own);
        if property > 0 {
            let known = marked(so_far);
            words = known.into_iter().zip(words).map(extended).collect();
        }
        for (index, words) in group.iter().zip(&words) {
            self.names[*index] = self.fitting(*index, words.clone());
        }
        let parts = self.positions_by_name(group);
        // A smaller group may differ in words that the larger one had in common.
        let next = property + usize::from(parts.len() == 1);
        for part in parts {
            let members: Vec<usize> = part.iter().map(|position| group[*position]).collect();
            let has_more = |index: &usize| self.properties[*index].len() > next;
            if members.len() == 1 || !members.iter().any(has_more) {
                for position in part {
                    self.keep_distinguishing(group[position], &words[position]);
                }
                continue;
            }
            let so_far = part.iter().map(|position| match next {
                0 => Vec::new(),
                _ => texts(&words[*position]),
            });
            let so_far: Vec<Vec<String>> = so_far.collect();
            self.name_group(&members, &so_far, next);
        }
    }

    /// The positions in a group, those of things with equal names together: one list for each name.
    fn positions_by_name(&self, group: &[usize]) -> Vec<Vec<usize>> {
        let mut parts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (position, index) in group.iter().enumerate() {
            let name = fold(&self.names[*index]);
            parts.entry(name).or_default().push(position);
        }
        parts.into_values().collect()
    }

    /// Adds the words in which a thing differs from its group to those that later rounds keep.
    fn keep_distinguishing(&mut self, index: usize, words: &[Word]) {
        let compared = compared_texts(&texts(words)).into_iter().zip(words);
        let distinguishing = compared.filter(|(_, word)| word.differs);
        self.distinguishing[index].extend(distinguishing.map(|(meaning, _)| meaning));
    }

    /// The words of one property of a thing; none where it has fewer properties.
    fn words(&self, index: usize, property: usize) -> Vec<String> {
        let words = self.properties[index].get(property);
        words.map(|words| words.0.clone()).unwrap_or_default()
    }

    /// The name of as many of the words as the limit allows.
    fn fitting(&self, index: usize, mut words: Vec<Word>) -> String {
        let name = |words: &[Word]| self.style.name(&Words(texts(words)));
        let compared = compared_texts(&texts(&words));
        for (word, meaning) in words.iter_mut().zip(&compared) {
            word.differs |= self.distinguishing[index].contains(meaning);
        }
        while words.len() > 1 && name(&words).len() > self.limit {
            words.remove(word_to_leave_out(&words));
        }
        match words.as_mut_slice() {
            [only] => {
                only.text = only.text.chars().take(self.limit).collect();
                name(&words)
            }
            _ => name(&words),
        }
    }
}

/// The words of a name, then those of a further property that differ and are not among them.
fn extended((mut known, more): (Vec<Word>, Vec<Word>)) -> Vec<Word> {
    let said: BTreeSet<String> = known.iter().map(|word| word.text.clone()).collect();
    let is_new = |word: &Word| word.differs && !said.contains(&word.text);
    known.extend(more.into_iter().filter(is_new).take(ADDED));
    known
}

/// The words of several things, those marked that not all of them have.
fn marked(all: &[Vec<String>]) -> Vec<Vec<Word>> {
    let compared: Vec<Vec<String>> = all.iter().map(|words| compared_texts(words)).collect();
    let sets = compared
        .iter()
        .map(|words| words.iter().collect::<BTreeSet<_>>());
    let shared = sets
        .reduce(|shared, own| shared.intersection(&own).copied().collect())
        .unwrap_or_default();
    let mark = |(text, text_to_compare): (&String, &String)| Word {
        text: text.clone(),
        differs: !shared.contains(text_to_compare),
    };
    all.iter()
        .zip(&compared)
        .map(|(words, compared)| words.iter().zip(compared).map(mark).collect())
        .collect()
}

/// The texts by which words of several names are compared: a number with the word before it, and each word with how often it was
/// there before, so that the second `custom` of a name differs from the first.
fn compared_texts(words: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut before = "";
    let mut compared = Vec::new();
    for word in words {
        let whole = if is_number(word) {
            format!("{before} {word}")
        } else {
            word.clone()
        };
        let count = counts.entry(whole.clone()).or_default();
        *count += 1;
        compared.push(format!("{whole} {count}"));
        before = word;
    }
    compared
}

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.text.clone()).collect()
}

/// The index of the word that a name can do without: from the end, the first that is common to all and there before,
/// else one common to all, else the one in the middle. The first word stays.
fn word_to_leave_out(words: &[Word]) -> usize {
    let is_repeated = |index: usize| {
        let text = &words[index].text;
        // A number means something else behind each word.
        !is_number(text) && words[..index].iter().any(|word| word.text == *text)
    };
    let mut common = (1..words.len())
        .rev()
        .filter(|index| !words[*index].differs);
    let last = common.clone().next();
    let repeated = common.find(|index| is_repeated(*index));
    repeated.or(last).unwrap_or(words.len() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(style: Style, limit: usize, properties: &[&[&str]]) -> Vec<String> {
        let properties: Vec<Vec<Words>> = properties
            .iter()
            .map(|texts| texts.iter().map(|text| Words::of(text)).collect())
            .collect();
        let properties: Vec<&[Words]> = properties.iter().map(Vec::as_slice).collect();
        distinct_names(&properties, &[properties.len()], style, limit)
    }

    #[test]
    fn words_that_differ_stay_and_others_are_left_out() {
        let long = "change project in store key business unit cart custom";
        let (one, other) = (format!("{long} field"), format!("{long} type"));
        assert_eq!(
            names(Style::Snake, 30, &[&[&one], &[&other]]),
            [
                "change_project_in_store_field",
                "change_project_in_store_type"
            ]
        );
    }

    #[test]
    fn equal_names_are_qualified_by_further_properties() {
        let properties: [&[&str]; 3] = [
            &["create workflow", "trips", "post offers"],
            &["create workflow", "trips", "post orders"],
            &["create workflow", "seats", "post orders"],
        ];
        assert_eq!(
            names(Style::Pascal, 40, &properties),
            [
                "CreateWorkflowTripsOffers",
                "CreateWorkflowTripsOrders",
                "CreateWorkflowSeats"
            ]
        );
    }

    #[test]
    fn places_in_lists_and_words_said_twice_count() {
        let properties: [&[&str]; 4] = [
            &["form phases 0 items 0 code"],
            &["form phases 0 items 1 code"],
            &["form phases 1 items 0 code"],
            &["form phases 1 items 1 code"],
        ];
        let found = names(Style::Snake, 24, &properties);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 4, "{found:?}");
        let properties: [&[&str]; 2] = [
            &["set line item custom field"],
            &["set custom line item custom field"],
        ];
        assert_eq!(
            names(Style::Snake, 26, &properties),
            ["set_line_item_custom_field", "set_custom_line_custom"]
        );
    }

    #[test]
    fn names_of_two_groups_that_meet_are_qualified_too() {
        let properties: [&[&str]; 4] = [
            &["individual verification additional document front"],
            &["individual verification additional document back"],
            &["individual verification document front"],
            &["individual verification document back"],
        ];
        let found = names(Style::Snake, 36, &properties);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 4, "{found:?}");
    }

    #[test]
    fn what_is_equal_in_everything_stays_equal() {
        assert_eq!(
            names(Style::Snake, 40, &[&["get", "a"], &["get", "a"]]),
            ["get", "get"]
        );
    }
}
