//! Documents to the model: every shape that people export, read leniently.
//!
//! A part with a wrong shape is left out with a diagnostic; the rest of the document is read.

mod at;
mod auth;
mod body;
mod dump;
mod node;
mod pair;
mod request;
mod response;
mod script;
mod unused;
mod url;
mod v1;
mod v3;

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::read::detect::{self, Kind, item_key};
use crate::read::source::Document;

use super::model::{Behavior, Collection, Environment, Node, SigningScript};
use at::{At, PostmanValue};

/// Whether a document is a collection of any version, a folder, an item or a request.
pub fn is_collection(document: &Document) -> bool {
    match detect::kind(document) {
        Kind::Collection | Kind::CollectionVersion1 | Kind::Directory => true,
        Kind::Item | Kind::Request | Kind::RequestVersion1 | Kind::RequestVersion3 => true,
        Kind::Dump => dump::has_collections(&At::of(document).inside_envelope()),
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
        let diagnostic = detect::not_an_environment(document);
        reader.diagnostics.push(diagnostic);
        return (None, reader.diagnostics);
    }
    let root = At::of(document).inside_envelope();
    let mut values = reader.variables(&root, "values");
    values.retain(|variable| !variable.disabled);
    let globals = root.scalar_text("_postman_variable_scope").as_deref() == Some("globals");
    (Some(Environment { values, globals }), reader.diagnostics)
}

/// The state of reading one document.
#[derive(Default)]
struct Reader {
    diagnostics: Diagnostics,
    /// See [`Collection::unused`].
    unused: Vec<(String, Origin)>,
    /// See [`Collection::signing`].
    signing: Vec<SigningScript>,
    /// Whether a list under another key was read as `item`; it is reported once.
    other_item_key: bool,
    /// Whether an item has the settings that Postman's OpenAPI converter writes into every item.
    converter_marks: bool,
}

impl Reader {
    fn warn(&mut self, code: Code, message: impl Into<String>, origin: &Origin) {
        self.diagnostics
            .push(Diagnostic::new(code, message).at(origin));
    }

    /// Warns of a part that has another shape than Postman writes.
    fn wrong_shape(&mut self, message: impl Into<String>, origin: &Origin) {
        self.warn(Code::WrongShape, message, origin);
    }

    fn count(&mut self, what: impl Into<String>, origin: &Origin) {
        self.unused.push((what.into(), origin.clone()));
    }

    fn document(&mut self, document: &Document, stem: &str) -> Option<Collection> {
        let root = At::of(document).inside_envelope();
        Some(match detect::kind(document) {
            Kind::Directory => return self.version3(document, stem),
            Kind::RequestVersion3 => self.single(&root, stem, Self::v3_single),
            Kind::Collection => self.collection(&root, stem),
            Kind::CollectionVersion1 => self.version1(&root, stem),
            Kind::Dump => self.dump(&root, stem),
            Kind::Item => self.single(&root, stem, Self::node),
            Kind::Request => self.single(&root, stem, Self::bare_request),
            Kind::RequestVersion1 => self.single(&root, stem, Self::v1_single),
            _ => return None,
        })
    }

    fn collection(&mut self, root: &At<'_>, stem: &str) -> Collection {
        let info = root.get("info");
        let info = info.as_ref();
        let name = info.and_then(At::name).or_else(|| root.name());
        if name.is_none() {
            let message =
                format!("the collection has no name; it is called {stem:?} after its file");
            self.warn(Code::Unnamed, message, &root.origin);
        }
        let behavior = self.behavior(root, Behavior::default());
        self.count_unused(root, node::COLLECTION_KEYS);
        if let Some(info) = info {
            self.count_unknown_keys(info, node::INFO_KEYS);
        }
        let mut variables = self.variables(root, "variables");
        variables.append(&mut self.variables(root, "variable"));
        if item_key(root.value).is_none() {
            self.warn_about_other_list(root);
        }
        let description = info.and_then(At::description);
        Collection {
            named: name.is_some(),
            version: info.and_then(version),
            description: description.or_else(|| root.description()),
            auth: self.auth(root),
            variables,
            nodes: self.nodes(root, behavior),
            converted: self.converter_marks,
            unused: std::mem::take(&mut self.unused),
            signing: std::mem::take(&mut self.signing),
            ..Collection::new(name.as_deref().unwrap_or(stem), &root.origin)
        }
    }

    /// Names the list of a collection without `item` that may hold its requests.
    fn warn_about_other_list(&mut self, root: &At<'_>) {
        let is_list = |value: &At<'_>| {
            let elements = value.value.as_array();
            elements.is_some_and(|list| list.iter().any(serde_json::Value::is_object))
        };
        let known = ["variable", "variables", "event", "events"];
        let mut members = root.members().filter(|(key, _)| !known.contains(key));
        if let Some((key, list)) = members.find(|(_, value)| is_list(value)) {
            let message = format!(
                "the collection has no `item`, which holds its requests, and a list `{key}`"
            );
            self.wrong_shape(message, &list.origin);
        }
    }

    /// A single item or request as a collection.
    fn single(
        &mut self,
        root: &At<'_>,
        stem: &str,
        read: fn(&mut Self, &At<'_>, Behavior) -> Option<Node>,
    ) -> Collection {
        let node = read(self, root, Behavior::default());
        Collection {
            nodes: node.into_iter().collect(),
            converted: self.converter_marks,
            unused: std::mem::take(&mut self.unused),
            signing: std::mem::take(&mut self.signing),
            ..Collection::new(root.name().as_deref().unwrap_or(stem), &root.origin)
        }
    }
}

/// The version of a collection, which is a string or an object of its parts.
fn version(info: &At<'_>) -> Option<String> {
    let version = info.get("version")?;
    if let Some(text) = version.text() {
        return Some(text);
    }
    let part = |key: &str| version.scalar_text(key);
    let text = format!("{}.{}.{}", part("major")?, part("minor")?, part("patch")?);
    Some(match part("identifier") {
        Some(identifier) => format!("{text}-{identifier}"),
        None => text,
    })
}

#[cfg(test)]
mod tests;
