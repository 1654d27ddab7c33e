//! A value with its origin, and lenient ways to read it.

use serde_json::{Map, Value};

use crate::ground::diagnostic::Origin;
use crate::ground::secret;
use crate::read::detect::envelope;
use crate::read::source::Document;

/// A value with its origin.
#[derive(Debug, Clone)]
pub(super) struct At<'a> {
    pub(super) value: &'a Value,
    pub(super) origin: Origin,
}

impl<'a> At<'a> {
    pub(super) fn new(value: &'a Value, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// The root of a document.
    pub(super) fn of(document: &'a Document) -> Self {
        Self::new(&document.value, document.origin.clone())
    }

    /// The document inside the envelope that Postman's API puts around it; the same value where there is none.
    pub(super) fn inside_envelope(self) -> At<'a> {
        envelope(self.value)
            .and_then(|key| self.get(key))
            .unwrap_or(self)
    }

    /// The member of this key, unless it is `null`.
    pub(super) fn get(&self, key: &str) -> Option<At<'a>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Self::new(value, self.origin.key(key)))
    }

    /// Whether there is a member with this key, even if it is `null`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    pub(super) fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    /// The members of an object with their origins; none for other values.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'a str, At<'a>)> + '_ {
        let members = self.object().into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), At::new(value, self.origin.key(key))))
    }

    /// The elements of a list, `null`s included; for any other value, that value alone.
    pub(super) fn elements(&self) -> Vec<At<'a>> {
        let Value::Array(list) = self.value else {
            return vec![self.clone()];
        };
        let elements = list.iter().enumerate();
        elements
            .map(|(index, value)| At::new(value, self.origin.index(index)))
            .collect()
    }

    /// The elements of a member; none where it is missing or `null`.
    pub(super) fn elements_of(&self, key: &str) -> Vec<At<'a>> {
        self.get(key)
            .map(|member| member.elements())
            .unwrap_or_default()
    }

    /// Whether it is `null`, white space, or an empty list or object.
    pub(super) fn is_blank(&self) -> bool {
        match self.value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        }
    }

    /// Whether the member of this key is `true`.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// A scalar as text; `None` for `null`, lists and objects.
    pub(super) fn text(&self) -> Option<String> {
        text(self.value)
    }

    /// A scalar member as text.
    pub(super) fn scalar_text(&self, key: &str) -> Option<String> {
        self.get(key)?.text()
    }

    /// A scalar member as text in lower case.
    pub(super) fn lowercase(&self, key: &str) -> Option<String> {
        self.scalar_text(key).map(|text| text.to_ascii_lowercase())
    }

    /// The HTTP method, in upper case; `default` where there is none.
    pub(super) fn method(&self, default: &str) -> String {
        let method = self.scalar_text("method").unwrap_or_default();
        match method.trim() {
            "" => default.to_owned(),
            method => method.to_uppercase(),
        }
    }

    /// The text of `description`, or of its `content`, without secrets; `None` where it is blank.
    pub(super) fn description(&self) -> Option<String> {
        let value = self.get("description")?;
        let text = value.text().or_else(|| value.scalar_text("content"))?;
        (!text.trim().is_empty()).then(|| secret::hide_in_owned_prose(text))
    }

    /// The name, without secrets such as a key in a URL.
    pub(super) fn name(&self) -> Option<String> {
        self.scalar_text("name").map(secret::hide_in_owned_prose)
    }

    /// Whether `disabled` is true or `enabled` is false; text such as `"true"` counts too.
    pub(super) fn disabled(&self) -> bool {
        let flag = |key: &str| self.get(key).and_then(|value| as_bool(value.value));
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

/// A scalar as text, and any other value as JSON.
pub(super) fn scalar_or_json(value: &Value) -> String {
    text(value).unwrap_or_else(|| value.to_string())
}

/// A status from 100 to 999.
pub(super) fn status_code(text: &str) -> Option<u16> {
    let code = text.trim().parse().ok();
    code.filter(|code| (100..=999).contains(code))
}

/// The boolean that a value stands for.
fn as_bool(value: &Value) -> Option<bool> {
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
