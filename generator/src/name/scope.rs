//! One scope: many things that want a name, and no two of them the same one.

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

/// Something that wants a name.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// From the shortest to the most qualified; made from the thing's own properties alone.
    pub candidates: Vec<String>,
    /// Its properties, the one that names it first: what tells it from those that want all its candidates too.
    pub tells: Vec<Words>,
    pub style: Style,
    /// What it is, for the rare case that no candidate is free: equal things only are numbered.
    pub identity: String,
}

/// Gives every claim a name that differs from the others' and from the taken ones in more than case
/// and underscores.
///
/// All claims of one name move on to their next candidate together, so that no name depends on the
/// order of the claims. `also` lists what a name brings along in the same scope (`X` brings `XError`).
pub(super) fn settle(
    claims: &[Claim],
    taken: &BTreeSet<String>,
    also: impl Fn(&str) -> Vec<String>,
    limit: usize,
) -> Vec<String> {
    let mut levels = vec![0; claims.len()];
    let told = Told::of(claims, limit);
    let mut names: Vec<String> = (0..claims.len())
        .map(|index| told.candidate(index, 0))
        .collect();
    let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let keys = |name: &str| -> Vec<String> {
        std::iter::once(fold(name))
            .chain(also(name).iter().map(|more| fold(more)))
            .collect()
    };
    let mut changed: BTreeSet<usize> = (0..claims.len()).collect();
    while !changed.is_empty() {
        for &index in &changed {
            for key in keys(&names[index]) {
                holders.entry(key).or_default().insert(index);
            }
        }
        let mut moving = BTreeSet::new();
        for key in changed.iter().flat_map(|&index| keys(&names[index])) {
            let held = holders.get(&key).into_iter().flatten().copied();
            if taken.contains(&key) || held.clone().count() > 1 {
                moving.extend(held);
            }
        }
        moving.retain(|&index| levels[index] < claims[index].candidates.len() + BEHIND);
        for &index in &moving {
            for key in keys(&names[index]) {
                if let Some(held) = holders.get_mut(&key) {
                    held.remove(&index);
                }
            }
            levels[index] += 1;
            names[index] = told.candidate(index, levels[index]);
        }
        changed = moving;
    }
    number_equals(claims, &mut names);
    names
}

/// As [`settle`], but what had a name before keeps it, unless it may not have it any more; the others
/// leave alone what is pinned or to be avoided.
pub(super) fn settle_pinned(
    claims: &[Claim],
    pins: &[Option<String>],
    scope: (&BTreeSet<String>, &BTreeSet<String>),
    also: impl Fn(&str) -> Vec<String>,
    limit: usize,
) -> Vec<String> {
    let (taken, avoided) = scope;
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|&a, &b| claims[a].identity.cmp(&claims[b].identity));
    let mut held = taken.clone();
    let mut names = vec![None; claims.len()];
    for index in order {
        let Some(Some(pin)) = pins.get(index) else {
            continue;
        };
        let more = also(pin);
        let keys = std::iter::once(pin).chain(&more).map(|name| fold(name));
        let keys: BTreeSet<String> = keys.collect();
        if held.is_disjoint(&keys) {
            held.extend(keys);
            names[index] = Some(pin.clone());
        }
    }
    held.extend(avoided.iter().cloned());
    let free: Vec<usize> = (0..claims.len())
        .filter(|&one| names[one].is_none())
        .collect();
    let left: Vec<Claim> = free.iter().map(|&one| claims[one].clone()).collect();
    for (index, name) in free.into_iter().zip(settle(&left, &held, also, limit)) {
        names[index] = Some(name);
    }
    names.into_iter().flatten().collect()
}

/// How many candidates stand behind the given ones: by what tells a claim from its rivals, then two that
/// end in ever more of the identity's hash.
const BEHIND: usize = 3;

/// The candidates of all claims.
struct Told<'a> {
    claims: &'a [Claim],
    limit: usize,
    /// What tells a claim from those of equal last candidates.
    contrasted: Vec<Option<String>>,
}

impl<'a> Told<'a> {
    fn of(claims: &'a [Claim], limit: usize) -> Self {
        let mut rivals: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, claim) in claims.iter().enumerate() {
            let last = claim.candidates.last().map(|name| fold(name));
            rivals
                .entry(last.unwrap_or_default())
                .or_default()
                .push(index);
        }
        let mut names = vec![None; claims.len()];
        let (mut own, mut groups) = (Vec::new(), Vec::new());
        for group in rivals.into_values().filter(|group| group.len() > 1) {
            groups.push((own.len()..own.len() + group.len()).collect());
            own.extend(group);
        }
        let rivals: Vec<&Claim> = own.iter().map(|&index| &claims[index]).collect();
        for (index, name) in own.into_iter().zip(contrasted(&rivals, groups, limit)) {
            names[index] = Some(name).filter(|name| !name.is_empty());
        }
        Self {
            claims,
            limit,
            contrasted: names,
        }
    }

    fn candidate(&self, index: usize, level: usize) -> String {
        let claim = &self.claims[index];
        let behind = level.checked_sub(claim.candidates.len());
        match (behind, claim.candidates.last()) {
            (None, _) => claim.candidates[level].clone(),
            (Some(0), Some(last)) => self.contrasted[index]
                .clone()
                .unwrap_or_else(|| last.clone()),
            (Some(1), _) => hashed(claim, 4, self.limit),
            (Some(_), _) => hashed(claim, 16, self.limit),
        }
    }
}

/// The last candidate with this many digits of the identity's hash.
fn hashed(claim: &Claim, digits: usize, limit: usize) -> String {
    let hash = format!("{:016x}", hash(&claim.identity));
    let Some(base) = claim.candidates.last() else {
        return format!("n{hash}");
    };
    let suffix = &hash[..digits];
    let kept: String = base
        .chars()
        .take(limit.saturating_sub(suffix.len() + 1).max(8))
        .collect();
    let kept = kept.trim_end_matches('_');
    let kept = kept.strip_prefix("r#").unwrap_or(kept);
    match claim.style {
        Style::Pascal => format!("{kept}X{suffix}"),
        Style::Snake => format!("{kept}_{suffix}"),
    }
}

/// What is equal in everything can only be counted.
fn number_equals(claims: &[Claim], names: &mut [String]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|&a, &b| claims[a].identity.cmp(&claims[b].identity));
    for index in order {
        let count = seen.entry(fold(&names[index])).or_default();
        *count += 1;
        if *count > 1 {
            let mark = match claims[index].style {
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
    bare.chars()
        .filter(|one| *one != '_')
        .map(|one| one.to_ascii_lowercase())
        .collect()
}

/// FNV-1a: stable over versions and machines.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(identity: &str, candidates: &[&str]) -> Claim {
        Claim {
            candidates: candidates.iter().map(|one| (*one).to_owned()).collect(),
            tells: vec![Words::of(candidates[0])],
            style: Style::Snake,
            identity: identity.to_owned(),
        }
    }

    fn settled(claims: &[Claim]) -> Vec<String> {
        settle(claims, &BTreeSet::new(), |_| Vec::new(), 48)
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
        let names = settle(
            &[claim("a", &["User", "GetUser"])],
            &taken,
            |name| vec![format!("{name}Error")],
            48,
        );
        assert_eq!(names, ["GetUser"]);
    }

    #[test]
    fn case_and_underscores_do_not_tell_names_apart() {
        assert_eq!(fold("r#Ab_C"), fold("a_bc"));
    }
}
