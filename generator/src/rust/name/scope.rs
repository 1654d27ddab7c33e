//! One scope: things that all need a name, no two of them the same.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ground::words::letters_and_digits;

use super::distinct::distinct_names;
use super::ident::Ident;
use super::reserved::escaped;
use super::words::{Words, starts_with_digit};

/// How a scope writes its names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// `update_password`
    #[default]
    Snake,
    /// `UpdatePassword`
    Pascal,
}

impl Style {
    /// The words as an identifier.
    pub(super) fn name(self, words: &Words) -> String {
        match self {
            Self::Snake => escaped(words.snake()),
            Self::Pascal => match words.pascal() {
                name if starts_with_digit(&name) => {
                    format!("N{name}")
                }
                name => name,
            },
        }
    }
}

/// The rules for the names of one scope: style, length, and names that are taken.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope<'a> {
    pub style: Style,
    /// The longest name, in letters.
    pub limit: usize,
    /// Names that nothing may have, folded.
    pub taken: &'a [&'a BTreeSet<String>],
    /// Names that only a pin may have, folded.
    pub avoided: &'a [&'a BTreeSet<String>],
    /// Endings of other names in the same scope that are made from each name: `X` has its `XError`.
    pub suffixes: &'a [&'a str],
}

/// What a thing may be called.
#[derive(Debug, Clone, Default)]
pub(super) struct Claim {
    /// From the shortest to the most qualified; made from the thing's own properties alone.
    pub candidates: Vec<String>,
    /// Its properties, the one that names it first: where they differ, they qualify the name.
    pub properties: Vec<Words>,
    /// What the lock knows it by; things of one key are equal in everything.
    pub key: String,
}

impl Claim {
    /// The first candidate.
    pub(super) fn first(self) -> String {
        let first = self.candidates.into_iter().next();
        first.unwrap_or_else(|| "unnamed".to_owned())
    }
}

/// A name that ends in a number, since no property of its thing differs from those of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unresolved {
    /// The name.
    pub name: String,
    /// What it is the name of: an operation's method and path, a field's key.
    pub key: String,
}

impl Scope<'_> {
    /// The folded forms of a name and of those that are made from it.
    fn keys(&self, name: &str) -> impl Iterator<Item = String> {
        let own = fold(name);
        let made = self.suffixes.iter();
        let made: Vec<String> = made.map(|end| format!("{own}{}", fold(end))).collect();
        std::iter::once(own).chain(made)
    }

    fn is_taken(&self, name: &str) -> bool {
        !self.taken.iter().all(|names| names.is_empty())
            && self.keys(name).any(|key| self.is_key_taken(&key))
    }

    fn is_key_taken(&self, key: &str) -> bool {
        self.taken.iter().any(|names| names.contains(key))
    }

    /// Whether no two names are the same, nor what is made from them.
    fn all_differ<'n>(&self, mut names: impl Iterator<Item = &'n str>) -> bool {
        let mut seen = BTreeSet::new();
        names.all(|name| self.keys(name).all(|key| seen.insert(key)))
    }
}

/// Gives each thing a name that differs from all others of the scope in more than case and underscores.
///
/// Pins come first: an earlier name stays unless it is taken. Everything else is named against them. `first` gives the
/// first candidate of a thing by its index; the whole claim is asked for only where names meet. Things that have the
/// same name move on to their next candidates together, so that no name depends on their order.
pub(super) fn settle(
    scope: &Scope<'_>,
    pins: &[Option<&str>],
    first: &dyn Fn(usize) -> String,
    claim: &dyn Fn(usize) -> Claim,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Ident> {
    let mut names = kept_pins(scope, pins, claim);
    let open: Vec<usize> = (0..names.len())
        .filter(|index| names[*index].is_none())
        .collect();
    if !open.is_empty() {
        let pinned = names.iter().flatten();
        let pinned: BTreeSet<String> = pinned.flat_map(|name| scope.keys(name)).collect();
        let mut taken = vec![&pinned];
        taken.extend(scope.taken.iter().chain(scope.avoided));
        let mut open_claims = OpenClaims {
            scope: Scope {
                taken: &taken,
                ..*scope
            },
            claim,
            claims: vec![OnceCell::new(); open.len()],
            names: open.iter().map(|index| first(*index)).collect(),
            open: &open,
        };
        open_claims.settle(unresolved);
        for (index, name) in open.iter().zip(open_claims.names) {
            names[*index] = Some(name);
        }
    }
    names.into_iter().flatten().map(Ident::new).collect()
}

/// The pins that are not taken; of two that are the same name, the one whose key comes first stays.
fn kept_pins(
    scope: &Scope<'_>,
    pins: &[Option<&str>],
    claim: &dyn Fn(usize) -> Claim,
) -> Vec<Option<String>> {
    let free = |pin: &Option<&str>| pin.filter(|name| !scope.is_taken(name)).map(str::to_owned);
    let mut names: Vec<Option<String>> = pins.iter().map(free).collect();
    if scope.all_differ(names.iter().flatten().map(String::as_str)) {
        return names;
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_cached_key(|index| claim(*index).key);
    let mut held = BTreeSet::new();
    for index in order {
        let keys: BTreeSet<String> = names[index]
            .iter()
            .flat_map(|pin| scope.keys(pin))
            .collect();
        if held.is_disjoint(&keys) {
            held.extend(keys);
        } else {
            names[index] = None;
        }
    }
    names
}

/// The things of a scope without a pin.
struct OpenClaims<'a> {
    scope: Scope<'a>,
    claim: &'a dyn Fn(usize) -> Claim,
    /// Their indexes in the scope.
    open: &'a [usize],
    /// Their claims, as far as names met.
    claims: Vec<OnceCell<Claim>>,
    /// Their names so far.
    names: Vec<String>,
}

impl OpenClaims<'_> {
    fn claim(&self, index: usize) -> &Claim {
        self.claims[index].get_or_init(|| (self.claim)(self.open[index]))
    }

    fn settle(&mut self, unresolved: &mut Vec<Unresolved>) {
        let names = || self.names.iter().map(String::as_str);
        if self.scope.all_differ(names()) && !names().any(|name| self.scope.is_taken(name)) {
            return;
        }
        self.qualify();
        self.number(unresolved);
    }

    /// Moves all claims of one name on to their next candidates until no two meet, or none is left; behind the
    /// candidates is the name made of the words in which claims differ.
    fn qualify(&mut self) {
        let distinct: OnceCell<Vec<Option<String>>> = OnceCell::new();
        let mut levels = vec![0; self.names.len()];
        let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut changed: BTreeSet<usize> = (0..self.names.len()).collect();
        while !changed.is_empty() {
            let keys = |index: &usize| self.scope.keys(&self.names[*index]);
            for index in &changed {
                keys(index).for_each(|key| {
                    holders.entry(key).or_default().insert(*index);
                });
            }
            // Each key once: all that share one would otherwise be gone through for each of them.
            let changed_keys: BTreeSet<String> = changed.iter().flat_map(keys).collect();
            let mut moving: BTreeSet<usize> = BTreeSet::new();
            for key in &changed_keys {
                let held = &holders[key];
                if held.len() > 1 || self.scope.is_key_taken(key) {
                    moving.extend(held);
                }
            }
            moving.retain(|index| levels[*index] < self.claim(*index).candidates.len());
            for index in &moving {
                for key in self.scope.keys(&self.names[*index]) {
                    holders.entry(key).or_default().remove(index);
                }
                levels[*index] += 1;
                let candidates = &self.claim(*index).candidates;
                let name = match candidates.get(levels[*index]) {
                    Some(name) => Some(name),
                    None => distinct.get_or_init(|| self.distinct())[*index].as_ref(),
                };
                let name = name.or(candidates.last()).cloned();
                self.names[*index] = name.unwrap_or_default();
            }
            changed = moving;
        }
    }

    /// For claims whose last candidates are the same: names made of the words in which they differ.
    fn distinct(&self) -> Vec<Option<String>> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for index in 0..self.names.len() {
            let last = self.claim(index).candidates.last();
            let last = last.map(|name| fold(name)).unwrap_or_default();
            groups.entry(last).or_default().push(index);
        }
        let groups: Vec<Vec<usize>> = groups
            .into_values()
            .filter(|group| group.len() > 1)
            .collect();
        let properties = |index: &usize| self.claim(*index).properties.as_slice();
        let rivals: Vec<&[Words]> = groups.iter().flatten().map(properties).collect();
        let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
        let mut names = vec![None; self.names.len()];
        let made = distinct_names(&rivals, &sizes, self.scope.style, self.scope.limit);
        for (index, name) in groups.iter().flatten().zip(made) {
            names[*index] = Some(name).filter(|name| !name.is_empty());
        }
        names
    }

    /// The last resort: of claims that still meet, the one whose key comes first keeps the name, the others end in numbers.
    fn number(&mut self, unresolved: &mut Vec<Unresolved>) {
        let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, name) in self.names.iter().enumerate() {
            for key in self.scope.keys(name) {
                holders.entry(key).or_default().push(index);
            }
        }
        let meets =
            |(key, held): &(&String, &Vec<usize>)| held.len() > 1 || self.scope.is_key_taken(key);
        let meeting = holders.iter().filter(meets).flat_map(|(_, held)| held);
        let meeting: BTreeSet<usize> = meeting.copied().collect();
        let settled = (0..self.names.len()).filter(|index| !meeting.contains(index));
        let mut held: BTreeSet<String> = settled
            .flat_map(|index| self.scope.keys(&self.names[index]))
            .collect();
        let mut order: Vec<usize> = meeting.into_iter().collect();
        order.sort_by_key(|index| &self.claim(*index).key);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for index in order {
            let is_free = |name: &String| {
                !self.scope.is_taken(name) && !self.scope.keys(name).any(|key| held.contains(&key))
            };
            let count = counts.entry(self.names[index].clone()).or_default();
            let mut names = (*count + 1..).map(|next| {
                *count = next;
                self.numbered(index, next)
            });
            let name = names.find(is_free).unwrap_or_default();
            held.extend(self.scope.keys(&name));
            if *count > 1 {
                unresolved.push(Unresolved {
                    name: name.clone(),
                    key: self.claim(index).key.clone(),
                });
            }
            self.names[index] = name;
        }
    }

    fn numbered(&self, index: usize, count: usize) -> String {
        if count < 2 {
            return self.names[index].clone();
        }
        let claim = self.claim(index);
        let base = claim.candidates.last().map_or("n", String::as_str);
        let base = base.strip_prefix("r#").unwrap_or(base);
        let number = count.to_string();
        let room = self.scope.limit.saturating_sub(number.len() + 1).max(8);
        let base: String = base.chars().take(room).collect();
        let ends_in_digit = base.ends_with(|last: char| last.is_ascii_digit());
        match self.scope.style {
            Style::Pascal if ends_in_digit => format!("{base}N{number}"),
            Style::Pascal => format!("{base}{number}"),
            Style::Snake => format!("{}_{number}", base.trim_end_matches('_')),
        }
    }
}

/// The form in which two names of one scope must differ.
pub(super) fn fold(name: &str) -> String {
    letters_and_digits(name.strip_prefix("r#").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(key: &str, candidates: &[&str]) -> Claim {
        Claim {
            candidates: candidates.iter().map(|name| (*name).to_owned()).collect(),
            properties: vec![Words::of(candidates[0])],
            key: key.to_owned(),
        }
    }

    fn settled_in(scope: &Scope<'_>, claims: &[Claim]) -> (Vec<Ident>, Vec<Unresolved>) {
        let mut unresolved = Vec::new();
        let names = settle(
            scope,
            &vec![None; claims.len()],
            &|index| claims[index].candidates[0].clone(),
            &|index| claims[index].clone(),
            &mut unresolved,
        );
        (names, unresolved)
    }

    fn settled(claims: &[Claim]) -> Vec<Ident> {
        let scope = Scope {
            limit: 48,
            ..Scope::default()
        };
        let (names, unresolved) = settled_in(&scope, claims);
        assert_eq!(unresolved, []);
        names
    }

    #[test]
    fn both_of_a_pair_are_qualified() {
        let names = settled(&[
            claim("a", &["get", "get_user"]),
            claim("b", &["get", "get_room"]),
        ]);
        assert_eq!(names, ["get_user", "get_room"]);
    }

    #[test]
    fn a_newcomer_at_a_qualified_name_moves_on() {
        let names = settled(&[
            claim("a", &["get", "get_user"]),
            claim("b", &["get", "get_room"]),
            claim("c", &["get_user", "get_user_all"]),
        ]);
        assert_eq!(names, ["get_user", "get_room", "get_user_all"]);
    }

    #[test]
    fn claims_of_equal_candidates_are_qualified_by_the_properties_that_differ() {
        let with = |key: &str, properties: &[&str]| Claim {
            properties: properties.iter().map(|text| Words::of(text)).collect(),
            ..claim(key, &["get", "get_user"])
        };
        let names = settled(&[with("a", &["get", "eu"]), with("b", &["get", "us"])]);
        assert_eq!(names, ["get_eu", "get_us"]);
    }

    #[test]
    fn claims_without_a_difference_end_in_numbers_and_are_reported() {
        let scope = Scope {
            limit: 48,
            ..Scope::default()
        };
        let claims = [
            claim("a", &["get"]),
            claim("a", &["get"]),
            claim("b", &["get"]),
        ];
        let (names, unresolved) = settled_in(&scope, &claims);
        assert_eq!(names, ["get", "get_2", "get_3"]);
        assert_eq!(unresolved.len(), 2);
        // In another order, each key has the same names.
        let claims = [claim("b", &["get"]), claim("a", &["get"])];
        let (names, _) = settled_in(&scope, &claims);
        assert_eq!(names, ["get_2", "get"]);
    }

    #[test]
    fn a_name_is_not_free_where_what_is_made_from_it_is_taken() {
        let taken = BTreeSet::from([fold("UserError")]);
        let scope = Scope {
            taken: &[&taken],
            suffixes: &["Error"],
            limit: 48,
            style: Style::Pascal,
            ..Scope::default()
        };
        let (names, _) = settled_in(&scope, &[claim("a", &["User", "GetUser"])]);
        assert_eq!(names, ["GetUser"]);
    }

    #[test]
    fn case_and_underscores_do_not_tell_names_apart() {
        assert_eq!(fold("r#Ab_C"), fold("a_bc"));
    }
}
