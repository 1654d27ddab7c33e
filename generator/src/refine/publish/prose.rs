//! Descriptions without what identifies a person.

use std::borrow::Cow;

use crate::ground::personal::Replaced;
use crate::model::api::{Api, TypeShape};

/// Replaces personal values in every description and every documented message.
pub(super) fn publish(api: &mut Api) {
    let clean = |text: &mut String| {
        if let Cow::Owned(shown) = Replaced::default().in_prose(text) {
            *text = shown;
        }
    };
    let maybe = |text: &mut Option<String>| text.iter_mut().for_each(clean);
    clean(&mut api.title);
    maybe(&mut api.description);
    for server in &mut api.servers {
        maybe(&mut server.description);
        server
            .variables
            .iter_mut()
            .for_each(|variable| maybe(&mut variable.description));
    }
    api.services
        .iter_mut()
        .for_each(|service| maybe(&mut service.description));
    for operation in &mut api.operations {
        clean(&mut operation.name);
        maybe(&mut operation.description);
        for parameter in &mut operation.parameters {
            maybe(&mut parameter.description);
            maybe(&mut parameter.default);
        }
        operation
            .responses
            .iter_mut()
            .for_each(|response| maybe(&mut response.description));
        operation
            .errors
            .iter_mut()
            .for_each(|case| case.messages.iter_mut().for_each(clean));
        if let Some(body) = &mut operation.body {
            maybe(&mut body.description);
            for field in body.kind.fields_mut().into_iter().flatten() {
                maybe(&mut field.description);
                maybe(&mut field.default);
            }
        }
    }
    for def in &mut api.types {
        maybe(&mut def.description);
        match &mut def.shape {
            TypeShape::Record(record) => record
                .fields
                .iter_mut()
                .for_each(|field| maybe(&mut field.description)),
            TypeShape::Enum(values) => values
                .iter_mut()
                .for_each(|value| maybe(&mut value.description)),
            TypeShape::Union(_) | TypeShape::Identifier => {}
        }
    }
}
