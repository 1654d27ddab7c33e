//! Objects that hold their own kind: a comment with replies, a folder with folders.
//!
//! Examples show a few levels of it. Each level is merged into the outermost, and a mark stays where it
//! stood, so that lowering makes one type that refers to itself.

use super::Shape;
use super::object::{Fields, Object};

/// How often one object is searched; each round ends a level that the examples show.
const MAX_ROUNDS: usize = 64;

/// Folds all objects of a shape.
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
        let Some(inner) = take_same(object, *next) else {
            break;
        };
        object.merge(inner);
        object.number = Some(*next);
    }
    if object.number == Some(*next) {
        *next += 1;
    }
}

/// Takes an object of the same kind out of the inside of one, leaving a mark.
fn take_same(object: &mut Object, mark: u32) -> Option<Object> {
    // What is searched changes while it is compared with the whole.
    let mut search = Search {
        outer: object.fields(),
        mark,
        keys: Vec::new(),
    };
    search.members(object)
}

struct Search {
    outer: Fields,
    mark: u32,
    /// The keys from the outer object to the place that is looked at.
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
        let marked = shape.again == Some(self.mark);
        if let Some(inner) = &shape.object
            && is_subset(inner, &self.outer)
            && (marked || self.closes(inner))
        {
            shape.again = Some(self.mark);
            return shape.object.take();
        }
        match (&mut shape.array, &mut shape.object) {
            (Some(element), _) => self.take(element),
            (None, Some(inner)) => self.members(inner),
            (None, None) => None,
        }
    }

    /// Whether the inner object has the field through which it was reached beside others, and there
    /// again objects of the kind or nothing: `{id, owner: {id}}` is no recursion, `{id, child: {id,
    /// child: null}}` is.
    fn closes(&self, inner: &Object) -> bool {
        let Some(first) = self.keys.first() else {
            return false;
        };
        inner.has(first) && inner.keys().nth(1).is_some() && self.ends(inner, &self.keys)
    }

    /// Whether what lies at the end of the keys, if anything does, may be the outer object again.
    fn ends(&self, object: &Object, keys: &[String]) -> bool {
        let Some((key, rest)) = keys.split_first() else {
            return object.keys().all(|key| self.outer.contains_key(key));
        };
        object
            .members()
            .filter(|(name, _)| name == key)
            .all(|(_, shape)| {
                let end = shape.array.as_deref().unwrap_or(shape);
                let scalar = end.boolean || end.number.is_some() || end.text.is_some();
                !scalar && end.object.as_ref().is_none_or(|next| self.ends(next, rest))
            })
    }
}

/// Whether an object has no field that the outer one lacks, and all of the same kinds.
fn is_subset(inner: &Object, outer: &Fields) -> bool {
    inner
        .members()
        .all(|(key, shape)| outer.get(key).is_some_and(|other| agree(shape, other)))
}

/// Whether two shapes may be one: nothing is known of one, or they have a kind in common.
fn agree(one: &Shape, other: &Shape) -> bool {
    let unknown = |shape: &Shape| shape.kinds() == 0;
    let object = |shape: &Shape| {
        shape.object.is_some() || shape.again.is_some() || shape.reference.is_some()
    };
    unknown(one)
        || unknown(other)
        || (one.boolean && other.boolean)
        || (one.number.is_some() && other.number.is_some())
        || (one.text.is_some() && other.text.is_some())
        || (one.array.is_some() && other.array.is_some())
        || (object(one) && object(other))
}
