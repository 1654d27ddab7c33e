//! Pagination of a call: its row, and the type of its items.

use crate::model::api::{Content, Operation, PageStyle, Type, TypeShape};

use super::model::{Answer, PagingRow, PagingStyle};
use super::types::{TypeRef, Types};

/// The row and the type of an item, where the answer is a list or has one at the path of the items.
pub(super) fn paged(
    types: &Types<'_>,
    operation: &Operation,
    answer: &Answer,
) -> Option<(PagingRow, TypeRef)> {
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
    let path = |keys: &[String]| keys.join("/");
    // A key that holds the separator cannot be written as a path.
    if pagination.items.iter().any(|key| key.contains('/')) {
        return None;
    }
    let style = match &pagination.style {
        PageStyle::Token { parameter, field } => PagingStyle::Token(parameter.clone(), path(field)),
        PageStyle::Page { parameter, first } => PagingStyle::Number(parameter.clone(), *first),
        PageStyle::Offset { parameter } => PagingStyle::Offset(parameter.clone()),
        PageStyle::Link { field } if field.is_empty() => PagingStyle::LinkHeader,
        PageStyle::Link { field } => PagingStyle::Link(path(field)),
    };
    let row = PagingRow {
        style,
        in_body: pagination.in_body,
        items: path(&pagination.items),
        pages: pagination.pages.as_deref().map(path),
        total: pagination.total.as_deref().map(path),
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
