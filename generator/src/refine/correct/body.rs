//! Bodies that the service wants in another form than the source shows.

use crate::api::{Api, Body, BodyKind, FormField, Type};
use crate::evidence::{BodyOf, Encoding};

use super::{Fit, Misfit};

/// Writes an operation's body as the profile says. Of many operations, those that it cannot be about are left.
pub(super) fn encode(api: &mut Api, index: usize, wanted: &BodyOf, general: bool) -> Fit {
    let operation = api.operations.get_mut(index);
    let Some(body) = operation.and_then(|one| one.body.as_mut()) else {
        return Err(Misfit::new("nothing is sent"));
    };
    let Some(old) = encoding(&body.kind) else {
        return Err(Misfit::new(
            "the body is no form and no object made of fields",
        ));
    };
    let Some(new) = wanted.instead_of(old) else {
        return Err(Misfit::new("the source writes no such body"));
    };
    let fields = std::mem::take(body.kind.fields_mut().unwrap_or(&mut Vec::new()));
    let is_file = fields.iter().any(|field| holds_file(&field.ty));
    if is_file && new != Encoding::FormData {
        restore(body, old, fields);
        return match general {
            true => Ok(()),
            false => Err(Misfit::new("a file travels only in form-data")),
        };
    }
    restore(body, new, fields);
    Ok(())
}

fn encoding(kind: &BodyKind) -> Option<Encoding> {
    match kind {
        BodyKind::Object(_) => Some(Encoding::Json),
        BodyKind::Form(_) => Some(Encoding::Urlencoded),
        BodyKind::Multipart(_) => Some(Encoding::FormData),
        BodyKind::Json(_) | BodyKind::Text | BodyKind::Bytes | BodyKind::GraphQl { .. } => None,
    }
}

fn restore(body: &mut Body, encoding: Encoding, fields: Vec<FormField>) {
    let (kind, media_type) = match encoding {
        Encoding::Json => (BodyKind::Object(fields), "application/json"),
        Encoding::FormData => (BodyKind::Multipart(fields), "multipart/form-data"),
        Encoding::Urlencoded => (BodyKind::Form(fields), "application/x-www-form-urlencoded"),
    };
    body.kind = kind;
    body.media_type = media_type.to_owned();
}

fn holds_file(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::Array(item) => holds_file(item),
        _ => false,
    }
}
