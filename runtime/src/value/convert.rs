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
    /// The date as chrono's type (feature `chrono`).
    Date.to_chrono -> chrono::NaiveDate, |text| text.parse::<chrono::NaiveDate>(), ToString::to_string;
    /// The time of day as chrono's type (feature `chrono`).
    Time.to_chrono -> chrono::NaiveTime, |text| text.parse::<chrono::NaiveTime>(), ToString::to_string;
}

#[cfg(feature = "chrono")]
impl super::Timestamp {
    /// The date and time as chrono's type (feature `chrono`).
    ///
    /// # Errors
    /// The text is in another format.
    pub fn to_chrono(&self) -> Result<chrono::DateTime<chrono::FixedOffset>, ConversionError> {
        chrono::DateTime::parse_from_rfc3339(self.as_str())
            .map_err(|error| ConversionError::new("chrono::DateTime", error))
    }
}

/// Of any time zone; only its offset is written.
#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for super::Timestamp {
    fn from(value: chrono::DateTime<Z>) -> Self {
        let value = value.fixed_offset();
        Self::from(value.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
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
    /// The date as time's type (feature `time`).
    Date.to_time -> time::Date,
        |text| time::Date::parse(text, &time::format_description::well_known::Iso8601::DATE),
        ToString::to_string;
    /// The time of day as time's type (feature `time`).
    Time.to_time -> time::Time,
        |text| time::Time::parse(text, &time::format_description::well_known::Iso8601::TIME),
        |value| match value.as_hms_nano() {
            (hour, minute, second, 0) => format!("{hour:02}:{minute:02}:{second:02}"),
            (hour, minute, second, nano) => format!("{hour:02}:{minute:02}:{second:02}.{nano:09}"),
        };
}

impl From<std::time::Duration> for super::Duration {
    /// In seconds: `PT90S`, `PT1.5S`.
    fn from(value: std::time::Duration) -> Self {
        let (seconds, nanos) = (value.as_secs(), value.subsec_nanos());
        let fraction = format!(".{nanos:09}");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        Self::from(format!("PT{seconds}{fraction}S"))
    }
}

macro_rules! decimal_from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for super::Decimal {
            fn from(value: $integer) -> Self {
                Self::from(value.to_string())
            }
        }
    )*};
}
decimal_from_integers!(i32, i64, u32, u64);

#[cfg(test)]
mod tests {
    use crate::value::{Decimal, Duration};

    #[test]
    fn types_of_std_are_written_in_the_format() {
        let text = |millis| Duration::from(std::time::Duration::from_millis(millis)).to_string();
        assert_eq!(
            [text(0), text(90_000), text(1_050)],
            ["PT0S", "PT90S", "PT1.05S"]
        );
        assert_eq!(Decimal::from(-7), "-7");
    }

    /// A text is converted and back, and a text in another format is an error that names the type.
    #[allow(unused_macros, reason = "each conversion has a feature")]
    macro_rules! there_and_back {
        ($($value:ident.$method:ident: $($text:literal),+;)*) => {$(
            $(assert_eq!(crate::value::$value::from(crate::value::$value::from($text).$method().unwrap()), $text);)+
            let error = crate::value::$value::from("soon").$method().unwrap_err().to_string();
            assert!(error.starts_with("the text is not a `"), "{error}");
        )*};
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn values_become_those_of_jiff_and_back() {
        there_and_back! {
            Timestamp.to_jiff: "2026-11-30T09:30:00Z", "2026-11-30T09:30:00.5Z";
            Date.to_jiff: "2026-11-30";
            Time.to_jiff: "09:30:00", "09:30:00.5";
            Duration.to_jiff: "PT30M", "P1DT2H";
        }
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn values_become_those_of_chrono_and_back() {
        there_and_back! {
            Timestamp.to_chrono: "2026-11-30T09:30:00Z", "2026-11-30T09:30:00.500+02:00";
            Date.to_chrono: "2026-11-30";
            Time.to_chrono: "09:30:00";
        }
        let utc = chrono::DateTime::<chrono::Utc>::UNIX_EPOCH;
        assert_eq!(crate::value::Timestamp::from(utc), "1970-01-01T00:00:00Z");
    }

    #[cfg(feature = "time")]
    #[test]
    fn values_become_those_of_time_and_back() {
        there_and_back! {
            Timestamp.to_time: "2026-11-30T09:30:00Z", "2026-11-30T09:30:00.5+02:00";
            Date.to_time: "2026-11-30";
            Time.to_time: "09:30:00", "09:30:00.500000000";
        }
    }

    #[cfg(all(feature = "uuid", feature = "url", feature = "rust_decimal"))]
    #[test]
    fn identifiers_urls_and_decimals_are_converted_and_back() {
        there_and_back! {
            Uuid.to_uuid: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
            Url.to_url: "https://example.com/a?b=c";
            Decimal.to_decimal: "19.90", "-0.001";
        }
    }
}
