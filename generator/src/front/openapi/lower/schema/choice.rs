//! Enums.

use indexmap::IndexMap;

use crate::model::api::{EnumValue, Type, TypeShape};
use crate::read::source::At;

use super::super::Lowering;
use super::shape::{type_of_value, types};
use super::{Place, Schema, names};

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
        let facts = names::of_values(self.profile, schema);
        let values = enum_values(&schema.values, &facts, numeric);
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

/// The values without repeats; `facts` has the name and the description of each, where they are known.
pub(super) fn enum_values(
    values: &[At<'_>],
    facts: &[(Option<String>, Option<String>)],
    numeric: bool,
) -> Vec<EnumValue> {
    let mut distinct: IndexMap<String, EnumValue> = IndexMap::new();
    for (index, value) in values.iter().enumerate() {
        let Some(text) = value.text() else {
            continue;
        };
        let (declared_name, description) = facts.get(index).cloned().unwrap_or_default();
        distinct.entry(text.clone()).or_insert_with(|| EnumValue {
            declared_name,
            description,
            ..EnumValue::new(text, numeric)
        });
    }
    distinct.into_values().collect()
}
