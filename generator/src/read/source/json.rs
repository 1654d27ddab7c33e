//! JSON text to a tree of values.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};

/// The most warnings about repeated keys.
const REPEATED: usize = 1_000;

/// The tree of values of a source.
#[derive(Debug, Clone)]
pub struct Document {
    /// The root value.
    pub value: Value,
    /// Its position.
    pub origin: Origin,
    /// The files of a directory by their paths inside it, in order; the value is then `null`. Empty for a document
    /// that is a single file.
    pub files: Vec<(String, Document)>,
    /// The other files that it refers to, if its format has references to files.
    pub linked: Linked,
}

/// The files that a document refers to, and those that they refer to.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    /// The name of the document's own file.
    pub own: String,
    /// The other files by their paths from the folder of the document, without steps such as `a/..`.
    pub others: Vec<(String, Document)>,
}

impl Document {
    /// A document that is a single file.
    pub fn new(value: Value, origin: Origin) -> Self {
        Self {
            value,
            origin,
            files: Vec::new(),
            linked: Linked::default(),
        }
    }
}

/// The warning for a key that an object has more than once.
pub(super) fn repeated_key(key: &str, origin: &Origin) -> Diagnostic {
    let key: String = key.chars().take(60).collect();
    let message = format!("the key {key:?} stands here more than once; the last one counts");
    Diagnostic::new(Code::DuplicateKey, message).at(origin)
}

/// The tree of a source, with a warning for every key that an object has more than once.
pub(super) fn parse(id: SourceId, text: &str) -> Result<(Document, Diagnostics), Diagnostic> {
    let origin = Origin::root(id);
    let read = |mut builder: Builder| {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let value = builder.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok((value, builder))
    };
    let read_with_path = || read(Builder::with_path());
    // Few documents repeat a key, so that the path to each value is not recorded at first.
    let (value, builder) = read(Builder::default())
        .and_then(|(value, builder)| match builder.any_repeated {
            true => read_with_path(),
            false => Ok((value, builder)),
        })
        .map_err(|error| syntax_error(text, &origin, &error))?;
    let mut diagnostics = Diagnostics::new();
    for (key, path) in builder.repeated {
        let parent = path.iter().fold(origin.clone(), |origin, step| match step {
            Step::Key(key) => origin.key(key),
            Step::Index(index) => origin.index(*index),
        });
        diagnostics.push(repeated_key(&key, &parent.key(&key)));
    }
    Ok((Document::new(value, origin), diagnostics))
}

/// The diagnostic for a text that is not JSON.
fn syntax_error(text: &str, origin: &Origin, error: &serde_json::Error) -> Diagnostic {
    let origin = origin.byte(byte_offset(text, error.line(), error.column()));
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    if reason.contains("recursion limit") {
        let message = "the document nests more than 127 levels deep";
        return Diagnostic::new(Code::LimitExceeded, message).at(&origin);
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
        .at(&origin)
        .help(help)
}

/// The byte at a line and a column of serde_json, which counts lines and bytes from 1.
fn byte_offset(text: &str, line: usize, column: usize) -> usize {
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

/// Builds values and records whether a key was repeated; and where, if it records the path.
#[derive(Default)]
struct Builder {
    any_repeated: bool,
    /// The path to the current value, if it is recorded.
    path: Option<Vec<Step>>,
    /// The repeated keys, each with the path to its object.
    repeated: Vec<(String, Vec<Step>)>,
}

impl Builder {
    fn with_path() -> Self {
        Self {
            path: Some(Vec::new()),
            ..Self::default()
        }
    }

    fn push_step(&mut self, step: impl FnOnce() -> Step) {
        if let Some(path) = &mut self.path {
            path.push(step());
        }
    }

    fn pop_step(&mut self) {
        if let Some(path) = &mut self.path {
            path.pop();
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
        self.push_step(|| Step::Index(0));
        while let Some(value) = list.next_element_seed(&mut *self)? {
            values.push(value);
            self.pop_step();
            self.push_step(|| Step::Index(values.len()));
        }
        self.pop_step();
        // The tree is most of the memory of a run, a tenth of which would be spare capacity.
        values.shrink_to_fit();
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        // Most objects of a collection have two or three members; without this, the capacity would be four.
        let mut values = Map::with_capacity(2);
        while let Some(key) = map.next_key::<String>()? {
            if let Some(path) = self.path.as_ref().filter(|_| values.contains_key(&key))
                && self.repeated.len() < REPEATED
            {
                self.repeated.push((key.clone(), path.clone()));
            }
            self.push_step(|| Step::Key(key.clone()));
            let value = map.next_value_seed(&mut *self)?;
            self.any_repeated |= values.insert(key, value).is_some();
            self.pop_step();
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
    fn an_error_names_the_format_of_a_text_that_is_not_json() {
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
    fn the_position_is_where_reading_stopped() {
        let error = error("{\n  \"a\": nope\n}");
        assert_eq!(error.origin.and_then(|origin| origin.offset()), Some(10));
    }

    #[test]
    fn a_deep_document_is_an_error() {
        let text = "[".repeat(10_000) + &"]".repeat(10_000);
        assert_eq!(error(&text).code, Code::LimitExceeded);
    }

    #[test]
    fn a_repeated_key_is_a_warning_and_the_last_value_is_used() {
        let (document, diagnostics) = parse(SourceId(0), r#"{"a": [{"b": 1, "b": 2}]}"#).unwrap();
        assert_eq!(document.value["a"][0]["b"], 2);
        let places: Vec<_> = diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.origin.as_ref().map(Origin::pointer))
            .collect();
        assert_eq!(places, ["/a/0/b"]);
    }
}
