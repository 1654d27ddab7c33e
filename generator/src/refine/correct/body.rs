//! Bodies that the service takes in another encoding than the source has.

use serde_json::Value as Json;

use crate::model::api::{
    Api, Body, BodyKind, Example, Field, FormField, Operation, Type, TypeShape, Value,
};
use crate::model::profile::{BodyCorrection, BodyEncoding};

use crate::refine::error::CorrectionError;

/// Changes the encoding of an operation's body. A form with a file stays as it is where the entry is general.
pub(super) fn encode(
    api: &mut Api,
    index: usize,
    correction: &BodyCorrection,
    general: bool,
) -> Result<(), CorrectionError> {
    let operation = api.operations.get(index);
    let Some(body) = operation.and_then(|operation| operation.body.as_ref()) else {
        return Err(CorrectionError::new("there is no body"));
    };
    let Some(old) = encoding(&body.kind) else {
        return Err(CorrectionError::new(
            "the body is neither a form nor an object",
        ));
    };
    let Some(new) = correction.replacement(old) else {
        return Err(CorrectionError::new(
            "the entry has no encoding for such a body",
        ));
    };
    if old == new {
        return Ok(());
    }
    let Some(fields) = fields(api, body) else {
        return Err(CorrectionError::new(
            "the body is an object without documented fields",
        ));
    };
    if fields.iter().any(|field| is_file(&field.ty)) && new != BodyEncoding::FormData {
        return match general {
            true => Ok(()),
            false => Err(CorrectionError::new("a file can be sent only as form-data")),
        };
    }
    if let Some(operation) = api.operations.get_mut(index) {
        operation.examples.iter_mut().for_each(object_to_fields);
        if let Some(body) = &mut operation.body {
            (body.kind, body.media_type) = encoded(fields, new);
        }
        update_required(operation);
    }
    Ok(())
}

/// Updates a body after a change of its fields: it is required if one of them is, and removed if none is left.
pub(super) fn update_required(operation: &mut Operation) {
    let Some(body) = &mut operation.body else {
        return;
    };
    match body.kind.fields() {
        Some([]) => operation.body = None,
        Some(_) => body.required = body.kind.is_required(),
        None => {}
    }
}

fn encoding(kind: &BodyKind) -> Option<BodyEncoding> {
    match kind {
        BodyKind::Object(_) | BodyKind::Json(_) => Some(BodyEncoding::Json),
        BodyKind::Form(_) => Some(BodyEncoding::Urlencoded),
        BodyKind::Multipart(_) => Some(BodyEncoding::FormData),
        BodyKind::Text | BodyKind::Bytes | BodyKind::GraphQl { .. } => None,
    }
}

/// The fields of a form, or of an object.
fn fields(api: &Api, body: &Body) -> Option<Vec<FormField>> {
    let BodyKind::Json(ty) = &body.kind else {
        return body.kind.fields().map(<[FormField]>::to_vec);
    };
    let Type::Named(id) = ty else { return None };
    let TypeShape::Record(record) = &api.types.get(*id)?.shape else {
        return None;
    };
    let form_field = |field: &Field| FormField {
        json: matches!(field.ty, Type::Any | Type::Map(_)),
        required: field.required,
        deprecated: field.deprecated,
        description: field.description.clone(),
        ..FormField::new(&field.name, field.ty.clone(), body.origin.clone())
    };
    Some(record.fields.iter().map(form_field).collect())
}

/// Replaces a JSON object in an example by fields of a form.
fn object_to_fields(example: &mut Example) {
    let Some(Value::Text(text)) = &example.body else {
        return;
    };
    let Ok(Json::Object(fields)) = serde_json::from_str(text) else {
        return;
    };
    let fields = fields.into_iter().map(|(name, value)| match value {
        Json::String(text) => (name, text),
        other => (name, other.to_string()),
    });
    example.body = Some(Value::Fields(fields.collect()));
}

fn encoded(fields: Vec<FormField>, encoding: BodyEncoding) -> (BodyKind, String) {
    let (kind, media_type) = match encoding {
        BodyEncoding::Json => (BodyKind::Object(fields), "application/json"),
        BodyEncoding::FormData => (BodyKind::Multipart(fields), "multipart/form-data"),
        BodyEncoding::Urlencoded => (BodyKind::Form(fields), "application/x-www-form-urlencoded"),
    };
    (kind, media_type.to_owned())
}

/// Whether a type is a file or a list of files.
fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::Array(item) => is_file(item),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::testing::{body, field, operation};

    #[test]
    fn a_body_is_required_as_long_as_a_field_of_it_is() {
        let required = FormField {
            required: true,
            ..field("name", Type::string())
        };
        let optional = FormField {
            required: false,
            ..field("note", Type::string())
        };
        let required_after = |fields: Vec<FormField>, before: bool| {
            let mut operation = operation("POST", "/x");
            operation.body = Some(Body {
                required: before,
                ..body(BodyKind::Form(fields), "application/x-www-form-urlencoded")
            });
            update_required(&mut operation);
            operation.body.map(|body| body.required)
        };
        assert_eq!(required_after(vec![optional.clone()], true), Some(false));
        assert_eq!(required_after(vec![optional, required], false), Some(true));
        assert_eq!(required_after(Vec::new(), true), None);
    }
}
