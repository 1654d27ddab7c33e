//! What changes for callers of the older crate's methods.

use crate::rust::plan::Crate;

use super::change::{Changes, Kind, Severity};
use super::index::Renames;
use super::pair::{Pair, PlacedMethod, methods as all, same};
use super::{methods, security};

/// Compares the operations of two crates.
pub(super) fn compare(
    (old, new): (&Crate, &Crate),
    pairs: &[Pair<'_>],
    renames: &Renames,
    changes: &mut Changes,
) {
    let (before, after) = (all(old), all(new));
    let at = |path: &str| after.iter().find(|method| method.path() == path);
    for method in &before {
        let (about, path) = (method.about(), method.path());
        let pair = pairs.iter().find(|pair| same(&pair.old, method));
        match (pair, at(&path)) {
            (Some(pair), _) if pair.new.path() == path => {
                methods::compare(&about, pair, renames, changes);
                security::operation(&about, (old, new), pair, changes);
            }
            (Some(pair), other) => {
                let silent = other.is_some_and(|other| fits(method, other, renames));
                let message = format!("is `{}` now", pair.new.path());
                changes.breaking(&about, Kind::Renamed, silent, message);
                methods::compare(&about, pair, renames, changes);
                security::operation(&about, (old, new), pair, changes);
            }
            (None, Some(other)) => {
                let silent = fits(method, other, renames);
                let message = format!("is gone; its name now stands for `{}`", other.key());
                changes.breaking(&about, Kind::Removed, silent, message);
            }
            (None, None) => changes.breaking(&about, Kind::Removed, false, "is gone"),
        }
    }
    for method in &after {
        if !pairs.iter().any(|pair| same(&pair.new, method)) {
            changes.add(&method.about(), Kind::Added, Severity::Addition, "is new");
        }
    }
}

/// Whether calls of one method compile as calls of the other.
fn fits(old: &PlacedMethod<'_>, new: &PlacedMethod<'_>, renames: &Renames) -> bool {
    let mut changes = Changes::default();
    let pair = Pair {
        old: *old,
        new: *new,
    };
    methods::compare(&old.about(), &pair, renames, &mut changes);
    !changes.breaks_compilation()
}
