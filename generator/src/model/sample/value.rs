//! Values made from types, where the source has no example.

use serde_json::{Map, Number, Value};

use crate::model::api::{Api, ISO_8601, StringFormat, Type, TypeShape};

/// The greatest depth of a value, since types may be recursive.
const DEPTH: usize = 6;

/// A value of a type as the text of a parameter or form field.
pub fn text(api: &Api, ty: &Type) -> String {
    match json(api, ty) {
        Value::String(text) => text,
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        Value::Null => "value".to_owned(),
        other => other.to_string(),
    }
}

/// A value of a type as JSON; a record has its required fields, or all fields if none is required.
pub fn json(api: &Api, ty: &Type) -> Value {
    build(api, ty, DEPTH)
}

/// The text of a form field as JSON of this type; if it is not of the type, a value made from the type.
pub(super) fn read(api: &Api, ty: &Type, text: &str) -> Value {
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
            _ => Some(Value::Array(vec![read(api, item, text)])),
        },
        Type::Map(_) => parsed().filter(Value::is_object),
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
    fitting.unwrap_or_else(|| json(api, ty))
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

fn build(api: &Api, ty: &Type, depth: usize) -> Value {
    match ty {
        Type::Any => Value::Null,
        Type::Boolean => Value::Bool(true),
        Type::Integer | Type::Unsigned | Type::BigNumber => Value::from(1),
        Type::Number => Number::from_f64(1.5).map_or(Value::Null, Value::Number),
        Type::String(format) => Value::from(of_format(format)),
        Type::Binary => Value::from("file.bin"),
        Type::Array(_) | Type::Map(_) | Type::Named(_) if depth == 0 => Value::Null,
        Type::Array(item) => Value::Array(vec![build(api, item, depth - 1)]),
        Type::Map(value) => Value::Object(Map::from_iter([(
            "key".to_owned(),
            build(api, value, depth - 1),
        )])),
        Type::Named(id) => match api.types.get(*id).map(|def| &def.shape) {
            Some(shape) => of_shape(api, shape, depth - 1),
            None => Value::Null,
        },
    }
}

fn of_shape(api: &Api, shape: &TypeShape, depth: usize) -> Value {
    match shape {
        TypeShape::Record(record) => {
            let some_required = record.fields.iter().any(|field| field.required);
            let fields = record
                .fields
                .iter()
                .filter(|field| field.required || !some_required);
            Value::Object(
                fields
                    .map(|field| (field.name.clone(), build(api, &field.ty, depth)))
                    .collect(),
            )
        }
        TypeShape::Identifier => Value::from(of_format(&StringFormat::Plain)),
        TypeShape::Enum(values) => values.first().map_or(Value::Null, |first| {
            let number = first
                .numeric
                .then(|| serde_json::from_str(&first.value).ok())
                .flatten();
            number.unwrap_or_else(|| Value::from(first.value.clone()))
        }),
        TypeShape::Union(union) => union
            .variants
            .first()
            .map_or(Value::Null, |first| build(api, &first.ty, depth)),
    }
}

fn of_format(format: &StringFormat) -> &'static str {
    match format {
        StringFormat::Other(name) if name == ISO_8601 => "2025-01-31T09:00:00",
        StringFormat::Plain | StringFormat::Other(_) => "string",
        StringFormat::Date => "2025-01-31",
        StringFormat::DateTime => "2025-01-31T09:00:00Z",
        StringFormat::Time => "09:00:00",
        StringFormat::Duration => "PT30M",
        StringFormat::Decimal => "19.90",
        StringFormat::Uuid => "00000000-0000-4000-8000-000000000000",
        StringFormat::Email => "user@example.com",
        StringFormat::Url => "https://example.com",
        StringFormat::Password => "correct horse battery staple",
    }
}
