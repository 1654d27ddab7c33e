//! Enums.

use indexmap::IndexMap;
use serde_json::Value;

use crate::model::api::{EnumValue, Type, TypeShape};
use crate::read::source::At;

use super::super::super::value::OpenApiValue;
use super::super::Lowering;
use super::shape::{type_of_value, types};
use super::{Place, Schema};

impl<'d> Lowering<'d> {
    /// The type of a schema with possible values: an open enum of texts or whole numbers. `None` where the values are of
    /// another type, or where there is only one, which is a constant.
    pub(super) fn choice(&mut self, schema: &Schema<'d>, place: &Place) -> Option<Type> {
        if types(schema).as_slice() == ["array"] {
            return None;
        }
        let mut kinds = schema.values.iter().map(|value| type_of_value(value.value));
        let kind = kinds.next()?;
        if kinds.any(|other| other != kind) {
            return Some(Type::Any).filter(|_| types(schema).is_empty());
        }
        let numeric = kind == "integer";
        match kind {
            "boolean" => return Some(Type::Boolean),
            "string" | "integer" => {}
            _ => return None,
        }
        let values = enum_values(&schema.values, &prose(schema), numeric);
        if values.len() < 2 {
            return Some(match numeric {
                true => Type::Integer,
                false => Type::string(),
            });
        }
        let id = self.declare(schema, place, TypeShape::Enum(values));
        Some(Type::Named(id))
    }
}

/// The values without repeats; `prose` has the description of each, where there is one.
pub(super) fn enum_values(
    values: &[At<'_>],
    prose: &[Option<String>],
    numeric: bool,
) -> Vec<EnumValue> {
    let mut distinct: IndexMap<String, EnumValue> = IndexMap::new();
    for (index, value) in values.iter().enumerate() {
        let Some(text) = value.text() else {
            continue;
        };
        let description = prose.get(index).cloned().flatten();
        distinct.entry(text.clone()).or_insert_with(|| EnumValue {
            description,
            ..EnumValue::new(text, numeric)
        });
    }
    distinct.into_values().collect()
}

/// The prose of each value, in the order of the list: `x-enum-descriptions`, or the entries of `x-ms-enum`.
fn prose(schema: &Schema<'_>) -> Vec<Option<String>> {
    let Some(node) = &schema.values_of else {
        return Vec::new();
    };
    if let Some(list) = node
        .get("x-enum-descriptions")
        .filter(|list| list.value.is_array())
    {
        return list.elements().iter().map(At::text).collect();
    }
    let named = node
        .get("x-ms-enum")
        .map(|named| named.elements_of("values"))
        .unwrap_or_default();
    let of = |value: &Value| {
        let mut named = named.iter();
        named
            .find(|entry| entry.value.get("value") == Some(value))?
            .prose_of("description")
    };
    schema.values.iter().map(|value| of(value.value)).collect()
}
