//! The items of a collection with their folders and the auth that they inherit.

use super::model::{Auth, Collection, Folder, Item, Node};
use crate::ground::secret;

/// An item with its folders and its auth.
#[derive(Debug, Clone)]
pub struct Placed<'c> {
    /// The item.
    pub item: &'c Item,
    /// The folders above it, outermost first.
    pub folders: Vec<&'c Folder>,
    /// Its own auth, or that of the nearest folder or collection that has one.
    pub auth: &'c Auth,
}

impl Placed<'_> {
    /// Its name; method and path where it has none.
    pub fn name(&self) -> String {
        if !self.item.name.trim().is_empty() {
            return self.item.name.clone();
        }
        let url = &self.item.request.url;
        let whole = format!("{}/{}", url.host, url.path.join("/"));
        let shown = secret::hide_in_prose(&whole);
        let path = shown.strip_prefix(&*url.host).unwrap_or(&shown);
        let path = path.trim_start_matches('/');
        format!("{} /{path}", self.item.request.method)
    }

    /// Its path: `folder / … / item`.
    pub fn label(&self) -> String {
        let folders = self.folders.iter().map(|folder| folder.name.clone());
        let steps: Vec<String> = folders.chain([self.name()]).collect();
        steps.join(" / ")
    }
}

/// All items of a collection, in order.
pub fn items(collection: &Collection) -> Vec<Placed<'_>> {
    let mut items = Vec::new();
    let mut folders: Vec<(&Folder, &Auth)> = Vec::new();
    let mut open = vec![collection.nodes.iter()];
    while let Some(nodes) = open.last_mut() {
        let inherited = folders.last().map_or(&collection.auth, |(_, auth)| *auth);
        match nodes.next() {
            Some(Node::Folder(folder)) => {
                folders.push((folder, nearest(&folder.auth, inherited)));
                open.push(folder.nodes.iter());
            }
            Some(Node::Item(item)) => items.push(Placed {
                item,
                folders: folders.iter().map(|(folder, _)| *folder).collect(),
                auth: nearest(&item.request.auth, inherited),
            }),
            None => {
                open.pop();
                folders.pop();
            }
        }
    }
    items
}

fn nearest<'c>(own: &'c Auth, inherited: &'c Auth) -> &'c Auth {
    match own {
        Auth::Inherit => inherited,
        own => own,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::model::AuthScheme;
    use super::super::testing::{collection, item, origin};
    use super::*;

    fn scheme(kind: &str) -> Auth {
        Auth::Scheme(AuthScheme {
            kind: kind.to_owned(),
            attributes: Vec::new(),
            origin: origin(),
        })
    }

    fn folder(name: &str, auth: Auth, nodes: Vec<Node>) -> Node {
        Node::Folder(Folder {
            name: name.to_owned(),
            description: None,
            nodes,
            auth,
            variables: Vec::new(),
            origin: origin(),
        })
    }

    fn kind(auth: &Auth) -> &str {
        match auth {
            Auth::Inherit => "inherit",
            Auth::None => "none",
            Auth::Scheme(scheme) => &scheme.kind,
        }
    }

    #[test]
    fn the_nearest_auth_holds() {
        let node = |name: &str| Node::Item(Box::new(item(name, "GET", "http://h/x")));
        let mut collection = collection(&json!({}));
        collection.auth = scheme("bearer");
        collection.nodes = vec![
            folder("open", Auth::None, vec![node("a")]),
            folder(
                "basic",
                scheme("basic"),
                vec![folder("inner", Auth::Inherit, vec![node("b")])],
            ),
            node("c"),
        ];
        let found: Vec<(String, &str)> = items(&collection)
            .iter()
            .map(|placed| (placed.label(), kind(placed.auth)))
            .collect();
        assert_eq!(
            found,
            [
                ("open / a".to_owned(), "none"),
                ("basic / inner / b".to_owned(), "basic"),
                ("c".to_owned(), "bearer")
            ]
        );
    }

    #[test]
    fn a_nameless_item_is_called_by_method_and_path() {
        let mut collection = collection(&json!({}));
        collection.nodes = vec![Node::Item(Box::new(item(" ", "POST", "http://h/a/b")))];
        assert_eq!(items(&collection)[0].label(), "POST /a/b");
    }
}
