//! Values that are sent as text: in paths, queries, headers and forms.

use std::borrow::Cow;

use crate::json::{Json, Number};
use crate::parameter::ParamStyle;
use crate::value::{Date, Decimal, Duration, Secret, Time, Timestamp, Url, Uuid};

/// A value that can be sent in a path, a query, a header or a form field.
///
/// ```
/// use posthaste_runtime::Param;
///
/// assert_eq!(true.to_param(), "true");
/// assert_eq!(1.5.to_param(), "1.5");
/// ```
pub trait Param {
    /// The value as text, unencoded.
    fn to_param(&self) -> Cow<'_, str>;

    /// Why the value cannot be sent; `None` if it can.
    fn problem(&self) -> Option<&'static str> {
        None
    }
}

impl Param for str {
    fn to_param(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Param for String {
    fn to_param(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! param_by_text {
    ($($type:ident.$text:ident),*) => {$(
        impl Param for $type {
            fn to_param(&self) -> Cow<'_, str> {
                Cow::Borrowed(self.$text())
            }
        }
    )*};
}
param_by_text!(
    Date.as_str,
    Decimal.as_str,
    Duration.as_str,
    Secret.expose,
    Time.as_str,
    Timestamp.as_str,
    Url.as_str,
    Uuid.as_str
);

impl<T: Param + ?Sized> Param for &T {
    fn to_param(&self) -> Cow<'_, str> {
        (**self).to_param()
    }

    fn problem(&self) -> Option<&'static str> {
        (**self).problem()
    }
}

impl<T: Param + ?Sized> Param for Box<T> {
    fn to_param(&self) -> Cow<'_, str> {
        (**self).to_param()
    }

    fn problem(&self) -> Option<&'static str> {
        (**self).problem()
    }
}

impl Param for Cow<'_, str> {
    fn to_param(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! param_by_display {
    ($($type:ty),*) => {$(
        impl Param for $type {
            fn to_param(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}
param_by_display!(
    bool, char, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize
);

const NOT_FINITE: &str = "it is not a finite number";

macro_rules! param_float {
    ($($type:ty),*) => {$(
        impl Param for $type {
            fn to_param(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }

            fn problem(&self) -> Option<&'static str> {
                (!self.is_finite()).then_some(NOT_FINITE)
            }
        }
    )*};
}
param_float!(f32, f64, Number);

/// A string as it is, other values as JSON.
impl Param for Json {
    fn to_param(&self) -> Cow<'_, str> {
        match self {
            Json::String(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        }
    }

    fn problem(&self) -> Option<&'static str> {
        (!self.is_finite()).then_some(NOT_FINITE)
    }
}

/// How a list is written in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListStyle {
    /// `id=1&id=2`
    Repeat,
    /// `id[]=1&id[]=2`
    Brackets,
    /// `id=1,2`
    Comma,
    /// `id=1 2`, with the space percent-encoded
    Space,
    /// `id=1|2`, with the bar percent-encoded
    Pipe,
}

impl ListStyle {
    /// The style of a parameter that writes lists so.
    pub(crate) fn written(self) -> ParamStyle {
        match self {
            ListStyle::Repeat | ListStyle::Brackets => ParamStyle::FORM.exploded(),
            ListStyle::Comma => ParamStyle::FORM,
            ListStyle::Space => ParamStyle::SPACE,
            ListStyle::Pipe => ParamStyle::PIPE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_a_format_and_secrets_are_sent_as_their_text() {
        assert_eq!(Date::from("2026-11-30").to_param(), "2026-11-30");
        assert_eq!(Secret::from("a b").to_param(), "a b");
    }
}
