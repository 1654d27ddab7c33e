//! Recursive objects: a comment with replies, a folder with folders.
//!
//! Examples show a few levels of them. The inner levels are merged into the outermost object, which gets a number; in
//! their place stays that number, so that lowering makes one type that refers to itself.

use std::collections::BTreeMap;

use super::Shape;
use super::object::Object;

/// The most levels that are merged into one object.
const MAX_ROUNDS: usize = 64;

/// Folds the recursive objects of a shape; `next` is the next number.
pub(super) fn fold(shape: &mut Shape, next: &mut u32) {
    if let Some(object) = &mut shape.object {
        fold_object(object, next);
        for (_, member) in object.members_mut() {
            fold(member, next);
        }
    }
    if let Some(element) = &mut shape.array {
        fold(element, next);
    }
}

fn fold_object(object: &mut Object, next: &mut u32) {
    for _ in 0..MAX_ROUNDS {
        let Some(inner) = take_inner(object, *next) else {
            break;
        };
        object.merge(inner);
        object.number = Some(*next);
    }
    if object.number == Some(*next) {
        *next += 1;
    }
}

/// Takes an object of the same type out of an object and leaves the number in its place.
fn take_inner(object: &mut Object, number: u32) -> Option<Object> {
    if !object.members().any(|(_, shape)| holds_object(shape)) {
        return None;
    }
    // A copy, since the search changes the object that it compares with.
    let mut outer = Outer::new();
    for (key, shape) in object.members() {
        let kinds = outer.entry(key.to_owned()).or_default();
        for (has_kind, more) in kinds.iter_mut().zip(shape.kinds()) {
            *has_kind |= more;
        }
    }
    let mut search = Search {
        outer,
        number,
        keys: Vec::new(),
    };
    search.members(object)
}

/// Whether a shape is an object, or a list of objects.
fn holds_object(shape: &Shape) -> bool {
    let mut next = Some(shape);
    while let Some(shape) = next {
        if shape.object.is_some() {
            return true;
        }
        next = shape.array.as_deref();
    }
    false
}

/// The kinds of the outer object's fields, by name.
type Outer = BTreeMap<String, Kinds>;

/// Which kinds of value a shape has; see [`Shape::kinds`].
type Kinds = [bool; 5];

/// Whether two values may have the same type: one is unknown, or they have a kind in common.
fn agree(kinds: Kinds, other: Kinds) -> bool {
    kinds == [false; 5]
        || other == [false; 5]
        || kinds
            .iter()
            .zip(other)
            .any(|(mine, theirs)| *mine && theirs)
}

struct Search {
    outer: Outer,
    number: u32,
    /// The keys from the outer object to the current shape.
    keys: Vec<String>,
}

impl Search {
    fn members(&mut self, object: &mut Object) -> Option<Object> {
        object.members_mut().find_map(|(key, member)| {
            self.keys.push(key.to_owned());
            let found = self.take(member);
            self.keys.pop();
            found
        })
    }

    fn take(&mut self, shape: &mut Shape) -> Option<Object> {
        let is_known = shape.recursion == Some(self.number);
        if let Some(inner) = &shape.object
            && is_subset(inner, &self.outer)
            && (is_known || self.recurs(inner))
        {
            shape.recursion = Some(self.number);
            return shape.object.take();
        }
        match (&mut shape.array, &mut shape.object) {
            (Some(element), _) => self.take(element),
            (None, Some(inner)) => self.members(inner),
            (None, None) => None,
        }
    }

    /// Whether the inner object has the field that leads to it, and others, and in that field has the outer object again
    /// or nothing: `{id, owner: {id}}` is not recursive, `{id, child: {id, child: null}}` is.
    fn recurs(&self, inner: &Object) -> bool {
        let Some(first) = self.keys.first() else {
            return false;
        };
        inner.has(first) && inner.keys().nth(1).is_some() && self.may_hold_outer(inner, &self.keys)
    }

    /// Whether the value at a path of keys, if there is one, may be the outer object.
    fn may_hold_outer(&self, object: &Object, keys: &[String]) -> bool {
        let Some((key, rest)) = keys.split_first() else {
            return object.keys().all(|key| self.outer.contains_key(key));
        };
        object
            .members()
            .filter(|(name, _)| name == key)
            .all(|(_, shape)| {
                let end = shape.array.as_deref().unwrap_or(shape);
                let scalar = end.boolean || end.number.is_some() || end.text.is_some();
                !scalar
                    && end
                        .object
                        .as_ref()
                        .is_none_or(|next| self.may_hold_outer(next, rest))
            })
    }
}

/// Whether all fields of an object are in the outer one, with the same kinds.
fn is_subset(inner: &Object, outer: &Outer) -> bool {
    inner.members().all(|(key, shape)| {
        let kinds = outer.get(key);
        kinds.is_some_and(|kinds| agree(shape.kinds(), *kinds))
    })
}
