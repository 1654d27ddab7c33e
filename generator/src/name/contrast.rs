//! Names for things whose ordinary names are all taken: what tells them apart is kept, the rest gives way.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{Claim, fold};
use super::words::Words;

/// The most words that one property beyond the name itself adds.
const ADDED: usize = 5;

/// How often names that meet again are told apart anew.
const ROUNDS: usize = 4;

/// A word, and whether it tells its thing from the others.
type Marked = (String, bool);

/// The names of things that nothing but their properties can tell apart; equal ones where those are equal too.
///
/// Properties count in their order. Of the first one, the name, all words stay that fit, those that differ
/// before the others; each further one adds only the words that differ.
pub(super) fn contrasted(claims: &[&Claim], limit: usize) -> Vec<String> {
    let mut names = vec![String::new(); claims.len()];
    let contrast = Contrast { claims, limit };
    let mut open: Vec<Vec<usize>> = vec![(0..claims.len()).collect()];
    // Parts of a group are named each for itself, so that names of two parts may meet again.
    for _ in 0..ROUNDS {
        for group in &open {
            contrast.settle(group, vec![Vec::new(); group.len()], 0, &mut names);
        }
        open = equal((0..claims.len()).map(|index| (index, names[index].as_str())));
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
    claims: &'a [&'a Claim],
    limit: usize,
}

impl Contrast<'_> {
    /// Names a group, and within it those anew that are still equal, by what they differ in among themselves.
    fn settle(
        &self,
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
        for part in parts.into_iter().filter(|part| part.len() > 1) {
            let members: Vec<usize> = part.iter().map(|&place| group[place]).collect();
            let kept = || part.iter().map(|&place| plain(&words[place])).collect();
            // A smaller group may differ in words that the larger one had in common.
            let next = if whole { property + 1 } else { property };
            let known: Vec<Vec<String>> = if next > 0 {
                kept()
            } else {
                vec![Vec::new(); part.len()]
            };
            let left = members
                .iter()
                .any(|&index| self.claims[index].tells.len() > next);
            if left {
                self.settle(&members, known, next, names);
            }
        }
    }

    /// Each one's words of a property.
    fn differing(&self, group: &[usize], property: usize) -> Vec<Vec<Marked>> {
        let words = |index: &usize| {
            let words = self.claims[*index].tells.get(property);
            words.map(|words| words.0.clone()).unwrap_or_default()
        };
        marked(&group.iter().map(words).collect::<Vec<_>>())
    }

    fn name(&self, index: usize, words: &[Marked]) -> String {
        let style = self.claims[index].style;
        let fits = |words: &[Marked]| style.name(&Words(plain(words))).len() <= self.limit;
        let mut words = words.to_vec();
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
    let sets = all
        .iter()
        .map(|words| words.iter().collect::<BTreeSet<_>>());
    let shared = sets
        .reduce(|shared, own| shared.intersection(&own).copied().collect())
        .unwrap_or_default();
    let mark = |word: &String| (word.clone(), !shared.contains(word));
    all.iter()
        .map(|words| words.iter().map(mark).collect())
        .collect()
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
            let number = word.bytes().all(|byte| byte.is_ascii_digit());
            !number && before.iter().any(|(one, _)| one == word)
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
    use super::super::scope::Style;
    use super::*;

    fn names(style: Style, limit: usize, tells: &[&[&str]]) -> Vec<String> {
        let claims: Vec<Claim> = tells
            .iter()
            .map(|tells| Claim {
                candidates: Vec::new(),
                tells: tells.iter().map(|text| Words::of(text)).collect(),
                style,
                identity: String::new(),
            })
            .collect();
        contrasted(&claims.iter().collect::<Vec<_>>(), limit)
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
    fn what_is_equal_in_everything_stays_equal() {
        assert_eq!(
            names(Style::Snake, 40, &[&["get", "a"], &["get", "a"]]),
            ["get", "get"]
        );
    }
}
