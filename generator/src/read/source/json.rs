//! JSON text to a tree of values.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};

/// Nobody mends more repeated keys than this one by one.
const REPEATED: usize = 1_000;

/// A source as a tree of values.
#[derive(Debug, Clone)]
pub struct Document {
    /// The root value.
    pub value: Value,
    /// Its place.
    pub origin: Origin,
    /// The files of a directory by their paths inside it, in order; the value is `null` then. None for
    /// a document that is one file.
    pub files: Vec<(String, Document)>,
}

impl Document {
    /// A document that is one file.
    pub fn new(value: Value, origin: Origin) -> Self {
        Self {
            value,
            origin,
            files: Vec::new(),
        }
    }
}

/// A warning for a key that an object names twice.
pub(super) fn repeated(key: &str, place: &Origin) -> Diagnostic {
    let key: String = key.chars().take(60).collect();
    let message = format!("the key {key:?} stands here more than once; the last one counts");
    Diagnostic::new(Code::DuplicateKey, message).at(place)
}

/// A source's tree, with a warning for every key that an object names twice.
pub(super) fn parse(id: SourceId, text: &str) -> Result<(Document, Diagnostics), Diagnostic> {
    let origin = Origin::root(id);
    let read = |mut builder: Builder| {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let value = builder.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok((value, builder))
    };
    let read_with_places = || read(Builder::with_places());
    // Nearly no document repeats a key, so that the way to each is not noted at first.
    let (value, builder) = read(Builder::default())
        .and_then(|(value, builder)| match builder.any_repeated {
            true => read_with_places(),
            false => Ok((value, builder)),
        })
        .map_err(|error| complaint(text, &origin, &error))?;
    let mut diagnostics = Diagnostics::new();
    for steps in builder.repeated {
        let place = steps
            .iter()
            .fold(origin.clone(), |origin, step| match step {
                Step::Key(key) => origin.key(key),
                Step::Index(index) => origin.index(*index),
            });
        diagnostics.push(repeated(last(&steps), &place));
    }
    Ok((Document::new(value, origin), diagnostics))
}

fn last(steps: &[Step]) -> &str {
    match steps.last() {
        Some(Step::Key(key)) => key,
        _ => "",
    }
}

/// What is wrong with a text that is not JSON, and where.
fn complaint(text: &str, origin: &Origin, error: &serde_json::Error) -> Diagnostic {
    let place = origin.byte(offset(text, error.line(), error.column()));
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    if reason.contains("recursion limit") {
        let message = "the document nests more than 127 levels deep";
        return Diagnostic::new(Code::LimitExceeded, message).at(&place);
    }
    let start = text.trim_start();
    let (message, help) = match start.as_bytes() {
        [] => (
            "the file holds nothing but white space".to_owned(),
            "export the collection again",
        ),
        [b'<', ..]
            if start
                .get(..500)
                .unwrap_or(start)
                .to_ascii_lowercase()
                .contains("<html") =>
        {
            (
                "this is an HTML page, not a collection".to_owned(),
                "a link to a page was saved; export the collection as JSON instead",
            )
        }
        [b'<', ..] => (
            "this is XML, not a collection".to_owned(),
            "export the collection as JSON",
        ),
        [b'{' | b'[', ..] if error.is_eof() => (
            "the document ends in the middle of a value".to_owned(),
            "the file is cut off; export or download it again",
        ),
        [b'{' | b'[', ..] => (
            format!("this is not JSON: {reason}"),
            "mend the file here, or export it again",
        ),
        _ => (
            "this is not JSON but plain text or another format".to_owned(),
            "export the collection as JSON",
        ),
    };
    Diagnostic::new(Code::NotJson, message)
        .at(&place)
        .help(help)
}

/// The byte of a line and column (in bytes, both from 1) as serde_json counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (start + column.saturating_sub(1)).min(text.len().saturating_sub(1))
}

#[derive(Clone)]
enum Step {
    Key(String),
    Index(usize),
}

/// Builds values and remembers whether a key was repeated; and where, if it is told to.
#[derive(Default)]
struct Builder {
    any_repeated: bool,
    path: Option<Vec<Step>>,
    repeated: Vec<Vec<Step>>,
}

impl Builder {
    fn with_places() -> Self {
        Self {
            path: Some(Vec::new()),
            ..Self::default()
        }
    }

    fn enter(&mut self, step: impl FnOnce() -> Step) {
        if let Some(path) = &mut self.path {
            path.push(step());
        }
    }

    fn leave(&mut self) {
        if let Some(path) = &mut self.path {
            path.pop();
        }
    }

    /// Notes that the key which was entered stands there already.
    fn repeat(&mut self) {
        self.any_repeated = true;
        if self.repeated.len() < REPEATED {
            self.repeated.extend(self.path.clone());
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Builder {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Builder {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        self.enter(|| Step::Index(0));
        while let Some(value) = list.next_element_seed(&mut *self)? {
            values.push(value);
            self.leave();
            self.enter(|| Step::Index(values.len()));
        }
        self.leave();
        // The tree is the most that a run holds at once, and room for more elements a tenth of it.
        values.shrink_to_fit();
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        // Most objects of a collection have two or three members; room for four is the least without this.
        let mut values = Map::with_capacity(2);
        while let Some(key) = map.next_key::<String>()? {
            self.enter(|| Step::Key(key.clone()));
            if self.path.is_some() && values.contains_key(&key) {
                self.repeat();
            }
            let value = map.next_value_seed(&mut *self)?;
            self.any_repeated |= values.insert(key, value).is_some();
            self.leave();
        }
        Ok(Value::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> Diagnostic {
        parse(SourceId(0), text).unwrap_err()
    }

    #[test]
    fn what_is_not_json_is_called_by_its_name() {
        for (text, says) in [
            ("<!doctype html><html>", "HTML"),
            ("<a/>", "XML"),
            ("openapi: 3.0.0", "another format"),
            ("{\"a\": [1, 2", "ends in the middle"),
            ("{\"a\": [1 2]}", "not JSON"),
            (" \n ", "white space"),
        ] {
            let error = error(text);
            assert_eq!(error.code, Code::NotJson);
            assert!(error.message.contains(says), "{text}: {}", error.message);
        }
    }

    #[test]
    fn the_place_is_where_reading_stopped() {
        let error = error("{\n  \"a\": nope\n}");
        assert_eq!(error.origin.and_then(|origin| origin.offset()), Some(10));
    }

    #[test]
    fn a_deep_document_is_a_clear_error() {
        let text = "[".repeat(10_000) + &"]".repeat(10_000);
        assert_eq!(error(&text).code, Code::LimitExceeded);
    }

    #[test]
    fn a_repeated_key_is_told_and_the_last_counts() {
        let (document, diagnostics) = parse(SourceId(0), r#"{"a": [{"b": 1, "b": 2}]}"#).unwrap();
        assert_eq!(document.value["a"][0]["b"], 2);
        let places: Vec<_> = diagnostics
            .iter()
            .filter_map(|one| one.origin.as_ref().map(Origin::pointer))
            .collect();
        assert_eq!(places, ["/a/0/b"]);
    }
}
