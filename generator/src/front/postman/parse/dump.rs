//! Postman's data dump: everything of an account in one file.

use crate::read::detect::{Kind, kind_of_value};

use super::super::model::{Auth, Collection, Folder, Node};
use super::Reader;
use super::at::{At, PostmanValue};

/// Whether the dump holds whole collections, and not only their names.
pub(super) fn has_collections(root: &At<'_>) -> bool {
    collections(root).next().is_some()
}

/// The whole collections of a dump.
fn collections<'a>(root: &At<'a>) -> impl Iterator<Item = At<'a>> {
    let entries = root.elements_of("collections").into_iter();
    entries.map(At::inside_envelope).filter(|entry| {
        let kind = kind_of_value(entry.value);
        matches!(kind, Kind::Collection | Kind::CollectionVersion1)
    })
}

impl Reader {
    /// The only collection of a dump, or a collection with a folder for each.
    pub(super) fn dump(&mut self, root: &At<'_>, stem: &str) -> Collection {
        let mut collections: Vec<Collection> = collections(root)
            .map(|entry| match kind_of_value(entry.value) {
                Kind::CollectionVersion1 => self.version1(&entry, stem),
                _ => self.collection(&entry, stem),
            })
            .collect();
        self.count_member("environments", root, "environments");
        self.count_member("globals", root, "globals");
        self.count_member("header presets", root, "headerPresets");
        let mut unused = std::mem::take(&mut self.unused);
        let mut variables = Vec::new();
        for collection in &mut collections {
            unused.append(&mut collection.unused);
        }
        if collections.len() == 1
            && let Some(only) = collections.pop()
        {
            return Collection { unused, ..only };
        }
        for collection in &mut collections {
            variables.append(&mut collection.variables);
        }
        Collection {
            nodes: collections.into_iter().map(as_folder).collect(),
            variables,
            auth: Auth::None,
            unused,
            ..Collection::new(stem, &root.origin)
        }
    }
}

fn as_folder(collection: Collection) -> Node {
    Node::Folder(Folder {
        name: collection.name,
        description: collection.description,
        nodes: collection.nodes,
        auth: collection.auth,
        variables: Vec::new(),
        origin: collection.origin,
    })
}
