//! JSON numbers that keep 64-bit integers exactly.

use std::fmt;

/// A JSON number.
///
/// Integers of 64 bits are exact, other numbers are the nearest double. A number that is parsed from text keeps the
/// text, and is sent unchanged.
///
/// ```
/// use posthaste_runtime::Number;
///
/// assert_eq!(Number::from(u64::MAX).as_u64(), Some(u64::MAX));
/// let price: Number = "12345678901234567890.10".parse()?;
/// assert_eq!(price.to_string(), "12345678901234567890.10");
/// # Ok::<(), posthaste_runtime::Mismatch>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Number(Repr);

#[derive(Debug, Clone, PartialEq)]
enum Repr {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// Digits that neither an integer nor a double holds exactly.
    Text(Box<str>),
}

/// 2^53. From here on, neighbouring integers are rounded to the same double, so a double does not determine an
/// integer.
const INEXACT: f64 = 9_007_199_254_740_992.0;

impl Number {
    /// The value as an `i64`, if it is an integer and in range.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Signed(value) => Some(*value),
            Repr::Unsigned(value) => i64::try_from(*value).ok(),
            Repr::Float(_) | Repr::Text(_) => {
                self.whole().and_then(|value| i64::try_from(value).ok())
            }
        }
    }

    /// The value as a `u64`, if it is an integer and in range.
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Signed(value) => u64::try_from(*value).ok(),
            Repr::Unsigned(value) => Some(*value),
            Repr::Float(_) | Repr::Text(_) => {
                self.whole().and_then(|value| u64::try_from(value).ok())
            }
        }
    }

    /// The nearest double.
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Signed(value) => *value as f64,
            Repr::Unsigned(value) => *value as f64,
            Repr::Float(value) => *value,
            Repr::Text(text) => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// Whether JSON can represent it: it is neither infinite nor NaN.
    pub fn is_finite(&self) -> bool {
        match &self.0 {
            Repr::Float(value) => value.is_finite(),
            _ => true,
        }
    }

    /// Whether it is stored as an integer: `3`, not `3.0`.
    pub(crate) fn is_whole(&self) -> bool {
        matches!(self.0, Repr::Signed(_) | Repr::Unsigned(_))
    }

    /// The value as an integer, if a double or a long text is a whole number (`3.0`).
    fn whole(&self) -> Option<i128> {
        let value = self.as_f64();
        let exact = value.fract() == 0.0 && value.abs() < INEXACT;
        exact.then_some(value as i128)
    }

    /// Whether digits may have been lost: it is a double from 2^53 on.
    pub(crate) fn is_rounded(&self) -> bool {
        matches!(self.0, Repr::Float(value) if value.abs() >= INEXACT)
    }

    /// Whether it is out of the range of a double.
    pub(super) fn is_beyond_double(&self) -> bool {
        matches!(self.0, Repr::Text(_)) && !self.as_f64().is_finite()
    }

    /// The exact text, if a double would change it.
    pub(crate) fn exact_text(&self) -> Option<&str> {
        match &self.0 {
            Repr::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is a double. If it was parsed as one, its text is lost.
    pub(crate) fn is_double(&self) -> bool {
        matches!(self.0, Repr::Float(_))
    }

    /// A number from a text that is valid JSON. It keeps its digits unless it is an integer of 64 bits.
    pub(super) fn of_digits(text: &str) -> Option<Number> {
        let is_number =
            |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        if !text.bytes().all(is_number) {
            return None;
        }
        match Number::integer(text) {
            Some(integer) => Some(integer),
            None => text
                .parse::<f64>()
                .is_ok()
                .then(|| Number(Repr::Text(text.into()))),
        }
    }

    pub(super) fn parse(text: &str) -> Option<Number> {
        is_json_number(text).then(|| match Number::integer(text) {
            Some(integer) => integer,
            None => Number(Repr::Text(text.into())),
        })
    }

    /// An integer of 64 bits, if the text of a JSON number is one. `None` for `-0`, because the
    /// integer 0 has no sign.
    fn integer(text: &str) -> Option<Number> {
        if text == "-0" {
            return None;
        }
        let signed = text.parse::<i64>().map(Number::from);
        signed
            .or_else(|_| text.parse::<u64>().map(Number::from))
            .ok()
    }
}

/// Whether a text is a number in JSON's grammar, which excludes `+1`, `01`, `.5`, `1.` and `inf`.
fn is_json_number(text: &str) -> bool {
    let is_first = |byte: &u8| byte.is_ascii_digit() || *byte == b'-';
    text.as_bytes().first().is_some_and(is_first)
        && text.trim() == text
        && super::tolerant::is_well_formed(text)
}

impl std::str::FromStr for Number {
    type Err = super::Mismatch;

    fn from_str(text: &str) -> Result<Number, super::Mismatch> {
        Number::parse(text).ok_or_else(|| super::Mismatch::new("a number", "other text"))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Signed(value) => value.fmt(f),
            Repr::Unsigned(value) => value.fmt(f),
            Repr::Float(value) => match serde_json::Number::from_f64(*value) {
                Some(number) => number.fmt(f),
                None => value.fmt(f),
            },
            Repr::Text(text) => f.write_str(text),
        }
    }
}

macro_rules! number_from {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Number {
            fn from(value: $type) -> Number {
                Number(Repr::$variant(value.into()))
            }
        }
    )*};
}
number_from!(i64 => Signed, i32 => Signed, i16 => Signed, i8 => Signed, f64 => Float, f32 => Float);

macro_rules! number_from_unsigned {
    ($($type:ty),*) => {$(
        impl From<$type> for Number {
            fn from(value: $type) -> Number {
                // One representation per value, so that equal numbers compare equal.
                match i64::try_from(value) {
                    Ok(signed) => Number(Repr::Signed(signed)),
                    Err(_) => Number(Repr::Unsigned(value.into())),
                }
            }
        }
    )*};
}
number_from_unsigned!(u64, u32, u16, u8);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_doubles_are_whole_numbers() {
        assert_eq!(Number::from(3.0).as_i64(), Some(3));
        assert_eq!(Number::from(3.5).as_i64(), None);
        assert_eq!(Number::from(1e300).as_i64(), None);
        assert_eq!(
            Number::from(9_007_199_254_740_991.0).as_i64(),
            Some((1 << 53) - 1)
        );
        let rounded: Option<Number> = "9007199254740993.0".parse().ok();
        assert_eq!(rounded.and_then(|number| number.as_i64()), None);
        assert_eq!(Number::from(-9_007_199_254_740_992.0).as_i64(), None);
    }

    #[test]
    fn only_json_numbers_parse() {
        for text in ["", "+1", "01", ".5", "1.", "inf", "NaN", " 1", "1 ", "0x1"] {
            assert!(text.parse::<Number>().is_err(), "{text:?}");
        }
        for text in [
            "0",
            "-1",
            "-0",
            "18446744073709551615",
            "1e5",
            "0.10",
            "1e999",
        ] {
            assert_eq!(
                text.parse::<Number>()
                    .map(|n| n.to_string())
                    .ok()
                    .as_deref(),
                Some(text)
            );
        }
    }
}
