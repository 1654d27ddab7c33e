//! Requests as their author means them, where a collection says it otherwise: passes over a copy of the collection, before
//! it is lowered. `send` and `mock` use the collection as it is.

mod auth;
mod body;
mod headers;
mod identifiers;
mod path;
mod prefix;
mod variable_names;

use super::model::{Collection, Item, Node, Request};
use super::variables::Scope;

/// A copy of the collection with requests as they are meant.
pub(super) fn normalized(collection: &Collection, scope: &Scope) -> Collection {
    let mut collection = collection.clone();
    headers::remove_browser_headers(&mut collection);
    auth::move_token_pairs(&mut collection);
    body::take_from_saved_requests(&mut collection);
    body::read_raw_forms(&mut collection);
    identifiers::make_variables(&mut collection);
    variable_names::unify(&mut collection, scope);
    prefix::move_to_server(&mut collection, scope);
    collection
}

/// The items of a collection in the order of [`resolve::items`](super::resolve::items), to change them.
fn items_mut(collection: &mut Collection) -> Vec<&mut Item> {
    let mut items = Vec::new();
    let mut open = vec![collection.nodes.iter_mut()];
    while let Some(nodes) = open.last_mut() {
        match nodes.next() {
            Some(Node::Folder(folder)) => open.push(folder.nodes.iter_mut()),
            Some(Node::Item(item)) => items.push(&mut **item),
            None => {
                open.pop();
            }
        }
    }
    items
}

/// The items of a collection, in the same order.
fn items(collection: &Collection) -> impl Iterator<Item = &Item> {
    let placed = super::resolve::items(collection);
    placed.into_iter().map(|placed| placed.item)
}

/// The request of an item and those of its saved responses, to change them.
fn requests_mut(item: &mut Item) -> impl Iterator<Item = &mut Request> {
    let saved = item.responses.iter_mut();
    let saved = saved.filter_map(|saved| saved.original.as_deref_mut());
    std::iter::once(&mut item.request).chain(saved)
}
