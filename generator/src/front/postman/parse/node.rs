//! Folders and items.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::model::{Behavior, Folder, Item, Node};
use super::Reader;
use super::at::At;

/// What a collection may hold beside what is counted as unused.
pub(super) const COLLECTION_KEYS: &[&str] = &[
    "info",
    "item",
    "variable",
    "variables",
    "auth",
    "name",
    "description",
    "order",
    "event",
    "protocolProfileBehavior",
];

/// What a collection's head may hold.
pub(super) const INFO_KEYS: &[&str] = &["name", "schema", "description", "version"];

const FOLDER_KEYS: &[&str] = &[
    "name",
    "description",
    "item",
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
    /// The nodes of an `item` list.
    pub(super) fn nodes(&mut self, list: &At<'_>, behavior: Behavior) -> Vec<Node> {
        if !list.value.is_array() {
            let message = "`item` should be a list; it is read as a list of one";
            self.warn(Code::WrongShape, message, &list.origin);
        }
        list.elements()
            .iter()
            .filter_map(|entry| self.node(entry, behavior))
            .collect()
    }

    /// A folder where there is an `item` list, else an item.
    pub(super) fn node(&mut self, at: &At<'_>, behavior: Behavior) -> Option<Node> {
        if !at.value.is_object() {
            self.warn(
                Code::WrongShape,
                "an entry that is no item is left out",
                &at.origin,
            );
            return None;
        }
        let behavior = self.behavior(at, behavior);
        if at.get("item").is_some() {
            return Some(Node::Folder(self.folder(at, behavior)));
        }
        // An item without a request stays, so that it is counted and told of when it is skipped.
        let request = at
            .get("request")
            .unwrap_or_else(|| At::new(&Value::Null, at.origin.clone()));
        self.leftovers(at, ITEM_KEYS);
        self.unused_member("item variables", at, "variable");
        if at.get("auth").is_some_and(|auth| !auth.is_blank()) {
            let message = "`auth` beside `request` is ignored, as Postman ignores it";
            self.warn(Code::MisplacedAuth, message, &at.origin.key("auth"));
        }
        let responses = at
            .get("response")
            .map(|list| self.responses(&list))
            .unwrap_or_default();
        let description = request.description().or_else(|| at.description());
        Some(Node::Item(Box::new(Item {
            name: at.name().unwrap_or_default(),
            description,
            request: self.request(&request),
            responses,
            behavior,
            origin: at.origin.clone(),
        })))
    }

    /// A request that stands alone.
    pub(super) fn bare_request(&mut self, at: &At<'_>, behavior: Behavior) -> Option<Node> {
        Some(Node::Item(Box::new(Item {
            name: at.name().unwrap_or_default(),
            description: at.description(),
            request: self.request(at),
            responses: at
                .get("response")
                .map(|list| self.responses(&list))
                .unwrap_or_default(),
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
        self.leftovers(at, FOLDER_KEYS);
        let variables = at
            .get("variable")
            .map(|list| self.variables(&list))
            .unwrap_or_default();
        Folder {
            name: at.name().unwrap_or_default(),
            description: at.description(),
            auth: self.auth(at),
            variables,
            nodes: at
                .get("item")
                .map(|list| self.nodes(&list, behavior))
                .unwrap_or_default(),
            origin: at.origin.clone(),
        }
    }
}
