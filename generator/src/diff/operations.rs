//! Which method of the newer crate is which of the older one's.

use crate::rust::Crate;
use crate::rust::model::{Method, Module};

use super::change::{About, Found, Kind, Severity, Subject};
use super::index::Renames;
use super::{methods, security};

/// A method in its module.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub module: &'a Module,
    pub method: &'a Method,
}

impl Placed<'_> {
    fn path(&self) -> String {
        format!("{}::{}", self.module.name, self.method.name)
    }

    fn key(&self) -> String {
        format!("{} {}", self.method.row.method, self.method.row.path)
    }

    /// Method and path without the names of the path's parameters.
    fn nameless(&self) -> String {
        let mut plain = String::new();
        let key = self.key();
        let mut rest = key.as_str();
        while let Some((head, tail)) = rest.split_once('{') {
            plain.extend([head, "{}"]);
            rest = tail.split_once('}').map_or("", |(_, rest)| rest);
        }
        plain + rest
    }

    fn about(&self) -> About {
        About {
            operation: Some(self.key()),
            ..About::new(Subject::Operation, self.path())
        }
    }
}

/// An operation that both crates have.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub old: Placed<'a>,
    pub new: Placed<'a>,
}

fn all(crate_: &Crate) -> Vec<Placed<'_>> {
    let of = |module| {
        let place = move |method| Placed { module, method };
        let Module { methods, .. } = module;
        methods.iter().map(place)
    };
    crate_.modules.iter().flat_map(of).collect()
}

/// Operations of equal HTTP method and path; of several, the one with the same path in Rust, else with
/// the same name in the source, else the first.
pub(super) fn pairs<'a>(old: &'a Crate, new: &'a Crate) -> Vec<Pair<'a>> {
    let mut free: Vec<(String, Placed<'a>)> = all(new)
        .into_iter()
        .map(|one| (one.nameless(), one))
        .collect();
    let mut pairs = Vec::new();
    // Those that kept their path in Rust first, so that a newcomer takes nobody's place.
    let rules: [fn(&Placed<'_>, &Placed<'_>) -> bool; 3] = [
        |old, new| old.path() == new.path(),
        |old, new| old.method.row.name == new.method.row.name,
        |_, _| true,
    ];
    let mut left: Vec<(String, Placed<'a>)> = all(old)
        .into_iter()
        .map(|one| (one.nameless(), one))
        .collect();
    for rule in rules {
        left.retain(|(key, one)| {
            let same = free
                .iter()
                .position(|(other_key, other)| other_key == key && rule(one, other));
            match same {
                Some(place) => {
                    let new = free.remove(place).1;
                    pairs.push(Pair { old: *one, new });
                    false
                }
                None => true,
            }
        });
    }
    pairs
}

/// Compares the operations of two crates.
pub(super) fn compare(
    (old, new): (&Crate, &Crate),
    pairs: &[Pair<'_>],
    renames: &Renames,
    found: &mut Found,
) {
    let (before, after) = (all(old), all(new));
    // What a caller of an older path now meets.
    let at = |path: &str| after.iter().find(|one| one.path() == path);
    for one in &before {
        let (about, path) = (one.about(), one.path());
        let pair = pairs.iter().find(|pair| same(&pair.old, one));
        match (pair, at(&path)) {
            (Some(pair), _) if pair.new.path() == path => {
                methods::compare(&about, pair, renames, found);
                security::operation(&about, (old, new), pair, found);
            }
            (Some(pair), other) => {
                let silent = other.is_some_and(|other| fits(one, other, renames));
                let message = format!("is `{}` now", pair.new.path());
                found.breaking(&about, Kind::Renamed, silent, message);
                methods::compare(&about, pair, renames, found);
                security::operation(&about, (old, new), pair, found);
            }
            (None, Some(other)) => {
                let silent = fits(one, other, renames);
                let message = format!("is gone; its name now stands for `{}`", other.key());
                found.breaking(&about, Kind::Removed, silent, message);
            }
            (None, None) => found.breaking(&about, Kind::Removed, false, "is gone"),
        }
    }
    for one in &after {
        if !pairs.iter().any(|pair| same(&pair.new, one)) {
            found.add(&one.about(), Kind::Added, Severity::Addition, "is new");
        }
    }
}

fn same(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    std::ptr::eq(one.method, other.method)
}

/// Whether calls of one method compile as calls of the other.
fn fits(old: &Placed<'_>, new: &Placed<'_>, renames: &Renames) -> bool {
    let mut found = Found::default();
    let pair = Pair {
        old: *old,
        new: *new,
    };
    methods::compare(&old.about(), &pair, renames, &mut found);
    !found.refuses()
}
