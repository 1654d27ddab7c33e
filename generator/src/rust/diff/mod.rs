//! Two crates held against each other, as a caller of the older one meets it.
//!
//! What is compared is the plan of the Rust crate, because that is what callers compile against. A caller
//! may name every module, method, setter, type, field and variant, and writes `..Default::default()`
//! behind the fields of a struct that requests hold; the type of a call that is not yet sent is no part of
//! the promise, because it becomes a builder with the first optional value. `tests/tests/it/diff_verdicts`
//! compiles such a caller against both crates and holds the verdicts against the compiler's.

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

use change::Found;
use index::{Index, Renames};

use crate::rust::plan::Crate;

/// What a caller of `old` meets in `new`: the worst first, else in the order of the crate.
pub fn compare(old: &Crate, new: &Crate) -> Comparison {
    let (before, after) = (Index::of(old), Index::of(new));
    let pairs = pair::pairs(old, new);
    let renames = Renames::of(&before, &after, &pairs);
    let mut found = Found::default();
    groups::compare(old, new, &mut found);
    operations::compare((old, new), &pairs, &renames, &mut found);
    items::compare((&before, &after), &renames, &mut found);
    found.finish()
}
