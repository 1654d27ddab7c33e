//! The type that values have, inferred.
//!
//! A [`Shape`] is a set of what was seen: each kind of value (null, boolean, number, text, list,
//! object) has its own slot, so that merging is slot by slot and does not depend on order. What the
//! slots mean together is decided once, by [`Shape::lower`].

mod detect;
mod fold;
mod hint;
mod link;
mod lower;
mod number;
mod object;
mod read;
mod scalar;
mod template;
mod text;

use std::fmt;

use crate::ground::diagnostic::Origin;
use crate::model::api::{Api, StringFormat, Type};

use number::Number;
use object::Object;
use text::Text;

pub use scalar::list_style;

/// Levels of nesting that keep types of their own; what lies deeper is any value. From some sixty structs in structs on,
/// compilers give up on what holds for the outermost.
const MAX_DEPTH: usize = 40;

/// What is known of a value from the examples of it; more examples widen it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    null: bool,
    boolean: bool,
    number: Option<Number>,
    text: Option<Text>,
    array: Option<Box<Shape>>,
    object: Option<Object>,
    /// A schema's name: a value of it stands here, although none is shown.
    reference: Option<String>,
    /// The object around this one that stands here again; see [`fold`].
    again: Option<u32>,
}

/// Why a text has no shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeError {
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// The byte of the text where reading stopped.
    pub offset: usize,
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ShapeError {}

impl Shape {
    /// Reads JSON as people write it: comments, trailing commas, `{{templates}}` with or without
    /// quotes, converter placeholders.
    ///
    /// # Errors
    /// The text is something else.
    pub fn from_json_text(text: &str) -> Result<Self, ShapeError> {
        read::read(text)
    }

    /// Reads values that travel as text: of a path, a query, a form, a header. Text that holds a
    /// number, a boolean or JSON has that shape; values that disagree are text.
    pub fn from_scalars(values: &[&str]) -> Self {
        scalar::read(values)
    }

    /// The shape of a text in JSON: its format, or what a converter's placeholder stands for.
    pub fn from_text(text: &str) -> Self {
        detect::text(text)
    }

    /// Widens this by what another example shows.
    pub fn merge(&mut self, other: Self) {
        self.null |= other.null;
        self.boolean |= other.boolean;
        merge_slot(&mut self.number, other.number, Number::merge);
        merge_slot(&mut self.text, other.text, Text::merge);
        merge_slot(&mut self.array, other.array, |mine, theirs| {
            mine.merge(*theirs)
        });
        merge_slot(&mut self.object, other.object, Object::merge);
        // Two names for one place: the smaller one, so that order does not matter.
        merge_slot(&mut self.reference, other.reference, |mine, theirs| {
            if theirs < *mine {
                *mine = theirs;
            }
        });
        self.again = self.again.or(other.again);
    }

    /// Whether nothing is known: no example, or only templates and markers.
    pub fn is_unknown(&self) -> bool {
        !self.null && self.kinds() == 0
    }

    /// Whether an example is `null`.
    pub fn is_nullable(&self) -> bool {
        self.null
    }

    /// The type, with its records, enums and unions added to the API.
    ///
    /// `path` says where the value stands (`["List users", "users"]`); nested shapes extend it by
    /// their keys, elements of lists by `[]`, values of maps by `{}`. Fields are never required: that
    /// an example has them proves nothing.
    pub fn lower(&self, api: &mut Api, path: &[String], origin: &Origin) -> Type {
        lower::lower(self, api, path, origin)
    }

    /// How many kinds of value were seen, `null` aside.
    fn kinds(&self) -> usize {
        usize::from(self.boolean)
            + usize::from(self.number.is_some())
            + usize::from(self.text.is_some())
            + usize::from(self.array.is_some())
            + usize::from(self.object.is_some() || self.reference.is_some() || self.again.is_some())
    }

    fn null() -> Self {
        Self {
            null: true,
            ..Self::default()
        }
    }

    fn boolean() -> Self {
        Self {
            boolean: true,
            ..Self::default()
        }
    }

    fn number(number: Number) -> Self {
        Self {
            number: Some(number),
            ..Self::default()
        }
    }

    fn string(format: StringFormat) -> Self {
        Self {
            text: Some(Text::of(format)),
            ..Self::default()
        }
    }

    fn array(element: Self) -> Self {
        Self {
            array: Some(Box::new(element)),
            ..Self::default()
        }
    }

    fn object(object: Object) -> Self {
        Self {
            object: Some(object),
            ..Self::default()
        }
    }

    fn reference(name: &str) -> Self {
        Self {
            reference: Some(name.to_owned()),
            ..Self::default()
        }
    }
}

fn merge_slot<T>(mine: &mut Option<T>, theirs: Option<T>, merge: impl FnOnce(&mut T, T)) {
    match (mine.as_mut(), theirs) {
        (Some(mine), Some(theirs)) => merge(mine, theirs),
        (None, theirs) => *mine = theirs,
        (Some(_), None) => {}
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
