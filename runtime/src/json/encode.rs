//! Encoding of typed values as JSON.

use std::collections::BTreeMap;

use super::{Decode, Incoming, Json, Mismatch, Writer};

/// A type that can be encoded as JSON.
///
/// ```
/// use posthaste_runtime::Encode;
///
/// assert_eq!(vec![Some(1), None].encode().to_string(), "[1,null]");
/// ```
pub trait Encode {
    /// The value as JSON.
    fn encode(&self) -> Json;

    /// Whether a field with this value is left out of its object.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes the text of the value that [`Encode::encode`] returns.
    #[doc(hidden)]
    fn write_to(&self, writer: &mut Writer) {
        writer.tree(&self.encode());
    }
}

/// A type whose values are JSON objects. [`encode!`](crate::encode) implements [`Encode`] with it.
pub trait Write {
    /// Puts every field into the object.
    fn write(&self, object: &mut Object);
}

/// A JSON object that is being written.
#[derive(Debug, Default)]
pub struct Object {
    tree: Vec<(String, Json)>,
    /// The text that fields are written to instead, and whether it has a field already.
    text: Option<(Writer, bool)>,
}

impl Object {
    /// Encodes a value as a JSON object.
    pub fn of(value: &dyn Write) -> Json {
        let mut object = Object::default();
        value.write(&mut object);
        Json::Object(object.tree)
    }

    /// An object whose fields are written as text.
    pub(super) fn for_writer(writer: Writer) -> Object {
        Object {
            tree: Vec::new(),
            text: Some((writer, false)),
        }
    }

    pub(super) fn into_writer(self) -> Writer {
        self.text.map(|text| text.0).unwrap_or_default()
    }

    /// Adds a field, unless its value is `None`.
    pub fn put(&mut self, name: &str, value: &dyn Encode) {
        if value.is_absent() {
            return;
        }
        match &mut self.text {
            Some((writer, follows)) => {
                writer.field(*follows, name, value);
                *follows = true;
            }
            None => self.tree.push((name.to_owned(), value.encode())),
        }
    }

    /// Adds a field; where its value is `None`, with this constant.
    pub fn put_or(&mut self, name: &str, value: &dyn Encode, constant: &dyn Encode) {
        match value.is_absent() {
            true => self.put(name, constant),
            false => self.put(name, value),
        }
    }

    /// Adds the members of a map; one that is `None` is `null`.
    pub fn extend<T: Encode>(&mut self, members: &BTreeMap<String, T>) {
        for (name, value) in members {
            match value.is_absent() {
                true => self.put(name, &Json::Null),
                false => self.put(name, value),
            }
        }
    }
}

/// A value or `null`, where `null` is not the same as an absent field.
///
/// In a field of type `Option<Nullable<T>>`, `None` leaves the field out, and `Some(Nullable::Null)` sends `null`,
/// which clears the field at the service. Decoding distinguishes both, too.
///
/// ```
/// use posthaste_runtime::{Json, Nullable};
///
/// let received: Option<Nullable<String>> = Json::Null.to()?;
/// assert_eq!(received, Some(Nullable::Null));
/// let name: Nullable<String> = "Ann".into();
/// assert_eq!(name, Nullable::Value("Ann".to_owned()));
/// # Ok::<(), posthaste_runtime::Mismatch>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Nullable<T> {
    /// `null`
    #[default]
    Null,
    /// A value
    Value(T),
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Nullable::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(text: &str) -> Self {
        Nullable::Value(text.to_owned())
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode(&self) -> Json {
        match self {
            Nullable::Null => Json::Null,
            Nullable::Value(value) => value.encode(),
        }
    }

    fn write_to(&self, writer: &mut Writer) {
        match self {
            Nullable::Null => writer.tree(&Json::Null),
            Nullable::Value(value) => value.write_to(writer),
        }
    }
}

impl<T: Decode> Decode for Nullable<T> {
    const EMPTY_IS_NONE: bool = T::EMPTY_IS_NONE;
    const NULL_IS_VALUE: bool = true;

    fn of_null() -> Option<Self> {
        Some(Nullable::Null)
    }

    fn decode(value: Json) -> Result<Self, Mismatch> {
        Option::<T>::decode(value).map(|value| value.map_or(Nullable::Null, Nullable::Value))
    }

    fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        Option::<T>::receive(value).map(|value| value.map_or(Nullable::Null, Nullable::Value))
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::encode)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn write_to(&self, writer: &mut Writer) {
        match self {
            None => writer.tree(&Json::Null),
            Some(value) => value.write_to(writer),
        }
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self) -> Json {
        (**self).encode()
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn write_to(&self, writer: &mut Writer) {
        (**self).write_to(writer);
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self) -> Json {
        (**self).encode()
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn write_to(&self, writer: &mut Writer) {
        (**self).write_to(writer);
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self) -> Json {
        // A loop instead of iterator adapters, because it is compiled for every type.
        let mut items = Vec::with_capacity(self.len());
        for item in self {
            items.push(item.encode());
        }
        Json::Array(items)
    }

    fn write_to(&self, writer: &mut Writer) {
        writer.list(self.iter());
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self) -> Json {
        self.as_slice().encode()
    }

    fn write_to(&self, writer: &mut Writer) {
        self.as_slice().write_to(writer);
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self) -> Json {
        let mut fields = Vec::with_capacity(self.len());
        for (name, value) in self {
            fields.push((name.clone(), value.encode()));
        }
        Json::Object(fields)
    }

    fn write_to(&self, writer: &mut Writer) {
        writer.map(self.iter());
    }
}

impl Encode for Json {
    fn encode(&self) -> Json {
        self.clone()
    }

    fn write_to(&self, writer: &mut Writer) {
        writer.tree(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Patch {
        name: Option<String>,
        dept: Option<Nullable<String>>,
    }

    impl Write for Patch {
        fn write(&self, object: &mut Object) {
            object.put("name", &self.name);
            object.put("dept", &self.dept);
        }
    }

    #[test]
    fn none_is_left_out_and_null_is_sent() {
        let patch = Patch {
            name: None,
            dept: Some(Nullable::Null),
        };
        assert_eq!(Object::of(&patch).to_string(), r#"{"dept":null}"#);
        let patch = Patch {
            name: Some("n".to_owned()),
            dept: Some("d".to_owned().into()),
        };
        assert_eq!(Object::of(&patch).to_string(), r#"{"name":"n","dept":"d"}"#);
    }
}
