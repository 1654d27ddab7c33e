use crate::json::{Json, Number};

/// Implements an enum of texts (`text`), or of numbers in JSON (`number`), whose variants it lists with their values.
///
/// ```text
/// open_enum!(text ENUM(VARIANT("value"), ..));
/// open_enum!(number ENUM(VARIANT("1"), ..));
/// ```
///
/// The enum has a variant `Unknown(String)` for all other values, which is not listed. It gets `as_str`, `From` of texts,
/// `Display`, and a `Default`, which is the empty value.
///
/// ```
/// use posthaste_runtime::{Encode, Json, open_enum};
///
/// /// Whether somebody is there.
/// #[derive(Debug, Clone, PartialEq, Eq)]
/// #[non_exhaustive]
/// pub enum Status {
///     Active,
///     Inactive,
///     Unknown(String),
/// }
/// open_enum!(text Status(Active("active"), Inactive("inactive")));
///
/// /// How often an animal is fed.
/// #[derive(Debug, Clone, PartialEq, Eq)]
/// #[non_exhaustive]
/// pub enum Feeding {
///     Daily,
///     Weekly,
///     Unknown(String),
/// }
/// open_enum!(number Feeding(Daily("1"), Weekly("2")));
///
/// assert_eq!(Status::from("active"), Status::Active);
/// assert_eq!(Status::from("new").as_str(), "new");
/// assert_eq!(Json::from(2).to::<Feeding>(), Ok(Feeding::Weekly));
/// assert_eq!(Feeding::Weekly.encode(), Json::from(2));
/// ```
#[macro_export]
macro_rules! open_enum {
    (number $name:ident $values:tt) => {
        $crate::open_enum!(@ $name, $crate::private::number_json, true, $values);
    };
    (text $name:ident $values:tt) => {
        $crate::open_enum!(@ $name, |text: &str| $crate::Json::from(text), false, $values);
    };
    (@ $name:ident, $json:expr, $number:literal, ($($variant:ident($text:literal)),* $(,)?)) => {
        impl $name {
            /// The value as text; a number in decimal.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        /// The empty value.
        impl ::std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::from("")
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }

        impl From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::Param for $name {
            #[inline]
            fn to_param(&self) -> ::std::borrow::Cow<'_, str> {
                self.as_str().into()
            }
        }

        impl $crate::Decode for $name {
            const EMPTY_IS_NONE: bool = $crate::private::no_empty(&[$($text),*]);

            #[inline]
            fn decode(value: $crate::Json) -> ::std::result::Result<Self, $crate::Mismatch> {
                <::std::string::String as $crate::Decode>::decode(value).map(Self::from)
            }

            #[inline]
            fn fitness(value: &$crate::Json) -> u32 {
                match <::std::string::String as $crate::Decode>::decode(value.clone()) {
                    Ok(text) if [$($text),*].contains(&text.as_str()) => 4,
                    Ok(text) if $number == $crate::private::is_number_like(&text) => 2,
                    Ok(_) => 1,
                    Err(_) => 0,
                }
            }
        }

        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self) -> $crate::Json {
                ($json)(self.as_str())
            }
        }

        $crate::deserialize!($name);
        $crate::serialize!($name);
    };
}

/// Whether no value is empty: then `""` is decoded as `None`.
pub const fn no_empty(values: &[&str]) -> bool {
    let mut at = 0;
    while at < values.len() {
        if values[at].is_empty() {
            return false;
        }
        at += 1;
    }
    true
}

/// The value as a JSON number, or as text if it is not a number.
pub fn number_json(text: &str) -> Json {
    text.parse::<Number>()
        .map_or_else(|_| Json::from(text), Json::Number)
}

/// Whether the text is a JSON number.
pub fn is_number_like(text: &str) -> bool {
    text.parse::<Number>().is_ok()
}

#[cfg(test)]
#[allow(unreachable_pub)] // the macro's methods are public, for it is meant for public enums
mod tests {
    use super::*;
    use crate::json::{Decode, Encode};

    #[derive(Debug, Clone, PartialEq, Eq)]
    enum Dept {
        None,
        Sales,
        Unknown(String),
    }
    crate::open_enum!(text Dept(None(""), Sales("Sales")));

    #[test]
    fn a_documented_empty_value_is_a_value() {
        assert_eq!(Option::<Dept>::decode(Json::from("")), Ok(Some(Dept::None)));
        assert_eq!(Option::<Dept>::decode(Json::Null), Ok(None));
    }

    #[test]
    fn unknown_values_are_encoded_unchanged() {
        for value in ["Sales", "sales", "7", "日本"] {
            assert_eq!(Dept::from(value).encode(), Json::from(value));
        }
        assert_eq!(
            Dept::decode(Json::from(7)),
            Ok(Dept::Unknown("7".to_owned()))
        );
        assert_eq!(number_json("x"), Json::from("x"));
    }
}
