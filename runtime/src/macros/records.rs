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
/// record!(read write STRUCT(..));
/// ```
///
/// The JSON name of a field follows it in parentheses if it is another than the field's own. Raw identifiers (`r#type`) need one. What is `read` has to
/// implement `Default`: a field that an object does not have keeps its default value, and fields that are not listed always
/// do. Use `Option` to distinguish an absent number from 0. With the feature `serialize`, a struct that is only `read` can be
/// encoded, too.
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
    (@debug $type:ident ($($field:ident $(($key:literal))?),* $(,)?)) => {
        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::private::debug_record(
                    f,
                    stringify!($type),
                    &[$(stringify!($field)),*],
                    &[$(&self.$field),*],
                )
            }
        }
    };
    (@read $type:ident ($($field:ident $(($key:literal))?),* $(,)?)) => {
        impl $crate::Read for $type {
            #[inline]
            fn read(
                &mut self,
                source: $crate::Source<'_>,
            ) -> ::std::result::Result<(), $crate::Mismatch> {
                source.fill(
                    &[$($crate::record!(@key $field $($key)?)),*],
                    &mut [$(&mut self.$field),*],
                )
            }
        }
        $crate::deserialize!($type);
    };
    (@write $type:ident ($($field:ident $(($key:literal))?),* $(,)?)) => {
        impl $crate::Write for $type {
            #[allow(unused_variables)]
            #[inline]
            fn write(&self, object: &mut $crate::Object) {
                $(object.put($crate::record!(@key $field $($key)?), &self.$field);)*
            }
        }
        $crate::encode!($type);
    };
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
