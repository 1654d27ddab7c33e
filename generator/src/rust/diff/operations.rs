//! What callers of the older crate's methods meet in the newer one.

use crate::rust::plan::Crate;

use super::change::{Found, Kind, Severity};
use super::index::Renames;
use super::pair::{Pair, PlacedMethod, methods as all, same};
use super::{methods, security};

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

/// Whether calls of one method compile as calls of the other.
fn fits(old: &PlacedMethod<'_>, new: &PlacedMethod<'_>, renames: &Renames) -> bool {
    let mut found = Found::default();
    let pair = Pair {
        old: *old,
        new: *new,
    };
    methods::compare(&old.about(), &pair, renames, &mut found);
    !found.refuses()
}
