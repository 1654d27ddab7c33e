//! How much an example shows, and what the source's own example gives for each thing that a call takes.

use crate::model::api::{BodyKind, Location, Operation, Parameter, QueryStyle, Type, Value};

use super::Examples;
use super::example::Maker;
use super::input::{Input, Source};
use super::types::TypeRef;

/// How much an example shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Limits {
    /// How many optional values it sets.
    pub setters: usize,
    /// How many fields of a record it fills.
    pub fields: usize,
    /// How deep records nest.
    pub depth: usize,
    /// How many items of a list there are.
    pub items: usize,
    /// The longest text, in letters.
    pub text: usize,
    /// Whether the source's values stand as they are, empty ones and all.
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

    pub(super) fn of(examples: Examples) -> Self {
        match examples {
            Examples::Short => Self::SHORT,
            Examples::Whole => Self::WHOLE,
        }
    }
}

impl Maker<'_> {
    /// The source's own values as they stand there.
    pub(super) fn given(
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
                    let value = |one: &String| match &**item {
                        TypeRef::Reference(_) => format!("{one:?}"),
                        item => self.value(name, item, item_type, one),
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

fn is_text(item: &TypeRef) -> bool {
    matches!(
        item,
        TypeRef::Reference(_) | TypeRef::Bool | TypeRef::I64 | TypeRef::U64 | TypeRef::F64
    )
}

/// The values of a parameter or a form's field as they stand there, empty ones too; none where the
/// example leaves it out.
pub(super) fn values(operation: &Operation, source: Source<'_>) -> Option<Vec<String>> {
    let example = operation.examples.first()?;
    let values: Vec<String> = match source {
        Source::Body(body) => match (&body.kind, &example.body) {
            (BodyKind::Bytes, Some(Value::Text(name))) => vec![name.clone()],
            _ => Vec::new(),
        },
        Source::Parameter(one) => match one.location {
            Location::Path => example.path.get(&one.name).cloned().into_iter().collect(),
            Location::Query => {
                let pairs = example.query.iter().filter(|(name, _)| *name == one.name);
                let texts = pairs.map(|(_, value)| value.clone().unwrap_or_default());
                parted(one, texts.collect())
            }
            Location::Header => {
                let lines = example.headers.iter();
                let lines = lines.filter(|(name, _)| name.eq_ignore_ascii_case(&one.name));
                lines.map(|(_, value)| value.clone()).collect()
            }
        },
        Source::Field(one) => match &example.body {
            Some(Value::Fields(fields)) => {
                let fields = fields.iter().filter(|(name, _)| *name == one.name);
                fields.map(|(_, value)| value.clone()).collect()
            }
            _ => Vec::new(),
        },
    };
    (!values.is_empty()).then_some(values)
}

/// The items of a list that travels in one value.
fn parted(parameter: &Parameter, values: Vec<String>) -> Vec<String> {
    let mark = match parameter.style {
        QueryStyle::Comma => ',',
        QueryStyle::Space => ' ',
        QueryStyle::Pipe => '|',
        _ => return values,
    };
    if !matches!(parameter.ty, Type::Array(_)) {
        return values;
    }
    let items = values.iter().flat_map(|value| value.split(mark));
    items.map(str::to_owned).collect()
}

/// Whether an optional value stands in the example in a form that its type can take.
pub(super) fn is_given(operation: &Operation, input: &Input<'_>) -> bool {
    if let Source::Body(_) = input.source {
        return operation
            .examples
            .first()
            .is_some_and(|one| one.body.is_some());
    }
    let scalar = matches!(
        input.ty,
        Some(TypeRef::Bool | TypeRef::I64 | TypeRef::U64 | TypeRef::F64)
    );
    values(operation, input.source)
        .is_some_and(|values| !scalar || values.iter().all(|value| !value.is_empty()))
}
