//! Which optional values an example sets.

use std::collections::BTreeSet;

use crate::model::api::{Api, Location, Operation, Value};
use crate::model::sample::{self, CallBody};

use super::super::input::Input;
use super::super::types::TypeRef;
use super::source::{Limits, has_example_value};
use crate::model::api::OperationInput;

/// The optional values that an example sets: query parameters that the document's example has, and, where nothing in the
/// body is required, enough of the body to show how it is filled in.
pub(super) fn chosen<'a, 'b>(
    operation: &Operation,
    inputs: &'b [Input<'a>],
    limits: &Limits,
) -> Vec<&'b Input<'a>> {
    if limits.whole {
        let has_value = |input: &&Input<'_>| {
            !input.required && input.preset.is_none() && has_example_value(operation, input)
        };
        return inputs.iter().filter(has_value).collect();
    }
    let optional = || {
        let usual = |input: &&Input<'_>| {
            !input.required
                && input.preset.is_none()
                && !input.deprecated
                && !selects_page(operation, input)
        };
        inputs.iter().filter(usual)
    };
    let mut chosen: Vec<&Input<'a>> = optional()
        .filter(|input| is_in_query(operation, input))
        .take(limits.setters)
        .collect();
    let is_in_body = |input: &Input<'_>| {
        matches!(
            input.source,
            OperationInput::Field(_) | OperationInput::Body(_)
        )
    };
    if inputs
        .iter()
        .any(|input| input.required && is_in_body(input))
    {
        return chosen;
    }
    let of_body = || optional().filter(|input| is_in_body(input) && is_in_form(operation, input));
    // Several scalar values are shorter than one record.
    let plain: Vec<&Input<'a>> = of_body()
        .filter(|input| is_plain(input))
        .take(limits.setters)
        .collect();
    if plain.is_empty() {
        chosen.extend(of_body().take(1));
    } else {
        chosen.extend(plain);
    }
    chosen
}

/// Whether an input selects the page: `.items()` sets it, and the first call has none.
fn selects_page(operation: &Operation, input: &Input<'_>) -> bool {
    let pagination = operation.pagination.as_ref();
    pagination.and_then(|pagination| pagination.style.parameter()) == Some(input.wire)
}

fn is_in_query(operation: &Operation, input: &Input<'_>) -> bool {
    let (Some(example), OperationInput::Parameter(parameter)) =
        (operation.examples.first(), input.source)
    else {
        return false;
    };
    let value = example
        .query
        .iter()
        .find(|(name, _)| *name == parameter.name);
    parameter.location == Location::Query
        && value.is_some_and(|(_, value)| value.as_deref() != Some(""))
}

/// Whether the document's example has a value for a field of a form; true for every other input.
fn is_in_form(operation: &Operation, input: &Input<'_>) -> bool {
    let OperationInput::Field(field) = input.source else {
        return true;
    };
    match operation
        .examples
        .first()
        .and_then(|example| example.body.as_ref())
    {
        Some(Value::Fields(fields)) => fields
            .iter()
            .any(|(name, value)| *name == field.name && !value.is_empty()),
        _ => true,
    }
}

/// Whether the value of an input is a scalar.
fn is_plain(input: &Input<'_>) -> bool {
    match &input.ty {
        Some(TypeRef::Reference(inner)) => **inner == TypeRef::Str,
        Some(TypeRef::File | TypeRef::Vec(_)) | None => false,
        Some(_) => true,
    }
}

/// Whether a call with these values set sends everything that the sample call sends.
pub(super) fn is_whole(
    api: &Api,
    operation: &Operation,
    inputs: &[Input<'_>],
    chosen: &[&Input<'_>],
) -> bool {
    let call = sample::call(api, operation);
    let mut sent: BTreeSet<&str> = call.query.iter().map(|(name, _)| name.as_str()).collect();
    sent.extend(call.headers.iter().map(|(name, _)| name.as_str()));
    match &call.body {
        Some(CallBody::Form(fields)) => sent.extend(fields.iter().map(|(name, _)| name.as_str())),
        Some(CallBody::Multipart(parts)) => {
            sent.extend(parts.iter().map(|part| part.name.as_str()));
        }
        Some(CallBody::Text { .. } | CallBody::File { .. }) => {
            sent.insert("body");
        }
        None => {}
    }
    let mut left = inputs
        .iter()
        .filter(|input| input.preset.is_none())
        .filter(|input| !input.required && !chosen.iter().any(|chosen| chosen.name == input.name));
    !left.any(|input| sent.contains(input.wire))
}
