//! Collections of version 3: a directory with one YAML file for each request, folder and example.

mod request;
#[cfg(test)]
mod tests;
mod tree;

use std::cmp::Ordering;

use crate::ground::diagnostic::{Code, Diagnostic};
use crate::read::source::Document;

use super::super::model::{Behavior, Collection, Folder, Item, Node};
use super::Reader;
use super::at::{At, PostmanValue};
use tree::{Directory, Named};

/// What the nodes of a folder are sorted by: the number in a file, then its name.
type Rank = (f64, String);

impl Reader {
    /// The files of a directory as a collection; `None`, with an error, for a directory of several collections.
    pub(super) fn version3(&mut self, document: &Document, stem: &str) -> Option<Collection> {
        let (directory, name) = match Directory::of(&document.files) {
            Ok(found) => found,
            Err(names) => {
                let names = names.join(", ");
                let message = format!("this directory holds several collections: {names}");
                let error = Diagnostic::new(Code::UnknownDocument, message).at(&document.origin);
                let help = "name the directory of one of them";
                self.diagnostics.push(error.help(help));
                return None;
            }
        };
        let definition = directory.definition.map(At::of);
        let stated = definition.as_ref().and_then(At::name);
        let folder = self.v3_folder(&directory, name.unwrap_or(stem));
        let origin = definition.map_or(document.origin.clone(), |at| at.origin);
        Some(Collection {
            named: stated.is_some() || name.is_some(),
            description: folder.description,
            nodes: folder.nodes,
            variables: folder.variables,
            auth: folder.auth,
            unused: std::mem::take(&mut self.unused),
            signing: std::mem::take(&mut self.signing),
            ..Collection::new(&folder.name, &origin)
        })
    }

    /// A folder with its folders and requests. The reader of the directory limits how deep it nests.
    fn v3_folder(&mut self, directory: &Directory<'_>, name: &str) -> Folder {
        let empty = Document::new(serde_json::Value::Null, directory.origin.clone());
        let at = At::of(directory.definition.unwrap_or(&empty));
        self.v3_count_unused(&at, FOLDER_KEYS);
        let mut ranked: Vec<(Rank, Node)> = Vec::new();
        for (name, inner) in &directory.folders {
            let rank = rank(inner.definition, name);
            ranked.push((rank, Node::Folder(self.v3_folder(inner, name))));
        }
        for request in &directory.requests {
            let examples = directory.examples.get(request.name);
            let examples = examples.map(Vec::as_slice).unwrap_or_default();
            let item = self.v3_item(&At::of(request.document), request.name, examples);
            let rank = rank(Some(request.document), request.name);
            ranked.extend(item.map(|item| (rank, item)));
        }
        ranked.sort_by(|(a, _), (b, _)| compare(a, b));
        Folder {
            name: at.name().unwrap_or_else(|| name.to_owned()),
            description: at.description(),
            nodes: ranked.into_iter().map(|(_, node)| node).collect(),
            auth: self.v3_auth(&at),
            variables: self.variables(&at, "variables"),
            origin: at.origin,
        }
    }

    /// The file of a request that is a whole document.
    pub(super) fn v3_single(&mut self, at: &At<'_>, _: Behavior) -> Option<Node> {
        let name = at.name().unwrap_or_default();
        self.v3_item(at, &name, &[])
    }

    /// The file of a request with its examples; `None` where its protocol is not HTTP.
    fn v3_item(&mut self, at: &At<'_>, name: &str, examples: &[Named<'_>]) -> Option<Node> {
        let kind = at.scalar_text("$kind");
        let kind = kind.as_deref().unwrap_or("http-request");
        if !["http-request", "graphql-request"].contains(&kind) {
            let message =
                format!("{name:?} is of kind {kind:?}; only HTTP and GraphQL requests are read");
            self.warn(Code::OtherProtocol, message, &at.origin);
            return None;
        }
        self.v3_count_unused(at, REQUEST_KEYS);
        let mut examples: Vec<_> = examples.iter().collect();
        let rank = |example: &Named<'_>| rank(Some(example.document), example.name);
        examples.sort_by(|a, b| compare(&rank(a), &rank(b)));
        let mut responses = Vec::new();
        for example in examples {
            responses.extend(self.v3_response(&At::of(example.document), example.name, at));
        }
        // Some tools write the examples into the file of the request.
        let inline = at.get("examples").filter(|list| list.value.is_array());
        for example in inline.iter().flat_map(At::elements) {
            responses.extend(self.v3_response(&example, "", at));
        }
        Some(Node::Item(Box::new(Item {
            name: at.name().unwrap_or_else(|| name.to_owned()),
            description: at.description(),
            request: self.v3_request(at),
            responses,
            // Version 3 has no setting that prunes bodies: the body of a file is sent.
            behavior: Behavior {
                keep_body: true,
                ..Behavior::default()
            },
            origin: at.origin.clone(),
        })))
    }

    /// Counts scripts, settings and unknown keys.
    fn v3_count_unused(&mut self, at: &At<'_>, known: &[&str]) {
        for script in at.elements_of("scripts") {
            self.count("scripts", &script.origin);
            let kind = script.lowercase("type").unwrap_or_default();
            if let Some(code) = script
                .get("code")
                .filter(|_| kind.ends_with("beforerequest"))
            {
                self.note_signing(&code, &at.origin);
            }
        }
        for settings in at.get("settings").iter() {
            for (key, value) in settings.members() {
                self.count(format!("settings.{key}"), &value.origin);
            }
        }
        self.count_unknown_keys(at, &[COMMON_KEYS, known].concat());
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

fn rank(file: Option<&Document>, name: &str) -> Rank {
    let order = file.and_then(|file| file.value.get("order")?.as_f64());
    (order.unwrap_or(f64::INFINITY), name.to_owned())
}

fn compare(a: &Rank, b: &Rank) -> Ordering {
    a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1))
}
