//! Collections of version 1: flat lists of requests and folders with an order beside them.

mod pool;
mod request;

use crate::ground::diagnostic::Code;

use super::super::model::{Auth, Collection, Folder, Node};
use super::Reader;
use super::at::At;
use pool::Pool;

/// What version 1 has in a collection, a folder or a request.
const KEYS: &[&str] = &[
    "auth",
    "collection_id",
    "collectionOwner",
    "currentHelper",
    "data",
    "dataDisabled",
    "dataMode",
    "dataOptions",
    "description",
    "descriptionFormat",
    "events",
    "folder",
    "folderId",
    "folders",
    "folders_order",
    "graphqlModeData",
    "hasRequests",
    "headerData",
    "headers",
    "helperAttributes",
    "isFromCollection",
    "method",
    "name",
    "order",
    "pathVariableData",
    "pathVariables",
    "preRequestScript",
    "protocolProfileBehavior",
    "queryParams",
    "rawModeData",
    "remoteLink",
    "requests",
    "responses",
    "subscribed",
    "tests",
    "url",
    "variables",
    "version",
    "write",
];

/// Deeper nesting of folders is no real collection's.
const DEPTH: usize = 100;

struct Pools<'a> {
    requests: Pool<'a>,
    folders: Pool<'a>,
}

impl Reader {
    pub(super) fn version1(&mut self, root: &At<'_>, stem: &str) -> Collection {
        let mut pools = Pools {
            requests: Pool::of(root, "requests"),
            folders: Pool::of(root, "folders"),
        };
        for odd in pools.requests.odd.iter().chain(&pools.folders.odd) {
            self.warn(
                Code::WrongShape,
                "an entry that is no object is left out",
                odd,
            );
        }
        self.v1_scripts(root);
        let mut nodes = self.v1_nodes(root, &mut pools, 0);
        // What no order names stands behind the rest.
        for id in pools.folders.rest() {
            if let Some(folder) = pools.folders.take(&id) {
                nodes.push(Node::Folder(self.v1_folder(&folder, &mut pools, 0)));
            }
        }
        for id in pools.requests.rest() {
            nodes.extend(
                pools
                    .requests
                    .take(&id)
                    .map(|request| self.v1_item(&request)),
            );
        }
        let variables = root
            .get("variables")
            .map(|list| self.variables(&list))
            .unwrap_or_default();
        Collection {
            name: root.name().unwrap_or_else(|| stem.to_owned()),
            named: root.name().is_some(),
            version: None,
            description: root.description(),
            nodes,
            variables,
            auth: self.v1_auth(root),
            unused: std::mem::take(&mut self.unused),
            converted: false,
            origin: root.origin.clone(),
        }
    }

    /// Folders first, then requests, as Postman shows them.
    fn v1_nodes(&mut self, at: &At<'_>, pools: &mut Pools<'_>, depth: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        self.v1_order(at, "folders_order", &pools.folders);
        self.v1_order(at, "order", &pools.requests);
        if depth < DEPTH {
            for id in pools.folders.ids(at, "folders_order") {
                if let Some(folder) = pools.folders.take(&id) {
                    nodes.push(Node::Folder(self.v1_folder(&folder, pools, depth + 1)));
                }
            }
        }
        for id in pools.requests.ids(at, "order") {
            nodes.extend(
                pools
                    .requests
                    .take(&id)
                    .map(|request| self.v1_item(&request)),
            );
        }
        nodes
    }

    /// Tells of the ids in an order that nothing has.
    fn v1_order(&mut self, at: &At<'_>, key: &str, pool: &Pool<'_>) {
        let Some(order) = at.get(key).filter(|order| order.value.is_array()) else {
            return;
        };
        let unknown = |id: &At<'_>| !id.text().is_some_and(|text| pool.has(&text));
        let ids = order.elements();
        let lost = ids
            .iter()
            .filter(|id| !id.value.is_null() && unknown(id))
            .count();
        if lost > 0 {
            let message = format!("`{key}` names {lost} that the collection does not have");
            self.warn(Code::WrongShape, message, &order.origin);
        }
    }

    fn v1_folder(&mut self, at: &At<'_>, pools: &mut Pools<'_>, depth: usize) -> Folder {
        self.v1_scripts(at);
        let nodes = self.v1_nodes(at, pools, depth);
        Folder {
            name: at.name().unwrap_or_default(),
            description: at.description(),
            nodes,
            auth: self.v1_auth(at),
            variables: at
                .get("variables")
                .map(|list| self.variables(&list))
                .unwrap_or_default(),
            origin: at.origin.clone(),
        }
    }

    fn v1_auth(&mut self, at: &At<'_>) -> Auth {
        match self.auth(at) {
            Auth::Inherit => self.v1_helper(at),
            auth => auth,
        }
    }

    fn v1_scripts(&mut self, at: &At<'_>) {
        for key in ["tests", "preRequestScript"] {
            if let Some(script) = at.get(key)
                && script.text().is_some_and(|text| !text.trim().is_empty())
            {
                self.unused("scripts", &script.origin);
            }
        }
        self.leftovers(at, KEYS);
    }
}
