//! Collections of version 3: a directory with one YAML file for each request, folder and example.

mod request;
#[cfg(test)]
mod tests;
mod tree;

use indexmap::IndexMap;

use crate::ground::diagnostic::{Code, Diagnostic};
use crate::read::source::Document;

use super::super::model::{Behavior, Collection, Folder, Item, Node};
use super::Reader;
use super::at::At;
use tree::{Directory, Named};

/// A file's place in its folder: the number in it, then its name.
type Rank = (f64, String);

impl Reader {
    /// A directory's files as a collection; the error tells of a directory that holds several.
    pub(super) fn version3(
        &mut self,
        document: &Document,
        stem: &str,
    ) -> Result<Collection, Diagnostic> {
        let (directory, name) = Directory::of(&document.files).map_err(|names| {
            let message = format!(
                "this directory holds several collections: {}",
                names.join(", ")
            );
            Diagnostic::new(Code::UnknownDocument, message)
                .at(&document.origin)
                .help("name the directory of one of them")
        })?;
        let definition = directory.definition.map(At::of);
        let stated = definition.as_ref().and_then(|at| at.name());
        let folder = self.v3_folder(&directory, name.unwrap_or(stem));
        Ok(Collection {
            named: stated.is_some() || name.is_some(),
            name: folder.name,
            version: None,
            description: folder.description,
            nodes: folder.nodes,
            variables: folder.variables,
            auth: folder.auth,
            converted: false,
            unused: std::mem::take(&mut self.unused),
            origin: definition.map_or(document.origin.clone(), |at| at.origin),
        })
    }

    /// The reader of the directory limits how deep this goes.
    fn v3_folder(&mut self, directory: &Directory<'_>, name: &str) -> Folder {
        let empty = Document::new(serde_json::Value::Null, directory.origin.clone());
        let at = At::of(directory.definition.unwrap_or(&empty));
        self.v3_leftovers(&at, FOLDER_KEYS);
        let mut ranked: Vec<(Rank, Node)> = Vec::new();
        for (name, inner) in &directory.folders {
            let rank = rank(inner.definition.map(At::of).as_ref(), name);
            ranked.push((rank, Node::Folder(self.v3_folder(inner, name))));
        }
        for request in &directory.requests {
            let at = At::of(request.document);
            if let Some(item) = self.v3_item(&at, request.name, &directory.examples) {
                ranked.push((rank(Some(&at), request.name), Node::Item(Box::new(item))));
            }
        }
        ranked.sort_by(|(a, _), (b, _)| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        Folder {
            name: at.name().unwrap_or_else(|| name.to_owned()),
            description: at.description(),
            nodes: ranked.into_iter().map(|(_, node)| node).collect(),
            auth: self.v3_auth(&at),
            variables: at
                .get("variables")
                .map(|list| self.variables(&list))
                .unwrap_or_default(),
            origin: at.origin,
        }
    }

    /// A request's file that stands alone.
    pub(super) fn v3_single(&mut self, at: &At<'_>, _: Behavior) -> Option<Node> {
        let name = at.name().unwrap_or_default();
        self.v3_item(at, &name, &IndexMap::new())
            .map(|item| Node::Item(Box::new(item)))
    }

    /// A request's file; none where it speaks another protocol than HTTP.
    fn v3_item(
        &mut self,
        at: &At<'_>,
        name: &str,
        examples: &IndexMap<&str, Vec<Named<'_>>>,
    ) -> Option<Item> {
        let kind = at
            .string("$kind")
            .unwrap_or_else(|| "http-request".to_owned());
        if !["http-request", "graphql-request"].contains(&kind.as_str()) {
            let message =
                format!("{name:?} is of kind {kind:?}; only HTTP and GraphQL requests are read");
            self.warn(Code::OtherProtocol, message, &at.origin);
            return None;
        }
        self.v3_leftovers(at, REQUEST_KEYS);
        let mut responses = Vec::new();
        let mut saved: Vec<_> = examples.get(name).into_iter().flatten().collect();
        saved.sort_by(|a, b| {
            let (a, b) = (
                rank(Some(&At::of(a.document)), a.name),
                rank(Some(&At::of(b.document)), b.name),
            );
            a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1))
        });
        for example in saved {
            responses.extend(self.v3_response(&At::of(example.document), example.name, at));
        }
        // Some tools write the examples into the request's own file.
        let inline = at.get("examples").filter(|list| list.value.is_array());
        for example in inline.iter().flat_map(At::elements) {
            responses.extend(self.v3_response(&example, "", at));
        }
        Some(Item {
            name: at.name().unwrap_or_else(|| name.to_owned()),
            description: at.description(),
            request: self.v3_request(at),
            responses,
            // Version 3 has no switch for it: what the file says is sent.
            behavior: Behavior {
                keep_body: true,
                ..Behavior::default()
            },
            origin: at.origin.clone(),
        })
    }

    /// Counts scripts, settings and unknown keys.
    fn v3_leftovers(&mut self, at: &At<'_>, known: &[&str]) {
        for script in at.get("scripts").iter().flat_map(At::elements) {
            self.unused("scripts", &script.origin);
        }
        for settings in at.get("settings").iter() {
            for (key, value) in settings.members() {
                self.unused(format!("settings.{key}"), &value.origin);
            }
        }
        let known = [COMMON_KEYS, known].concat();
        self.unknown_keys(at, &known);
    }
}

const COMMON_KEYS: &[&str] = &[
    "$kind",
    "schemaVersion",
    "id",
    "name",
    "description",
    "order",
    "scripts",
    "settings",
];
const FOLDER_KEYS: &[&str] = &["variables", "auth"];
const REQUEST_KEYS: &[&str] = &[
    "url",
    "method",
    "headers",
    "queryParams",
    "pathVariables",
    "body",
    "auth",
    "examples",
    "query",
    "variables",
    "operationName",
    "schema",
];

fn rank(at: Option<&At<'_>>, name: &str) -> Rank {
    let order = at
        .and_then(|at| at.get("order"))
        .and_then(|order| order.value.as_f64());
    (order.unwrap_or(f64::INFINITY), name.to_owned())
}
