//! Ways to authenticate: what callers have to prove themselves by.

use crate::rust::plan::Crate;
use crate::rust::plan::model::SchemeRow;

use super::change::{About, Found, Kind, Severity, Subject};
use super::pair::Pair;

/// The ways that the client knows. Whoever has credentials of a kind that is gone needs others, and no compiler
/// says so.
pub(super) fn client(old: &Crate, new: &Crate, found: &mut Found) {
    let about = About::new(Subject::Client, "Client");
    let (before, after) = (&old.api.schemes, &new.api.schemes);
    let gone = scheme_names(before.iter().filter(|scheme| !after.contains(scheme)));
    let fresh = scheme_names(after.iter().filter(|scheme| !before.contains(scheme)));
    match (gone.is_empty(), fresh.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let message = format!("authenticates by {fresh}, too");
            found.add(&about, Kind::Secured, Severity::Addition, message);
        }
        (false, true) => {
            let message = format!("authenticates by {gone} no more");
            found.breaking(&about, Kind::Secured, true, message);
        }
        (false, false) => {
            let message = format!("authenticates by {fresh} instead of {gone}");
            found.breaking(&about, Kind::Secured, true, message);
        }
    }
}

/// An operation that asks for another of the ways that the client knows; where the client itself changed, that is
/// reported once.
pub(super) fn operation(
    about: &About,
    (old, new): (&Crate, &Crate),
    pair: &Pair<'_>,
    found: &mut Found,
) {
    let of = |crate_: &'_ Crate, place: Option<usize>| -> Option<SchemeRow> {
        crate_.api.schemes.get(place?).cloned()
    };
    let before = of(old, pair.old.method.row.secured);
    let after = of(new, pair.new.method.row.secured);
    let replaced = |one: &Option<SchemeRow>, others: &[SchemeRow]| {
        one.as_ref().is_some_and(|one| !others.contains(one))
    };
    let is_clients = replaced(&before, &new.api.schemes) && replaced(&after, &old.api.schemes);
    if before != after && !is_clients {
        let word = |one: &Option<SchemeRow>| one.as_ref().map_or("nothing".to_owned(), name);
        let message = format!(
            "authenticates by {} instead of {}",
            word(&after),
            word(&before)
        );
        found.add(about, Kind::Secured, Severity::Behaviour, message);
    }
}

fn scheme_names<'a>(schemes: impl Iterator<Item = &'a SchemeRow>) -> String {
    let mut names: Vec<String> = schemes.map(name).collect();
    names.dedup();
    names.join(", ")
}

/// `Bearer`, `ApiKey X-Key`.
fn name(scheme: &SchemeRow) -> String {
    let named = |(key, text): &&(&str, String)| *key == "name" && !text.is_empty();
    match scheme.texts.iter().find(named) {
        Some((_, name)) => format!("{} {name}", scheme.kind),
        None => scheme.kind.to_owned(),
    }
}
