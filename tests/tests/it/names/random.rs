//! Random parts of Zoom's collection, edited at random: what is not edited keeps its names.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::kept::{assert_kept, flat, key, named, requests, reverse, zoom};

/// Zoom's collection, read once.
static ZOOM: LazyLock<Value> = LazyLock::new(zoom);

/// What happens to a collection.
#[derive(Debug, Clone)]
enum Edit {
    /// A request of the whole collection arrives at a place.
    Add(Index, Index),
    /// A request goes.
    Remove(Index),
    /// A folder of the first level is called something else.
    Rename(Index, String),
    /// All siblings stand in the opposite order.
    Reverse,
    /// The folders of the first level stand in another order.
    Rotate(Index),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        3 => (any::<Index>(), any::<Index>()).prop_map(|(what, place)| Edit::Add(what, place)),
        3 => any::<Index>().prop_map(Edit::Remove),
        2 => (any::<Index>(), "[a-z]{3,9}").prop_map(|(place, name)| Edit::Rename(place, name)),
        1 => Just(Edit::Reverse),
        1 => any::<Index>().prop_map(Edit::Rotate),
    ];
    prop::collection::vec(edit, 1..5)
}

/// Some of Zoom's requests in the folders that they stand in.
fn part(chosen_indices: &[Index]) -> Value {
    let mut all = Vec::new();
    requests(&ZOOM, &[], &mut all);
    let mut chosen: Vec<&Vec<usize>> = chosen_indices.iter().map(|index| index.get(&all)).collect();
    chosen.sort();
    chosen.dedup();
    let mut part = ZOOM.clone();
    keep(&mut part, &[], &chosen);
    part
}

/// Leaves only the requests at some places, and the folders around them.
fn keep(node: &mut Value, at: &[usize], chosen: &[&Vec<usize>]) {
    let Some(items) = node["item"].as_array_mut() else {
        return;
    };
    let mut left = Vec::new();
    for (index, mut item) in std::mem::take(items).into_iter().enumerate() {
        let here = [at, &[index]].concat();
        if chosen.iter().any(|place| place.starts_with(&here)) {
            keep(&mut item, &here, chosen);
            left.push(item);
        }
    }
    *items = left;
}

/// The folders of the first level.
fn folders(collection: &mut Value) -> Vec<&mut Value> {
    let items = collection["item"].as_array_mut().expect("items");
    items
        .iter_mut()
        .filter(|item| item["item"].is_array())
        .collect()
}

/// Makes an edit; the key of an operation that is gone.
fn apply(edit: &Edit, collection: &mut Value) -> Option<String> {
    match edit {
        Edit::Add(what, place) => {
            let mut all = Vec::new();
            requests(&ZOOM, &[], &mut all);
            let request = at(&ZOOM, &all[what.index(all.len())]).clone();
            // An operation that is there already would only be joined with it.
            if keys(collection).contains(&key(&request["request"])) {
                return None;
            }
            let mut folders = folders(collection);
            let count = folders.len();
            let folder = &mut folders[place.index(count)];
            folder["item"]
                .as_array_mut()
                .expect("items")
                .insert(0, request);
            None
        }
        Edit::Remove(which) => {
            let mut all = Vec::new();
            requests(collection, &[], &mut all);
            let (last, parents) = which.get(&all).split_last().expect("a place");
            let parent = super::kept::folder(collection, parents);
            let removed = parent["item"].as_array_mut().expect("items").remove(*last);
            Some(key(&removed["request"]))
        }
        Edit::Rename(which, name) => {
            let mut folders = folders(collection);
            let count = folders.len();
            folders[which.index(count)]["name"] = json!(name);
            None
        }
        Edit::Reverse => {
            reverse(collection);
            None
        }
        Edit::Rotate(by) => {
            let items = collection["item"].as_array_mut().expect("items");
            let count = items.len();
            items.rotate_left(by.index(count));
            None
        }
    }
}

fn at<'v>(root: &'v Value, place: &[usize]) -> &'v Value {
    place.iter().fold(root, |node, index| &node["item"][*index])
}

/// The keys of all operations that a collection holds.
fn keys(collection: &Value) -> Vec<String> {
    let mut all = Vec::new();
    requests(collection, &[], &mut all);
    all.iter()
        .map(|place| key(&at(collection, place)["request"]))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// With the lock every name stays whatever arrives, goes, moves or is called something else, edit upon edit.
    #[test]
    fn edits_rename_nothing(chosen_indices in prop::collection::vec(any::<Index>(), 8..30), edits in edits()) {
        let mut collection = part(&chosen_indices);
        let (_, mut lock) = named(&collection, "");
        for edit in &edits {
            let gone = apply(edit, &mut collection);
            if keys(&collection).is_empty() {
                break;
            }
            // An operation that still stands elsewhere is not gone.
            let gone = gone.filter(|gone| !keys(&collection).contains(gone));
            let (_, after) = named(&collection, &lock);
            assert_kept(&lock, &after, gone.as_deref(), &format!("{edit:?}"));
            lock = after;
        }
    }

    /// Without a lock the order of things names nothing.
    #[test]
    fn order_names_nothing(chosen_indices in prop::collection::vec(any::<Index>(), 8..30), by in any::<Index>()) {
        let collection = part(&chosen_indices);
        let (_, first) = named(&collection, "");
        let mut turned = collection.clone();
        reverse(&mut turned);
        apply(&Edit::Rotate(by), &mut turned);
        prop_assert_eq!(flat(&named(&turned, "").1), flat(&first));
    }
}
