//! Values made from types, where the source has no example.

use std::cell::Cell;

use serde_json::{Map, Number, Value};

use crate::model::api::{Access, Api, StringFormat, Type, TypeShape};

use super::neutral;

/// The greatest depth of a value, since types may be recursive.
const DEPTH: usize = 6;

/// About the most values that one value holds, since their number grows with the depth as a power.
const MOST: usize = 2_000;

/// A value of a type as the text of a parameter or form field of this name.
pub fn text(api: &Api, name: &str, ty: &Type) -> String {
    match sent(api, name, ty) {
        Value::String(text) => text,
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        Value::Null => "value".to_owned(),
        other => other.to_string(),
    }
}

/// A value of a type as JSON, as answers have it; a record has its required fields, or all fields if none is required. The
/// name is that of the parameter or field; it is empty for a whole body.
pub fn json(api: &Api, name: &str, ty: &Type) -> Value {
    Maker::new(api, Access::Write).build(name, ty, DEPTH)
}

/// As [`json`], without the fields that only the service sets.
pub fn sent(api: &Api, name: &str, ty: &Type) -> Value {
    Maker::new(api, Access::Read).build(name, ty, DEPTH)
}

/// The text of a form field as JSON of this type; if it is not of the type, a value made from the type.
pub(super) fn read(api: &Api, name: &str, ty: &Type, text: &str) -> Value {
    let parsed = || serde_json::from_str::<Value>(text).ok();
    let fitting = match ty {
        Type::Any => Some(parsed().unwrap_or_else(|| Value::from(text))),
        Type::Boolean => parsed().filter(Value::is_boolean),
        Type::Integer | Type::Unsigned | Type::Number | Type::BigNumber => {
            parsed().filter(Value::is_number)
        }
        Type::String(_) | Type::Binary => Some(Value::from(text)),
        Type::Array(item) => match parsed() {
            Some(list @ Value::Array(_)) => Some(list),
            _ => Some(Value::Array(vec![read(api, name, item, text)])),
        },
        Type::Map(_) => parsed().filter(Value::is_object),
        Type::Nullable(value) => return read(api, name, value, text),
        Type::Named(id) => match api.types.get(*id).map(|def| &def.shape) {
            Some(TypeShape::Record(_)) => parsed().filter(Value::is_object),
            Some(TypeShape::Identifier) => Some(Value::from(text)),
            Some(TypeShape::Enum(values)) => {
                let known = values.iter().find(|value| value.value == text);
                known.map(|value| match value.numeric {
                    true => parsed().unwrap_or_else(|| Value::from(text)),
                    false => Value::from(text),
                })
            }
            Some(TypeShape::Union(_)) | None => Some(parsed().unwrap_or_else(|| Value::from(text))),
        },
    };
    fitting.unwrap_or_else(|| sent(api, name, ty))
}

/// JSON over several lines.
pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Makes values of types.
struct Maker<'a> {
    api: &'a Api,
    /// The fields of this direction are left out.
    left_out: Access,
    /// How many more values are made.
    rest: Cell<usize>,
}

impl<'a> Maker<'a> {
    fn new(api: &'a Api, left_out: Access) -> Self {
        Self {
            api,
            left_out,
            rest: Cell::new(MOST),
        }
    }

    /// A value of a type; `null` where it is too deep, or [`MOST`] values are made.
    fn build(&self, name: &str, ty: &Type, depth: usize) -> Value {
        let rest = self.rest.get().saturating_sub(1);
        self.rest.set(rest);
        match ty {
            Type::Any => Value::Null,
            Type::Boolean => Value::Bool(true),
            Type::Integer | Type::Unsigned | Type::BigNumber => Value::from(neutral::number(name)),
            Type::Number => Number::from_f64(1.5).map_or(Value::Null, Value::Number),
            Type::String(format) => Value::from(neutral::text(name, format)),
            Type::Binary => Value::from(neutral::file(name)),
            Type::Array(_) | Type::Map(_) | Type::Named(_) if depth == 0 || rest == 0 => {
                Value::Null
            }
            Type::Nullable(value) => self.build(name, value, depth),
            Type::Array(item) => Value::Array(vec![self.build(name, item, depth - 1)]),
            Type::Map(value) => Value::Object(Map::from_iter([(
                "key".to_owned(),
                self.build("value", value, depth - 1),
            )])),
            Type::Named(id) => match self.api.types.get(*id).map(|def| &def.shape) {
                Some(shape) => self.of_shape(name, shape, depth - 1),
                None => Value::Null,
            },
        }
    }

    fn of_shape(&self, name: &str, shape: &TypeShape, depth: usize) -> Value {
        match shape {
            TypeShape::Record(record) => {
                let kept = record.fields.iter();
                let kept = kept.filter(|field| field.access != self.left_out);
                let some_required = kept.clone().any(|field| field.required);
                let fields = kept.filter(|field| field.required || !some_required);
                Value::Object(
                    fields
                        .map(|field| {
                            let constant = field.constant.as_deref();
                            let constant =
                                constant.and_then(|json| serde_json::from_str(json).ok());
                            let made = || self.build(&field.name, &field.ty, depth);
                            (field.name.clone(), constant.unwrap_or_else(made))
                        })
                        .collect(),
                )
            }
            TypeShape::Identifier => Value::from(neutral::text(name, &StringFormat::Plain)),
            TypeShape::Enum(values) => values.first().map_or(Value::Null, |first| {
                let number = first
                    .numeric
                    .then(|| serde_json::from_str(&first.value).ok())
                    .flatten();
                number.unwrap_or_else(|| Value::from(first.value.clone()))
            }),
            TypeShape::Union(union) => union.variants.first().map_or(Value::Null, |first| {
                let mut value = self.build(name, &first.ty, depth);
                if let (Some(tag), Some(object)) = (&union.tag, value.as_object_mut()) {
                    let text = first.tag_values().first().cloned();
                    object.insert(tag.clone(), Value::from(text));
                }
                value
            }),
        }
    }
}
