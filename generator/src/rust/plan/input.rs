//! The inputs of a call: each parameter, form field or body as an argument or a setter, and its step on the request.

use crate::model::api::{
    Body, BodyKind, FormField, Operation, OperationInput, ParameterStyle, StringFormat, Type,
    ValueFormat,
};
use crate::rust::name::OperationNames;

use super::docs;
use super::model::{Argument, Docs, Operand, Setter, Step, StepKind};
use super::parameter::{constant_parameter, of_parameter};
use super::types::{TypeRef, Types};
use crate::ground::prose::ProseCache;
use crate::ground::words::same_letters;

/// The most arguments of a method; more become the fields of a struct.
const IN_A_ROW: usize = 4;

/// The longest example value in docs, in bytes.
const EXAMPLE: usize = 60;

/// An input of a call.
#[derive(Debug, Clone)]
pub(super) struct Input<'a> {
    pub name: String,
    /// Its name on the wire.
    pub wire: &'a str,
    /// `None` for a switch without argument.
    pub ty: Option<TypeRef>,
    pub required: bool,
    pub deprecated: bool,
    pub description: Option<&'a str>,
    pub default: Option<&'a str>,
    /// The value that is sent where the caller sets none.
    pub preset: Option<&'a str>,
    /// The method call that adds it to the request; operands refer to it by `name`.
    pub step: Step,
    pub source: OperationInput<'a>,
}

/// All inputs of a call, in the order of the document.
pub(super) fn inputs<'a>(
    types: &Types<'_>,
    operation: &'a Operation,
    names: &OperationNames,
) -> Vec<Input<'a>> {
    let inputs = operation.inputs().zip(&names.inputs);
    let planned = inputs.filter_map(|(input, name)| match input {
        OperationInput::Parameter(parameter) if parameter.constant.is_some() => None,
        OperationInput::Field(field) if field.constant.is_some() => None,
        OperationInput::Parameter(parameter) => Some(of_parameter(types, parameter, name)),
        OperationInput::Field(field) => {
            let kind = &operation.body.as_ref()?.kind;
            Some(of_field(types, field, name, kind))
        }
        OperationInput::Body(body) => of_body(types, body, name),
    });
    planned.collect()
}

/// The steps of parameters and fields with a constant value.
pub(super) fn constants(operation: &Operation) -> Vec<Step> {
    let parameters = operation.parameters.iter();
    let mut steps: Vec<Step> = parameters.filter_map(constant_parameter).collect();
    steps.extend(constant_fields(operation));
    if let Some(Body {
        kind:
            BodyKind::GraphQl {
                query,
                operation,
                variables: None,
            },
        ..
    }) = &operation.body
    {
        let operands = vec![
            Operand::Text(query.clone()),
            Operand::OptionalText(operation.clone()),
            Operand::Unit,
        ];
        steps.push(Step::new(StepKind::GraphQl, operands));
    }
    steps
}

/// The steps of fields with a constant value.
fn constant_fields(operation: &Operation) -> impl Iterator<Item = Step> {
    let kind = operation.body.as_ref().map(|body| &body.kind);
    let step = match kind {
        Some(BodyKind::Object(_)) => StepKind::Member,
        Some(BodyKind::Multipart(_)) => StepKind::Part,
        _ => StepKind::Field,
    };
    let fields = kind.and_then(BodyKind::fields).into_iter().flatten();
    fields.filter_map(move |field| {
        let value = field.constant.as_ref()?;
        let value = match (&field.ty, value.parse()) {
            (Type::Integer, Ok(number)) => Operand::Integer(number),
            _ => Operand::Constant(value.clone()),
        };
        Some(Step::new(
            step,
            vec![Operand::Text(field.name.clone()), value],
        ))
    })
}

pub(super) fn is_slice(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Reference(inner) if matches!(**inner, TypeRef::Slice(_)))
}

fn of_field<'a>(types: &Types<'_>, field: &'a FormField, name: &str, kind: &BodyKind) -> Input<'a> {
    let (ty, step) = match kind {
        BodyKind::Object(_) => member_step(types, field, name),
        _ => field_step(types, field, name, matches!(kind, BodyKind::Multipart(_))),
    };
    Input {
        name: name.to_owned(),
        wire: &field.name,
        ty: Some(ty),
        required: field.required,
        deprecated: field.deprecated,
        description: field.description.as_deref(),
        default: field.default.as_deref(),
        preset: None,
        step,
        source: OperationInput::Field(field),
    }
}

/// A member of a JSON object.
fn member_step(types: &Types<'_>, field: &FormField, name: &str) -> (TypeRef, Step) {
    let ty = types.json_argument(&field.ty);
    let operands = vec![Operand::Text(field.name.clone()), json_operand(&ty, name)];
    (ty, Step::new(StepKind::Member, operands))
}

fn field_step(
    types: &Types<'_>,
    field: &FormField,
    name: &str,
    multipart: bool,
) -> (TypeRef, Step) {
    let wire = Operand::Text(field.name.clone());
    let value = Operand::Value(name.to_owned());
    if multipart && let Some(file) = file_step(field, name) {
        return file;
    }
    if let Some(style) = field.style {
        return styled_field(types, field, name, multipart, style);
    }
    if field.json || types.is_json_text(&field.ty) {
        let ty = types.json_argument(&field.ty);
        let value = json_operand(&ty, name);
        let each = field.each && matches!(field.ty, Type::Array(_));
        // Postman sends a content type with a part only where the part declares one.
        return match (multipart, &field.content_type) {
            (false, _) if each => (ty, Step::new(StepKind::FieldJsonList, vec![wire, value])),
            (true, _) if each => (ty, Step::new(StepKind::PartJsonList, vec![wire, value])),
            (false, _) => (ty, Step::new(StepKind::FieldJson, vec![wire, value])),
            (true, Some(_)) => (ty, Step::new(StepKind::PartJson, vec![wire, value])),
            (true, None) => (
                ty,
                Step::new(
                    StepKind::Part,
                    vec![wire, Operand::Encoded(name.to_owned())],
                ),
            ),
        };
    }
    let ty = types.text_argument(&field.ty);
    let reference = text_operand(&ty, name);
    let step = match (&field.content_type, multipart, is_slice(&ty)) {
        (_, false, true) => Step::new(StepKind::FieldList, vec![wire, value]),
        (_, false, false) => Step::new(StepKind::Field, vec![wire, reference]),
        (_, true, true) => Step::new(StepKind::PartList, vec![wire, value]),
        (Some(media), true, false) => Step::new(
            StepKind::PartTyped,
            vec![wire, Operand::Text(media.clone()), reference],
        ),
        (None, true, false) => Step::new(StepKind::Part, vec![wire, reference]),
    };
    (ty, step)
}

/// A field or a part in the style of a query parameter.
fn styled_field(
    types: &Types<'_>,
    field: &FormField,
    name: &str,
    multipart: bool,
    style: ParameterStyle,
) -> (TypeRef, Step) {
    let is_json = field.json || types.is_json_text(&field.ty);
    let (ty, value) = match is_json {
        true => {
            let ty = types.json_argument(&field.ty);
            let value = json_operand(&ty, name);
            (ty, value)
        }
        false => {
            let ty = types.text_argument(&field.ty);
            let value = text_operand(&ty, name);
            (ty, value)
        }
    };
    let kind = match multipart {
        true => StepKind::PartAs,
        false => StepKind::FieldAs,
    };
    let wire = Operand::Text(field.name.clone());
    let style = Operand::ParameterStyle(style);
    (ty, Step::new(kind, vec![wire, value, style]))
}

/// A part that is a file or a list of files; `None` for other fields.
fn file_step(field: &FormField, name: &str) -> Option<(TypeRef, Step)> {
    let (ty, plain, typed) = match &field.ty {
        Type::Binary => (TypeRef::File, StepKind::PartFile, StepKind::PartFileAs),
        Type::Array(item) if **item == Type::Binary => (
            TypeRef::Vec(Box::new(TypeRef::File)),
            StepKind::PartFiles,
            StepKind::PartFilesAs,
        ),
        _ => return None,
    };
    let wire = Operand::Text(field.name.clone());
    let value = Operand::Value(name.to_owned());
    let step = match &field.content_type {
        Some(media) => Step::new(typed, vec![wire, Operand::Text(media.clone()), value]),
        None => Step::new(plain, vec![wire, value]),
    };
    Some((ty, step))
}

/// A reference to the value.
pub(super) fn text_operand(ty: &TypeRef, name: &str) -> Operand {
    match ty {
        TypeRef::Into(_) => Operand::Converted(name.to_owned()),
        _ => Operand::Reference(name.to_owned()),
    }
}

/// A reference to the value: the argument itself, where it is already a reference to a sized value.
pub(super) fn json_operand(ty: &TypeRef, name: &str) -> Operand {
    match ty {
        TypeRef::Reference(inner) if !matches!(**inner, TypeRef::Str | TypeRef::Slice(_)) => {
            Operand::Value(name.to_owned())
        }
        _ => text_operand(ty, name),
    }
}

fn of_body<'a>(types: &Types<'_>, body: &'a Body, name: &str) -> Option<Input<'a>> {
    let value = || Operand::Value(name.to_owned());
    let media = || Operand::Text(body.media_type.clone());
    let (ty, step) = match &body.kind {
        BodyKind::Json(ty) => {
            let ty = types.json_argument(ty);
            let value = json_operand(&ty, name);
            let plain = body.media_type.is_empty() || body.media_type == "application/json";
            let step = match &body.format {
                ValueFormat::Json if plain => Step::new(StepKind::Json, vec![value]),
                ValueFormat::Json => Step::new(StepKind::JsonAs, vec![media(), value]),
                ValueFormat::Lines => Step::new(StepKind::JsonLines, vec![media(), value]),
                ValueFormat::Xml(description) => {
                    let description = Operand::Text(description.clone());
                    Step::new(StepKind::Xml, vec![media(), value, description])
                }
            };
            (ty, step)
        }
        BodyKind::Text => {
            let step = Step::new(StepKind::Text, vec![media(), value()]);
            (TypeRef::Str.reference(), step)
        }
        BodyKind::Bytes if body.fixed_type => {
            let step = Step::new(StepKind::FileAs, vec![media(), value()]);
            (TypeRef::File, step)
        }
        BodyKind::Bytes => (TypeRef::File, Step::new(StepKind::File, vec![value()])),
        BodyKind::GraphQl {
            query,
            operation,
            variables,
        } => {
            let ty = types.json_argument(variables.as_ref()?);
            let operands = vec![
                Operand::Text(query.clone()),
                Operand::OptionalText(operation.clone()),
                json_operand(&ty, name),
            ];
            (ty, Step::new(StepKind::GraphQl, operands))
        }
        BodyKind::Object(_) | BodyKind::Form(_) | BodyKind::Multipart(_) => return None,
    };
    Some(Input {
        name: name.to_owned(),
        wire: "body",
        ty: Some(ty),
        // A GraphQL request must have a query document.
        required: body.required || matches!(body.kind, BodyKind::GraphQl { .. }),
        deprecated: false,
        description: body.description.as_deref(),
        default: None,
        preset: None,
        step,
        source: OperationInput::Body(body),
    })
}

impl Input<'_> {
    /// What is known of the value; empty where that is only its name and type.
    fn docs(&self, prose: &ProseCache) -> Docs {
        let (bounds, examples): (_, &[String]) = match self.source {
            OperationInput::Parameter(parameter) => (Some(&parameter.bounds), &parameter.examples),
            OperationInput::Field(field) => (Some(&field.bounds), &field.examples),
            OperationInput::Body(_) => (None, &[]),
        };
        let example = examples
            .iter()
            .map(String::as_str)
            .find(|text| self.says_something(text));
        let is_same = same_letters(self.name.trim_start_matches("r#"), self.wire)
            || matches!(self.source, OperationInput::Body(_));
        docs::known(docs::Known {
            description: self
                .description
                .map(|text| prose.block(text))
                .unwrap_or_default(),
            default: self.default.filter(|_| self.preset.is_none()),
            preset: self.preset,
            bounds,
            example,
            wire: (!is_same).then_some(self.wire),
            deprecated: self.deprecated,
        })
    }

    /// Whether an example value says more than the type and the description: a short text of a form that the service knows.
    fn says_something(&self, text: &str) -> bool {
        let is_text = matches!(
            self.source.ty(),
            Some(Type::String(StringFormat::Plain | StringFormat::Other(_)))
        );
        let is_short =
            !text.trim().is_empty() && text.len() <= EXAMPLE && !text.contains(['\n', '{', '<']);
        let is_described = self
            .description
            .is_some_and(|description| description.contains(text));
        is_text
            && is_short
            && !is_described
            && !same_letters(text, self.wire)
            && text.chars().any(char::is_alphabetic)
    }
}

/// The arguments, whether they are too many for a list of arguments, and the steps that use them.
pub(super) fn arguments(
    prose: &ProseCache,
    inputs: &[Input<'_>],
) -> (Vec<Argument>, bool, Vec<Step>) {
    let required: Vec<&Input<'_>> = inputs.iter().filter(|input| input.required).collect();
    let has_type = |input: &&&Input<'_>| input.ty.is_some();
    let too_many = required.iter().filter(has_type).count() > IN_A_ROW;
    let arguments: Vec<Argument> = required
        .iter()
        .filter_map(|input| {
            let docs = input.docs(prose);
            let ty = input.ty.clone()?;
            Some(Argument {
                docs,
                name: input.name.clone(),
                ty: if too_many { ty.stored() } else { ty },
            })
        })
        .collect();
    let steps = required.iter().map(|input| {
        let mut step = input.step.clone();
        if too_many {
            step.operands.iter_mut().for_each(within_params);
        }
        step
    });
    (arguments, too_many, steps.collect())
}

fn within_params(operand: &mut Operand) {
    let field = |name: &String| format!("params.{name}");
    match operand {
        Operand::Converted(name) => *operand = Operand::Reference(field(name)),
        Operand::Value(name) | Operand::Reference(name) | Operand::Encoded(name) => {
            *name = field(name);
        }
        _ => {}
    }
}

/// The setters.
pub(super) fn setters(prose: &ProseCache, inputs: &[Input<'_>]) -> Vec<Setter> {
    let optional = inputs.iter().filter(|input| !input.required);
    optional
        .map(|input| Setter {
            docs: input.docs(prose),
            name: input.name.clone(),
            deprecated: input.deprecated,
            ty: input.ty.clone(),
            step: input.step.clone(),
        })
        .collect()
}
