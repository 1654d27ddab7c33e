//! Lenient ways to read values of Postman documents.

use serde_json::Value;

use crate::ground::secret;
use crate::read::detect::envelope;
pub(super) use crate::read::source::At;

/// Ways to read a value as Postman writes it.
pub(super) trait PostmanValue<'a> {
    /// The document inside the envelope that Postman's API puts around it; the same value where there is none.
    fn inside_envelope(self) -> At<'a>;

    /// Whether it is `null`, white space, or an empty list or object.
    fn is_blank(&self) -> bool;

    /// Whether the member of this key is `true`.
    fn is_true(&self, key: &str) -> bool;

    /// A scalar member as text in lower case.
    fn lowercase(&self, key: &str) -> Option<String>;

    /// The HTTP method, in upper case; `default` where there is none.
    fn method(&self, default: &str) -> String;

    /// The text of `description`, or of its `content`, without secrets; `None` where it is blank.
    fn description(&self) -> Option<String>;

    /// The name, without secrets such as a key in a URL.
    fn name(&self) -> Option<String>;

    /// Whether `disabled` is true or `enabled` is false; text such as `"true"` counts too.
    fn disabled(&self) -> bool;
}

impl<'a> PostmanValue<'a> for At<'a> {
    fn inside_envelope(self) -> At<'a> {
        envelope(self.value)
            .and_then(|key| self.get(key))
            .unwrap_or(self)
    }

    fn is_blank(&self) -> bool {
        match self.value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        }
    }

    fn is_true(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    fn lowercase(&self, key: &str) -> Option<String> {
        self.scalar_text(key).map(|text| text.to_ascii_lowercase())
    }

    fn method(&self, default: &str) -> String {
        let method = self.scalar_text("method").unwrap_or_default();
        match method.trim() {
            "" => default.to_owned(),
            method => method.to_uppercase(),
        }
    }

    fn description(&self) -> Option<String> {
        let value = self.get("description")?;
        let text = value.text().or_else(|| value.scalar_text("content"))?;
        (!text.trim().is_empty()).then(|| secret::hide_in_owned_prose(text))
    }

    fn name(&self) -> Option<String> {
        self.scalar_text("name").map(secret::hide_in_owned_prose)
    }

    fn disabled(&self) -> bool {
        let flag = |key: &str| self.get(key).and_then(|value| as_bool(value.value));
        flag("disabled") == Some(true) || flag("enabled") == Some(false)
    }
}

/// A scalar as text, and any other value as JSON.
pub(super) fn scalar_or_json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
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
