//! Collections of version 1: flat lists of requests and folders with an order beside them.

mod pool;
mod request;

use super::super::model::{Auth, Collection, Folder, Node};
use super::Reader;
use super::at::{At, PostmanValue};
use pool::Pool;

/// The keys of collections, folders and requests of version 1.
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

/// How deep folders may nest; only folders that contain each other nest deeper.
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
        for origin in pools.requests.odd.iter().chain(&pools.folders.odd) {
            self.wrong_shape("an entry that is no object is left out", origin);
        }
        self.v1_count_unused(root);
        let mut nodes = self.v1_nodes(root, &mut pools, 0);
        // Entries that no list of an order names come last.
        let (folders, requests) = (pools.folders.rest(), pools.requests.rest());
        nodes.extend(self.v1_folders(folders, &mut pools, 0));
        nodes.extend(self.v1_requests(requests, &mut pools));
        let name = root.name();
        Collection {
            named: name.is_some(),
            description: root.description(),
            nodes,
            variables: self.variables(root, "variables"),
            auth: self.v1_auth(root),
            unused: std::mem::take(&mut self.unused),
            ..Collection::new(name.as_deref().unwrap_or(stem), &root.origin)
        }
    }

    /// Folders first, then requests, as Postman shows them.
    fn v1_nodes(&mut self, at: &At<'_>, pools: &mut Pools<'_>, depth: usize) -> Vec<Node> {
        self.check_order(at, "folders_order", &pools.folders);
        self.check_order(at, "order", &pools.requests);
        let mut nodes = Vec::new();
        if depth < DEPTH {
            let folders = pools.folders.ids(at, "folders_order");
            nodes = self.v1_folders(folders, pools, depth + 1);
        }
        let requests = pools.requests.ids(at, "order");
        nodes.extend(self.v1_requests(requests, pools));
        nodes
    }

    /// The folders of these ids that were not taken before.
    fn v1_folders(&mut self, ids: Vec<String>, pools: &mut Pools<'_>, depth: usize) -> Vec<Node> {
        let mut folders = Vec::new();
        for id in ids {
            if let Some(folder) = pools.folders.take(&id) {
                folders.push(Node::Folder(self.v1_folder(&folder, pools, depth)));
            }
        }
        folders
    }

    /// The requests of these ids that were not taken before.
    fn v1_requests(&mut self, ids: Vec<String>, pools: &mut Pools<'_>) -> Vec<Node> {
        let requests = ids.iter().filter_map(|id| pools.requests.take(id));
        requests.map(|request| self.v1_item(&request)).collect()
    }

    /// Warns of ids in an order that no entry has.
    fn check_order(&mut self, at: &At<'_>, key: &str, pool: &Pool<'_>) {
        let Some(order) = at.get(key).filter(|order| order.value.is_array()) else {
            return;
        };
        let is_known = |id: &At<'_>| id.text().is_some_and(|text| pool.has(&text));
        let ids = order.elements().into_iter();
        let unknown = ids.filter(|id| !id.value.is_null() && !is_known(id));
        let count = unknown.count();
        if count > 0 {
            let message = format!("`{key}` names {count} that the collection does not have");
            self.wrong_shape(message, &order.origin);
        }
    }

    fn v1_folder(&mut self, at: &At<'_>, pools: &mut Pools<'_>, depth: usize) -> Folder {
        self.v1_count_unused(at);
        let nodes = self.v1_nodes(at, pools, depth);
        Folder {
            name: at.name().unwrap_or_default(),
            description: at.description(),
            nodes,
            auth: self.v1_auth(at),
            variables: self.variables(at, "variables"),
            origin: at.origin.clone(),
        }
    }

    fn v1_auth(&mut self, at: &At<'_>) -> Auth {
        match self.auth(at) {
            Auth::Inherit => self.auth_of_helper(at),
            auth => auth,
        }
    }

    /// Counts scripts and unknown keys.
    fn v1_count_unused(&mut self, at: &At<'_>) {
        for key in ["tests", "preRequestScript"] {
            if let Some(script) = at.get(key)
                && script.text().is_some_and(|text| !text.trim().is_empty())
            {
                self.count("scripts", &script.origin);
            }
        }
        self.count_unused(at, KEYS);
    }
}
