//! Merges the APIs of several inputs: operations of later inputs replace those of earlier ones.

use std::collections::BTreeSet;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::api::{
    Api, Operation, Provenance, ProvenanceId, SchemeId, SecurityKind, SecurityScheme, Server,
    Service, ServiceId, TypeId, source_path,
};
use crate::model::graph::visit;

/// Merges the inputs' APIs in their order.
///
/// An operation replaces the one of an earlier input with the same method and path, names of path parameters aside, and
/// keeps that one's service and groups; other operations are added. Title, version and description are those of the
/// first input that has them.
pub fn merge(inputs: Vec<(Api, Provenance)>) -> (Api, Provenance, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut inputs = inputs.into_iter();
    let (mut merged, mut provenance) = inputs.next().unwrap_or_default();
    for (mut api, added) in inputs {
        add_provenance(&mut provenance, added, &mut api.operations);
        add(&mut merged, api, &mut provenance, &mut diagnostics);
    }
    (merged, provenance, diagnostics)
}

/// Adds the provenance of an input, and renumbers the ids in its operations.
fn add_provenance(merged: &mut Provenance, mut input: Provenance, operations: &mut [Operation]) {
    let ProvenanceId(offset) = merged.operations.next_id();
    let ids = operations
        .iter_mut()
        .filter_map(|operation| operation.provenance.as_mut());
    for ProvenanceId(id) in ids {
        *id = id.saturating_add(offset);
    }
    merged.operations.append(&mut input.operations);
    merged.skipped.append(&mut input.skipped);
    merged.requests += input.requests;
    for (kind, count) in input.unused {
        *merged.unused.entry(kind).or_default() += count;
    }
}

fn add(merged: &mut Api, mut api: Api, provenance: &mut Provenance, diagnostics: &mut Diagnostics) {
    let earlier = merged.operations.len();
    let TypeId(offset) = merged.types.next_id();
    visit::renumber(&mut api, |id| TypeId(id.0.saturating_add(offset)));
    merged.types.append(&mut api.types);
    if merged.title.is_empty() {
        merged.title = std::mem::take(&mut api.title);
    }
    merged.version = merged.version.take().or_else(|| api.version.take());
    merged.description = merged.description.take().or_else(|| api.description.take());
    for mut operation in std::mem::take(&mut api.operations) {
        renumber_schemes(merged, &api, &mut operation);
        let candidates = merged.operations.get(..earlier).unwrap_or_default();
        match index_of_replaced(candidates, &operation) {
            Some(index) => {
                let replaced = replace(merged, &api, index, operation, provenance);
                if let Some(diagnostic) = replaced {
                    diagnostics.push(diagnostic);
                }
            }
            None => {
                operation.service = service(merged, api.service(operation.service));
                let server = api.servers.get(operation.server);
                operation.server = server.map_or(0, |server| server_index(merged, server));
                merged.operations.push(operation);
            }
        }
    }
}

/// The index of the earlier operation that this one replaces: the only one with its method and path, or, of several,
/// the one with its name.
fn index_of_replaced(earlier: &[Operation], operation: &Operation) -> Option<usize> {
    let path = without_names(&operation.key.path);
    let same_key: Vec<(usize, &Operation)> = earlier
        .iter()
        .enumerate()
        .filter(|(_, other)| other.key.method == operation.key.method)
        .filter(|(_, other)| without_names(&other.key.path) == path)
        .collect();
    let found = match same_key.as_slice() {
        [only] => Some(only),
        several => several
            .iter()
            .find(|(_, other)| other.name == operation.name),
    };
    found.map(|(index, _)| *index)
}

/// A path without the names of its parameters.
pub(super) fn without_names(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((head, tail)) = rest.split_once('{') {
        plain.extend([head, "{}"]);
        rest = tail.split_once('}').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

/// Replaces an operation, and returns the diagnostic that says so.
fn replace(
    merged: &mut Api,
    api: &Api,
    index: usize,
    mut new: Operation,
    provenance: &mut Provenance,
) -> Option<Diagnostic> {
    let server = api.servers.get(new.server);
    let server = server.filter(|server| !server.url.is_empty());
    let server = server.map(|server| server_index(merged, server));
    let old = merged.operations.get_mut(index)?;
    let message = format!(
        "`{}` replaces `{}` of an earlier input",
        provenance.source_paths(&new).join("`, `"),
        provenance.source_paths(old).join("`, `")
    );
    let replaced = Diagnostic::new(Code::Replaced, message).at(&new.origin);
    new.server = server.unwrap_or(old.server);
    new.service = old.service;
    new.groups = std::mem::take(&mut old.groups);
    // An item exported alone lacks the auth that it inherits from its collection.
    if new.security.is_empty() {
        new.security = std::mem::take(&mut old.security);
    }
    let sources = new
        .provenance
        .and_then(|id| provenance.operations.get_mut(id));
    if let Some(first) = sources.and_then(|sources| sources.source_paths.first_mut()) {
        *first = source_path(&new.groups, &new.name);
    }
    *old = new;
    Some(replaced)
}

/// Replaces the ids of an operation's schemes by those of the same schemes in `merged`.
fn renumber_schemes(merged: &mut Api, api: &Api, operation: &mut Operation) {
    let ways = operation.security.iter_mut();
    for requirement in ways.flat_map(|way| &mut way.schemes) {
        if let Some(new) = api.security.get(requirement.scheme) {
            requirement.scheme = scheme(merged, new);
        }
    }
}

/// The id of the same scheme, newly added if there is none: one that signs requests alike and has its tokens from the same
/// place, if possible of the same name. Documents of one API declare the scopes that they use, which are joined.
fn scheme(merged: &mut Api, new: &SecurityScheme) -> SchemeId {
    let kind = without_scopes(&new.kind);
    let alike = |scheme: &SecurityScheme| without_scopes(&scheme.kind) == kind;
    let named = |scheme: &SecurityScheme| scheme.name == new.name && alike(scheme);
    let found = merged.security.find_id(named);
    let Some(id) = found.or_else(|| merged.security.find_id(alike)) else {
        return merged.security.push(new.clone());
    };
    if let Some(scheme) = merged.security.get_mut(id) {
        join_scopes(&mut scheme.kind, &new.kind);
    }
    id
}

fn without_scopes(kind: &SecurityKind) -> SecurityKind {
    let mut kind = kind.clone();
    if let SecurityKind::OAuth2(oauth2) = &mut kind {
        oauth2.flows.iter_mut().for_each(|flow| flow.scopes.clear());
    }
    kind
}

/// Adds the scopes of a scheme with the same flows.
fn join_scopes(kind: &mut SecurityKind, new: &SecurityKind) {
    let (SecurityKind::OAuth2(kind), SecurityKind::OAuth2(new)) = (kind, new) else {
        return;
    };
    for (flow, new) in kind.flows.iter_mut().zip(&new.flows) {
        let known: BTreeSet<String> = flow.scopes.iter().map(|scope| scope.name.clone()).collect();
        let added = new.scopes.iter();
        let added = added.filter(|scope| !known.contains(&scope.name));
        flow.scopes.extend(added.cloned());
    }
}

/// The index of the same server. A server without a URL is the same as any of its name.
fn server_index(merged: &mut Api, new: &Server) -> usize {
    let mut servers = merged.servers.iter();
    let same = servers.position(|server| {
        server.name == new.name
            && (server.url == new.url || new.url.is_empty() || server.url.is_empty())
    });
    let index = same.unwrap_or(merged.servers.len());
    match merged.servers.get_mut(index) {
        Some(server) if server.url.is_empty() => *server = new.clone(),
        Some(_) => {}
        None => merged.servers.push(new.clone()),
    }
    index
}

fn service(merged: &mut Api, new: &Service) -> ServiceId {
    let same = merged.services.find_id(|service| service.name == new.name);
    same.unwrap_or_else(|| merged.services.push(new.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_without_names() {
        assert_eq!(without_names("/a/{id}/b/{c}.json"), "/a/{}/b/{}.json");
        assert_eq!(without_names("/a/{open"), "/a/{}");
    }
}
