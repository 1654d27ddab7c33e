//! JSON: a tree of values, and encoding and decoding of typed values.
//!
//! Typed values are filled while the text is parsed, by visitors that are compiled once. A tree, [`Json`], is parsed
//! only to choose the variant of a union and to locate an error. Generated code therefore needs no generic functions,
//! whose instances would take most of a client's compile time.

mod debug;
mod decode;
mod encode;
mod incoming;
mod inferred;
mod items;
mod location;
mod number;
mod record;
mod repair;
mod scalar;
mod serde_impls;
pub(crate) mod sketch;
mod text;
mod tolerant;
mod writer;

pub use decode::{Decode, Mismatch};
pub(crate) use decode::{items_of, means_empty};
pub use encode::{Encode, Nullable, Object, Write};
pub use incoming::{Fields, Incoming, Items, Slot, from_slice};
pub use inferred::Inferred;
pub(crate) use items::{LenientList, decode_item};
pub(crate) use location::location_of;
pub use number::Number;
pub use record::{Read, Source};
pub use serde_impls::Serde;
#[doc(hidden)]
pub use serde_impls::{deserialize, serialize};
pub use text::ParseError;
pub(crate) use tolerant::{decode as decode_tolerant, well_formed};
pub use writer::Writer;

use std::collections::BTreeMap;

/// The fields of an object that the type does not declare.
pub type Map = BTreeMap<String, Json>;

/// A JSON value. Objects keep the order of their fields.
///
/// ```
/// use posthaste_runtime::Json;
///
/// let user: Json = r#"{"id": 7, "tags": ["a", "b"]}"#.parse()?;
/// assert_eq!(user.get("id").and_then(Json::as_i64), Some(7));
/// assert_eq!(user.at(&["tags", "1"]).and_then(Json::as_str), Some("b"));
/// assert_eq!(user.to_string(), r#"{"id":7,"tags":["a","b"]}"#);
/// # Ok::<(), posthaste_runtime::ParseError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number
    Number(Number),
    /// A string
    String(String),
    /// A list
    Array(Vec<Json>),
    /// Names and values in the order of the document. Of several fields with the same name, the last one counts.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a field; `None` if this is not an object or has no such field.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(fields) => fields
                .iter()
                .rev()
                .find(|field| field.0 == name)
                .map(|f| &f.1),
            _ => None,
        }
    }

    /// The value at a path of field names and list indices.
    pub fn at(&self, path: &[&str]) -> Option<&Json> {
        path.iter().try_fold(self, |value, step| match value {
            Json::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => value.get(step),
        })
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }

    /// The boolean; `None` for other values.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number as an integer; `None` for other values, fractions, and integers of more than 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Json::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The number as the nearest double; `None` for other values.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Json::Number(number) => Some(number.as_f64()),
            _ => None,
        }
    }

    /// The text of a string; `None` for other values.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; `None` for other values.
    pub fn as_array(&self) -> Option<&[Json]> {
        match self {
            Json::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The fields of an object; `None` for other values.
    pub fn as_object(&self) -> Option<&[(String, Json)]> {
        match self {
            Json::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// Decodes this value as a type.
    ///
    /// # Errors
    /// [`Mismatch`] with the path of the value that is not of the expected type.
    pub fn to<T: Decode>(self) -> Result<T, Mismatch> {
        T::decode(self)
    }

    /// Whether all numbers in it are finite, as JSON requires.
    pub(crate) fn is_finite(&self) -> bool {
        match self {
            Json::Number(number) => number.is_finite(),
            Json::Array(items) => items.iter().all(Json::is_finite),
            Json::Object(fields) => fields.iter().all(|field| field.1.is_finite()),
            Json::Null | Json::Bool(_) | Json::String(_) => true,
        }
    }

    fn has_double(&self) -> bool {
        match self {
            Json::Number(number) => number.is_double(),
            Json::Array(items) => items.iter().any(Json::has_double),
            Json::Object(fields) => fields.iter().any(|field| field.1.has_double()),
            Json::Null | Json::Bool(_) | Json::String(_) => false,
        }
    }

    /// The type of this value, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(text) if text.is_empty() => "an empty string",
            Json::String(_) => "a string",
            Json::Array(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}

macro_rules! json_from {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Json {
            fn from(value: $type) -> Json {
                Json::$variant(value.into())
            }
        }
    )*};
}
json_from!(bool => Bool, i64 => Number, u64 => Number, i32 => Number, u32 => Number, f64 => Number,
    Number => Number, &str => String, String => String, Vec<Json> => Array);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_several_fields_with_the_same_name_counts() -> Result<(), crate::ParseError> {
        let json: Json = r#"{"a":1,"a":2}"#.parse()?;
        assert_eq!(json.get("a"), Some(&Json::from(2)));
        Ok(())
    }

    #[test]
    fn order_is_kept() -> Result<(), crate::ParseError> {
        let text = r#"{"z":1,"a":[true,null,1.5,"x\n"],"m":{}}"#;
        assert_eq!(text.parse::<Json>()?.to_string(), text);
        Ok(())
    }
}
