//! Postman's data dump: everything of an account in one file.

use crate::read::detect::{Kind, kind_of_value};

use super::super::model::{Auth, Collection, Folder, Node};
use super::Reader;
use super::at::At;

/// Whether the listed collections hold requests, and not only their names.
pub(super) fn holds_any(root: &At<'_>) -> bool {
    let list = root.get("collections");
    list.iter()
        .flat_map(At::elements)
        .any(|one| is_collection(&one.inside_envelope()))
}

fn is_collection(at: &At<'_>) -> bool {
    matches!(
        kind_of_value(at.value),
        Kind::Collection | Kind::CollectionVersion1
    )
}

impl Reader {
    /// The only collection of a dump, or one with a folder for each.
    pub(super) fn dump(&mut self, root: &At<'_>, stem: &str) -> Collection {
        let entries = root
            .get("collections")
            .map(|list| list.elements())
            .unwrap_or_default();
        let mut collections: Vec<Collection> = Vec::new();
        for entry in entries
            .into_iter()
            .map(At::inside_envelope)
            .filter(is_collection)
        {
            collections.push(match kind_of_value(entry.value) {
                Kind::CollectionVersion1 => self.version1(&entry, stem),
                _ => self.collection(&entry, stem),
            });
        }
        for (key, what) in [
            ("environments", "environments"),
            ("globals", "globals"),
            ("headerPresets", "header presets"),
        ] {
            self.unused_member(what, root, key);
        }
        let mut unused = std::mem::take(&mut self.unused);
        unused.extend(
            collections
                .iter_mut()
                .flat_map(|one| std::mem::take(&mut one.unused)),
        );
        if collections.len() == 1
            && let Some(only) = collections.pop()
        {
            return Collection { unused, ..only };
        }
        let variables = collections
            .iter_mut()
            .flat_map(|one| std::mem::take(&mut one.variables))
            .collect();
        Collection {
            name: stem.to_owned(),
            named: false,
            version: None,
            description: None,
            nodes: collections
                .into_iter()
                .map(|one| Node::Folder(folder(one)))
                .collect(),
            variables,
            auth: Auth::None,
            unused,
            converted: false,
            origin: root.origin.clone(),
        }
    }
}

fn folder(collection: Collection) -> Folder {
    Folder {
        name: collection.name,
        description: collection.description,
        nodes: collection.nodes,
        auth: collection.auth,
        variables: Vec::new(),
        origin: collection.origin,
    }
}
