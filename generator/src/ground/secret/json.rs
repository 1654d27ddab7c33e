//! The strings of a JSON text, looked at one by one without a tree of it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Whether a string fits, given with its key where it is a member.
type Fits<'f> = dyn Fn(Option<&str>, &str) -> bool + 'f;

/// Whether a string of a JSON text fits; none where the text is no JSON.
pub(super) fn any(text: &str, fits: &Fits<'_>) -> Option<bool> {
    let mut found = false;
    let search = Search {
        key: None,
        fits,
        found: &mut found,
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    search.deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(found)
}

struct Search<'s> {
    key: Option<&'s str>,
    fits: &'s Fits<'s>,
    found: &'s mut bool,
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self.found = *self.found || (self.fits)(self.key, text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            let search = Search {
                key: None,
                fits: self.fits,
                found: &mut *self.found,
            };
            if list.next_element_seed(search)?.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Key)? {
            map.next_value_seed(Search {
                key: Some(&key),
                fits: self.fits,
                found: &mut *self.found,
            })?;
        }
        Ok(())
    }
}

/// A key, copied only where the text escapes it.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_is_seen_with_its_own_key() {
        let has =
            |text: &str, key: Option<&str>| any(text, &|name, value| name == key && value == "x");
        assert_eq!(
            has(r#"{"a": [1.5, "x"], "b": {"\u0063": "x"}}"#, None),
            Some(true)
        );
        assert_eq!(
            has(r#"{"a": [1.5, "y"], "b": {"\u0063": "x"}}"#, Some("c")),
            Some(true)
        );
        assert_eq!(
            has(r#"{"a": "x", "b": null, "c": true}"#, Some("c")),
            Some(false)
        );
        assert_eq!(has("\"x\"", None), Some(true));
        assert_eq!(has(r#"{"a": "x"} y"#, Some("a")), None);
        assert_eq!(has("", None), None);
    }
}
