//! The flat lists of version 1: entries by their ids, each taken once.

use indexmap::IndexMap;

use super::super::at::At;
use crate::ground::diagnostic::Origin;

/// The requests or the folders.
pub(super) struct Pool<'a> {
    /// What was placed is taken out.
    entries: IndexMap<String, Option<At<'a>>>,
    /// The entries that name a folder as theirs.
    by_folder: IndexMap<String, Vec<String>>,
    /// Entries of the list that are none.
    pub(super) odd: Vec<Origin>,
}

impl<'a> Pool<'a> {
    pub(super) fn of(root: &At<'a>, key: &str) -> Self {
        let mut pool = Self {
            entries: IndexMap::new(),
            by_folder: IndexMap::new(),
            odd: Vec::new(),
        };
        let list = root
            .get(key)
            .map(|list| list.elements())
            .unwrap_or_default();
        for (index, entry) in list.into_iter().enumerate() {
            if !entry.value.is_object() {
                pool.odd.push(entry.origin.clone());
                continue;
            }
            // An entry without an id, or with another's, still counts.
            let id = entry
                .string("id")
                .filter(|id| !pool.entries.contains_key(id));
            let id = id.unwrap_or_else(|| format!("#{index}"));
            if let Some(folder) = folder_of(&entry) {
                pool.by_folder.entry(folder).or_default().push(id.clone());
            }
            pool.entries.insert(id, Some(entry));
        }
        pool
    }

    /// Whether the list has an entry of this id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.entries.contains_key(id)
    }

    pub(super) fn take(&mut self, id: &str) -> Option<At<'a>> {
        self.entries.get_mut(id)?.take()
    }

    /// The ids of those that an order names and of those that name this folder as theirs.
    pub(super) fn ids(&self, at: &At<'_>, order: &str) -> Vec<String> {
        let order = at.get(order).filter(|order| order.value.is_array());
        let mut ids: Vec<String> = order
            .iter()
            .flat_map(At::elements)
            .filter_map(|id| id.text())
            .collect();
        let own = at.string("id").and_then(|id| self.by_folder.get(&id));
        ids.extend(own.into_iter().flatten().cloned());
        ids
    }

    /// The ids of those whose folder is not there; behind them, of all.
    pub(super) fn rest(&self) -> Vec<String> {
        let is_left = |id: &String| self.entries.get(id).is_some_and(Option::is_some);
        let has_folder = |entry: &Option<At<'_>>| {
            entry
                .as_ref()
                .and_then(folder_of)
                .is_some_and(|folder| is_left(&folder))
        };
        let tops = self.entries.iter().filter(|(_, entry)| !has_folder(entry));
        tops.map(|(id, _)| id)
            .chain(self.entries.keys())
            .cloned()
            .collect()
    }
}

fn folder_of(entry: &At<'_>) -> Option<String> {
    entry.string("folder").or_else(|| entry.string("folderId"))
}
