/// Declares the methods and traits of an identifier type, which distinguishes identifiers from other texts.
///
/// ```text
/// identifier!(STRUCT);
/// ```
///
/// The struct holds the unencoded text. Requests encode it, as often as the service decodes it.
///
/// ```
/// use posthaste_runtime::{Json, Param, identifier};
///
/// #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
/// pub struct AnimalId(String);
/// identifier!(AnimalId);
///
/// let id = AnimalId::new("/aj+4854875==");
/// assert_eq!(id, AnimalId::from("/aj+4854875=="));
/// assert_eq!(id.to_param(), id.as_str());
/// assert_eq!(Json::from("a/b").to::<AnimalId>(), Ok(AnimalId::new("a/b")));
/// ```
#[macro_export]
macro_rules! identifier {
    ($name:ident) => {
        impl $name {
            /// An identifier with this unencoded text.
            pub fn new(text: impl Into<::std::string::String>) -> Self {
                Self(text.into())
            }

            /// The unencoded text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl From<$name> for ::std::string::String {
            fn from(identifier: $name) -> Self {
                identifier.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::Param for $name {
            fn to_param(&self) -> ::std::borrow::Cow<'_, str> {
                self.as_str().into()
            }
        }

        impl $crate::Decode for $name {
            const EMPTY_IS_NONE: bool = true;

            fn decode(value: $crate::Json) -> ::std::result::Result<Self, $crate::Mismatch> {
                <::std::string::String as $crate::Decode>::decode(value).map(Self)
            }

            fn fitness(value: &$crate::Json) -> u32 {
                <::std::string::String as $crate::Decode>::fitness(value)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self) -> $crate::Json {
                $crate::Json::from(self.as_str())
            }
        }

        $crate::deserialize!($name);
        $crate::serialize!($name);
    };
}
