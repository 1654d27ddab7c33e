//! Bodies of examples: JSON with the types of its values, forms, other text.

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::ground::filler::{are_made_up, is_certain};
use crate::ground::words::split_words;
use crate::model::api::{BodyKind, Field, Operation, Type, TypeShape, Value};
use crate::model::sample::{self, neutral};

use super::value::{Change, Cleaner};

/// Whether a string in JSON is *lorem ipsum*.
pub(super) fn is_made(value: &Json) -> bool {
    match value {
        Json::String(text) => is_certain(text),
        Json::Array(items) => items.iter().any(is_made),
        Json::Object(fields) => fields.values().any(is_made),
        _ => false,
    }
}

/// A text as JSON, where it is an object or a list.
pub(super) fn parsed(text: &str) -> Option<Json> {
    let is_json = text.trim_start().starts_with(['{', '[']);
    is_json.then(|| serde_json::from_str(text).ok()).flatten()
}

impl Cleaner<'_> {
    /// Replaces what a body without fields holds.
    pub(super) fn body(&mut self, operation: &Operation, body: &mut Value) {
        let Value::Text(text) = body else {
            return;
        };
        let kind = operation.body.as_ref().map(|body| &body.kind);
        let (ty, is_json) = match kind {
            Some(BodyKind::Json(ty)) => (ty, true),
            // The type is that of the variables, which are a member of the body.
            Some(BodyKind::GraphQl { .. }) => (&Type::Any, true),
            _ => (&Type::Any, false),
        };
        // Templates without quotes, for example: no example of the call can be made from the text.
        if let Some(BodyKind::Json(ty)) = kind
            && serde_json::from_str::<serde::de::IgnoredAny>(text).is_err()
        {
            *text = format!("{:#}", sample::sent(self.api, "", ty));
            return;
        }
        if let Some(shown) = is_json.then(|| self.json_text("", ty, text)).flatten() {
            *text = shown;
            return;
        }
        if let Cow::Owned(shown) = self.replaced.in_example(text) {
            *text = shown;
        }
    }

    /// JSON in which values were replaced; `None` where none was, or where the text is no object and no list.
    pub(super) fn json_text(&mut self, name: &str, ty: &Type, text: &str) -> Option<String> {
        let mut value = parsed(text)?;
        self.json(name, ty, &mut value)
            .then(|| format!("{value:#}"))
    }

    /// Replaces values in JSON; whether there was one. The depth is limited by the parser.
    fn json(&mut self, name: &str, ty: &Type, value: &mut Json) -> bool {
        match value {
            Json::String(text) => match self.change(name, ty, text) {
                Change::None => false,
                Change::Value(shown) => {
                    *value = scalar(ty, &shown).unwrap_or(Json::String(shown));
                    true
                }
                Change::Name(shown) => {
                    *text = shown;
                    true
                }
            },
            Json::Number(digits) => match self.number(name, &digits.to_string()) {
                Change::Value(shown) => scalar(&Type::Integer, &shown).is_some_and(|shown| {
                    *value = shown;
                    true
                }),
                _ => false,
            },
            Json::Array(items) => {
                let item = match ty {
                    Type::Array(item) => item,
                    _ => &Type::Any,
                };
                let changed = items.iter_mut().fold(false, |changed, value| {
                    self.json(name, item, value) | changed
                });
                if changed {
                    items.dedup();
                }
                changed
            }
            Json::Object(fields) => self.object(ty, fields),
            Json::Null | Json::Bool(_) => false,
        }
    }

    fn object(&mut self, ty: &Type, fields: &mut serde_json::Map<String, Json>) -> bool {
        let declared: &[Field] = match ty {
            Type::Named(id) => match self.api.types.get(*id).map(|def| &def.shape) {
                Some(TypeShape::Record(record)) => &record.fields,
                _ => &[],
            },
            _ => &[],
        };
        let mut changed = one_key(fields);
        let of_person = fields.keys().any(|key| identifies(key));
        for (key, value) in fields.iter_mut() {
            let field = declared.iter().find(|field| field.name == *key);
            let ty = match (field, ty) {
                (Some(field), _) => &field.ty,
                (None, Type::Map(item)) => item,
                (None, _) => &Type::Any,
            };
            let name = if of_person && key.eq_ignore_ascii_case("name") {
                "full_name"
            } else {
                key
            };
            changed |= self.json(name, ty, value);
        }
        changed
    }
}

/// Leaves one member, `key`, of an object whose keys a converter made; whether it was such an object.
fn one_key(fields: &mut serde_json::Map<String, Json>) -> bool {
    if !are_made_up(fields.keys().map(String::as_str)) {
        return false;
    }
    let first = fields.iter().next().map(|(_, value)| value.clone());
    fields.clear();
    fields.extend(first.map(|value| ("key".to_owned(), value)));
    true
}

/// Whether a member of this name says that its object is about a person.
pub(super) fn identifies(key: &str) -> bool {
    let words = split_words(key);
    let is_name = neutral::person(&words).is_some();
    is_name || neutral::is_phone(&words) || words.iter().any(|word| word == "email")
}

/// A number or a boolean, for a type that is one.
fn scalar(ty: &Type, text: &str) -> Option<Json> {
    match ty {
        Type::Integer | Type::Unsigned | Type::Number | Type::BigNumber => {
            text.parse::<i64>().ok().map(Json::from)
        }
        Type::Boolean => text.parse::<bool>().ok().map(Json::from),
        _ => None,
    }
}
