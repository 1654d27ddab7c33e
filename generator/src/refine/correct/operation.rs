//! Corrections of whole operations: skip, rename, group and split.

use std::collections::BTreeSet;

use crate::ground::index::IndexVec;
use crate::model::api::{Api, Provenance, Service, ServiceId, Skipped, source_path};
use crate::model::graph::visit;
use crate::refine::error::CorrectionError;

/// Removes the operations for whose indices there is a reason, and the groups that have none any more.
pub(in crate::refine) fn remove_operations(
    api: &mut Api,
    provenance: &mut Provenance,
    reason: impl Fn(usize) -> Option<&'static str>,
) {
    let mut rest = Vec::with_capacity(api.operations.len());
    for (index, operation) in std::mem::take(&mut api.operations).into_iter().enumerate() {
        let Some(reason) = reason(index) else {
            rest.push(operation);
            continue;
        };
        let skipped: Vec<Skipped> = provenance
            .source_paths(&operation)
            .iter()
            .map(|path| Skipped {
                source_path: path.clone(),
                reason: reason.to_owned(),
                origin: operation.origin.clone(),
            })
            .collect();
        provenance.skipped.extend(skipped);
    }
    api.operations = rest;
    remove_empty_groups(api);
}

fn remove_empty_groups(api: &mut Api) {
    let operations = api.operations.iter();
    let used: BTreeSet<ServiceId> = operations.map(|operation| operation.service).collect();
    let mut new_ids: IndexVec<ServiceId, ServiceId> = IndexVec::default();
    let mut rest: IndexVec<ServiceId, Service> = IndexVec::default();
    for service in std::mem::take(&mut api.services) {
        let id = new_ids.push(rest.next_id());
        if used.contains(&id) {
            rest.push(service);
        }
    }
    api.services = rest;
    for operation in &mut api.operations {
        if let Some(id) = new_ids.get(operation.service) {
            operation.service = *id;
        }
    }
}

/// Sets the name of an operation's method.
pub(super) fn rename(api: &mut Api, index: usize, name: &str) -> Result<(), CorrectionError> {
    if !name.chars().any(char::is_alphanumeric) {
        return Err(CorrectionError::new(format!(
            "`{name}` is no name for a method"
        )));
    }
    let service = api.operations.get(index).map(|operation| operation.service);
    let mut same_service = api
        .operations
        .iter()
        .filter(|operation| Some(operation.service) == service);
    if let Some(other) = same_service.find(|other| other.declared_name.as_deref() == Some(name)) {
        return Err(CorrectionError::new(format!(
            "`{}` has this name already",
            other.key
        )));
    }
    if let Some(operation) = api.operations.get_mut(index) {
        operation.declared_name = Some(name.to_owned());
    }
    Ok(())
}

/// Moves an operation to the group of this name, whatever its letter case; to a new group where none has it.
pub(super) fn move_to_group(api: &mut Api, index: usize, name: &str) {
    let Some(operation) = api.operations.get_mut(index) else {
        return;
    };
    let spelling = |name: &str| name.trim().to_lowercase();
    let services = &mut api.services;
    let existing = services.find_id(|service| spelling(&service.name) == spelling(name));
    operation.service = existing.unwrap_or_else(|| {
        services.push(Service {
            declared: true,
            ..Service::new(name, operation.origin.clone())
        })
    });
}

/// Replaces an operation by one for each name, each with types of its own.
pub(super) fn split(
    api: &mut Api,
    provenance: &mut Provenance,
    index: usize,
    names: &[String],
) -> Result<(), CorrectionError> {
    let mut unique: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    unique.sort();
    unique.dedup();
    if unique.len() < 2 || unique.len() != names.len() {
        return Err(CorrectionError::new(
            "it needs at least two names, all different",
        ));
    }
    let Some(whole) = api.operations.get(index).cloned() else {
        return Ok(());
    };
    let mut parts = Vec::with_capacity(names.len());
    for name in names {
        let mut part = whole.clone();
        part.name.clone_from(name);
        part.provenance = Some(provenance.add(vec![source_path(&whole.groups, name)]));
        visit::copy(api, &mut part, name);
        parts.push(part);
    }
    api.operations.splice(index..=index, parts);
    Ok(())
}
