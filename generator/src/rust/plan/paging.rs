//! Pagination of a call, and the type of its items.

use crate::model::api::{Content, Operation, Pagination, Type, TypeShape};

use super::model::Answer;
use super::types::{TypeRef, Types};

/// The pagination and the type of an item, where the answer is a list or has one at the path of the items.
pub(super) fn paged(
    types: &Types<'_>,
    operation: &Operation,
    answer: &Answer,
) -> Option<(Pagination, TypeRef)> {
    let pagination = operation.pagination.as_ref()?;
    let (Answer::Json(expected) | Answer::Optional(expected)) = answer else {
        return None;
    };
    let mut contents = operation.responses.iter().map(|response| &response.content);
    let item = contents.find_map(|content| match content {
        Content::Json(ty) if types.owned(ty) == *expected => {
            item(types, ty, &pagination.items).map(|item| types.owned(item))
        }
        _ => None,
    })?;
    // The runtime takes a path as keys with slashes between them, so no key can hold one.
    if pagination.items.iter().any(|key| key.contains('/')) {
        return None;
    }
    // The runtime does not use the parameter for a page's size, which is a setter like any other.
    let row = Pagination {
        size: None,
        ..pagination.clone()
    };
    Some((row, item))
}

/// The type of the items of the list at a path.
fn item<'a>(types: &'a Types<'_>, ty: &'a Type, path: &[String]) -> Option<&'a Type> {
    let mut ty = ty;
    for key in path {
        let id = match ty {
            Type::Named(id) => id,
            // The type of the answer is unknown; only the path of its items is known.
            Type::Any => return Some(ty),
            _ => return None,
        };
        let Some(TypeShape::Record(record)) = types.shape(*id) else {
            return None;
        };
        ty = &record.fields.iter().find(|field| field.name == *key)?.ty;
    }
    match ty {
        Type::Array(item) => Some(item),
        Type::Any => Some(ty),
        _ => None,
    }
}
