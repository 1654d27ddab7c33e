//! Applies the profile's corrections to operations.
//!
//! A correction that matches nothing is an error: the source has changed since, or the correction was never right.

mod body;
mod encode_twice;
mod error_name;
mod example;
mod field;
mod operation;
mod target;
mod values;

use std::collections::BTreeSet;

use crate::ground::diagnostic::{Diagnostic, Diagnostics};
use crate::model::api::{Api, Provenance};
use crate::model::profile::{Entry, Profile, Split, SplitBy};

pub(super) use operation::remove_operations;

use super::error::{CorrectionError, did_you_mean, unmatched};

/// Applies all corrections.
pub(super) fn correct(
    api: &mut Api,
    provenance: &mut Provenance,
    profile: &Profile,
) -> Diagnostics {
    encode_twice::set_identifier_types(api);
    let mut corrector = Corrector {
        diagnostics: error_name::set_error_names(api, profile),
        skipped: BTreeSet::new(),
        profile,
    };
    // Splits come first, since other entries name the operations that they result in.
    for entry in profile.corrections() {
        if let Some(Split::Into(names)) = &entry.correction.split {
            corrector.split(api, provenance, entry, names);
        }
    }
    for entry in profile.corrections() {
        if !matches!(entry.correction.split, Some(Split::Into(_))) {
            corrector.apply(api, provenance, entry);
        }
    }
    let skipped = corrector.skipped;
    remove_operations(api, provenance, |index| {
        skipped
            .contains(&index)
            .then_some("the profile leaves it out")
    });
    corrector.diagnostics
}

struct Corrector<'p> {
    diagnostics: Diagnostics,
    /// The indices of operations to leave out. They are removed at the end, so that indices stay valid.
    skipped: BTreeSet<usize>,
    profile: &'p Profile,
}

impl Corrector<'_> {
    /// The indices of the operations that an entry is about; empty, with a diagnostic, where its address matches none,
    /// or is the name of several.
    fn matching(&mut self, api: &Api, provenance: &Provenance, entry: &Entry) -> Vec<usize> {
        let operations = api.operations.iter().enumerate();
        let matching: Vec<usize> = operations
            .filter(|(_, operation)| {
                let source_paths = provenance.source_paths(operation);
                entry.address.matches(operation, source_paths)
            })
            .map(|(index, _)| index)
            .collect();
        if matching.is_empty() {
            self.push(entry, no_match(entry, api, provenance));
        }
        let mut keys = matching
            .iter()
            .filter_map(|&index| Some(&api.operations.get(index)?.key));
        let first = keys.next();
        if entry.address.is_item() && keys.any(|key| Some(key) != first) {
            let operations = listed(api, &matching);
            let message = format!("`{}` is ambiguous: it matches {operations}", entry.address);
            self.push(entry, unmatched(message, Some(BE_SPECIFIC.to_owned())));
            return Vec::new();
        }
        matching
    }

    fn split(
        &mut self,
        api: &mut Api,
        provenance: &mut Provenance,
        entry: &Entry,
        names: &[String],
    ) {
        let result = match self.matching(api, provenance, entry).as_slice() {
            [] => Ok(()),
            [index] => operation::split(api, provenance, *index, names),
            indices => Err(ambiguous(api, indices)),
        };
        self.report(entry, "split", result);
    }

    fn apply(&mut self, api: &mut Api, provenance: &Provenance, entry: &Entry) {
        let matching = self.matching(api, provenance, entry);
        let correction = &entry.correction;
        let Some(&first) = matching.first() else {
            return;
        };
        for &index in &matching {
            if let Some(operation) = api.operations.get_mut(index) {
                let effects = &mut operation.effects;
                effects.idempotent = correction.idempotent.or(effects.idempotent);
                if correction.rate_label.is_some() {
                    effects.rate_label.clone_from(&correction.rate_label);
                }
            }
        }
        if correction.join {
            self.report(entry, "join", check_joined(api, provenance, &matching));
        }
        if correction.split == Some(Split::By(SplitBy::Items)) && matching.len() == 1 {
            let error = CorrectionError::new("it has only one item");
            self.report(entry, "split", Err(error));
        }
        if correction.skip {
            self.skipped.extend(&matching);
        }
        if let Some(name) = &correction.group {
            for &index in &matching {
                operation::move_to_group(api, index, name);
            }
        }
        if let Some(name) = &correction.rename {
            let result = match matching.len() {
                1 => operation::rename(api, first, name),
                _ => Err(ambiguous(api, &matching)),
            };
            self.report(entry, "rename", result);
        }
        self.apply_to_values(api, entry, &matching);
    }

    fn apply_to_values(&mut self, api: &mut Api, entry: &Entry, matching: &[usize]) {
        let correction = &entry.correction;
        for name in &correction.encode_twice {
            let result = any(matching, |index| {
                encode_twice::encode_twice(api, index, name)
            });
            self.report(entry, "encode_twice", result);
        }
        if let Some(correction) = &correction.body {
            let general = entry.address.is_general();
            let result = any(matching, |index| {
                body::encode(api, index, correction, general)
            });
            self.report(entry, "body", result);
        }
        for (code, name) in &correction.errors {
            let result = any(matching, |index| {
                error_name::set_error_name(api, index, code.get_ref(), name)
            });
            if let Err(error) = result {
                let diagnostic = error.diagnostic(code.get_ref(), entry);
                let located = self.profile.locate(diagnostic, &code.span());
                self.diagnostics.push(located);
            }
        }
        for (location, field) in &correction.fields {
            let text = location.get_ref();
            let result = any(matching, |index| field::correct(api, index, text, field));
            if let Err(error) = result {
                let diagnostic = error.diagnostic(text, entry);
                let located = self.profile.locate(diagnostic, &location.span());
                self.diagnostics.push(located);
            }
        }
    }

    fn report(&mut self, entry: &Entry, key: &str, result: Result<(), CorrectionError>) {
        if let Err(error) = result {
            self.push(entry, error.diagnostic(key, entry));
        }
    }

    fn push(&mut self, entry: &Entry, diagnostic: Diagnostic) {
        let located = self.profile.locate(diagnostic, &entry.span);
        self.diagnostics.push(located);
    }
}

/// Applies a correction to each operation. It succeeds if it can be applied to one of them; otherwise the first error
/// is returned.
fn any(
    indices: &[usize],
    apply: impl FnMut(usize) -> Result<(), CorrectionError>,
) -> Result<(), CorrectionError> {
    let results: Vec<_> = indices.iter().copied().map(apply).collect();
    match results.iter().any(Result::is_ok) {
        true => Ok(()),
        false => results.into_iter().collect(),
    }
}

/// Checks that items were joined. The front end joins them, since that decides the types.
fn check_joined(
    api: &Api,
    provenance: &Provenance,
    matching: &[usize],
) -> Result<(), CorrectionError> {
    let items = |index: usize| {
        api.operations
            .get(index)
            .map_or(0, |operation| provenance.source_paths(operation).len())
    };
    Err(CorrectionError::new(match matching {
        [index] if items(*index) > 1 => return Ok(()),
        [_] => "it has only one item",
        _ => "items are joined by method and path, so the address must be these",
    }))
}

/// The help for an address that must match one operation and matches several.
const BE_SPECIFIC: &str = "write method and path, or folder and name";

fn ambiguous(api: &Api, matching: &[usize]) -> CorrectionError {
    CorrectionError {
        reason: format!("it matches {}", listed(api, matching)),
        help: Some(BE_SPECIFIC.to_owned()),
    }
}

/// The number of operations and the first three of them: ``2 operations (`GET /a`, `GET /b`)``.
fn listed(api: &Api, indices: &[usize]) -> String {
    let operations = indices
        .iter()
        .filter_map(|&index| api.operations.get(index));
    let first: Vec<String> = operations
        .take(3)
        .map(|operation| format!("`{}`", operation.key))
        .collect();
    let more = if indices.len() > first.len() {
        ", …"
    } else {
        ""
    };
    format!("{} operations ({}{more})", indices.len(), first.join(", "))
}

fn no_match(entry: &Entry, api: &Api, provenance: &Provenance) -> Diagnostic {
    let address = entry.address.to_string();
    let mut candidates: Vec<String> = Vec::new();
    for operation in &api.operations {
        candidates.push(operation.key.to_string());
        for path in provenance.source_paths(operation) {
            candidates.push(path.replace(" / ", "/"));
            let name = path.rsplit(" / ").next().unwrap_or(path);
            candidates.extend(
                operation
                    .groups
                    .first()
                    .map(|group| format!("{group}/{name}")),
            );
            candidates.push(name.to_owned());
        }
    }
    let help = did_you_mean(&address, candidates.iter().map(String::as_str));
    unmatched(format!("no operation matches `{address}`"), help)
}
