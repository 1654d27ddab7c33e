//! Names for things whose ordinary names are all taken: what tells them apart is kept, the rest gives way.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{Style, fold};
use super::words::Words;

/// The most words that one property beyond the name itself adds.
const ADDED: usize = 5;

/// How often names that meet again are told apart anew.
const ROUNDS: usize = 8;

/// A word, and whether it tells its thing from the others.
type Marked = (String, bool);

/// The names of things that nothing but their properties can tell apart, group by group (the places of those
/// that want one name); equal names where the properties are equal too.
///
/// Properties count in their order. Of the first one, the name, all words stay that fit, those that differ
/// before the others; each further one adds only the words that differ.
pub(super) fn contrasted(
    tells: &[Vec<Words>],
    groups: Vec<Vec<usize>>,
    style: Style,
    limit: usize,
) -> Vec<String> {
    let mut names = vec![String::new(); tells.len()];
    let mut contrast = Contrast {
        tells,
        style,
        limit,
        kept: vec![BTreeSet::new(); tells.len()],
    };
    let mut open = groups;
    // Groups, and parts of one, are named each for itself, so that names of two may meet again.
    for _ in 0..ROUNDS {
        for group in &open {
            contrast.settle(group, vec![Vec::new(); group.len()], 0, &mut names);
        }
        open = equal((0..tells.len()).map(|index| (index, names[index].as_str())));
        open.retain(|group| group.len() > 1);
        if open.is_empty() {
            break;
        }
    }
    names
}

/// The places of equal names, together.
fn equal<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, name) in names {
        groups.entry(fold(name)).or_default().push(place);
    }
    groups.into_values().collect()
}

struct Contrast<'a> {
    /// The properties of each thing.
    tells: &'a [Vec<Words>],
    style: Style,
    limit: usize,
    /// What told each one from its last rivals, and must stay where it meets others.
    kept: Vec<BTreeSet<String>>,
}

impl Contrast<'_> {
    /// Names a group, and within it those anew that are still equal, by what they differ in among themselves.
    fn settle(
        &mut self,
        group: &[usize],
        known: Vec<Vec<String>>,
        property: usize,
        names: &mut [String],
    ) {
        let mut words = marked(&known);
        let more = self.differing(group, property);
        for (known, more) in words.iter_mut().zip(more) {
            if property == 0 {
                *known = more;
            } else {
                let said: BTreeSet<String> = known.iter().map(|(word, _)| word.clone()).collect();
                let fresh = |(word, differs): &Marked| *differs && !said.contains(word);
                known.extend(more.into_iter().filter(fresh).take(ADDED));
            }
        }
        for (&index, words) in group.iter().zip(&words) {
            names[index] = self.name(index, words);
        }
        let named = group.iter().map(|&index| names[index].as_str());
        let parts = equal(named.enumerate());
        let whole = parts.len() == 1;
        for part in parts {
            let members: Vec<usize> = part.iter().map(|&place| group[place]).collect();
            // A smaller group may differ in words that the larger one had in common.
            let next = if whole { property + 1 } else { property };
            let told = |&index: &usize| self.tells[index].len() > next;
            if part.len() == 1 || !members.iter().any(told) {
                let words = part.iter().map(|&place| &words[place]);
                members
                    .iter()
                    .zip(words)
                    .for_each(|(&index, words)| self.keep(index, words));
                continue;
            }
            let known: Vec<Vec<String>> = match next {
                0 => vec![Vec::new(); part.len()],
                _ => part.iter().map(|&place| plain(&words[place])).collect(),
            };
            self.settle(&members, known, next, names);
        }
    }

    fn keep(&mut self, index: usize, words: &[Marked]) {
        let meant = meanings(&plain(words)).into_iter().zip(words);
        let telling = meant.filter(|(_, (_, differs))| *differs);
        self.kept[index].extend(telling.map(|(meant, _)| meant));
    }

    /// Each one's words of a property.
    fn differing(&self, group: &[usize], property: usize) -> Vec<Vec<Marked>> {
        let words = |index: &usize| {
            let words = self.tells[*index].get(property);
            words.map(|words| words.0.clone()).unwrap_or_default()
        };
        marked(&group.iter().map(words).collect::<Vec<_>>())
    }

    fn name(&self, index: usize, words: &[Marked]) -> String {
        let style = self.style;
        let fits = |words: &[Marked]| style.name(&Words(plain(words))).len() <= self.limit;
        let meant = meanings(&plain(words));
        let mut words: Vec<Marked> = words
            .iter()
            .zip(&meant)
            .map(|((word, differs), meant)| {
                (word.clone(), *differs || self.kept[index].contains(meant))
            })
            .collect();
        while words.len() > 1 && !fits(&words) {
            let dropped = least(&words);
            words.remove(dropped);
        }
        match words.as_slice() {
            [(only, _)] => style.name(&Words(vec![only.chars().take(self.limit).collect()])),
            _ => style.name(&Words(plain(&words))),
        }
    }
}

/// The words of several things, those marked that not all of them have.
fn marked(all: &[Vec<String>]) -> Vec<Vec<Marked>> {
    let meant: Vec<Vec<String>> = all.iter().map(|words| meanings(words)).collect();
    let sets = meant
        .iter()
        .map(|words| words.iter().collect::<BTreeSet<_>>());
    let shared = sets
        .reduce(|shared, own| shared.intersection(&own).copied().collect())
        .unwrap_or_default();
    let mark = |(word, meant): (&String, &String)| (word.clone(), !shared.contains(meant));
    all.iter()
        .zip(&meant)
        .map(|(words, meant)| words.iter().zip(meant).map(mark).collect())
        .collect()
}

/// What each word means where it stands: a number belongs to the word before it, and a word that is said
/// twice is another thing the second time.
fn meanings(words: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut before = "";
    let mut meant = Vec::new();
    for word in words {
        let whole = match is_number(word) {
            true => format!("{before} {word}"),
            false => word.clone(),
        };
        let count = counts.entry(whole.clone()).or_default();
        *count += 1;
        meant.push(format!("{whole} {count}"));
        before = word;
    }
    meant
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(words: &[Marked]) -> Vec<String> {
    words.iter().map(|(word, _)| word.clone()).collect()
}

/// The place of the word that is missed least: said already, else common to all, else in the middle.
fn least(words: &[Marked]) -> usize {
    let common = |place: &usize| words.get(*place).is_some_and(|(_, differs)| !differs);
    let said = |place: &usize| {
        let (before, rest) = words.split_at(*place);
        rest.first().is_some_and(|(word, _)| {
            // A number means another thing at each place.
            !is_number(word) && before.iter().any(|(one, _)| one == word)
        })
    };
    let places = || (1..words.len()).rev();
    places()
        .filter(common)
        .find(said)
        .or_else(|| places().find(common))
        .unwrap_or(words.len() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(style: Style, limit: usize, tells: &[&[&str]]) -> Vec<String> {
        let tells: Vec<Vec<Words>> = tells
            .iter()
            .map(|tells| tells.iter().map(|text| Words::of(text)).collect())
            .collect();
        contrasted(&tells, vec![(0..tells.len()).collect()], style, limit)
    }

    #[test]
    fn words_that_differ_stay_and_the_others_give_way() {
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
    fn equal_names_are_told_apart_by_further_properties() {
        let tells: [&[&str]; 3] = [
            &["create workflow", "trips", "post offers"],
            &["create workflow", "trips", "post orders"],
            &["create workflow", "seats", "post orders"],
        ];
        assert_eq!(
            names(Style::Pascal, 40, &tells),
            [
                "CreateWorkflowTripsOffers",
                "CreateWorkflowTripsOrders",
                "CreateWorkflowSeats"
            ]
        );
    }

    #[test]
    fn places_in_lists_and_words_said_twice_count() {
        let tells: [&[&str]; 4] = [
            &["form phases 0 items 0 code"],
            &["form phases 0 items 1 code"],
            &["form phases 1 items 0 code"],
            &["form phases 1 items 1 code"],
        ];
        let found = names(Style::Snake, 24, &tells);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 4, "{found:?}");
        let tells: [&[&str]; 2] = [
            &["set line item custom field"],
            &["set custom line item custom field"],
        ];
        assert_eq!(
            names(Style::Snake, 26, &tells),
            ["set_line_item_custom_field", "set_custom_line_custom"]
        );
    }

    #[test]
    fn names_of_two_groups_that_meet_are_told_apart_too() {
        let tells: [&[&str]; 4] = [
            &["individual verification additional document front"],
            &["individual verification additional document back"],
            &["individual verification document front"],
            &["individual verification document back"],
        ];
        let found = names(Style::Snake, 36, &tells);
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
