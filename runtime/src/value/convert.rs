//! Conversions into the types of other crates, each behind a feature.

use std::fmt;

/// A text that is not in the format of the type that it was converted into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversionError {
    target: &'static str,
    reason: String,
}

impl ConversionError {
    #[allow(
        dead_code,
        reason = "without a feature for conversions there is no use"
    )]
    fn new(target: &'static str, reason: impl fmt::Display) -> Self {
        Self {
            target,
            reason: reason.to_string(),
        }
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is not a `{}`: {}", self.target, self.reason)
    }
}

impl std::error::Error for ConversionError {}

/// Declares conversions in both directions: a method that parses the text, and `From`, which writes it.
#[cfg(any(
    feature = "jiff",
    feature = "chrono",
    feature = "time",
    feature = "uuid",
    feature = "url",
    feature = "rust_decimal"
))]
macro_rules! conversions {
    ($($(#[$docs:meta])* $value:ident.$method:ident -> $target:path, $parse:expr, $write:expr;)*) => {$(
        impl super::$value {
            $(#[$docs])*
            ///
            /// # Errors
            /// The text is in another format.
            pub fn $method(&self) -> Result<$target, ConversionError> {
                let parse: fn(&str) -> Result<$target, _> = $parse;
                parse(self.as_str()).map_err(|error| ConversionError::new(stringify!($target), error))
            }
        }

        impl From<$target> for super::$value {
            fn from(value: $target) -> Self {
                let write: fn(&$target) -> String = $write;
                Self::from(write(&value))
            }
        }
    )*};
}

#[cfg(feature = "jiff")]
conversions! {
    /// The point in time as jiff's type (feature `jiff`).
    Timestamp.to_jiff -> jiff::Timestamp, |text| text.parse::<jiff::Timestamp>(), ToString::to_string;
    /// The date as jiff's type (feature `jiff`).
    Date.to_jiff -> jiff::civil::Date, |text| text.parse::<jiff::civil::Date>(), ToString::to_string;
    /// The time of day as jiff's type (feature `jiff`).
    Time.to_jiff -> jiff::civil::Time, |text| text.parse::<jiff::civil::Time>(), ToString::to_string;
    /// The length of time as jiff's type (feature `jiff`).
    Duration.to_jiff -> jiff::Span, |text| text.parse::<jiff::Span>(), ToString::to_string;
}

#[cfg(feature = "chrono")]
conversions! {
    /// The date and time as chrono's type (feature `chrono`).
    Timestamp.to_chrono -> chrono::DateTime<chrono::FixedOffset>,
        chrono::DateTime::parse_from_rfc3339,
        chrono::DateTime::to_rfc3339;
    /// The date as chrono's type (feature `chrono`).
    Date.to_chrono -> chrono::NaiveDate, |text| text.parse::<chrono::NaiveDate>(), ToString::to_string;
    /// The time of day as chrono's type (feature `chrono`).
    Time.to_chrono -> chrono::NaiveTime, |text| text.parse::<chrono::NaiveTime>(), ToString::to_string;
}

#[cfg(feature = "uuid")]
conversions! {
    /// The identifier as uuid's type (feature `uuid`).
    Uuid.to_uuid -> uuid::Uuid, uuid::Uuid::parse_str, ToString::to_string;
}

#[cfg(feature = "url")]
conversions! {
    /// The URL as url's type (feature `url`).
    Url.to_url -> url::Url, url::Url::parse, ToString::to_string;
}

#[cfg(feature = "rust_decimal")]
conversions! {
    /// The number as rust_decimal's type (feature `rust_decimal`).
    Decimal.to_decimal -> rust_decimal::Decimal,
        |text| text.parse::<rust_decimal::Decimal>(),
        ToString::to_string;
}

#[cfg(feature = "time")]
conversions! {
    /// The date and time as time's type (feature `time`).
    Timestamp.to_time -> time::OffsetDateTime,
        |text| time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339),
        |value| {
            let text = value.format(&time::format_description::well_known::Rfc3339);
            text.unwrap_or_else(|_| value.to_string())
        };
}
