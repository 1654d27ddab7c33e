//! The flat lists of version 1: entries by their ids, each taken once.

use indexmap::IndexMap;

use super::super::at::At;
use crate::ground::diagnostic::Origin;

/// The requests or the folders of a collection.
pub(super) struct Pool<'a> {
    /// The entries by their ids; `None` for those that were taken.
    entries: IndexMap<String, Option<At<'a>>>,
    /// The ids of the entries that name a folder as their own, by the id of that folder.
    by_folder: IndexMap<String, Vec<String>>,
    /// The origins of entries that are not objects.
    pub(super) odd: Vec<Origin>,
}

impl<'a> Pool<'a> {
    pub(super) fn of(root: &At<'a>, key: &str) -> Self {
        let mut pool = Self {
            entries: IndexMap::new(),
            by_folder: IndexMap::new(),
            odd: Vec::new(),
        };
        for (index, entry) in root.elements_of(key).into_iter().enumerate() {
            if !entry.value.is_object() {
                pool.odd.push(entry.origin);
                continue;
            }
            // An entry without an id, or with the id of another entry, gets one of its own.
            let id = entry
                .scalar_text("id")
                .filter(|id| !pool.entries.contains_key(id));
            let id = id.unwrap_or_else(|| format!("#{index}"));
            if let Some(folder) = folder_of(&entry) {
                pool.by_folder.entry(folder).or_default().push(id.clone());
            }
            pool.entries.insert(id, Some(entry));
        }
        pool
    }

    /// Whether there is an entry of this id, taken or not.
    pub(super) fn has(&self, id: &str) -> bool {
        self.entries.contains_key(id)
    }

    /// Takes the entry of this id; `None` where there is none, or where it was taken before.
    pub(super) fn take(&mut self, id: &str) -> Option<At<'a>> {
        self.entries.get_mut(id)?.take()
    }

    /// The ids of the entries of a folder: those in its list `order`, then those that name it as their own folder.
    pub(super) fn ids(&self, at: &At<'_>, order: &str) -> Vec<String> {
        let order = at.get(order).filter(|order| order.value.is_array());
        let order = order.iter().flat_map(At::elements);
        let mut ids: Vec<String> = order.filter_map(|id| id.text()).collect();
        let own = at.scalar_text("id").and_then(|id| self.by_folder.get(&id));
        ids.extend(own.into_iter().flatten().cloned());
        ids
    }

    /// The ids of the entries whose folder was taken or does not exist, then the ids of all.
    pub(super) fn rest(&self) -> Vec<String> {
        let is_left = |id: &String| self.entries.get(id).is_some_and(Option::is_some);
        let has_folder = |entry: &Option<At<'_>>| {
            let folder = entry.as_ref().and_then(folder_of);
            folder.is_some_and(|folder| is_left(&folder))
        };
        let tops = self.entries.iter().filter(|(_, entry)| !has_folder(entry));
        tops.map(|(id, _)| id)
            .chain(self.entries.keys())
            .cloned()
            .collect()
    }
}

fn folder_of(entry: &At<'_>) -> Option<String> {
    entry
        .scalar_text("folder")
        .or_else(|| entry.scalar_text("folderId"))
}
