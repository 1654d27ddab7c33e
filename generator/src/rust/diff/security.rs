//! Compares the security schemes: the credentials that callers need.

use crate::rust::plan::Crate;
use crate::rust::plan::model::SchemeRow;

use super::change::{About, Changes, Kind, Severity, Subject};
use super::pair::Pair;

/// Compares the schemes of the client. A caller with credentials of a removed scheme needs others, and the compiler reports
/// no error.
pub(super) fn client(old: &Crate, new: &Crate, changes: &mut Changes) {
    let about = About::new(Subject::Client, "Client");
    let (before, after) = (&old.api.schemes, &new.api.schemes);
    let gone = scheme_names(before.iter().filter(|scheme| !after.contains(scheme)));
    let fresh = scheme_names(after.iter().filter(|scheme| !before.contains(scheme)));
    match (gone.is_empty(), fresh.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let message = format!("authenticates by {fresh}, too");
            changes.add(&about, Kind::Secured, Severity::Addition, message);
        }
        (false, true) => {
            let message = format!("authenticates by {gone} no more");
            changes.breaking(&about, Kind::Secured, true, message);
        }
        (false, false) => {
            let message = format!("authenticates by {fresh} instead of {gone}");
            changes.breaking(&about, Kind::Secured, true, message);
        }
    }
}

/// Compares the scheme of an operation. A scheme that the whole client replaced is reported once, for the client.
pub(super) fn operation(
    about: &About,
    (old, new): (&Crate, &Crate),
    pair: &Pair<'_>,
    changes: &mut Changes,
) {
    let scheme = |crate_: &'_ Crate, index: Option<usize>| -> Option<SchemeRow> {
        crate_.api.schemes.get(index?).cloned()
    };
    let before = scheme(old, pair.old.method.row.secured);
    let after = scheme(new, pair.new.method.row.secured);
    let replaced = |scheme: &Option<SchemeRow>, others: &[SchemeRow]| {
        scheme
            .as_ref()
            .is_some_and(|scheme| !others.contains(scheme))
    };
    let is_clients = replaced(&before, &new.api.schemes) && replaced(&after, &old.api.schemes);
    if before != after && !is_clients {
        let word = |scheme: &Option<SchemeRow>| scheme.as_ref().map_or("nothing".to_owned(), name);
        let message = format!(
            "authenticates by {} instead of {}",
            word(&after),
            word(&before)
        );
        changes.add(about, Kind::Secured, Severity::Behaviour, message);
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
