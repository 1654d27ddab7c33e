//! Texts with a format: times, dates, UUIDs, decimals and URLs. They keep the text that a service wrote.
//!
//! A value is made of a text (`Timestamp::from("2026-11-30T09:30:00Z")`), shown by `as_str()` and `Display`, and converted
//! to and from the types of other crates by features:
//!
//! | feature | types |
//! |---|---|
//! | `jiff` | [`Timestamp`], [`Date`], [`Time`], [`Duration`] |
//! | `chrono` | [`Timestamp`], [`Date`], [`Time`] |
//! | `time` | [`Timestamp`], [`Date`], [`Time`] |
//! | `uuid` | [`Uuid`] |
//! | `url` | [`Url`] |
//! | `rust_decimal` | [`Decimal`] |
//!
//! Values have no order of their own, because the order of two texts is not that of two times or numbers. What they are
//! converted to has one:
//!
//! ```
//! # #[cfg(feature = "jiff")] {
//! use posthaste_runtime::value::Timestamp;
//!
//! let mut starts = ["2026-11-30T09:30:00Z", "2026-11-30T10:00:00+02:00"].map(Timestamp::from);
//! starts.sort_by_key(|start| start.to_jiff().ok());
//! assert_eq!(starts[0], "2026-11-30T10:00:00+02:00");
//!
//! let start = Timestamp::from(jiff::Timestamp::UNIX_EPOCH);
//! assert_eq!(start, "1970-01-01T00:00:00Z");
//! # }
//! ```

mod convert;
mod secret;
mod text;

pub use convert::ConversionError;
pub use secret::Secret;

use self::text::Text;

text::values! {
    /// A date and time (`date-time` of RFC 3339, section 5.6): `2026-11-30T09:30:00Z`.
    Timestamp;
    /// A date without a time (`full-date` of RFC 3339, section 5.6): `2026-11-30`.
    Date;
    /// A time of day without a date (`partial-time` of RFC 3339, section 5.6): `09:30:00`.
    Time;
    /// A length of time (ISO 8601; RFC 3339, appendix A): `PT30M`.
    Duration;
    /// A universally unique identifier (RFC 9562, section 4): `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
    Uuid;
    /// A decimal number of any length, such as an amount of money: `19.90`. A JSON number (RFC 8259, section 6) keeps all its
    /// digits.
    Decimal;
    /// A URL (RFC 3986; WHATWG URL): `https://example.com/a?b=c`.
    Url;
}
