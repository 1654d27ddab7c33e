//! Descriptions without what identifies a person.

use std::borrow::Cow;

use crate::ground::personal::Replacer;
use crate::model::api::Api;
use crate::model::graph::change_descriptions;

/// Replaces personal values in titles, descriptions, documented messages and default values.
pub(super) fn publish(api: &mut Api) {
    change_descriptions(api, clean_if_some);
    clean(&mut api.title);
    for operation in &mut api.operations {
        clean(&mut operation.name);
        clean_if_some(&mut operation.summary);
        for parameter in &mut operation.parameters {
            clean_if_some(&mut parameter.default);
        }
        let body = operation.body.as_mut();
        let fields = body.and_then(|body| body.kind.fields_mut());
        for field in fields.into_iter().flatten() {
            clean_if_some(&mut field.default);
        }
        for case in &mut operation.errors {
            case.messages.iter_mut().for_each(clean);
        }
    }
}

fn clean(text: &mut String) {
    if let Cow::Owned(shown) = Replacer::default().in_prose(text) {
        *text = shown;
    }
}

fn clean_if_some(text: &mut Option<String>) {
    text.iter_mut().for_each(clean);
}
