//! Which object around it a converter's marker means: `{"value": "<Circular reference to …/Pet …>"}`.
//!
//! The marker gives a schema's name and that a value of it is being shown around this place, but not
//! which of the objects around it that is.

use std::collections::BTreeMap;

use super::Shape;

/// An object around a marker: its number in the order of walking, its key, how many fields it has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    index: usize,
    key: String,
    fields: usize,
}

/// A marker with all that it may mean, outermost first.
struct Marker {
    name: String,
    key: String,
    around: Vec<Level>,
}

/// Gives each marker the number of the object that it means, and that object the number.
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

/// The name of a marker that stands for an object that nothing else describes.
fn marker(shape: &Shape) -> Option<&str> {
    let alone = shape.object.is_none() && shape.again.is_none();
    shape.reference.as_deref().filter(|_| alone)
}

/// The object that a marker means. All markers of a name that have an object around them in common
/// mean the same; one under the schema's name is it. In `owner: {pets: [marker]}` the owner is not the
/// pet, although it is the nearest.
fn target(marker: &Marker, all: &[Marker]) -> usize {
    let same = || all.iter().filter(|other| other.name == marker.name);
    let in_common = |level: &&Level| same().all(|other| other.around.contains(level));
    let common: Vec<&Level> = marker.around.iter().filter(in_common).collect();
    let choice = if common.is_empty() {
        marker.around.iter().collect()
    } else {
        common
    };
    if let Some(named) = choice
        .iter()
        .rev()
        .find(|level| names(&level.key, &marker.name))
    {
        return named.index;
    }
    let (nearest, outer) = match choice.as_slice() {
        [.., outer, nearest] => (nearest.index, Some(outer)),
        [only] => (only.index, None),
        [] => (0, None),
    };
    let holder = same().all(|one| names(&one.key, &one.name));
    outer
        .filter(|outer| holder && outer.fields > 2)
        .map_or(nearest, |outer| outer.index)
}

/// Whether a key, or a word of an operation's name, is a schema's name: `pets` and `Pet`.
fn names(key: &str, name: &str) -> bool {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let name = plain(name);
    let same = |word: &str| {
        let word = plain(word);
        word == name
            || ["s", "es"]
                .iter()
                .any(|end| word.strip_suffix(end) == Some(name.as_str()))
    };
    same(key) || key.split_whitespace().any(same)
}

struct Numbering<'a> {
    /// The object that each marker means, in the order of walking.
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
            // A marker without an object around it was not counted.
            if let Some(target) = self.targets.get(self.markers).filter(|_| self.objects > 0) {
                shape.again = self.numbers.get(target).copied();
                self.markers += 1;
            }
        }
    }
}
