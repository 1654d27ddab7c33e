//! Texts with a format: times, dates, UUIDs, decimals and URLs. They keep the text that a service wrote.

mod convert;
mod secret;
mod text;

pub use convert::ConversionError;
pub use secret::Secret;

use self::text::Text;

text::values! {
    /// A date and time (RFC 3339): `2026-11-30T09:30:00Z`.
    Timestamp;
    /// A date without a time (RFC 3339, `full-date`): `2026-11-30`.
    Date;
    /// A time of day without a date (RFC 3339, `partial-time`): `09:30:00`.
    Time;
    /// A length of time (ISO 8601): `PT30M`.
    Duration;
    /// A universally unique identifier (RFC 9562): `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
    Uuid;
    /// A decimal number of any length, such as an amount of money: `19.90`.
    Decimal;
    /// A URL (WHATWG URL): `https://example.com/a?b=c`.
    Url;
}
