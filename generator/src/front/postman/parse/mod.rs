//! Documents to the model: every shape that people export, read leniently.
//!
//! A shape that makes no sense costs itself and is told; nothing here fails on the way.

mod at;
mod auth;
mod body;
mod dump;
mod node;
mod pair;
mod request;
mod response;
mod unused;
mod url;
mod v1;
mod v3;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::read::detect::{self, Kind};
use crate::read::source::Document;

use super::model::{Behavior, Collection, Environment, Node};
use at::At;

/// Whether a document is a collection of any version, a folder, an item or a request.
pub fn is_collection(document: &Document) -> bool {
    match detect::kind(document) {
        Kind::Collection | Kind::CollectionVersion1 => true,
        Kind::Item | Kind::Request | Kind::RequestVersion1 | Kind::RequestVersion3 => true,
        Kind::Dump => dump::holds_any(&At::of(document).inside_envelope()),
        Kind::Directory => true,
        Kind::Environment | Kind::OpenApi | Kind::Swagger | Kind::Unknown => false,
    }
}

/// A document as a collection: a whole one of any version, a folder, an item or a request.
///
/// `stem` names a collection that does not name itself. `None` for a document that [`is_collection`] does not accept,
/// and for a directory of several collections.
pub fn collection(document: &Document, stem: &str) -> (Option<Collection>, Diagnostics) {
    let mut reader = Reader::default();
    let collection = reader.document(document, stem);
    (collection, reader.diagnostics)
}

/// A document as an environment or a file of globals.
pub fn environment(document: &Document) -> (Option<Environment>, Diagnostics) {
    let mut reader = Reader::default();
    if detect::kind(document) != Kind::Environment {
        reader
            .diagnostics
            .push(detect::not_an_environment(document));
        return (None, reader.diagnostics);
    }
    let root = At::of(document).inside_envelope();
    let values = root
        .get("values")
        .map(|list| reader.variables(&list))
        .unwrap_or_default();
    let environment = Environment {
        values: values
            .into_iter()
            .filter(|variable| !variable.disabled)
            .collect(),
        globals: root.string("_postman_variable_scope").as_deref() == Some("globals"),
    };
    (Some(environment), reader.diagnostics)
}

/// What is gathered while reading.
#[derive(Default)]
struct Reader {
    diagnostics: Diagnostics,
    unused: Vec<(String, Origin)>,
    /// Whether an item says what Postman's OpenAPI converter says on every item.
    converter_marks: bool,
}

impl Reader {
    fn warn(&mut self, code: Code, message: impl Into<String>, origin: &Origin) {
        self.diagnostics
            .push(Diagnostic::new(code, message).at(origin));
    }

    fn unused(&mut self, what: impl Into<String>, origin: &Origin) {
        self.unused.push((what.into(), origin.clone()));
    }

    fn document(&mut self, document: &Document, stem: &str) -> Option<Collection> {
        if !document.files.is_empty() {
            let read = self.version3(document, stem);
            return read.map_err(|told| self.diagnostics.push(told)).ok();
        }
        let root = At::of(document).inside_envelope();
        Some(match detect::kind(document) {
            Kind::RequestVersion3 => self.single(&root, stem, Self::v3_single),
            Kind::Collection => self.collection(&root, stem),
            Kind::CollectionVersion1 => self.version1(&root, stem),
            Kind::Dump => self.dump(&root, stem),
            Kind::Item => self.single(&root, stem, Self::node),
            Kind::Request => self.single(&root, stem, Self::bare_request),
            Kind::RequestVersion1 => {
                self.single(&root, stem, |reader, at, _| Some(reader.v1_item(at)))
            }
            _ => return None,
        })
    }

    fn collection(&mut self, root: &At<'_>, stem: &str) -> Collection {
        let info = root.get("info");
        let name = info
            .as_ref()
            .and_then(|info| info.name())
            .or_else(|| root.name());
        if name.is_none() {
            let message =
                format!("the collection has no name; it is called {stem:?} after its file");
            self.warn(Code::Unnamed, message, &root.origin);
        }
        let behavior = self.behavior(root, Behavior::default());
        self.leftovers(root, node::COLLECTION_KEYS);
        if let Some(info) = &info {
            self.unknown_keys(info, node::INFO_KEYS);
        }
        let mut variables = Vec::new();
        for key in ["variables", "variable"] {
            variables.extend(
                root.get(key)
                    .map(|list| self.variables(&list))
                    .unwrap_or_default(),
            );
        }
        Collection {
            named: name.is_some(),
            name: name.unwrap_or_else(|| stem.to_owned()),
            version: info.as_ref().and_then(version),
            description: info
                .as_ref()
                .and_then(At::description)
                .or_else(|| root.description()),
            auth: self.auth(root),
            variables,
            nodes: root
                .get("item")
                .map(|list| self.nodes(&list, behavior))
                .unwrap_or_default(),
            converted: self.converter_marks,
            unused: std::mem::take(&mut self.unused),
            origin: root.origin.clone(),
        }
    }

    /// A bare item or request as a collection of one.
    fn single(
        &mut self,
        root: &At<'_>,
        stem: &str,
        read: fn(&mut Self, &At<'_>, Behavior) -> Option<Node>,
    ) -> Collection {
        let nodes = read(self, root, Behavior::default()).into_iter().collect();
        Collection {
            name: root.name().unwrap_or_else(|| stem.to_owned()),
            named: false,
            version: None,
            description: None,
            nodes,
            variables: Vec::new(),
            auth: super::model::Auth::Inherit,
            converted: self.converter_marks,
            unused: std::mem::take(&mut self.unused),
            origin: root.origin.clone(),
        }
    }
}

/// A version, written as a text or in parts.
fn version(info: &At<'_>) -> Option<String> {
    let version = info.get("version")?;
    if let Some(text) = version.text() {
        return Some(text);
    }
    let part = |key: &str| version.string(key);
    let mut text = format!("{}.{}.{}", part("major")?, part("minor")?, part("patch")?);
    if let Some(identifier) = part("identifier") {
        text = format!("{text}-{identifier}");
    }
    Some(text)
}

#[cfg(test)]
mod tests;
