//! Folders and items.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::model::{Behavior, Folder, Item, Node};
use super::Reader;
use super::at::{At, PostmanValue};
use crate::read::detect::item_key;

/// The keys of a collection that are read, or counted by rules of their own.
pub(super) const COLLECTION_KEYS: &[&str] = &[
    "info",
    "item",
    "items",
    "Item",
    "Items",
    "variable",
    "variables",
    "auth",
    "name",
    "description",
    "order",
    "event",
    "protocolProfileBehavior",
];

/// The keys of `info` that are read.
pub(super) const INFO_KEYS: &[&str] = &["name", "schema", "description", "version"];

const FOLDER_KEYS: &[&str] = &[
    "name",
    "description",
    "item",
    "items",
    "Item",
    "Items",
    "variable",
    "auth",
    "event",
    "protocolProfileBehavior",
    "request",
    "response",
];

const ITEM_KEYS: &[&str] = &[
    "name",
    "description",
    "request",
    "response",
    "event",
    "variable",
    "protocolProfileBehavior",
    "auth",
];

impl Reader {
    /// The nodes of the member `item`.
    pub(super) fn nodes(&mut self, parent: &At<'_>, behavior: Behavior) -> Vec<Node> {
        let Some((key, list)) =
            item_key(parent.value).and_then(|key| Some((key, parent.get(key)?)))
        else {
            return Vec::new();
        };
        if key != "item" && !std::mem::replace(&mut self.other_item_key, true) {
            let message = format!("`{key}` is read as `item`, which is the key of the format");
            self.wrong_shape(message, &list.origin);
        }
        if !list.value.is_array() {
            let message = "`item` should be a list; it is read as a list of one";
            self.wrong_shape(message, &list.origin);
        }
        let entries = list.elements().into_iter();
        entries
            .filter_map(|entry| self.node(&entry, behavior))
            .collect()
    }

    /// A folder where there is an `item` list, else an item.
    pub(super) fn node(&mut self, at: &At<'_>, behavior: Behavior) -> Option<Node> {
        if !at.value.is_object() {
            self.wrong_shape("an entry that is no item is left out", &at.origin);
            return None;
        }
        let behavior = self.behavior(at, behavior);
        if item_key(at.value).is_some() {
            return Some(Node::Folder(self.folder(at, behavior)));
        }
        // An item without a request is read too: lowering skips it with a diagnostic, and counts it.
        let request = at
            .get("request")
            .unwrap_or_else(|| At::new(&Value::Null, at.origin.clone()));
        self.count_unused(at, ITEM_KEYS);
        self.count_member("item variables", at, "variable");
        if at.get("auth").is_some_and(|auth| !auth.is_blank()) {
            let message = "`auth` beside `request` is ignored, as Postman ignores it";
            self.warn(Code::MisplacedAuth, message, &at.origin.key("auth"));
        }
        self.item(at, &request, behavior)
    }

    /// A request without an item around it.
    pub(super) fn bare_request(&mut self, at: &At<'_>, behavior: Behavior) -> Option<Node> {
        self.item(at, at, behavior)
    }

    fn item(&mut self, at: &At<'_>, request: &At<'_>, behavior: Behavior) -> Option<Node> {
        let responses = self.responses(at);
        Some(Node::Item(Box::new(Item {
            name: at.name().unwrap_or_default(),
            description: request.description().or_else(|| at.description()),
            request: self.request(request),
            responses,
            behavior,
            origin: at.origin.clone(),
        })))
    }

    fn folder(&mut self, at: &At<'_>, behavior: Behavior) -> Folder {
        if at.get("request").is_some() {
            let message =
                "an entry with both `item` and `request` is a folder; the request is left out";
            self.warn(Code::FolderWithRequest, message, &at.origin.key("request"));
        }
        self.count_unused(at, FOLDER_KEYS);
        let variables = self.variables(at, "variable");
        Folder {
            name: at.name().unwrap_or_default(),
            description: at.description(),
            auth: self.auth(at),
            variables,
            nodes: self.nodes(at, behavior),
            origin: at.origin.clone(),
        }
    }
}
