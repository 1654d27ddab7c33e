//! Parameters as arguments or setters, and their steps on the request.

use crate::model::api::{
    Location, OperationInput, Parameter, ParameterStyle, PathEncoding, StyleForm, Type,
};

use super::input::{Input, is_slice, json_operand, text_operand};
use super::model::{ListStyle, Operand, Step, StepKind};
use super::types::{TypeRef, Types};

/// The step of a parameter with a constant value; `None` for others, and for those that the constant of the operation holds.
pub(super) fn constant_parameter(parameter: &Parameter) -> Option<Step> {
    let name = Operand::Text(parameter.name.clone());
    let value = Operand::Constant(parameter.constant.clone()?);
    match parameter.location {
        Location::Path => Some(Step::new(StepKind::Path, vec![name, value])),
        Location::Cookie | Location::WholeQuery => Some(styled(parameter, value)),
        Location::Query | Location::Header => None,
    }
}

/// The input of a parameter.
pub(super) fn of_parameter<'a>(
    types: &Types<'_>,
    parameter: &'a Parameter,
    name: &str,
) -> Input<'a> {
    let flag = parameter.style.form == StyleForm::Flag;
    let json = parameter.style.form == StyleForm::Json;
    let (ty, value) = match &parameter.ty {
        ty if json || types.is_json_text(ty) => {
            let ty = types.json_argument(ty);
            let value = json_operand(&ty, name);
            (ty, value)
        }
        ty => {
            let ty = types.text_argument(ty);
            let value = text_operand(&ty, name);
            (ty, value)
        }
    };
    let wire = Operand::Text(parameter.name.clone());
    let list = list_style(parameter, &ty).filter(|_| !types.is_json_text(&parameter.ty));
    let step = match (plain_step(types, parameter), list) {
        _ if flag => Step::new(StepKind::QueryFlag, vec![wire]),
        (Some(StepKind::Url), _) => Step::new(StepKind::Url, vec![Operand::Value(name.to_owned())]),
        (Some(kind), _) => Step::new(kind, vec![wire, value]),
        (None, Some(style)) => {
            let value = Operand::Value(name.to_owned());
            Step::new(
                StepKind::QueryList,
                vec![wire, value, Operand::Style(style)],
            )
        }
        (None, None) => styled(parameter, value),
    };
    Input {
        name: name.to_owned(),
        wire: &parameter.name,
        ty: (!flag).then_some(ty),
        required: parameter.required,
        deprecated: parameter.deprecated,
        description: parameter.description.as_deref(),
        default: parameter.default.as_deref(),
        preset: parameter.preset.as_deref(),
        step,
        source: OperationInput::Parameter(parameter),
    }
}

/// The step of a value that is one text in the usual style of its place; `None` for other values and styles.
fn plain_step(types: &Types<'_>, parameter: &Parameter) -> Option<StepKind> {
    let is_text = !types.is_json_text(&parameter.ty) && !matches!(parameter.ty, Type::Array(_));
    // Whether lists and objects are exploded says nothing about a text.
    let usual = ParameterStyle::usual(parameter.location);
    let style = ParameterStyle {
        explode: usual.explode,
        ..parameter.style
    };
    match parameter.location {
        _ if !is_text || style != usual => None,
        Location::Path => Some(match parameter.encoding {
            PathEncoding::Once => StepKind::Path,
            PathEncoding::Twice => StepKind::PathTwice,
            PathEncoding::WholeUrl => StepKind::Url,
        }),
        Location::Query => Some(StepKind::Query),
        Location::Header => Some(StepKind::Header),
        Location::Cookie | Location::WholeQuery => None,
    }
}

/// The runtime's style of a list of texts in the query; `None` for values that are none, and where that has no such style.
fn list_style(parameter: &Parameter, ty: &TypeRef) -> Option<ListStyle> {
    let style = parameter.style;
    if parameter.location != Location::Query || style.reserved || !is_slice(ty) {
        return None;
    }
    match (style.form, style.explode) {
        (StyleForm::Form | StyleForm::Space | StyleForm::Pipe, true) => Some(ListStyle::Repeat),
        (StyleForm::Form, false) => Some(ListStyle::Comma),
        (StyleForm::Space, false) => Some(ListStyle::Space),
        (StyleForm::Pipe, false) => Some(ListStyle::Pipe),
        _ => None,
    }
}

/// The step that writes a value in the style of its parameter.
fn styled(parameter: &Parameter, value: Operand) -> Step {
    let kind = match parameter.location {
        Location::Path => StepKind::PathAs,
        Location::Query => StepKind::QueryAs,
        Location::Header => StepKind::HeaderAs,
        Location::Cookie => StepKind::CookieAs,
        Location::WholeQuery => StepKind::WholeQuery,
    };
    let name = Operand::Text(parameter.name.clone());
    let name = (kind != StepKind::WholeQuery).then_some(name);
    let style = Operand::ParameterStyle(parameter.style);
    let operands = name.into_iter().chain([value, style]);
    Step::new(kind, operands.collect())
}
