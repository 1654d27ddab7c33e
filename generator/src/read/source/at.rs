//! A value of a document with its origin.

use serde_json::{Map, Value};

use crate::ground::diagnostic::Origin;

use super::Document;

/// A value with its origin.
#[derive(Debug, Clone)]
pub struct At<'a> {
    /// The value.
    pub value: &'a Value,
    /// Its position.
    pub origin: Origin,
}

impl<'a> At<'a> {
    /// A value at an origin.
    pub fn new(value: &'a Value, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// The root of a document.
    pub fn of(document: &'a Document) -> Self {
        Self::new(&document.value, document.origin.clone())
    }

    /// The member of this key, unless it is `null`.
    pub fn get(&self, key: &str) -> Option<At<'a>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Self::new(value, self.origin.key(key)))
    }

    /// Whether there is a member with this key, even if it is `null`.
    pub fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    /// The members of an object; `None` for other values.
    pub fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    /// The members of an object with their origins; none for other values.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, At<'a>)> + '_ {
        let members = self.object().into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), At::new(value, self.origin.key(key))))
    }

    /// The elements of a list, `null`s included; for any other value, that value alone.
    pub fn elements(&self) -> Vec<At<'a>> {
        let Value::Array(list) = self.value else {
            return vec![self.clone()];
        };
        let elements = list.iter().enumerate();
        elements
            .map(|(index, value)| At::new(value, self.origin.index(index)))
            .collect()
    }

    /// The elements of a member; none where it is missing or `null`.
    pub fn elements_of(&self, key: &str) -> Vec<At<'a>> {
        self.get(key)
            .map(|member| member.elements())
            .unwrap_or_default()
    }

    /// A scalar as text, as JSON writes it without quotes; `None` for `null`, lists and objects.
    pub fn text(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(_) | Value::Number(_) => Some(self.value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// A scalar member as text.
    pub fn scalar_text(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }
}
