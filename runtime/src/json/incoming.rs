//! Decoding while parsing: typed values are filled directly from the text, without a tree.
//!
//! A value must be decoded exactly as from the tree. This code handles valid documents only; after any error,
//! [`from_slice`] returns `None`, and the caller parses a tree, which finds the exact error.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::serde_impls::NUMBER_KEY;
use super::{Decode, Json, Mismatch, Number};

/// A value that is being parsed. The items of a list and the fields of an object are not parsed yet.
pub enum Incoming<'v> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number
    Number(Number),
    /// A string
    Text(&'v str),
    /// A list
    List(&'v mut dyn Items),
    /// An object
    Object(&'v mut dyn Fields),
}

/// The items of a list that is being parsed.
pub trait Items {
    /// Calls `take` for each item.
    ///
    /// # Errors
    /// `take` fails, or the text is not valid JSON.
    fn each(
        &mut self,
        take: &mut dyn FnMut(Incoming<'_>) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch>;
}

/// The fields of an object that is being parsed.
pub trait Fields {
    /// Calls `take` with the name and the value of each field.
    ///
    /// # Errors
    /// `take` fails, or the text is not valid JSON.
    fn each(
        &mut self,
        take: &mut dyn FnMut(&str, Incoming<'_>) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch>;
}

/// A field that can be filled with a JSON value.
pub trait Slot {
    /// Fills it with a value of a tree.
    ///
    /// # Errors
    /// [`Mismatch`] if the value is of another type.
    fn set(&mut self, value: Json) -> Result<(), Mismatch>;

    /// Fills it with a value that is being parsed.
    ///
    /// # Errors
    /// The value is of another type, or the text is not valid JSON.
    fn receive(&mut self, value: Incoming<'_>) -> Result<(), Mismatch>;
}

impl<T: Decode> Slot for T {
    fn set(&mut self, value: Json) -> Result<(), Mismatch> {
        *self = T::decode(value)?;
        Ok(())
    }

    fn receive(&mut self, value: Incoming<'_>) -> Result<(), Mismatch> {
        *self = T::receive(value)?;
        Ok(())
    }
}

impl Incoming<'_> {
    /// Parses the value as a tree.
    ///
    /// # Errors
    /// The text is not valid JSON.
    pub fn tree(self) -> Result<Json, Mismatch> {
        Ok(match self {
            Incoming::Null => Json::Null,
            Incoming::Bool(value) => Json::Bool(value),
            Incoming::Number(number) => Json::Number(number),
            Incoming::Text(text) => Json::from(text),
            Incoming::List(items) => {
                let mut list = Vec::new();
                items.each(&mut |item| {
                    list.push(item.tree()?);
                    Ok(())
                })?;
                Json::Array(list)
            }
            Incoming::Object(fields) => {
                let mut object = Vec::new();
                fields.each(&mut |name, value| {
                    object.push((name.to_owned(), value.tree()?));
                    Ok(())
                })?;
                Json::Object(object)
            }
        })
    }
}

/// Decodes a text; `None` after any error, which the tree then describes exactly.
pub fn from_slice<T: Decode>(body: &[u8]) -> Option<T> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    // As text, so that UTF-8 is validated once and not for each string.
    let text = std::str::from_utf8(body).ok()?;
    let mut value = None;
    read_text(text, &mut |incoming| {
        value = Some(T::receive(incoming)?);
        Ok(())
    })
    .then_some(value)?
}

/// Not generic, so that the parser is compiled once.
pub(super) fn read_text(text: &str, take: Take<'_>) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Receiver(take).deserialize(&mut deserializer).is_ok() && deserializer.end().is_ok()
}

/// A function that consumes a parsed value.
pub(super) type Take<'t> = &'t mut dyn FnMut(Incoming<'_>) -> Result<(), Mismatch>;

/// Passes a value to `take`. Ignored values are parsed, too: invalid JSON is an error in them as elsewhere.
struct Receiver<'t>(Take<'t>);

impl Receiver<'_> {
    fn pass<E: Error>(self, value: Incoming<'_>) -> Result<(), E> {
        // The error is dropped: it is found again in the tree.
        (self.0)(value).map_err(|_| E::custom(""))
    }
}

impl<'de> DeserializeSeed<'de> for Receiver<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Receiver<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.pass(Incoming::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.pass(Incoming::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.pass(Incoming::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.pass(Incoming::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.pass(Incoming::Number(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.pass(Incoming::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        let mut items = Rest {
            access: seq,
            first: None,
            is_open: true,
        };
        self.pass(Incoming::List(&mut items))?;
        Items::each(&mut items, &mut |_| Ok(())).map_err(A::Error::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let first = map.next_key_seed(Name)?;
        // With serde_json's `arbitrary_precision`, which another crate may turn on, a number is a map. The tree reads
        // it.
        if first.as_deref() == Some(NUMBER_KEY) {
            let number: String = map.next_value()?;
            let number = Number::parse(&number).ok_or_else(|| A::Error::custom(""))?;
            return self.pass(Incoming::Number(number));
        }
        let mut fields = Rest {
            access: map,
            is_open: first.is_some(),
            first,
        };
        self.pass(Incoming::Object(&mut fields))?;
        Fields::each(&mut fields, &mut |_, _| Ok(())).map_err(A::Error::custom)
    }
}

/// The rest of a list or an object.
struct Rest<'de, A> {
    access: A,
    /// A name that was parsed already.
    first: Option<Cow<'de, str>>,
    is_open: bool,
}

impl<'de, A: SeqAccess<'de>> Items for Rest<'de, A> {
    fn each(&mut self, take: Take<'_>) -> Result<(), Mismatch> {
        while self.is_open {
            let next = self.access.next_element_seed(Receiver(take));
            self.is_open = next.map_err(syntax_error)?.is_some();
        }
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> Fields for Rest<'de, A> {
    fn each(
        &mut self,
        take: &mut dyn FnMut(&str, Incoming<'_>) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch> {
        while self.is_open {
            let name = match self.first.take() {
                Some(name) => Some(name),
                None => self.access.next_key_seed(Name).map_err(syntax_error)?,
            };
            let Some(name) = name else {
                self.is_open = false;
                break;
            };
            let value = Receiver(&mut |value| take(&name, value));
            self.access.next_value_seed(value).map_err(syntax_error)?;
        }
        Ok(())
    }
}

fn syntax_error<E>(_: E) -> Mismatch {
    Mismatch::new("JSON", "broken text")
}

/// The name of a field, borrowed from the text unless it has escapes.
pub(super) struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}
