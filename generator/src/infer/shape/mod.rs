//! Types inferred from examples.
//!
//! A [`Shape`] has a slot for each kind of value (null, boolean, number, text, list, object) that examples show. Shapes
//! are merged slot by slot, in any order. [`Shape::lower`] decides which type the slots make.

mod detect;
mod fold;
mod format;
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

pub use detect::named_format;
pub(crate) use format::is_uuid;
pub use scalar::list_style;

/// The deepest nesting that gets types; deeper values are of any type. The Rust compiler fails to derive traits for
/// structs that nest about sixty levels deep.
const MAX_DEPTH: usize = 40;

/// What the examples of one value show; merging another example widens it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    null: bool,
    boolean: bool,
    number: Option<Number>,
    text: Option<Text>,
    array: Option<Box<Shape>>,
    object: Option<Object>,
    /// The name of the value's schema, from a converter's marker in place of the value.
    reference: Option<String>,
    /// The number of the enclosing object that has the same type as this value; see [`fold`].
    recursion: Option<u32>,
}

/// Why a text is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeError {
    /// What is wrong, in one sentence without a full stop.
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

    /// Reads values that are sent as text: in a path, a query, a form, a header. A number, a boolean or JSON in the text
    /// has that shape; values of different kinds are text.
    pub fn from_scalars(values: &[&str]) -> Self {
        scalar::read(values)
    }

    /// The shape of a JSON string: its format, or the type that a converter's placeholder names.
    pub fn from_text(text: &str) -> Self {
        detect::text(text)
    }

    /// Adds what another example shows.
    pub fn merge(&mut self, other: Self) {
        self.null |= other.null;
        self.boolean |= other.boolean;
        merge_slot(&mut self.number, other.number, Number::merge);
        merge_slot(&mut self.text, other.text, Text::merge);
        merge_slot(&mut self.array, other.array, |mine, theirs| {
            mine.merge(*theirs)
        });
        merge_slot(&mut self.object, other.object, Object::merge);
        // Of two names the smaller one, so that the order of examples does not matter.
        merge_slot(&mut self.reference, other.reference, |mine, theirs| {
            if theirs < *mine {
                *mine = theirs;
            }
        });
        self.recursion = self.recursion.or(other.recursion);
    }

    /// Whether the type is unknown: there is no example, or only templates and markers.
    pub fn is_unknown(&self) -> bool {
        !self.null && self.kind_count() == 0
    }

    /// Whether an example is `null`.
    pub fn is_nullable(&self) -> bool {
        self.null
    }

    /// The type, with its records, enums and unions added to the API.
    ///
    /// `path` is the path to the value (`["List users", "users"]`); nested shapes extend it by their keys, items of
    /// lists by `[]`, values of maps by `{}`. No field is required, since other values may lack it.
    pub fn lower(&self, api: &mut Api, path: &[String], origin: &Origin) -> Type {
        lower::lower(self, api, path, origin)
    }

    /// Which kinds of value it has, `null` aside: boolean, number, list, object, text.
    fn kinds(&self) -> [bool; 5] {
        [
            self.boolean,
            self.number.is_some(),
            self.array.is_some(),
            self.is_object(),
            self.text.is_some(),
        ]
    }

    fn kind_count(&self) -> usize {
        self.kinds()
            .into_iter()
            .filter(|has_kind| *has_kind)
            .count()
    }

    fn is_object(&self) -> bool {
        self.object.is_some() || self.reference.is_some() || self.recursion.is_some()
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
