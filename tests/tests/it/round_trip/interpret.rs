//! What a generated type reads and writes, without generating it: the runtime's own readers, put together as a
//! type of the API says.

use std::collections::BTreeMap;

use posthaste::model::api::{Api, Record, Type, TypeShape, Union};
use posthaste_runtime::{Decode, Encode, Json, Mismatch, Number};

/// Reads a value as a type and writes it again.
pub(crate) fn through(api: &Api, ty: &Type, value: Json) -> Result<Json, Mismatch> {
    match ty {
        Type::Any => Ok(value),
        Type::Boolean => again::<bool>(value),
        Type::Integer => again::<i64>(value),
        Type::Unsigned => again::<u64>(value),
        Type::Number => again::<f64>(value),
        Type::BigNumber => again::<Number>(value),
        Type::String(_) | Type::Binary => again::<String>(value),
        Type::Array(item) => {
            let items = Vec::<Json>::decode(value)?.into_iter();
            let items: Result<_, _> = items.map(|value| through(api, item, value)).collect();
            items.map(Json::Array)
        }
        Type::Map(item) => {
            let fields = BTreeMap::<String, Json>::decode(value)?.into_iter();
            let read = |(name, value)| Ok((name, through(api, item, value)?));
            let fields: Result<_, _> = fields.map(read).collect();
            fields.map(Json::Object)
        }
        Type::Nullable(inner) => match value {
            Json::Null => Ok(Json::Null),
            value => through(api, inner, value),
        },
        Type::Named(id) => match &api.type_def(*id).shape {
            TypeShape::Record(record) => of_record(api, record, value),
            TypeShape::Union(union) => of_union(api, union, value),
            TypeShape::Enum(_) | TypeShape::Identifier => again::<String>(value),
        },
    }
}

fn again<T: Decode + Encode>(value: Json) -> Result<Json, Mismatch> {
    T::decode(value).map(|value| value.encode())
}

/// Known fields are read one by one; `null`, and `""` where it stands for nothing, are absent.
fn of_record(api: &Api, record: &Record, value: Json) -> Result<Json, Mismatch> {
    let Json::Object(fields) = value else {
        return Err(Mismatch::new("an object", "something else"));
    };
    let mut written = Vec::new();
    for (name, value) in fields {
        let Some(field) = record.fields.iter().find(|field| field.name == name) else {
            continue;
        };
        let empty = value.as_str() == Some("") && !matches!(field.ty, Type::Any | Type::String(_));
        if !(value.is_null() || empty) {
            let value = through(api, &field.ty, value).map_err(|wrong| wrong.in_field(&name))?;
            written.push((name, value));
        }
    }
    Ok(Json::Object(written))
}

/// The tag decides, or the first shape of the value's own kind; what fits none is kept as it is.
fn of_union(api: &Api, union: &Union, value: Json) -> Result<Json, Mismatch> {
    let variant = union.variants.iter().find(|variant| match &union.tag {
        Some(tag) => value.get(tag).and_then(Json::as_str) == Some(variant.name.as_str()),
        None => is_kind(api, &variant.ty, &value),
    });
    match variant {
        Some(variant) => through(api, &variant.ty, value),
        None => Ok(value),
    }
}

fn is_kind(api: &Api, ty: &Type, value: &Json) -> bool {
    match value {
        Json::Bool(_) => *ty == Type::Boolean,
        Json::String(_) => matches!(ty, Type::String(_)),
        Json::Array(_) => matches!(ty, Type::Array(_)),
        Json::Number(_) => matches!(
            ty,
            Type::Integer | Type::Unsigned | Type::Number | Type::BigNumber
        ),
        Json::Object(_) => match ty {
            Type::Map(_) => true,
            Type::Named(id) => !matches!(api.type_def(*id).shape, TypeShape::Enum(_)),
            _ => false,
        },
        Json::Null => false,
    }
}
