//! What happens to whole operations: they go, get names, move, become several.

use std::collections::BTreeSet;

use crate::model::api::{Api, Operation, Provenance, Service, ServiceId, Skipped, source_path};

use crate::model::graph::visit;
use crate::refine::error::CorrectionError;

/// Takes operations out, and the groups that are left empty.
pub(super) fn skip(api: &mut Api, provenance: &mut Provenance, places: &BTreeSet<usize>) {
    let mut kept = Vec::with_capacity(api.operations.len());
    for (index, operation) in std::mem::take(&mut api.operations).into_iter().enumerate() {
        match places.contains(&index) {
            false => kept.push(operation),
            true => {
                let skipped = skipped(&operation, provenance.source_paths(&operation));
                provenance.skipped.extend(skipped);
            }
        }
    }
    api.operations = kept;
    drop_empty_groups(api);
}

fn skipped(operation: &Operation, source_paths: &[String]) -> Vec<Skipped> {
    let skipped = |path: &String| Skipped {
        source_path: path.clone(),
        reason: "the profile leaves it out".to_owned(),
        origin: operation.origin.clone(),
    };
    source_paths.iter().map(skipped).collect()
}

fn drop_empty_groups(api: &mut Api) {
    let used: BTreeSet<ServiceId> = api.operations.iter().map(|one| one.service).collect();
    let mut places = Vec::with_capacity(api.services.len());
    let mut kept = Vec::new();
    for (index, service) in std::mem::take(&mut api.services).into_iter().enumerate() {
        places.push(ServiceId(u32::try_from(kept.len()).unwrap_or(u32::MAX)));
        if used.contains(&ServiceId(u32::try_from(index).unwrap_or(u32::MAX))) {
            kept.push(service);
        }
    }
    api.services = kept;
    for operation in &mut api.operations {
        if let Some(place) = places.get(operation.service.0 as usize) {
            operation.service = *place;
        }
    }
}

/// Gives a method its name.
pub(super) fn rename(api: &mut Api, index: usize, name: &str) -> Result<(), CorrectionError> {
    if !name.chars().any(char::is_alphanumeric) {
        return Err(CorrectionError::new(format!(
            "`{name}` is no name for a method"
        )));
    }
    let service = api.operations.get(index).map(|one| one.service);
    let taken = api
        .operations
        .iter()
        .find(|one| Some(one.service) == service && one.declared_name.as_deref() == Some(name));
    if let Some(other) = taken {
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

/// Moves an operation to the group of this name.
pub(super) fn move_to_group(api: &mut Api, index: usize, name: &str) {
    let Some(operation) = api.operations.get_mut(index) else {
        return;
    };
    let known = api.services.iter().position(|one| alike(&one.name, name));
    let place = known.unwrap_or(api.services.len());
    operation.service = ServiceId(u32::try_from(place).unwrap_or(u32::MAX));
    if known.is_none() {
        api.services.push(Service {
            declared: true,
            ..Service::new(name, operation.origin.clone())
        });
    }
}

fn alike(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Makes an operation as many as there are names, each with types of its own.
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
