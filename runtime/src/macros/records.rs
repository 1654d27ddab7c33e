/// Implements [`Encode`](crate::Encode) and serde's `Serialize` for a type that implements [`Write`](crate::Write).
///
/// ```
/// use posthaste_runtime::{Encode, Object, Write, encode};
///
/// struct Point { x: i64, label: Option<String> }
///
/// impl Write for Point {
///     fn write(&self, object: &mut Object) {
///         object.put("x", &self.x);
///         object.put("label", &self.label);
///     }
/// }
/// encode!(Point);
///
/// assert_eq!(Point { x: 1, label: None }.encode().to_string(), r#"{"x":1}"#);
/// ```
#[macro_export]
macro_rules! encode {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::Encode for $type {
            #[inline]
            fn encode(&self) -> $crate::Json {
                $crate::Object::of(self)
            }

            #[inline]
            fn write_to(&self, writer: &mut $crate::private::Writer) {
                writer.object(self);
            }
        }
        $crate::serialize!($type);
    )+};
}

/// Implements decoding from JSON objects (`read`), encoding as JSON objects (`write`), or both, for a struct whose fields it
/// lists.
///
/// ```text
/// record!(read STRUCT(FIELD, FIELD("JSON name"), ..));
/// record!(write STRUCT(..));
/// record!(read write STRUCT(FIELD = CONSTANT, FIELD: read, .., ..REST));
/// ```
///
/// The JSON name of a field follows it in parentheses if it is another than the field's own. Raw identifiers (`r#type`) need one. What is `read` has to
/// implement `Default`: a field that an object does not have keeps its default value, and fields that are not listed always
/// do. Use `Option` to distinguish an absent number from 0. With the feature `serialize`, a struct that is only `read` can be
/// encoded, too.
///
/// Where a field with a constant is `None`, the constant is written. A field with `: read` is never written. `..REST` is a
/// `BTreeMap<String, T>` of all members that are not listed; without it they are dropped.
///
/// `Debug` is written as well, in each of the three forms. It is as derived, but hides the values of fields with secret names,
/// like `password` or `api_key`, and texts that look like secrets.
///
/// ```
/// use posthaste_runtime::{Encode, Json, record};
///
/// /// A user.
/// #[derive(Clone, Default)]
/// pub struct User {
///     pub id: Option<String>,
///     pub r#type: Option<i64>,
/// }
/// record!(read write User(id, r#type("type")));
///
/// let user: User = r#"{"id":"a","type":2,"more":true}"#.parse::<Json>()?.to()?;
/// assert_eq!(user.r#type, Some(2));
/// assert_eq!(user.encode().to_string(), r#"{"id":"a","type":2}"#);
/// assert_eq!(format!("{user:?}"), r#"User { id: Some("a"), type: Some(2) }"#);
///
/// /// A room.
/// #[derive(Clone, Default)]
/// pub struct Room {
///     pub id: Option<i64>,
///     pub kind: Option<String>,
///     pub more: std::collections::BTreeMap<String, i64>,
/// }
/// record!(read write Room(id: read, kind = "room", ..more));
///
/// let room: Room = r#"{"id":1,"size":2}"#.parse::<Json>()?.to()?;
/// assert_eq!(room.encode().to_string(), r#"{"kind":"room","size":2}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! record {
    (read write $type:ident $fields:tt) => {
        $crate::record!(@debug $type $fields);
        $crate::record!(@read $type $fields);
        $crate::record!(@write $type $fields);
    };
    (read $type:ident $fields:tt) => {
        $crate::record!(@debug $type $fields);
        $crate::record!(@read $type $fields);
        $crate::write_answer!($type $fields);
    };
    (write $type:ident $fields:tt) => {
        $crate::record!(@debug $type $fields);
        $crate::record!(@write $type $fields);
    };
    (@debug $type:ident ($($field:ident $(($key:literal))? $(= $constant:literal)? $(: $mode:ident)?),* $(,)? $(..$rest:ident)?)) => {
        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::private::debug_record(
                    f,
                    stringify!($type),
                    &[$(stringify!($field),)* $(stringify!($rest))?],
                    &[$(&self.$field,)* $(&self.$rest)?],
                )
            }
        }
    };
    (@read $type:ident ($($field:ident $(($key:literal))? $(= $constant:literal)? $(: $mode:ident)?),* $(,)? $(..$rest:ident)?)) => {
        impl $crate::Read for $type {
            #[inline]
            fn read(
                &mut self,
                source: $crate::Source<'_>,
            ) -> ::std::result::Result<(), $crate::Mismatch> {
                $crate::record!(
                    @fill source,
                    &[$($crate::record!(@key $field $($key)?)),*],
                    &mut [$(&mut self.$field),*]
                    $(, &mut self.$rest)?
                )
            }
        }
        $crate::deserialize!($type);
    };
    (@write $type:ident ($($field:ident $(($key:literal))? $(= $constant:literal)? $(: $mode:ident)?),* $(,)? $(..$rest:ident)?)) => {
        impl $crate::Write for $type {
            #[allow(unused_variables)]
            #[inline]
            fn write(&self, object: &mut $crate::Object) {
                $($crate::record!(
                    @put object, $crate::record!(@key $field $($key)?), &self.$field
                    $(, $constant)? $(; $mode)?
                );)*
                $(object.extend(&self.$rest);)?
            }
        }
        $crate::encode!($type);
    };
    (@fill $source:ident, $names:expr, $slots:expr) => { $source.fill($names, $slots) };
    (@fill $source:ident, $names:expr, $slots:expr, $rest:expr) => {
        $source.fill_all($names, $slots, Some($rest))
    };
    (@put $object:ident, $key:expr, $value:expr) => { $object.put($key, $value) };
    (@put $object:ident, $key:expr, $value:expr, $constant:literal) => {
        $object.put_or($key, $value, &$constant)
    };
    (@put $object:ident, $key:expr, $value:expr $(, $constant:literal)?; read) => {};
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

#[cfg(feature = "serialize")]
#[doc(hidden)]
#[macro_export]
macro_rules! write_answer {
    ($type:ident $fields:tt) => {
        $crate::record!(@write $type $fields);
    };
}

/// Without the feature `serialize`, does nothing.
#[cfg(not(feature = "serialize"))]
#[doc(hidden)]
#[macro_export]
macro_rules! write_answer {
    ($($anything:tt)*) => {};
}

/// Implements serde's `Deserialize` by [`Decode`](crate::Decode).
#[doc(hidden)]
#[macro_export]
macro_rules! deserialize {
    ($type:ty) => {
        impl<'de> $crate::private::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::private::deserialize(deserializer)
            }
        }
    };
}

/// Implements serde's `Serialize` by [`Encode`](crate::Encode).
#[doc(hidden)]
#[macro_export]
macro_rules! serialize {
    ($type:ty) => {
        impl $crate::private::serde::Serialize for $type {
            fn serialize<S: $crate::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::private::serialize(self, serializer)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::json::{Decode, Encode, Json, from_slice};

    #[derive(Clone, Default, PartialEq)]
    struct Room {
        id: Option<i64>,
        r#type: Option<String>,
        sizes: BTreeMap<String, i64>,
    }
    crate::record!(read write Room(id: read, r#type("type") = "room", ..sizes));

    #[derive(Clone, Default, PartialEq)]
    struct Open {
        rest: BTreeMap<String, Option<bool>>,
    }
    crate::record!(read write Open(..rest));

    /// The value decoded from the tree, which must be the one decoded from the text.
    fn decode<T: Decode + PartialEq + std::fmt::Debug>(text: &str) -> Result<T, String> {
        let tree: Json = text.parse().map_err(|error| format!("{error}"))?;
        let decoded = tree.to::<T>().map_err(|mismatch| mismatch.to_string());
        assert_eq!(from_slice(text.as_bytes()).as_ref(), decoded.as_ref().ok());
        decoded
    }

    #[test]
    fn members_that_are_not_listed_are_kept_and_written_back() {
        let room: Result<Room, _> = decode(r#"{"b":2,"type":"hall","a":1}"#);
        let room = room.unwrap_or_default();
        assert_eq!(room.encode().to_string(), r#"{"type":"hall","a":1,"b":2}"#);
        let text = crate::json::Writer::of(&room).unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&text), room.encode().to_string());
        let open: Result<Open, _> = decode(r#"{"a":null,"b":true}"#);
        let open = open.unwrap_or_default();
        assert_eq!(open.encode().to_string(), r#"{"a":null,"b":true}"#);
        let error = decode::<Room>(r#"{"a":"x"}"#).unwrap_err();
        assert_eq!(error, "expected a whole number, found a string at $.a");
    }

    #[test]
    fn a_constant_is_written_and_a_field_that_is_only_read_is_not() {
        let room = Room {
            id: Some(1),
            ..Room::default()
        };
        assert_eq!(room.encode().to_string(), r#"{"type":"room"}"#);
        let read: Result<Room, _> = decode(r#"{"id":1}"#);
        assert!(read.is_ok_and(|read| read == room));
    }

    #[test]
    fn secrets_among_the_members_that_are_not_listed_are_hidden() {
        let room = Room {
            sizes: BTreeMap::from([("password".to_owned(), 1234), ("width".to_owned(), 7)]),
            ..Room::default()
        };
        let shown = format!("{room:?}");
        assert!(
            shown.contains("\"width\": 7") && !shown.contains("1234"),
            "{shown}"
        );
    }
}
