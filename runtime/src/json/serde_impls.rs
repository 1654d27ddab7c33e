//! serde's traits for the JSON tree and for typed values.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::{Decode, Encode, Json, Mismatch, Number};

/// The key under which serde_json passes a number if a crate of the build turned on its `arbitrary_precision`.
pub(super) const NUMBER_KEY: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

/// Implements serde's `Deserialize` of typed values.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::decode(Json::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Implements serde's `Serialize` of typed values.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    value.encode().serialize(serializer)
}

/// Wraps a type of your own that implements serde's `Deserialize`, so that a response can be decoded as it.
///
/// ```
/// use posthaste_runtime::{Decode, Json, Serde};
///
/// let json: Json = "[1, 2]".parse()?;
/// let Ok(Serde(numbers)) = Serde::<Vec<i64>>::decode(json) else { panic!("two numbers") };
/// assert_eq!(numbers, [1, 2]);
/// # Ok::<(), posthaste_runtime::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Serde<T>(pub T);

impl<T: serde::de::DeserializeOwned + Send + 'static> Decode for Serde<T> {
    const NULL_IS_VALUE: bool = true;

    fn decode(json: Json) -> Result<Self, Mismatch> {
        let found = json.kind();
        let text = json.to_string();
        serde_json::from_str(&text)
            .map(Serde)
            .map_err(|_| Mismatch::new("what the caller's own type holds", found))
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields: Vec<(String, Json)> = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        match fields.as_slice() {
            [(name, Json::String(text))] if name == NUMBER_KEY => {
                Ok(Number::parse(text).map_or(Json::Null, Json::Number))
            }
            _ => Ok(Json::Object(fields)),
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Number(number) => number.serialize(serializer),
            Json::String(text) => serializer.serialize_str(text),
            Json::Array(items) => serializer.collect_seq(items),
            Json::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(text) = self.exact_text() {
            let raw = serde_json::value::RawValue::from_string(text.to_owned());
            return raw.map_err(S::Error::custom)?.serialize(serializer);
        }
        if !self.is_finite() {
            return Err(S::Error::custom("JSON has no infinite numbers"));
        }
        match (self.is_whole(), self.as_i64(), self.as_u64()) {
            (true, Some(value), _) => serializer.serialize_i64(value),
            (true, None, Some(value)) => serializer.serialize_u64(value),
            _ => serializer.serialize_f64(self.as_f64()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_form() {
        for text in ["1", "-1", "18446744073709551615", "1.0", "0.1"] {
            let json: Json = text.parse().unwrap_or_default();
            assert_eq!(json.to_string(), text);
        }
        let exact = Number::parse("0.10000000000000000000001")
            .map(Json::Number)
            .unwrap_or_default();
        assert_eq!(exact.to_string(), "0.10000000000000000000001");
    }

    #[test]
    fn a_number_of_arbitrary_precision_is_a_number() {
        let json: Json = format!("{{\"{NUMBER_KEY}\": \"12\"}}")
            .parse()
            .unwrap_or_default();
        assert_eq!(json, Json::from(12));
    }
}
