//! Several inputs become one API: what a later one says of an operation holds.

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::api::{
    Api, Operation, Provenance, ProvenanceId, SchemeId, SecurityScheme, Server, Service, ServiceId,
    TypeId, source_path,
};

use crate::model::graph::visit;

/// Joins the inputs' APIs in their order.
///
/// An operation of a later input takes the place of the earlier one of equal method and path, whatever
/// the path's parameters are called, and keeps that one's service and groups; others are added. Title,
/// version and prose are those of the first input that has them.
pub fn merge(inputs: Vec<(Api, Provenance)>) -> (Api, Provenance, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut inputs = inputs.into_iter();
    let (mut all, mut sources) = inputs.next().unwrap_or_default();
    for (mut api, provenance) in inputs {
        add_provenance(&mut sources, provenance, &mut api.operations);
        add(&mut all, api, &mut sources, &mut diagnostics);
    }
    (all, sources, diagnostics)
}

/// Adds the provenance of an input, and renumbers what its operations refer to.
fn add_provenance(all: &mut Provenance, mut input: Provenance, operations: &mut [Operation]) {
    let ProvenanceId(offset) = all.operations.next_id();
    for ProvenanceId(id) in operations
        .iter_mut()
        .filter_map(|operation| operation.provenance.as_mut())
    {
        *id = id.saturating_add(offset);
    }
    all.operations.append(&mut input.operations);
    all.skipped.append(&mut input.skipped);
    all.requests += input.requests;
    for (kind, count) in input.unused {
        *all.unused.entry(kind).or_default() += count;
    }
}

fn add(all: &mut Api, mut api: Api, sources: &mut Provenance, diagnostics: &mut Diagnostics) {
    let known = all.operations.len();
    let offset = u32::try_from(all.types.len()).unwrap_or(u32::MAX);
    visit::renumber(&mut api, |id| TypeId(id.0.saturating_add(offset)));
    all.types.append(&mut api.types);
    if all.title.is_empty() {
        all.title = std::mem::take(&mut api.title);
    }
    all.version = all.version.take().or_else(|| api.version.take());
    all.description = all.description.take().or_else(|| api.description.take());
    for mut operation in std::mem::take(&mut api.operations) {
        operation.security = operation.security.and_then(|id| scheme(all, &api, id));
        match replaced(all.operations.get(..known).unwrap_or_default(), &operation) {
            Some(place) => {
                let replaced = replace(all, &api, place, operation, sources);
                replaced
                    .into_iter()
                    .for_each(|found| diagnostics.push(found));
            }
            None => {
                operation.service = service(all, api.service(operation.service));
                operation.server = api
                    .servers
                    .get(operation.server)
                    .map_or(0, |one| server(all, one));
                all.operations.push(operation);
            }
        }
    }
}

/// The earlier operation that this one takes the place of: the only one of its key, or of those the
/// one of its name.
fn replaced(known: &[Operation], operation: &Operation) -> Option<usize> {
    let path = nameless(&operation.key.path);
    let equal =
        |one: &Operation| one.key.method == operation.key.method && nameless(&one.key.path) == path;
    let places: Vec<usize> = (0..known.len())
        .filter(|&place| known.get(place).is_some_and(equal))
        .collect();
    match places.as_slice() {
        [only] => Some(*only),
        several => several.iter().copied().find(|&place| {
            known
                .get(place)
                .is_some_and(|one| one.name == operation.name)
        }),
    }
}

/// A path without its parameters' names.
fn nameless(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((head, tail)) = rest.split_once('{') {
        plain.extend([head, "{}"]);
        rest = tail.split_once('}').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

fn replace(
    all: &mut Api,
    api: &Api,
    place: usize,
    mut new: Operation,
    sources: &mut Provenance,
) -> Option<Diagnostic> {
    let base = api
        .servers
        .get(new.server)
        .filter(|one| !one.url.is_empty());
    let base = base.map(|one| server(all, one));
    let old = all.operations.get_mut(place)?;
    let message = format!(
        "`{}` takes the place of an earlier input's `{}`",
        sources.source_paths(&new).join("`, `"),
        sources.source_paths(old).join("`, `")
    );
    let replaced = Diagnostic::new(Code::Replaced, message).at(&new.origin);
    new.server = base.unwrap_or(old.server);
    new.service = old.service;
    new.groups = std::mem::take(&mut old.groups);
    // A lone item says nothing of the auth that it inherits at home.
    new.security = new.security.or(old.security);
    let own = new.provenance.and_then(|id| sources.operations.get_mut(id));
    if let Some(first) = own.and_then(|own| own.source_paths.first_mut()) {
        *first = source_path(&new.groups, &new.name);
    }
    *old = new;
    Some(replaced)
}

fn scheme(all: &mut Api, api: &Api, id: SchemeId) -> Option<SchemeId> {
    let new: &SecurityScheme = api.security.get(usize::try_from(id.0).ok()?)?;
    let index = all
        .security
        .iter()
        .position(|one| one.kind == new.kind)
        .unwrap_or_else(|| {
            all.security.push(new.clone());
            all.security.len() - 1
        });
    u32::try_from(index).ok().map(SchemeId)
}

/// The index of an equal server. One without a URL is any known one of its name.
fn server(all: &mut Api, new: &Server) -> usize {
    let equal = |one: &Server| {
        one.name == new.name && (one.url == new.url || new.url.is_empty() || one.url.is_empty())
    };
    match all.servers.iter().position(equal) {
        Some(index) => {
            if let Some(known) = all
                .servers
                .get_mut(index)
                .filter(|known| known.url.is_empty())
            {
                *known = new.clone();
            }
            index
        }
        None => {
            all.servers.push(new.clone());
            all.servers.len() - 1
        }
    }
}

fn service(all: &mut Api, new: &Service) -> ServiceId {
    let index = all
        .services
        .iter()
        .position(|one| one.name == new.name)
        .unwrap_or_else(|| {
            all.services.push(new.clone());
            all.services.len() - 1
        });
    ServiceId(u32::try_from(index).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_compare_without_names() {
        assert_eq!(nameless("/a/{id}/b/{c}.json"), "/a/{}/b/{}.json");
        assert_eq!(nameless("/a/{open"), "/a/{}");
    }
}
