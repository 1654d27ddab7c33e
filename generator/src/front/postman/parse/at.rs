//! A value with its place, and lenient ways to read it.

use serde_json::{Map, Value};

use crate::ground::diagnostic::Origin;
use crate::read::detect::envelope;
use crate::read::source::Document;

use crate::ground::secret;

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct At<'a> {
    pub(super) value: &'a Value,
    pub(super) origin: Origin,
}

impl<'a> At<'a> {
    pub(super) fn new(value: &'a Value, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// A document's root.
    pub(super) fn of(document: &'a Document) -> Self {
        Self::new(&document.value, document.origin.clone())
    }

    /// The document inside the envelope that Postman's API puts around it; the same value where there is none.
    pub(super) fn inside_envelope(self) -> At<'a> {
        envelope(self.value)
            .and_then(|key| self.get(key))
            .unwrap_or(self)
    }

    /// A member that is there and not `null`.
    pub(super) fn get(&self, key: &str) -> Option<At<'a>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(At {
            value,
            origin: self.origin.key(key),
        })
    }

    /// Whether the member is there, `null` or not.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    pub(super) fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    /// The members of an object with their places; nothing for other values.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'a str, At<'a>)> + '_ {
        self.object().into_iter().flatten().map(|(key, value)| {
            (
                key.as_str(),
                At {
                    value,
                    origin: self.origin.key(key),
                },
            )
        })
    }

    /// The elements of a list, `null`s included; a value that is no list is a list of one.
    pub(super) fn elements(&self) -> Vec<At<'a>> {
        match self.value {
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(index, value)| At {
                    value,
                    origin: self.origin.index(index),
                })
                .collect(),
            _ => vec![self.clone()],
        }
    }

    /// Whether it holds nothing: `null`, white space, an empty list or object.
    pub(super) fn is_blank(&self) -> bool {
        match self.value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        }
    }

    /// A scalar as text; nothing for `null`, lists and objects.
    pub(super) fn text(&self) -> Option<String> {
        text(self.value)
    }

    /// A scalar member as text.
    pub(super) fn string(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }

    /// Prose: a text, or an object with `content`; nothing where it is empty.
    pub(super) fn description(&self) -> Option<String> {
        let value = self.get("description")?;
        let text = value.text().or_else(|| value.string("content"))?;
        (!text.trim().is_empty()).then(|| secret::shown_prose(text))
    }

    /// The name; what looks like a credential in it, a key in a URL say, is hidden.
    pub(super) fn name(&self) -> Option<String> {
        self.string("name").map(secret::shown_prose)
    }

    /// `disabled`, or `enabled: false`; texts that say so count too.
    pub(super) fn disabled(&self) -> bool {
        let flag = |key: &str| self.get(key).and_then(|value| truth(value.value));
        flag("disabled") == Some(true) || flag("enabled") == Some(false)
    }
}

/// A scalar as text, as JSON writes it.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

/// What a value says as a switch.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => Some(number.as_f64() != Some(0.0)),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" => Some(true),
            "false" | "0" | "no" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
