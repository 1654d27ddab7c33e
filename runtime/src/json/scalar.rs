//! Strings, numbers and booleans, decoded from the several ways in which services write them.

use super::{Decode, Encode, Incoming, Json, Mismatch, Number, Writer};

impl Decode for String {
    const EMPTY_IS_NONE: bool = false;

    fn decode(value: Json) -> Result<Self, Mismatch> {
        match value {
            Json::String(text) => Ok(text),
            // A rounded identifier would be another identifier.
            Json::Number(number) if number.is_rounded() => Err(Mismatch::new(
                "a string",
                "a number with more digits than can be kept",
            )),
            Json::Number(number) => Ok(number.to_string()),
            Json::Bool(value) => Ok(value.to_string()),
            other => Err(Mismatch::new("a string", other.kind())),
        }
    }

    fn fitness(value: &Json) -> u32 {
        match value {
            Json::String(_) => 2,
            Json::Number(number) => u32::from(!number.is_rounded()),
            Json::Bool(_) => 1,
            _ => 0,
        }
    }
}

impl Decode for bool {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        let read = match &value {
            Json::Bool(value) => Some(*value),
            Json::Number(number) => match number.as_i64() {
                Some(0) => Some(false),
                Some(1) => Some(true),
                _ => None,
            },
            Json::String(text) => match text.trim() {
                "1" => Some(true),
                "0" => Some(false),
                word if word.eq_ignore_ascii_case("true") => Some(true),
                word if word.eq_ignore_ascii_case("false") => Some(false),
                _ => None,
            },
            _ => None,
        };
        read.ok_or_else(|| Mismatch::new("a boolean", value.kind()))
    }

    fn fitness(value: &Json) -> u32 {
        u32::from(matches!(value, Json::Bool(_))) * 3
    }
}

impl Decode for Number {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        number_of(&value).ok_or_else(|| Mismatch::new("a number", value.kind()))
    }

    /// A double has lost its digits, which the tree keeps.
    fn receive(value: Incoming<'_>) -> Result<Self, Mismatch> {
        match value {
            Incoming::Number(number) if number.is_double() => {
                Err(Mismatch::new("the digits of a number", "a double"))
            }
            value => Self::decode(value.tree()?),
        }
    }
}

/// The number that this value is, or that its string holds.
fn number_of(value: &Json) -> Option<Number> {
    match value {
        Json::Number(number) => Some(number.clone()),
        Json::String(text) => Number::parse(text.trim()),
        _ => None,
    }
}

macro_rules! whole {
    ($as:ident: $($type:ty),*) => {$(
        impl Decode for $type {
            fn decode(value: Json) -> Result<Self, Mismatch> {
                let number = number_of(&value).and_then(|number| number.$as());
                let Some(number) = number else {
                    return Err(Mismatch::new("a whole number", value.kind()));
                };
                <$type>::try_from(number).map_err(|_| Mismatch::new("a smaller number", "a number out of range"))
            }

            fn fitness(value: &Json) -> u32 {
                let native = matches!(value, Json::Number(number) if number.is_whole());
                u32::from(Self::decode(value.clone()).is_ok()) * (1 + 2 * u32::from(native))
            }
        }
    )*};
}
whole!(as_i64: i8, i16, i32, i64, isize);
whole!(as_u64: u8, u16, u32, u64, usize);

impl Decode for f64 {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        match number_of(&value) {
            Some(number) if number.is_beyond_double() => Err(Mismatch::new(
                "a number that a double holds",
                "a larger one",
            )),
            Some(number) => Ok(number.as_f64()),
            None => Err(Mismatch::new("a number", value.kind())),
        }
    }

    fn fitness(value: &Json) -> u32 {
        u32::from(matches!(value, Json::Number(_))) * 2
    }
}

impl Decode for f32 {
    fn decode(value: Json) -> Result<Self, Mismatch> {
        f64::decode(value).map(|number| number as f32)
    }
}

/// Accepts and drops any value.
impl Decode for () {
    const NULL_IS_VALUE: bool = true;

    fn decode(_: Json) -> Result<Self, Mismatch> {
        Ok(())
    }
}

macro_rules! encode_number {
    ($($type:ty as $wide:ty),*) => {$(
        impl Encode for $type {
            fn encode(&self) -> Json {
                Json::Number(Number::from(*self as $wide))
            }
        }
    )*};
}
encode_number!(i8 as i64, i16 as i64, i32 as i64, i64 as i64, isize as i64);
encode_number!(
    u8 as u64,
    u16 as u64,
    u32 as u64,
    u64 as u64,
    usize as u64,
    f32 as f64,
    f64 as f64
);

impl Encode for Number {
    fn encode(&self) -> Json {
        Json::Number(self.clone())
    }
}

impl Encode for bool {
    fn encode(&self) -> Json {
        Json::Bool(*self)
    }
}

impl Encode for str {
    fn encode(&self) -> Json {
        Json::String(self.to_owned())
    }

    fn write_to(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self) -> Json {
        Json::String(self.clone())
    }

    fn write_to(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for () {
    fn encode(&self) -> Json {
        Json::Null
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode<T: Decode>(text: &str) -> Option<T> {
        text.parse::<Json>().ok()?.to().ok()
    }

    #[test]
    fn numbers_come_as_strings_and_strings_as_numbers() {
        assert_eq!(decode::<i64>("\"42\""), Some(42));
        assert_eq!(decode::<i64>("42.0"), Some(42));
        assert_eq!(decode::<u64>("18446744073709551615"), Some(u64::MAX));
        assert_eq!(decode::<f64>("\"1.5\""), Some(1.5));
        assert_eq!(decode::<String>("42"), Some("42".to_owned()));
        assert_eq!(decode::<String>("1.50"), Some("1.5".to_owned()));
        assert_eq!(decode::<String>("true"), Some("true".to_owned()));
    }

    #[test]
    fn booleans_come_in_many_spellings() {
        for text in ["true", "1", "\"true\"", "\"True\"", "\"1\""] {
            assert_eq!(decode::<bool>(text), Some(true), "{text}");
        }
        for text in ["false", "0", "\"FALSE\"", "\"0\""] {
            assert_eq!(decode::<bool>(text), Some(false), "{text}");
        }
        assert_eq!(decode::<bool>("2"), None);
    }

    #[test]
    fn conversions_that_lose_information_are_refused() {
        assert_eq!(decode::<i64>("1.5"), None);
        assert_eq!(decode::<i8>("300"), None);
        assert_eq!(decode::<u64>("-1"), None);
        assert_eq!(decode::<f64>("\"NaN\""), None);
        assert_eq!(decode::<String>("{}"), None);
        assert_eq!(decode::<String>("123456789012345678901"), None);
        assert_eq!(decode::<String>("9007199254740993.0"), None);
        assert_eq!(decode::<i64>("9007199254740993.0"), None);
        assert_eq!(
            decode::<String>("18446744073709551615"),
            Some(u64::MAX.to_string())
        );
        assert_eq!(decode::<String>("null"), None);
    }
}
