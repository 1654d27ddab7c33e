//! Which of an operation's optional values its example sets.

use std::collections::BTreeSet;

use crate::model::api::{Api, Location, Operation, PageStyle, Value};
use crate::model::sample::{self, CallBody};

use super::super::given::{Limits, is_given};
use super::super::input::{Input, Source};
use super::super::types::TypeRef;

/// The optional values that an example sets: of the query what the item's own example shows, and of a body
/// that nothing is required of as much as shows how it is filled.
pub(super) fn chosen<'a, 'b>(
    operation: &Operation,
    inputs: &'b [Input<'a>],
    limits: &Limits,
) -> Vec<&'b Input<'a>> {
    if limits.whole {
        let given = |one: &&Input<'_>| !one.required && is_given(operation, one);
        return inputs.iter().filter(given).collect();
    }
    let optional = || {
        let shown = |one: &&Input<'_>| !one.required && !one.deprecated && !turns(operation, one);
        inputs.iter().filter(shown)
    };
    let mut chosen: Vec<&Input<'a>> = optional()
        .filter(|one| is_in_query(operation, one))
        .take(limits.setters)
        .collect();
    let is_carried = |one: &Input<'_>| matches!(one.source, Source::Field(_) | Source::Body(_));
    if inputs.iter().any(|one| one.required && is_carried(one)) {
        return chosen;
    }
    let carried = || optional().filter(|one| is_carried(one) && is_in_form(operation, one));
    // One word each shows more in less room than a record does.
    let plain: Vec<&Input<'a>> = carried()
        .filter(|one| is_plain(one))
        .take(limits.setters)
        .collect();
    if plain.is_empty() {
        chosen.extend(carried().take(1));
    } else {
        chosen.extend(plain);
    }
    chosen
}

/// Whether it is what moves from page to page: `.items()` sets it, and the first call has none.
fn turns(operation: &Operation, input: &Input<'_>) -> bool {
    let style = operation.pagination.as_ref().map(|one| &one.style);
    match style {
        Some(
            PageStyle::Token { parameter, .. }
            | PageStyle::Page { parameter, .. }
            | PageStyle::Offset { parameter },
        ) => input.wire == parameter,
        Some(PageStyle::Link { .. }) | None => false,
    }
}

fn is_in_query(operation: &Operation, input: &Input<'_>) -> bool {
    let (Some(example), Source::Parameter(one)) = (operation.examples.first(), input.source) else {
        return false;
    };
    let value = example.query.iter().find(|(name, _)| *name == one.name);
    one.location == Location::Query && value.is_some_and(|(_, value)| value.as_deref() != Some(""))
}

/// Whether the item's own example fills in a form's field; a body counts as filled in.
fn is_in_form(operation: &Operation, input: &Input<'_>) -> bool {
    let Source::Field(one) = input.source else {
        return true;
    };
    match operation
        .examples
        .first()
        .and_then(|example| example.body.as_ref())
    {
        Some(Value::Fields(fields)) => fields
            .iter()
            .any(|(name, value)| *name == one.name && !value.is_empty()),
        _ => true,
    }
}

fn is_plain(input: &Input<'_>) -> bool {
    match &input.ty {
        Some(TypeRef::Reference(inner)) => **inner == TypeRef::Str,
        Some(TypeRef::File | TypeRef::Vec(_)) | None => false,
        Some(_) => true,
    }
}

/// Whether a call with these values set sends all that the sample call sends.
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
        .filter(|one| !one.required && !chosen.iter().any(|chosen| chosen.name == one.name));
    !left.any(|one| sent.contains(one.wire))
}
