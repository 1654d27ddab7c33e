//! Lowering: from a document to an API.

mod body;
mod content;
mod contradiction;
mod example;
mod header;
mod operation;
mod parameter;
mod path;
mod response;
mod schema;
mod security;
mod server;
mod style;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_access;
mod xml;

use indexmap::{IndexMap, IndexSet};

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::ground::words::letters_and_digits;
use crate::model::api::{Api, Provenance, SchemeId, Service, ServiceId, Skipped};
use crate::model::profile::Profile;
use crate::read::source::{At, Document};

use super::reference::{References, Unresolved, reference};
use super::value::OpenApiValue;
use super::{Description, Version, root};
use schema::{Heirs, Known};

/// The methods of a path item (OpenAPI 3.2, "Path Item Object"), in the order of their declaration.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The API that a document describes.
///
/// An operation that cannot be lowered is in [`Provenance::skipped`] and among the diagnostics; the others are lowered.
pub(super) fn lower(
    description: &Description,
    profile: &Profile,
) -> (Api, Provenance, Diagnostics) {
    let root = root(&description.document);
    let info = root.get("info").unwrap_or_else(|| root.clone());
    let mut lowering = Lowering {
        version: description.version,
        references: References::new(&description.document),
        profile,
        api: Api {
            title: info
                .scalar_text("title")
                .unwrap_or_else(|| description.name.clone()),
            version: info.scalar_text("version"),
            description: info.prose_of("description"),
            ..Api::default()
        },
        provenance: Provenance::default(),
        diagnostics: Diagnostics::new(),
        types: IndexMap::new(),
        heirs: None,
        services: IndexMap::new(),
        schemes: IndexMap::new(),
        reported: IndexSet::new(),
        root,
    };
    lowering.root_servers();
    lowering.declare_schemes();
    lowering.tags();
    for call in calls(&lowering.root, &lowering.references) {
        lowering.call(&call);
    }
    (lowering.api, lowering.provenance, lowering.diagnostics)
}

/// A text that only a value at this origin has.
fn key(origin: &Origin) -> String {
    format!("{}#{}", origin.source().0, origin.pointer())
}

/// The state of one lowering.
struct Lowering<'d> {
    root: At<'d>,
    version: Version,
    references: References<'d>,
    profile: &'d Profile,
    api: Api,
    provenance: Provenance,
    diagnostics: Diagnostics,
    /// The types of the schemas that references name, by their JSON pointers.
    types: IndexMap<String, Known>,
    /// The schemas that extend others, once one was asked for.
    heirs: Option<Heirs<'d>>,
    /// The services by their names' letters.
    services: IndexMap<String, ServiceId>,
    schemes: IndexMap<String, SchemeId>,
    /// What is reported once for a document.
    reported: IndexSet<String>,
}

/// A method of a path: one operation.
pub(super) struct Call<'d> {
    /// In upper case.
    method: String,
    /// The key in `paths`.
    path: &'d str,
    pub(super) item: At<'d>,
    pub(super) operation: At<'d>,
}

/// The number of operations of a document.
pub(super) fn count_operations(document: &Document) -> usize {
    calls(&root(document), &References::new(document)).len()
}

/// The operations of a document in its order; a path item that is a reference is followed.
pub(super) fn calls<'d>(root: &At<'d>, references: &References<'d>) -> Vec<Call<'d>> {
    let paths = ["paths", "x-ms-paths"].into_iter();
    let paths = paths.flat_map(|key| root.entries_of(key));
    let paths = paths.filter(|(path, _)| !path.starts_with("x-"));
    paths
        .flat_map(|(path, item)| {
            let target = match references.target(&item) {
                Ok(target) => target,
                Err(_) => item.clone(),
            };
            calls_of_item(path, &item, &target)
        })
        .collect()
}

/// The operations of a path item: those beside its reference, then those of the reference's target.
fn calls_of_item<'d>(path: &'d str, item: &At<'d>, target: &At<'d>) -> Vec<Call<'d>> {
    let own = item.entries();
    let others = match item.origin == target.origin {
        true => Vec::new(),
        false => target.entries(),
    };
    let additional = target.entries_of("additionalOperations").into_iter();
    let declared = own
        .into_iter()
        .chain(others)
        .filter_map(|(key, operation)| {
            let lower = key.to_ascii_lowercase();
            METHODS
                .contains(&lower.as_str())
                .then(|| (lower.to_ascii_uppercase(), operation))
        });
    let additional = additional.map(|(key, operation)| (key.to_owned(), operation));
    let mut calls: Vec<Call<'d>> = Vec::new();
    for (method, operation) in declared.chain(additional) {
        let is_object = operation.value.is_object();
        if is_object && calls.iter().all(|call| call.method != method) {
            calls.push(Call {
                method,
                path,
                item: target.clone(),
                operation,
            });
        }
    }
    calls
}

impl<'d> Lowering<'d> {
    fn report(&mut self, code: Code, message: impl Into<String>, origin: &Origin) {
        self.diagnostics
            .push(Diagnostic::new(code, message).at(origin));
    }

    /// Reports what would otherwise be repeated for each use; `key` identifies it.
    fn report_once(
        &mut self,
        key: String,
        code: Code,
        message: impl Into<String>,
        origin: &Origin,
    ) {
        if self.reported.insert(key) {
            self.report(code, message, origin);
        }
    }

    /// The target of a reference; the value itself where it is none. `None`, with a diagnostic, where it has no target.
    fn followed(&mut self, node: &At<'d>) -> Option<At<'d>> {
        match self.references.target(node) {
            Ok(target) => Some(target),
            Err(unresolved) => {
                let reference = reference(node).unwrap_or_default();
                let message = match unresolved {
                    Unresolved::Missing => format!("nothing is at `{reference}` in this document"),
                    Unresolved::Circle => {
                        format!("the references from `{reference}` on form a circle")
                    }
                    Unresolved::OtherFile => {
                        format!("`{reference}` is in a file that was not read")
                    }
                };
                let key = format!("reference {reference}");
                self.report_once(key, Code::Unresolved, message, &node.origin);
                None
            }
        }
    }

    fn skip(&mut self, source_path: String, reason: String, origin: &Origin) {
        self.provenance.skipped.push(Skipped {
            source_path,
            reason,
            origin: origin.clone(),
        });
    }

    /// Adds the services that `tags` declares, in its order, with their descriptions.
    fn tags(&mut self) {
        for tag in self.root.elements_of("tags") {
            let name = tag.text().or_else(|| tag.scalar_text("name"));
            let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
                continue;
            };
            let id = self.service(&name, &tag.origin);
            let description = tag
                .prose_of("description")
                .or_else(|| tag.prose_of("summary"));
            if let Some(service) = self.api.services.get_mut(id) {
                service.description = service.description.take().or(description);
            }
        }
    }

    /// The service with a name; names that differ only in case and separators are one.
    fn service(&mut self, name: &str, origin: &Origin) -> ServiceId {
        let letters = letters_and_digits(name);
        let key = match letters.is_empty() {
            true => name.to_owned(),
            false => letters,
        };
        if let Some(id) = self.services.get(&key) {
            return *id;
        }
        let id = self.api.services.push(Service::new(name, origin.clone()));
        self.services.insert(key, id);
        id
    }
}
