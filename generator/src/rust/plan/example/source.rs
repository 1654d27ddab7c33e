//! How much of the document's own example is written, and its value for each input of a call.

use crate::model::api::{BodyKind, Location, Operation, Parameter, Type, Value};

use super::super::Examples;
use super::super::input::Input;
use super::super::types::TypeRef;
use super::Maker;
use crate::model::api::OperationInput;

/// How much of an example is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::rust::plan) struct Limits {
    /// The most optional values that are set.
    pub setters: usize,
    /// The most fields of a record.
    pub fields: usize,
    /// The greatest depth of records in records.
    pub depth: usize,
    /// The most items of a list.
    pub items: usize,
    /// The longest text, in characters.
    pub text: usize,
    /// Whether the values of the document are written unchanged, empty ones included.
    pub whole: bool,
}

impl Limits {
    const SHORT: Self = Self {
        setters: 2,
        fields: 6,
        depth: 2,
        items: 1,
        text: 60,
        whole: false,
    };
    const WHOLE: Self = Self {
        setters: usize::MAX,
        fields: usize::MAX,
        depth: 64,
        items: usize::MAX,
        text: usize::MAX,
        whole: true,
    };

    pub(in crate::rust::plan) fn of(examples: Examples) -> Self {
        match examples {
            Examples::Short => Self::SHORT,
            Examples::Whole => Self::WHOLE,
        }
    }
}

impl Maker<'_> {
    /// The expression of an input by the values of the document's example.
    pub(super) fn example_value(
        &mut self,
        name: &str,
        rust: &TypeRef,
        ty: &Type,
        values: &[String],
    ) -> String {
        let text = values.first().map(String::as_str).unwrap_or_default();
        match (rust, ty) {
            (TypeRef::File, _) => self.file(text),
            (TypeRef::Vec(_), _) => {
                let files: Vec<String> = values.iter().map(|value| self.file(value)).collect();
                format!("vec![{}]", files.join(", "))
            }
            (TypeRef::Reference(inner), Type::Array(item_type)) => match &**inner {
                TypeRef::Slice(item) if is_text(item) || self.is_enum(item_type) => {
                    let value = |text: &String| match &**item {
                        TypeRef::Reference(_) => format!("{text:?}"),
                        item => self.value(name, item, item_type, text),
                    };
                    let values: Vec<String> = values.iter().map(value).collect();
                    format!("&[{}]", values.join(", "))
                }
                _ => self.value(name, rust, ty, text),
            },
            _ => self.value(name, rust, ty, text),
        }
    }
}

/// Whether the items of a list of this type are written from text.
fn is_text(item: &TypeRef) -> bool {
    matches!(
        item,
        TypeRef::Reference(_)
            | TypeRef::Value(_)
            | TypeRef::Bool
            | TypeRef::I64
            | TypeRef::U64
            | TypeRef::F64
    )
}

/// The values that the document's example has for an input, empty ones included; `None` where it has none.
pub(super) fn example_values(
    operation: &Operation,
    source: OperationInput<'_>,
) -> Option<Vec<String>> {
    let example = operation.examples.first()?;
    let values: Vec<String> = match source {
        OperationInput::Body(body) => match (&body.kind, &example.body) {
            (BodyKind::Bytes, Some(Value::Text(name))) => vec![name.clone()],
            _ => Vec::new(),
        },
        OperationInput::Parameter(parameter) => match parameter.location {
            Location::Path => example
                .path
                .get(&parameter.name)
                .cloned()
                .into_iter()
                .collect(),
            Location::Query => {
                let pairs = example
                    .query
                    .iter()
                    .filter(|(name, _)| *name == parameter.name);
                let texts = pairs.map(|(_, value)| value.clone().unwrap_or_default());
                split_list(parameter, texts.collect())
            }
            Location::Header => {
                let lines = example.headers.iter();
                let lines = lines.filter(|(name, _)| name.eq_ignore_ascii_case(&parameter.name));
                lines.map(|(_, value)| value.clone()).collect()
            }
            Location::Cookie => {
                let cookies = example.cookies.iter();
                let cookies = cookies.filter(|(name, _)| *name == parameter.name);
                split_list(parameter, cookies.map(|(_, value)| value.clone()).collect())
            }
            Location::WholeQuery => Vec::new(),
        },
        OperationInput::Field(field) => match &example.body {
            Some(Value::Fields(fields)) => {
                let fields = fields.iter().filter(|(name, _)| *name == field.name);
                let is_list = matches!(field.ty, Type::Array(_));
                let texts = fields.flat_map(|(_, value)| match json_list(value) {
                    Some(items) if is_list => items,
                    _ => vec![value.clone()],
                });
                texts.collect()
            }
            _ => Vec::new(),
        },
    };
    (!values.is_empty()).then_some(values)
}

/// The items of a list in JSON as text; `None` for a text that is no such list.
pub(super) fn json_list(text: &str) -> Option<Vec<String>> {
    let Ok(serde_json::Value::Array(items)) = serde_json::from_str(text) else {
        return None;
    };
    let items = items.into_iter().map(|item| match item {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    });
    Some(items.collect())
}

/// The items of a list that is sent as one value with separators; other values unchanged.
fn split_list(parameter: &Parameter, values: Vec<String>) -> Vec<String> {
    let Some(separator) = parameter.style.separator() else {
        return values;
    };
    if !matches!(parameter.ty, Type::Array(_)) {
        return values;
    }
    let items = values.iter().flat_map(|value| value.split(separator));
    items.map(str::to_owned).collect()
}

/// Whether the document's example has a value for an input that its type can represent.
pub(super) fn has_example_value(operation: &Operation, input: &Input<'_>) -> bool {
    if let OperationInput::Body(_) = input.source {
        return operation
            .examples
            .first()
            .is_some_and(|example| example.body.is_some());
    }
    let scalar = matches!(
        input.ty,
        Some(TypeRef::Bool | TypeRef::I64 | TypeRef::U64 | TypeRef::F64)
    );
    example_values(operation, input.source)
        .is_some_and(|values| !scalar || values.iter().all(|value| !value.is_empty()))
}
