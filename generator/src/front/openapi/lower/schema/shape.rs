//! The type of a schema by what it says of its value.

use serde_json::Value;

use crate::infer::named_format;
use crate::model::api::{Type, TypeShape, Union, Variant};

use super::super::Lowering;
use super::record::in_json;
use super::{Place, Schema};

impl<'d> Lowering<'d> {
    /// The type of a schema.
    pub(super) fn shape(&mut self, schema: &Schema<'d>, place: &Place) -> Type {
        if schema.never {
            return Type::Any;
        }
        if !schema.alternatives.is_empty()
            && let Some(ty) = self.union(schema, place)
        {
            return ty;
        }
        if !schema.values.is_empty()
            && let Some(ty) = self.choice(schema, place)
        {
            return ty;
        }
        match types(schema).as_slice() {
            [ty] => self.one_type(ty, schema, place),
            [] => Type::Any,
            several => self.several_types(several, schema, place),
        }
    }

    /// The type of a schema whose values have this JSON type.
    pub(super) fn one_type(&mut self, ty: &str, schema: &Schema<'d>, place: &Place) -> Type {
        let format = schema.format.as_deref().unwrap_or_default();
        match ty {
            "object" => self.object(schema, place),
            "array" => self.array(schema, place),
            "boolean" => Type::Boolean,
            "integer" => integer(format),
            "number" => number(format),
            _ => string(format),
        }
    }

    /// The union of several JSON types.
    fn several_types(&mut self, types: &[String], schema: &Schema<'d>, place: &Place) -> Type {
        let union = |variants| {
            TypeShape::Union(Union {
                tag: None,
                variants,
            })
        };
        let id = self.declare(schema, place, union(Vec::new()));
        let mut variants = Vec::new();
        for ty in types {
            let inner = Place {
                path: place.step(ty),
                declared: None,
                key: format!("{} {ty}", place.key),
            };
            variants.push(Variant::new(ty, in_json(self.one_type(ty, schema, &inner))));
        }
        if let Some(def) = self.api.types.get_mut(id) {
            def.shape = union(variants);
        }
        Type::Named(id)
    }

    fn array(&mut self, schema: &Schema<'d>, place: &Place) -> Type {
        if schema.is_tuple || schema.items.is_empty() {
            return Type::Array(Box::new(Type::Any));
        }
        let item = self.schemas(&schema.items, &place.step("[]"));
        // A list whose items may be `null` is a list of any values, since items cannot be optional.
        Type::Array(Box::new(match item.nullable {
            true => Type::Any,
            false => item.ty,
        }))
    }
}

/// The JSON types of a schema; where it says none, those that its other keywords imply.
pub(super) fn types(schema: &Schema<'_>) -> Vec<String> {
    let mut types = schema.types.clone();
    if types.iter().any(|ty| ty == "number") {
        types.retain(|ty| ty != "integer");
    }
    if !types.is_empty() {
        return types;
    }
    let implied = if !schema.properties.is_empty() || schema.additional.is_some() {
        "object"
    } else if !schema.items.is_empty() || schema.is_tuple {
        "array"
    } else {
        match schema.format.as_deref() {
            Some("int32" | "int64") => "integer",
            Some("float" | "double") => "number",
            Some(format) if !format.is_empty() => "string",
            _ => return types,
        }
    };
    vec![implied.to_owned()]
}

fn integer(format: &str) -> Type {
    match format {
        "uint64" => Type::Unsigned,
        _ => Type::Integer,
    }
}

fn number(format: &str) -> Type {
    match format {
        "int32" | "int64" | "integer" => Type::Integer,
        _ => Type::Number,
    }
}

fn string(format: &str) -> Type {
    match format {
        "binary" => Type::Binary,
        format => Type::String(named_format(format)),
    }
}

/// The JSON type of a value, in the words of JSON Schema.
pub(super) fn type_of_value(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
