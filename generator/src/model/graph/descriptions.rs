//! The descriptions of all parts of an API.

use crate::model::api::{Api, Operation, TypeShape};

/// Calls `change` with the description of every part that can have one.
pub fn change_descriptions(api: &mut Api, mut change: impl FnMut(&mut Option<String>)) {
    change(&mut api.description);
    for server in &mut api.servers {
        change(&mut server.description);
        for variable in &mut server.variables {
            change(&mut variable.description);
        }
    }
    for service in &mut api.services {
        change(&mut service.description);
    }
    for operation in &mut api.operations {
        change_of_operation(operation, &mut change);
    }
    for def in &mut api.types {
        change(&mut def.description);
        for (_, description) in member_descriptions_mut(&mut def.shape) {
            change(description);
        }
    }
}

fn change_of_operation(operation: &mut Operation, mut change: impl FnMut(&mut Option<String>)) {
    change(&mut operation.description);
    for parameter in &mut operation.parameters {
        change(&mut parameter.description);
    }
    for response in &mut operation.responses {
        change(&mut response.description);
    }
    for header in &mut operation.response_headers {
        change(&mut header.description);
    }
    if let Some(body) = &mut operation.body {
        change(&mut body.description);
        for field in body.kind.fields_mut().into_iter().flatten() {
            change(&mut field.description);
        }
    }
}

/// The names and descriptions of a record's fields or an enum's values; none for other shapes.
pub fn member_descriptions_mut(
    shape: &mut TypeShape,
) -> Box<dyn Iterator<Item = (&str, &mut Option<String>)> + '_> {
    match shape {
        TypeShape::Record(record) => Box::new(
            record
                .fields
                .iter_mut()
                .map(|field| (field.name.as_str(), &mut field.description)),
        ),
        TypeShape::Enum(values) => Box::new(
            values
                .iter_mut()
                .map(|value| (value.value.as_str(), &mut value.description)),
        ),
        TypeShape::Union(_) | TypeShape::Identifier => Box::new(std::iter::empty()),
    }
}
