//! The type of a schema by what it says of its value.

use serde_json::Value;

use crate::infer::named_format;
use crate::model::api::{Bounds, Type, TypeShape, Union, Variant};
use crate::read::source::At;

use super::super::Lowering;
use super::record::in_json;
use super::{Place, Schema};

impl<'d> Lowering<'d> {
    /// The type of a schema.
    pub(super) fn shape(&mut self, schema: &Schema<'d>, place: &Place) -> Type {
        if schema.never {
            return Type::Any;
        }
        if schema.alternatives.is_empty()
            && let Some(ty) = self.inherited(schema, place)
        {
            return ty;
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
            "integer" => integer(format, &schema.bounds),
            "number" => number(format),
            _ => string(format),
        }
    }

    /// The union of several JSON types.
    fn several_types(&mut self, types: &[String], schema: &Schema<'d>, place: &Place) -> Type {
        let union = |variants| {
            TypeShape::Union(Union {
                tag: None,
                default: None,
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
        let path = place.step("[]");
        let item = match (schema.tuple.as_slice(), schema.items.is_empty()) {
            ([], true) => Type::Any,
            ([], false) => self.schemas(&schema.items, &path).item(),
            (first, _) => self.common_item(first, &schema.items, &path),
        };
        Type::Array(Box::new(item))
    }

    /// The type of all items of a list whose first items have schemas of their own; any value where these are of several types.
    fn common_item(&mut self, first: &[At<'d>], others: &[At<'d>], path: &[String]) -> Type {
        let mut types: Vec<Type> = Vec::new();
        for schema in first {
            types.push(self.schema(schema, path).item());
        }
        if !others.is_empty() {
            types.push(self.schemas(others, path).item());
        }
        let common = types.first().cloned().unwrap_or(Type::Any);
        match types.iter().all(|ty| *ty == common) {
            true => common,
            false => Type::Any,
        }
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
    let implied = if !schema.properties.is_empty() || schema.is_object {
        "object"
    } else if schema.is_array {
        "array"
    } else {
        match schema.format.as_deref() {
            Some("int32" | "int64" | "uint32" | "uint64") => "integer",
            Some("float" | "double") => "number",
            Some(format) if !format.is_empty() => "string",
            _ => match schema.implied {
                Some(implied) => implied,
                None => return types,
            },
        }
    };
    vec![implied.to_owned()]
}

/// The type of a whole number that holds all values of its format and its bounds.
fn integer(format: &str, bounds: &Bounds) -> Type {
    let bound = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    let (least, greatest) = (bound(&bounds.minimum), bound(&bounds.maximum));
    // Powers of two, which doubles hold exactly: the first values that are too large.
    let (signed, unsigned) = (2_f64.powi(63), 2_f64.powi(64));
    let greatest = greatest.unwrap_or_default();
    let least = least.unwrap_or_default();
    match format {
        "int128" | "uint128" | "bigint" | "big-integer" | "biginteger" => Type::BigNumber,
        _ if greatest > unsigned || least < -signed => Type::BigNumber,
        "uint64" => Type::Unsigned,
        "int64" | "int32" => Type::Integer,
        _ if greatest > signed => Type::Unsigned,
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
