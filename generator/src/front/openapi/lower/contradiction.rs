//! Examples that contradict the schema beside them.

use serde_json::Value as Json;

use crate::ground::diagnostic::{Code, Origin};
use crate::model::api::{Content, Type, TypeShape};
use crate::read::source::At;

use super::super::value::OpenApiValue;
use super::Lowering;

/// How deep an example is compared.
const DEEPEST: usize = 24;

/// Where a value is not of the type that is declared for it.
struct Contradiction {
    /// The path in the example: `$.users[0].id`.
    path: String,
    /// The place of the value in the document.
    example: Origin,
    /// The place of the schema that declares the value, or the object that it is a member of.
    schema: Origin,
    declared: &'static str,
    found: &'static str,
}

impl<'d> Lowering<'d> {
    /// Reports the first value in the example of a response that is not of the declared type. The type stays as it is
    /// declared, since decoding is tolerant. Members that are missing or `null` are no contradiction.
    pub(super) fn check_example(&mut self, declaration: &At<'d>, content: &Content) {
        let (Some(ty), Some(schema)) = (content.json(), declaration.get("schema")) else {
            return;
        };
        let schema = self.references.target(&schema).unwrap_or(schema);
        let example = self
            .declared_example(declaration)
            .or_else(|| self.declared_example(&schema));
        // An example that is JSON in a text is compared nowhere else, either.
        let Some(example) = example.filter(|example| !example.value.is_string()) else {
            return;
        };
        let found = self.contradiction(ty, &example, ("$".to_owned(), &schema.origin), 0);
        if let Some(found) = found {
            let Contradiction {
                path,
                example,
                schema,
                declared,
                found,
            } = found;
            let place = schema.pointer();
            let message = format!(
                "`{path}` of the example is {found}, and the schema at `{place}` declares {declared}, which is its type"
            );
            let once = format!("contradiction {place} {}", last_key(&path));
            self.report_once(once, Code::ExampleContradicts, message, &example);
        }
    }

    fn contradiction(
        &self,
        ty: &Type,
        value: &At<'d>,
        (path, schema): (String, &Origin),
        depth: usize,
    ) -> Option<Contradiction> {
        if depth > DEEPEST {
            return None;
        }
        let contradicts = |declared| {
            Some(Contradiction {
                path: path.clone(),
                example: value.origin.clone(),
                schema: schema.clone(),
                declared,
                found: kind_of_value(value.value),
            })
        };
        let next = |ty: &Type, member: &At<'d>, path: String, schema: &Origin| {
            self.contradiction(ty, member, (path, schema), depth + 1)
        };
        match (ty, value.value) {
            (_, Json::Null) | (Type::Any | Type::Binary, _) => None,
            (Type::Nullable(some), _) => next(some, value, path, schema),
            (Type::Array(item), Json::Array(_)) => {
                let elements = value.elements().into_iter().enumerate();
                elements.into_iter().find_map(|(index, element)| {
                    next(item, &element, format!("{path}[{index}]"), schema)
                })
            }
            (Type::Map(item), Json::Object(_)) => value
                .entries()
                .into_iter()
                .find_map(|(key, member)| next(item, &member, format!("{path}.{key}"), schema)),
            (Type::Array(_), _) => contradicts("a list"),
            (Type::Map(_), _) => contradicts("an object"),
            (Type::Named(id), found) => {
                let def = self.api.types.get(*id)?;
                match (&def.shape, found) {
                    (TypeShape::Record(record), Json::Object(_)) => {
                        value.entries().into_iter().find_map(|(key, member)| {
                            let field = record.fields.iter().find(|field| field.name == key)?;
                            next(&field.ty, &member, format!("{path}.{key}"), &def.origin)
                        })
                    }
                    (TypeShape::Record(_), _) => contradicts("an object"),
                    (
                        TypeShape::Enum(_) | TypeShape::Identifier,
                        Json::Object(_) | Json::Array(_),
                    ) => contradicts("a text or a number"),
                    _ => None,
                }
            }
            (Type::Boolean, Json::Bool(_)) => None,
            (Type::Integer | Type::Unsigned, Json::Number(number)) if is_whole(number) => None,
            (Type::Number | Type::BigNumber, Json::Number(_)) => None,
            (Type::String(_), Json::String(_)) => None,
            (Type::Boolean, _) => contradicts("a boolean"),
            (Type::Integer | Type::Unsigned, _) => contradicts("a whole number"),
            (Type::Number | Type::BigNumber, _) => contradicts("a number"),
            (Type::String(_), _) => contradicts("a string"),
        }
    }
}

/// Whether a number is whole, also if it is written as `1.0` or beyond 64 bits.
fn is_whole(number: &serde_json::Number) -> bool {
    number.is_i64()
        || number.is_u64()
        || number.as_f64().is_some_and(|number| number.fract() == 0.0)
}

fn kind_of_value(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

/// The last key of a path, without indices.
fn last_key(path: &str) -> &str {
    let key = path.rsplit('.').next().unwrap_or(path);
    key.split('[').next().unwrap_or(key)
}
