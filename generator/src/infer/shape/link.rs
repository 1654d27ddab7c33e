//! Resolves a converter's markers of circular references: `{"value": "<Circular reference to …/Pet …>"}`.
//!
//! A marker names a schema and means that one of the objects around it has this schema, but not which one.

use std::collections::BTreeMap;

use super::Shape;
use crate::ground::words::letters_and_digits;

/// An object around a marker: its index in the order of the search, its key, and the number of its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    index: usize,
    key: String,
    fields: usize,
}

/// A marker with the objects around it, outermost first.
struct Marker {
    name: String,
    key: String,
    around: Vec<Level>,
}

/// Sets the same number on each marker and on the object that it means; `next` is the next number.
pub(super) fn link(shape: &mut Shape, root: &str, next: &mut u32) {
    let mut search = Search::default();
    search.shape(shape, root);
    if search.markers.is_empty() {
        return;
    }
    let targets: Vec<usize> = search
        .markers
        .iter()
        .map(|marker| target(marker, &search.markers))
        .collect();
    let mut numbers = Numbering {
        targets,
        numbers: BTreeMap::new(),
        objects: 0,
        markers: 0,
        next,
    };
    numbers.shape(shape);
}

#[derive(Default)]
struct Search {
    around: Vec<Level>,
    objects: usize,
    markers: Vec<Marker>,
}

impl Search {
    fn shape(&mut self, shape: &Shape, key: &str) {
        if let Some(element) = &shape.array {
            self.shape(element, key);
        }
        if let Some(object) = &shape.object {
            let level = Level {
                index: self.objects,
                key: key.to_owned(),
                fields: object.keys().count(),
            };
            self.objects += 1;
            self.around.push(level);
            for (key, member) in object.members() {
                self.shape(member, key);
            }
            self.around.pop();
        }
        if let Some(name) = marker(shape)
            && !self.around.is_empty()
        {
            let around = self.around.clone();
            self.markers.push(Marker {
                name: name.to_owned(),
                key: key.to_owned(),
                around,
            });
        }
    }
}

/// The schema's name of a marker, unless other examples show the object.
fn marker(shape: &Shape) -> Option<&str> {
    let alone = shape.object.is_none() && shape.recursion.is_none();
    shape.reference.as_deref().filter(|_| alone)
}

/// The index of the object that a marker means: of the objects around all markers of this name, or else around this one,
/// the one whose key is the schema's name, or else the nearest. Only where the keys of all markers are the schema's name,
/// as in `owner: {pets: [marker]}`, the next object is meant, if it has more than two fields.
fn target(marker: &Marker, all: &[Marker]) -> usize {
    let same_name = || all.iter().filter(|other| other.name == marker.name);
    let in_common = |level: &&Level| same_name().all(|other| other.around.contains(level));
    let common: Vec<&Level> = marker.around.iter().filter(in_common).collect();
    let candidates = match common.is_empty() {
        true => marker.around.iter().collect(),
        false => common,
    };
    if let Some(named) = candidates
        .iter()
        .rev()
        .find(|level| names(&level.key, &marker.name))
    {
        return named.index;
    }
    let (nearest, outer) = match candidates.as_slice() {
        [.., outer, nearest] => (nearest.index, Some(outer)),
        [only] => (only.index, None),
        [] => (0, None),
    };
    let is_holder = same_name().all(|other| names(&other.key, &other.name));
    outer
        .filter(|outer| is_holder && outer.fields > 2)
        .map_or(nearest, |outer| outer.index)
}

/// Whether a key, or a word of an operation's name, is a schema's name, or its plural: `pets` and `Pet`.
fn names(key: &str, name: &str) -> bool {
    let name = letters_and_digits(name);
    let same = |word: &str| {
        let word = letters_and_digits(word);
        word == name
            || ["s", "es"]
                .iter()
                .any(|end| word.strip_suffix(end) == Some(name.as_str()))
    };
    same(key) || key.split_whitespace().any(same)
}

struct Numbering<'a> {
    /// The index of the object that each marker means, in the order of the search.
    targets: Vec<usize>,
    numbers: BTreeMap<usize, u32>,
    objects: usize,
    markers: usize,
    next: &'a mut u32,
}

impl Numbering<'_> {
    fn shape(&mut self, shape: &mut Shape) {
        if let Some(element) = &mut shape.array {
            self.shape(element);
        }
        if let Some(object) = &mut shape.object {
            let index = self.objects;
            self.objects += 1;
            if self.targets.contains(&index) {
                let number = *object.number.get_or_insert_with(|| {
                    *self.next += 1;
                    *self.next - 1
                });
                self.numbers.insert(index, number);
            }
            for (_, member) in object.members_mut() {
                self.shape(member);
            }
        }
        if marker(shape).is_some() {
            // The search skipped a marker without an object around it.
            if let Some(target) = self.targets.get(self.markers).filter(|_| self.objects > 0) {
                shape.recursion = self.numbers.get(target).copied();
                self.markers += 1;
            }
        }
    }
}
