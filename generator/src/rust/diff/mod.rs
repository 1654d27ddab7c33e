//! Compares two crates: what changes for a caller of the older one.
//!
//! What is compared is the plan of the Rust crate, because that is what callers compile against. A caller
//! may use every module, method, setter, type, field and variant, and writes `..Default::default()`
//! after the fields of a struct in a request; the type of a call that is not yet sent is not part of
//! the comparison, because it becomes a builder with the first optional value. `tests/tests/it/diff_verdicts`
//! compiles such a caller against both crates and compares the verdicts with the compiler's.

mod change;
mod groups;
mod index;
mod items;
mod methods;
mod operations;
mod pair;
mod security;
mod text;

pub use change::{Bump, Change, Comparison, Kind, Severity, Subject};

use change::Changes;
use index::{Index, Renames};

use crate::rust::plan::Crate;

/// The changes for a caller of `old` that moves to `new`: the worst first, otherwise in the order of the crate.
pub fn compare(old: &Crate, new: &Crate) -> Comparison {
    let (before, after) = (Index::of(old), Index::of(new));
    let pairs = pair::pairs(old, new);
    let renames = Renames::of(&before, &after, &pairs);
    let mut changes = Changes::default();
    groups::compare(old, new, &mut changes);
    operations::compare((old, new), &pairs, &renames, &mut changes);
    items::compare((&before, &after), &renames, &mut changes);
    changes.finish()
}
