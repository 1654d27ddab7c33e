//! One scope: many things that want a name, and no two of them the same one.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::contrast::contrasted;
use super::reserved::escaped;
use super::words::Words;

/// How a scope writes its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `update_password`
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
                name if name.starts_with(|one: char| one.is_ascii_digit()) => format!("N{name}"),
                name => name,
            },
        }
    }
}

/// Things that want a name in one scope, by their places.
///
/// Most get the first name that they want, or keep an earlier one, so everything else is asked for only where
/// names meet.
pub(super) trait Claims {
    /// How their names are written.
    fn style(&self) -> Style;

    /// How many there are.
    fn count(&self) -> usize;

    /// The first of the candidates.
    fn first(&self, place: usize) -> Option<String> {
        self.candidates(place).into_iter().next()
    }

    /// From the shortest to the most qualified; made from the thing's own properties alone.
    fn candidates(&self, place: usize) -> Vec<String>;

    /// Its properties, the one that names it first: what tells it from those that want all its candidates too.
    fn tells(&self, place: usize) -> Vec<Words>;

    /// What it is, for the rare case that no candidate is free: equal things only are numbered.
    fn identity(&self, place: usize) -> String;
}

/// What is not free in a scope, and how its names look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rules<'a> {
    /// Names that nothing may have, folded.
    pub taken: &'a [&'a BTreeSet<String>],
    /// Names that only what had them before may have, folded.
    pub avoided: &'a [&'a BTreeSet<String>],
    /// What a name brings along in the same scope: `X` brings `XError`.
    pub suffixes: &'a [&'a str],
    /// The longest name, in letters.
    pub limit: usize,
}

impl Rules<'_> {
    /// The folded forms of a name and of what it brings along.
    fn keys(&self, name: &str) -> impl Iterator<Item = String> {
        let bare = fold(name);
        let more: Vec<String> = self
            .suffixes
            .iter()
            .map(|suffix| format!("{bare}{}", fold(suffix)))
            .collect();
        std::iter::once(bare).chain(more)
    }

    fn is_taken(&self, name: &str) -> bool {
        let has = |key: &String| self.taken.iter().any(|names| names.contains(key));
        !self.taken.iter().all(|names| names.is_empty()) && self.keys(name).any(|key| has(&key))
    }

    /// Whether no two names, with what they bring along, are the same.
    fn all_differ<'n>(&self, names: impl Iterator<Item = &'n str>) -> bool {
        let mut marks = Vec::new();
        for name in names {
            let bare = folded(name, SEED);
            marks.push(bare);
            marks.extend(self.suffixes.iter().map(|suffix| folded(suffix, bare)));
        }
        marks.sort_unstable();
        marks.windows(2).all(|pair| pair[0] != pair[1])
    }
}

/// Gives every claim a name that differs from the others' and from the taken ones in more than case
/// and underscores.
///
/// All claims of one name move on to their next candidate together, so that no name depends on the
/// order of the claims.
pub(super) fn settle(claims: &dyn Claims, rules: Rules<'_>) -> Vec<String> {
    settle_pinned(claims, &[], rules)
}

/// As [`settle`], but what had a name before keeps it, unless it may not have it any more; the others
/// leave alone what is pinned or to be avoided.
pub(super) fn settle_pinned(
    claims: &dyn Claims,
    pins: &[Option<&str>],
    rules: Rules<'_>,
) -> Vec<String> {
    let mut names = keep(claims, pins, rules);
    let free: Vec<usize> = (0..claims.count())
        .filter(|&place| names[place].is_none())
        .collect();
    if !free.is_empty() {
        let kept = names.iter().flatten();
        let held: BTreeSet<String> = kept.flat_map(|name| rules.keys(name)).collect();
        let mut taken = vec![&held];
        taken.extend(rules.taken.iter().chain(rules.avoided));
        let rules = Rules {
            taken: &taken,
            ..rules
        };
        let fresh = settle_fresh(&Told::new(claims, &free, rules.limit), rules);
        for (place, name) in free.into_iter().zip(fresh) {
            names[place] = Some(name);
        }
    }
    names.into_iter().flatten().collect()
}

/// The earlier names that stay; of two that meet, the one whose identity comes first has it.
fn keep(claims: &dyn Claims, pins: &[Option<&str>], rules: Rules<'_>) -> Vec<Option<String>> {
    let mut names = vec![None; claims.count()];
    let mut pinned: Vec<(usize, &str)> = pins
        .iter()
        .enumerate()
        .filter_map(|(place, pin)| Some((place, (*pin)?)))
        .collect();
    pinned.retain(|(_, pin)| !rules.is_taken(pin));
    if rules.all_differ(pinned.iter().map(|(_, pin)| *pin)) {
        for (place, pin) in pinned {
            names[place] = Some(pin.to_owned());
        }
        return names;
    }
    pinned.sort_by_cached_key(|(place, _)| claims.identity(*place));
    let mut held = BTreeSet::new();
    for (place, pin) in pinned {
        let keys: BTreeSet<String> = rules.keys(pin).collect();
        if held.is_disjoint(&keys) {
            held.extend(keys);
            names[place] = Some(pin.to_owned());
        }
    }
    names
}

fn settle_fresh(told: &Told<'_>, rules: Rules<'_>) -> Vec<String> {
    let mut names: Vec<String> = (0..told.places.len())
        .map(|index| told.first(index))
        .collect();
    let differ = |names: &[String]| rules.all_differ(names.iter().map(String::as_str));
    if differ(&names) && !names.iter().any(|name| rules.is_taken(name)) {
        return names;
    }
    qualify(told, &mut names, rules);
    if !differ(&names) {
        number_equals(told, &mut names);
    }
    names
}

fn qualify(told: &Told<'_>, names: &mut [String], rules: Rules<'_>) {
    let mut levels = vec![0; names.len()];
    let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut changed: BTreeSet<usize> = (0..names.len()).collect();
    while !changed.is_empty() {
        for &index in &changed {
            for key in rules.keys(&names[index]) {
                holders.entry(key).or_default().insert(index);
            }
        }
        let mut moving = BTreeSet::new();
        // Each key once: all that share one would otherwise be gone through for each of them.
        let keys: BTreeSet<String> = changed
            .iter()
            .flat_map(|&index| rules.keys(&names[index]))
            .collect();
        for key in keys {
            let held = holders.get(&key).into_iter().flatten().copied();
            if held.clone().nth(1).is_some() || rules.taken.iter().any(|taken| taken.contains(&key))
            {
                moving.extend(held);
            }
        }
        moving.retain(|&index| levels[index] < told.candidates(index).len() + BEHIND);
        for &index in &moving {
            for key in rules.keys(&names[index]) {
                if let Some(held) = holders.get_mut(&key) {
                    held.remove(&index);
                }
            }
            levels[index] += 1;
            names[index] = told.candidate(index, levels[index]);
        }
        changed = moving;
    }
}

/// How many candidates stand behind the given ones: by what tells a claim from its rivals, then two that
/// end in ever more of the identity's hash.
const BEHIND: usize = 3;

/// The candidates of the claims that need a name, made when they are asked for.
struct Told<'a> {
    claims: &'a dyn Claims,
    /// The places of those that need one.
    places: &'a [usize],
    limit: usize,
    candidates: Vec<OnceCell<Vec<String>>>,
    /// What tells a claim from those of equal last candidates.
    contrasted: OnceCell<Vec<Option<String>>>,
}

impl<'a> Told<'a> {
    fn new(claims: &'a dyn Claims, places: &'a [usize], limit: usize) -> Self {
        Self {
            claims,
            places,
            limit,
            candidates: vec![OnceCell::new(); places.len()],
            contrasted: OnceCell::new(),
        }
    }

    fn first(&self, index: usize) -> String {
        let first = self.claims.first(self.places[index]);
        first.unwrap_or_else(|| self.candidate(index, 0))
    }

    fn candidates(&self, index: usize) -> &[String] {
        self.candidates[index].get_or_init(|| self.claims.candidates(self.places[index]))
    }

    fn candidate(&self, index: usize, level: usize) -> String {
        let candidates = self.candidates(index);
        let behind = level.checked_sub(candidates.len());
        match (behind, candidates.last()) {
            (None, _) => candidates[level].clone(),
            (Some(0), Some(last)) => self.contrasted()[index]
                .clone()
                .unwrap_or_else(|| last.clone()),
            (Some(1), _) => self.hashed(index, 4),
            (Some(_), _) => self.hashed(index, 16),
        }
    }

    fn contrasted(&self) -> &[Option<String>] {
        self.contrasted.get_or_init(|| {
            let mut rivals: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for index in 0..self.places.len() {
                let last = self.candidates(index).last().map(|name| fold(name));
                rivals
                    .entry(last.unwrap_or_default())
                    .or_default()
                    .push(index);
            }
            let mut names = vec![None; self.places.len()];
            let (mut own, mut groups) = (Vec::new(), Vec::new());
            for group in rivals.into_values().filter(|group| group.len() > 1) {
                groups.push((own.len()..own.len() + group.len()).collect());
                own.extend(group);
            }
            let tells: Vec<Vec<Words>> = own
                .iter()
                .map(|&index| self.claims.tells(self.places[index]))
                .collect();
            let told = contrasted(&tells, groups, self.claims.style(), self.limit);
            for (index, name) in own.into_iter().zip(told) {
                names[index] = Some(name).filter(|name| !name.is_empty());
            }
            names
        })
    }

    /// The last candidate with this many digits of the identity's hash.
    fn hashed(&self, index: usize, digits: usize) -> String {
        let hash = format!("{:016x}", hash(&self.claims.identity(self.places[index])));
        let Some(base) = self.candidates(index).last() else {
            return format!("n{hash}");
        };
        let suffix = &hash[..digits];
        let kept: String = base
            .chars()
            .take(self.limit.saturating_sub(suffix.len() + 1).max(8))
            .collect();
        let kept = kept.trim_end_matches('_');
        let kept = kept.strip_prefix("r#").unwrap_or(kept);
        match self.claims.style() {
            Style::Pascal => format!("{kept}X{suffix}"),
            Style::Snake => format!("{kept}_{suffix}"),
        }
    }
}

/// What is equal in everything can only be counted.
fn number_equals(told: &Told<'_>, names: &mut [String]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_cached_key(|&index| told.claims.identity(told.places[index]));
    for index in order {
        let count = seen.entry(fold(&names[index])).or_default();
        *count += 1;
        if *count > 1 {
            let mark = match told.claims.style() {
                Style::Pascal => "N",
                Style::Snake => "_",
            };
            names[index] = format!("{}{mark}{count}", names[index]);
        }
    }
}

/// The form in which two names of one scope must differ.
pub(super) fn fold(name: &str) -> String {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    let mut folded: String = bare.split('_').collect();
    folded.make_ascii_lowercase();
    folded
}

/// Where the hash of a text begins.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: stable over versions and machines.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(SEED, hashed_with)
}

fn hashed_with(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// The hash of a name's folded form, behind what was hashed already.
fn folded(name: &str, seed: u64) -> u64 {
    let bare = name.strip_prefix("r#").unwrap_or(name).bytes();
    let letters = bare.filter(|byte| *byte != b'_');
    letters
        .map(|byte| byte.to_ascii_lowercase())
        .fold(seed, hashed_with)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Claim {
        candidates: Vec<String>,
        tells: Vec<Words>,
        identity: String,
    }

    impl Claims for &[Claim] {
        fn style(&self) -> Style {
            Style::Snake
        }

        fn count(&self) -> usize {
            self.len()
        }

        fn candidates(&self, place: usize) -> Vec<String> {
            self[place].candidates.clone()
        }

        fn tells(&self, place: usize) -> Vec<Words> {
            self[place].tells.clone()
        }

        fn identity(&self, place: usize) -> String {
            self[place].identity.clone()
        }
    }

    fn claim(identity: &str, candidates: &[&str]) -> Claim {
        Claim {
            candidates: candidates.iter().map(|one| (*one).to_owned()).collect(),
            tells: vec![Words::of(candidates[0])],
            identity: identity.to_owned(),
        }
    }

    fn settled(claims: &[Claim]) -> Vec<String> {
        let rules = Rules {
            limit: 48,
            ..Rules::default()
        };
        settle(&claims, rules)
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
    fn who_wants_the_same_names_is_told_apart_by_what_differs() {
        let told = |identity: &str, tells: &[&str]| Claim {
            tells: tells.iter().map(|text| Words::of(text)).collect(),
            ..claim(identity, &["get", "get_user"])
        };
        let names = settled(&[told("a", &["get", "eu"]), told("b", &["get", "us"])]);
        assert_eq!(names, ["get_eu", "get_us"]);
    }

    #[test]
    fn equal_things_are_told_apart() {
        let names = settled(&[
            claim("a", &["get"]),
            claim("a", &["get"]),
            claim("b", &["get"]),
        ]);
        assert_eq!(
            names
                .iter()
                .map(|name| fold(name))
                .collect::<BTreeSet<_>>()
                .len(),
            3,
            "{names:?}"
        );
    }

    #[test]
    fn what_a_name_brings_along_counts() {
        let taken = BTreeSet::from([fold("UserError")]);
        let rules = Rules {
            taken: &[&taken],
            suffixes: &["Error"],
            limit: 48,
            ..Rules::default()
        };
        let names = settle(&[claim("a", &["User", "GetUser"])].as_slice(), rules);
        assert_eq!(names, ["GetUser"]);
    }

    #[test]
    fn case_and_underscores_do_not_tell_names_apart() {
        assert_eq!(fold("r#Ab_C"), fold("a_bc"));
    }
}
