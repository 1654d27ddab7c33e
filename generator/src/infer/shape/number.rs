//! What the examples of a number show: flags, which further examples can only add.

use crate::model::api::Type;

use super::format::is_digits;
use super::hint;

/// The number of digits that a double may need at most.
const EXACT_DIGITS: usize = 17;

/// The greatest number below which a double holds every whole number.
const EXACT_WHOLE: u64 = 1 << 53;

/// What the examples of a number have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Number {
    negative: bool,
    /// Too large for a signed and small enough for an unsigned integer of 64 bits.
    unsigned: bool,
    /// Too large for 64 bits, or with more digits than a double holds.
    exact: bool,
    fraction: bool,
    /// Whole, and too large for a double to hold exactly.
    large: bool,
    /// Written as text, which may be no number.
    in_text: bool,
}

impl Number {
    pub(super) fn integer() -> Self {
        Self::default()
    }

    pub(super) fn fraction() -> Self {
        Self {
            fraction: true,
            ..Self::default()
        }
    }

    /// Reads a literal; an unusual one (`0x1F`, `NaN`) is a number with a fraction.
    pub(super) fn of(literal: &str) -> Self {
        let negative = literal.starts_with('-');
        let digits = literal.strip_prefix('-').unwrap_or(literal);
        if !is_digits(digits) {
            let mantissa = digits.split(['e', 'E']).next().unwrap_or(digits);
            let exact = mantissa.bytes().filter(u8::is_ascii_digit).count() > EXACT_DIGITS;
            return Self {
                negative,
                exact,
                ..Self::fraction()
            };
        }
        let signed = literal.parse::<i64>().ok();
        let unsigned = signed.is_none() && literal.parse::<u64>().is_ok();
        Self {
            negative,
            unsigned,
            exact: signed.is_none() && !unsigned,
            large: signed.is_none_or(|value| value.unsigned_abs() > EXACT_WHOLE),
            ..Self::default()
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.negative |= other.negative;
        self.unsigned |= other.unsigned;
        self.exact |= other.exact;
        self.fraction |= other.fraction;
        self.large |= other.large;
        self.in_text |= other.in_text;
    }

    /// The same number, written as text.
    pub(super) fn in_text(self) -> Self {
        Self {
            in_text: true,
            ..self
        }
    }

    /// The type of a number with this key.
    pub(super) fn ty_under(self, key: &str) -> Type {
        if self.in_text && hint::digits_are_text(key, self.fraction) {
            return Type::string();
        }
        match self.ty() {
            Type::Integer if hint::has_fraction(key) && !self.large => Type::Number,
            ty => ty,
        }
    }

    fn ty(self) -> Type {
        if self.exact || (self.unsigned && self.negative) || (self.large && self.fraction) {
            Type::BigNumber
        } else if self.fraction {
            Type::Number
        } else if self.unsigned {
            Type::Unsigned
        } else {
            Type::Integer
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ty(literals: &[&str]) -> Type {
        let mut number = Number::default();
        for literal in literals {
            number.merge(Number::of(literal));
        }
        number.ty()
    }

    #[test]
    fn picks_the_narrowest_type_that_holds_all() {
        assert_eq!(
            ty(&["0", "-9223372036854775808", "9223372036854775807"]),
            Type::Integer
        );
        assert_eq!(ty(&["18446744073709551615"]), Type::Unsigned);
        assert_eq!(ty(&["18446744073709551616"]), Type::BigNumber);
        assert_eq!(ty(&["18446744073709551615", "-1"]), Type::BigNumber);
        assert_eq!(ty(&["1", "2.5"]), Type::Number);
        assert_eq!(ty(&["1e3"]), Type::Number);
        assert_eq!(ty(&["0.12345678901234567890"]), Type::BigNumber);
    }
}
