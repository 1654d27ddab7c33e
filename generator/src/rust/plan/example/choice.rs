//! Which optional values an example sets.

use std::collections::BTreeSet;

use crate::model::api::{Api, Location, Operation};
use crate::model::sample::{self, Call, CallBody};

use super::super::input::Input;
use super::super::types::TypeRef;
use super::source::{Limits, has_example_value};
use crate::model::api::OperationInput;

/// The optional values that an example sets, of those that the sample call sends: query parameters and, where nothing in the body
/// is required, enough of the body to show how it is filled in.
pub(super) fn chosen<'a, 'b>(
    api: &Api,
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
    let call = sample::call(api, operation);
    let sent = sent(&call);
    let optional = || {
        let usual = |input: &&Input<'_>| {
            !input.required
                && input.preset.is_none()
                && !input.deprecated
                && !selects_page(operation, input)
                && sent.contains(input.wire)
        };
        inputs.iter().filter(usual)
    };
    let mut chosen: Vec<&Input<'a>> = optional()
        .filter(|input| is_in_query(input))
        .take(limits.setters)
        .collect();
    if inputs
        .iter()
        .any(|input| input.required && is_in_body(input))
    {
        return chosen;
    }
    // Several scalar values are shorter than one record.
    let plain = optional().filter(|input| is_in_body(input) && is_plain(input));
    let plain: Vec<&Input<'a>> = plain.take(limits.setters).collect();
    if plain.is_empty() {
        chosen.extend(optional().filter(|input| is_in_body(input)).take(1));
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

fn is_in_query(input: &Input<'_>) -> bool {
    matches!(input.source, OperationInput::Parameter(parameter) if parameter.location == Location::Query)
}

fn is_in_body(input: &Input<'_>) -> bool {
    matches!(
        input.source,
        OperationInput::Field(_) | OperationInput::Body(_)
    )
}

/// Whether the value of an input is a scalar.
fn is_plain(input: &Input<'_>) -> bool {
    match &input.ty {
        Some(TypeRef::File | TypeRef::Vec(_)) | None => false,
        Some(ty) => !ty.borrows() || ty.is_str(),
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
    let sent = sent(&call);
    let mut left = inputs
        .iter()
        .filter(|input| input.preset.is_none())
        .filter(|input| !input.required && !chosen.iter().any(|chosen| chosen.name == input.name));
    !left.any(|input| sent.contains(input.wire))
}

/// The names of the parameters and fields that a call sends; `body` for a body without fields.
fn sent(call: &Call) -> BTreeSet<&str> {
    let mut sent: BTreeSet<&str> = call.query.iter().map(|(name, _)| name.as_str()).collect();
    sent.extend(call.headers.iter().map(|(name, _)| name.as_str()));
    sent.extend(call.cookies.iter().map(|(name, _)| name.as_str()));
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
    sent
}
