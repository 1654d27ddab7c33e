//! What is known of an object: the fields that its examples have.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::Shape;

/// Keys whose text may distinguish objects, the likeliest first.
pub(super) const TAGS: [&str; 6] = ["type", "kind", "object", "event", "event_type", "@type"];

/// The key and the value that distinguish an object from others in its place.
pub(super) type Tag = (String, String);

/// The examples of an object, sorted by their tag.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Object {
    parts: IndexMap<Option<Tag>, Fields>,
    /// Its number where the same object stands again inside it; see [`super::fold`].
    pub(super) number: Option<u32>,
}

/// The fields that some objects have.
pub(super) type Fields = IndexMap<String, Shape>;

impl Object {
    /// The object of one example. `texts` holds the values of the members that may distinguish kinds and are plain words.
    pub(super) fn of(fields: Fields, texts: &IndexMap<String, String>) -> Self {
        let tag = TAGS
            .iter()
            .find_map(|key| Some(((*key).to_owned(), texts.get(*key)?.clone())));
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

    /// Every field of every part.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Shape)> {
        self.parts
            .values()
            .flat_map(|part| part.iter().map(|(key, shape)| (key.as_str(), shape)))
    }

    pub(super) fn members_mut(&mut self) -> impl Iterator<Item = (&str, &mut Shape)> {
        self.parts
            .values_mut()
            .flat_map(|part| part.iter_mut().map(|(key, shape)| (key.as_str(), shape)))
    }

    /// Its kinds, where the tag distinguishes objects of different fields.
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
        distinct(&variants).then_some((key.as_str(), variants))
    }
}

/// The greatest number of kinds that a person would still write as such.
const MAX_VARIANTS: usize = 40;

/// Whether any two parts have the same fields or each some that the other lacks. Where one only has
/// more than the other, its fields may as well be optional: that is no proof of a kind.
fn distinct(parts: &[(&str, &Fields)]) -> bool {
    if parts.len() < 2 || parts.len() > MAX_VARIANTS {
        return false;
    }
    let mut different = false;
    for (index, (_, one)) in parts.iter().enumerate() {
        for (_, other) in parts.iter().skip(index + 1) {
            let mine = one.keys().any(|key| !other.contains_key(key));
            let theirs = other.keys().any(|key| !one.contains_key(key));
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
