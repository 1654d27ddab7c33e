//! Compares the security schemes: the credentials that callers need.

use crate::rust::plan::Crate;
use crate::rust::plan::model::{Row, SchemeRow};

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

/// Compares the ways to authenticate an operation. Where the whole client replaced its schemes, that is reported once, for the
/// client.
pub(super) fn operation(
    about: &About,
    (old, new): (&Crate, &Crate),
    pair: &Pair<'_>,
    changes: &mut Changes,
) {
    let before = ways(old, &pair.old.method.row);
    let after = ways(new, &pair.new.method.row);
    if before == after {
        return;
    }
    let replaced = |ways: &[Way<'_>], others: &[SchemeRow]| {
        let mut schemes = ways.iter().flatten().peekable();
        schemes.peek().is_some() && schemes.all(|scheme| !others.contains(scheme))
    };
    if replaced(&before, &new.api.schemes) && replaced(&after, &old.api.schemes) {
        return;
    }
    // Callers of a way that is gone, or that needs more than before, are refused.
    let needs_at_most = |way: &Way<'_>, given: &Way<'_>| way.iter().all(|row| given.contains(row));
    let is_kept = |way: &Way<'_>| after.iter().any(|other| needs_at_most(other, way));
    let keeps_callers = !before.is_empty() && before.iter().all(is_kept);
    let severity = match keeps_callers {
        true => Severity::Addition,
        false => Severity::Behaviour,
    };
    let (was, now) = (described(&before), described(&after));
    let message = format!("authenticates by {now} instead of {was}");
    changes.add(about, Kind::Secured, severity, message);
}

/// The schemes of a way to authenticate.
type Way<'a> = Vec<&'a SchemeRow>;

fn ways<'a>(crate_: &'a Crate, row: &Row) -> Vec<Way<'a>> {
    let ways = row.secured.iter().map(|way| {
        let schemes = way.iter();
        let schemes = schemes.filter_map(|needed| crate_.api.schemes.get(needed.scheme));
        schemes.collect()
    });
    ways.collect()
}

/// `Bearer`, `ApiKey X-Key and Basic, or nothing`.
fn described(ways: &[Way<'_>]) -> String {
    let texts = ways.iter().map(|way| {
        let names: Vec<String> = way.iter().map(|scheme| name(scheme)).collect();
        match names.is_empty() {
            true => "nothing".to_owned(),
            false => names.join(" and "),
        }
    });
    let texts: Vec<String> = texts.collect();
    match texts.is_empty() {
        true => "nothing".to_owned(),
        false => texts.join(", or "),
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
