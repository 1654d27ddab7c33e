/// Makes a type that has [`Write`](crate::Write) writable: [`Encode`](crate::Encode) and serde's
/// `Serialize`.
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

/// Declares a struct that is read from JSON objects, written as such, or both. A key stands behind a field that
/// is spelled otherwise, and has to stand behind a raw name (`r#type`).
///
/// `Debug` is as a derived one, but hides the values of fields whose names mean a secret, like `password` or
/// `api_key`, and texts that are one by their look.
///
/// A field that an object does not have keeps its default: what has to tell an absent number from 0 is an `Option`.
///
/// What is only read may get fields as the service grows: it is `#[non_exhaustive]`. With the feature
/// `serialize`, what is readable is writable, too.
///
/// ```
/// use posthaste_runtime::{Encode, Json, record};
///
/// record! {
///     /// Somebody.
///     pub struct User: read write {
///         /// The service's own number.
///         pub id: Option<String>,
///         pub user_type: Option<i64> as "type",
///     }
/// }
///
/// let user: User = r#"{"id":"a","type":2,"more":true}"#.parse::<Json>()?.to()?;
/// assert_eq!(user.user_type, Some(2));
/// assert_eq!(user.encode().to_string(), r#"{"id":"a","type":2}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A struct that is written out is made one by a table of its fields:
///
/// ```
/// use posthaste_runtime::record;
///
/// #[derive(Debug, Clone, Default, PartialEq)]
/// pub struct User { pub id: Option<String>, pub user_type: Option<i64> }
/// record!(User: read write { id, user_type = "type" });
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[$docs:meta])*
        pub struct $type:ident : read {
            $($(#[$about:meta])* pub $field:ident : $value:ty $(as $key:literal)?),* $(,)?
        }
    ) => {
        $(#[$docs])*
        #[derive(Clone, Default)]
        #[non_exhaustive]
        pub struct $type {
            $($(#[$about])* pub $field: $value,)*
        }
        $crate::record!(@debug $type { $($field),* });
        $crate::record!($type: read { $($field $(= $key)?),* });
    };
    (
        $(#[$docs:meta])*
        pub struct $type:ident : $($how:ident)+ {
            $($(#[$about:meta])* pub $field:ident : $value:ty $(as $key:literal)?),* $(,)?
        }
    ) => {
        $(#[$docs])*
        #[derive(Clone, Default)]
        pub struct $type {
            $($(#[$about])* pub $field: $value,)*
        }
        $crate::record!(@debug $type { $($field),* });
        $crate::record!($type: $($how)+ { $($field $(= $key)?),* });
    };
    (@debug $type:ident { $($field:ident),* }) => {
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
    ($type:ident : read write $fields:tt) => {
        $crate::record!(@read $type $fields);
        $crate::record!($type: write $fields);
    };
    ($type:ident : read $fields:tt) => {
        $crate::record!(@read $type $fields);
        $crate::write_answer!($type $fields);
    };
    (@read $type:ident { $($field:ident $(= $key:literal)?),* $(,)? }) => {
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
    ($type:ident : write { $($field:ident $(= $key:literal)?),* $(,)? }) => {
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

/// Makes a struct writable that the API only answers with.
#[cfg(feature = "serialize")]
#[doc(hidden)]
#[macro_export]
macro_rules! write_answer {
    ($type:ident $fields:tt) => {
        $crate::record!($type: write $fields);
    };
}

/// Nothing: what the API only answers with is not written.
#[cfg(not(feature = "serialize"))]
#[doc(hidden)]
#[macro_export]
macro_rules! write_answer {
    ($($anything:tt)*) => {};
}

/// serde's `Deserialize` by way of [`Decode`](crate::Decode).
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

/// serde's `Serialize` by way of [`Encode`](crate::Encode).
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
