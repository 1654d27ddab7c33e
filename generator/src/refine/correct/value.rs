//! Putting a type into its place.

use crate::model::api::{Api, Content, Type, TypeShape};

use super::place::{Holder, Place};

/// Gives what stands at a place another type.
pub(super) fn set(api: &mut Api, index: usize, place: Place, ty: Type) {
    if let Some(slot) = slot(api, index, place) {
        *slot = ty;
    }
}

fn slot(api: &mut Api, index: usize, place: Place) -> Option<&mut Type> {
    let mut ty = match place.holder {
        Holder::Field(id, at) => match &mut api.types.get_mut(id.0 as usize)?.shape {
            TypeShape::Record(record) => &mut record.fields.get_mut(at)?.ty,
            _ => return None,
        },
        holder => {
            let operation = api.operations.get_mut(index)?;
            match holder {
                Holder::Parameter(at) => &mut operation.parameters.get_mut(at)?.ty,
                Holder::FormField(at) => {
                    &mut operation.body.as_mut()?.kind.fields_mut()?.get_mut(at)?.ty
                }
                Holder::Body => operation.body.as_mut()?.kind.value_type_mut()?,
                Holder::Response(at) => response(&mut operation.responses.get_mut(at)?.content)?,
                Holder::Field(..) => return None,
            }
        }
    };
    for _ in 0..place.inside {
        match ty {
            Type::Array(inner) | Type::Map(inner) => ty = inner,
            _ => return None,
        }
    }
    Some(ty)
}

/// The type of an answer; one of another kind becomes JSON.
fn response(content: &mut Content) -> Option<&mut Type> {
    if !matches!(content, Content::Json(_)) {
        *content = Content::Json(Type::Any);
    }
    match content {
        Content::Json(ty) => Some(ty),
        Content::Empty | Content::Text(_) | Content::Bytes(_) => None,
    }
}
