//! What the examples of an object show: its fields.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::Shape;

/// Keys that may tag the variants of a union, the most likely first.
pub(super) const TAGS: [&str; 6] = ["type", "kind", "object", "event", "event_type", "@type"];

/// The key and the value that tell an object from others at the same location.
pub(super) type Tag = (String, String);

/// The examples of an object, grouped by their tag.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Object {
    parts: IndexMap<Option<Tag>, Fields>,
    /// Its number where a value inside it has the same type; see [`super::fold`].
    pub(super) number: Option<u32>,
}

/// The fields of the objects with one tag.
pub(super) type Fields = IndexMap<String, Shape>;

impl Object {
    /// The object of one example. `tags` are those of its members that may be a tag, by key.
    pub(super) fn of(fields: Fields, tags: &IndexMap<String, String>) -> Self {
        let tag = TAGS
            .iter()
            .find_map(|key| Some(((*key).to_owned(), tags.get(*key)?.clone())));
        Self {
            parts: IndexMap::from([(tag, fields)]),
            number: None,
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (tag, fields) in other.parts {
            match self.parts.get_mut(&tag) {
                Some(mine) => merge_fields(mine, fields),
                None => {
                    self.parts.insert(tag, fields);
                }
            }
        }
        self.number = self.number.or(other.number);
    }

    /// The fields of all examples together.
    pub(super) fn fields(&self) -> Cow<'_, Fields> {
        if let (Some((_, fields)), 1) = (self.parts.first(), self.parts.len()) {
            return Cow::Borrowed(fields);
        }
        let mut all = Fields::new();
        for fields in self.parts.values() {
            merge_fields(&mut all, fields.clone());
        }
        Cow::Owned(all)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.parts.values().any(|fields| fields.contains_key(key))
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.parts
            .values()
            .flat_map(|fields| fields.keys().map(String::as_str))
    }

    /// The fields of all variants; a key is repeated for each variant that has it.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Shape)> {
        self.parts
            .values()
            .flat_map(|part| part.iter().map(|(key, shape)| (key.as_str(), shape)))
    }

    /// As [`Self::members`], to be changed.
    pub(super) fn members_mut(&mut self) -> impl Iterator<Item = (&str, &mut Shape)> {
        self.parts
            .values_mut()
            .flat_map(|part| part.iter_mut().map(|(key, shape)| (key.as_str(), shape)))
    }

    /// The key of the tag, and the fields for each of its values, where these differ.
    pub(super) fn variants(&self) -> Option<(&str, Vec<(&str, &Fields)>)> {
        let mut tag_key = None;
        let mut variants = Vec::new();
        for (tag, fields) in &self.parts {
            let (key, value) = tag.as_ref()?;
            if *tag_key.get_or_insert(key) != key {
                return None;
            }
            variants.push((value.as_str(), fields));
        }
        let key = tag_key?;
        are_distinct(&variants).then_some((key.as_str(), variants))
    }
}

/// The greatest number of variants; objects with more tags are one record.
const MAX_VARIANTS: usize = 40;

/// Whether tags mark different kinds of object: of any two, each has a field that the other lacks, or both have the same
/// fields. Where only one has more fields, these may be optional fields of the same kind.
fn are_distinct(parts: &[(&str, &Fields)]) -> bool {
    if parts.len() < 2 || parts.len() > MAX_VARIANTS {
        return false;
    }
    let mut different = false;
    let has_more =
        |fields: &Fields, other: &Fields| fields.keys().any(|key| !other.contains_key(key));
    for (index, (_, left)) in parts.iter().enumerate() {
        for (_, right) in parts.iter().skip(index + 1) {
            let (mine, theirs) = (has_more(left, right), has_more(right, left));
            if mine != theirs {
                return false;
            }
            different |= mine;
        }
    }
    different
}

fn merge_fields(mine: &mut Fields, theirs: Fields) {
    for (key, shape) in theirs {
        mine.entry(key).or_default().merge(shape);
    }
}
