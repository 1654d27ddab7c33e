//! What all of these values have in common.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::json::{Decode, Incoming, Json, Mismatch, Number};

/// A text as a service wrote it, in a JSON string or as a JSON number.
#[derive(Clone, Default)]
pub(super) struct Text {
    text: Box<str>,
    is_number: bool,
}

/// Compares the texts only: `7` and `"7"` are equal.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Text {
    pub(super) fn new(text: impl Into<Box<str>>) -> Self {
        Self {
            text: text.into(),
            is_number: false,
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn into_string(self) -> String {
        self.text.into()
    }

    pub(super) fn decode(value: Json) -> Result<Self, Mismatch> {
        match value {
            Json::Number(number) => Ok(Self {
                text: number.to_string().into(),
                is_number: true,
            }),
            other => String::decode(other).map(Self::new),
        }
    }

    /// Fails for a number that was parsed as a double, because its digits are lost. The tree of a response has them.
    pub(super) fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        match value {
            Incoming::Text(text) => Ok(Self::new(text)),
            Incoming::Number(number) if number.is_double() => {
                Err(Mismatch::new("the digits of a number", "a double"))
            }
            other => Self::decode(other.tree()?),
        }
    }

    pub(super) fn encode(&self) -> Json {
        let number = self.is_number.then(|| self.text.parse::<Number>().ok());
        number
            .flatten()
            .map_or_else(|| Json::from(&*self.text), Json::Number)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// Implements what all types around a [`Text`] have: conversions from text, and JSON.
macro_rules! from_text_and_json {
    ($name:ident) => {
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(Text::new(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(Text::new(text))
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self(Text::new(text.as_str()))
            }
        }

        impl From<&$name> for $name {
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl crate::json::Decode for $name {
            const EMPTY_IS_NONE: bool = true;

            fn decode(value: crate::json::Json) -> Result<Self, crate::json::Mismatch> {
                Text::decode(value).map(Self)
            }

            fn receive(value: crate::json::Incoming<'_>) -> Result<Self, crate::json::Mismatch> {
                Text::receive(value).map(Self)
            }

            fn fitness(value: &crate::json::Json) -> u32 {
                <String as crate::json::Decode>::fitness(value)
            }
        }

        impl crate::json::Encode for $name {
            fn encode(&self) -> crate::json::Json {
                self.0.encode()
            }
        }

        crate::deserialize!($name);
        crate::serialize!($name);
    };
}
pub(super) use from_text_and_json;

/// Declares types whose text can be shown.
macro_rules! values {
    ($($(#[$docs:meta])* $name:ident;)*) => {$(
        $(#[$docs])*
        ///
        /// The text is kept as the service wrote it and is sent unchanged; values are equal if their texts are. A text in
        /// another format is a value, too: only a conversion into another type fails.
        #[derive(Clone, Default, PartialEq, Eq, Hash)]
        pub struct $name(Text);

        text::from_text_and_json!($name);

        impl $name {
            /// The text, in whatever format it is.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0.into_string()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )*};
}
pub(super) use values;
