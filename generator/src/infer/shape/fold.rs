//! Objects that hold their own kind: a comment with replies, a folder with folders.
//!
//! Examples show a few levels of it. Each level is merged into the outermost, and a mark stays where it
//! stood, so that lowering makes one type that refers to itself.

use std::collections::BTreeMap;

use super::Shape;
use super::object::Object;

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
    if !object.members().any(|(_, shape)| holds_object(shape)) {
        return None;
    }
    // What is searched changes while it is compared with the whole.
    let mut outer = Outer::new();
    for (key, shape) in object.members() {
        match outer.get_mut(key) {
            Some(kinds) => kinds.add(Kinds::of(shape)),
            None => drop(outer.insert(key.to_owned(), Kinds::of(shape))),
        }
    }
    let mut search = Search {
        outer,
        mark,
        keys: Vec::new(),
    };
    search.members(object)
}

/// Whether an object stands here, or in a list.
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

/// The fields of the whole by their names.
type Outer = BTreeMap<String, Kinds>;

/// Which kinds of value were seen in a place.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kinds([bool; 5]);

impl Kinds {
    fn of(shape: &Shape) -> Self {
        Self([
            shape.boolean,
            shape.number.is_some(),
            shape.text.is_some(),
            shape.array.is_some(),
            shape.object.is_some() || shape.again.is_some() || shape.reference.is_some(),
        ])
    }

    fn add(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    /// Whether two places may be one: nothing is known of one, or they have a kind in common.
    fn agree(self, other: Self) -> bool {
        let unknown = |kinds: Self| kinds == Self([false; 5]);
        unknown(self) || unknown(other) || self.0.iter().zip(other.0).any(|(one, two)| *one && two)
    }
}

struct Search {
    outer: Outer,
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
fn is_subset(inner: &Object, outer: &Outer) -> bool {
    inner.members().all(|(key, shape)| {
        let other = outer.get(key);
        other.is_some_and(|other| Kinds::of(shape).agree(*other))
    })
}
