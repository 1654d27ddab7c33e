//! The end of lists: a page that nobody saved is empty.

use serde_json::{Map, Value};

use super::exchange::RequestKey;
use crate::model::api::{Exchange, Operation, PageStyle};

/// The body of a page behind the saved ones: that of a saved page, without its items and without the token or link of a next
/// page. `None` if the request is one for the first page, or for a page that was saved.
pub(super) fn empty_page(
    operation: &Operation,
    asked: &RequestKey,
    found: Option<&Exchange>,
    body: &str,
) -> Option<String> {
    let pagination = operation.pagination.as_ref()?;
    let parameter = pagination.style.parameter()?;
    let value = match pagination.in_body {
        true => asked.field(parameter),
        false => asked.query(parameter).map(str::to_owned),
    };
    let value = value.filter(|value| !is_first(&pagination.style, value))?;
    let saved = found.and_then(|exchange| {
        let mut query = exchange.request.query.iter();
        query.find(|(name, _)| name == parameter)?.1.as_ref()
    });
    if saved == Some(&value) || pagination.in_body && found.is_some() {
        return None;
    }
    let mut page: Value = serde_json::from_str(body).ok()?;
    set(&mut page, &pagination.items, Value::Array(Vec::new()));
    if let PageStyle::Token { field, .. } = &pagination.style {
        set(&mut page, field, Value::from(""));
    }
    Some(page.to_string())
}

/// Whether a value of the page parameter asks for the first page.
fn is_first(style: &PageStyle, value: &str) -> bool {
    match style {
        PageStyle::Page { first, .. } => value.parse().is_ok_and(|page: u64| page <= *first),
        PageStyle::Offset { .. } => value == "0",
        PageStyle::Token { .. } | PageStyle::Link { .. } => false,
    }
}

/// Sets the value at a path of keys, if it is there.
fn set(page: &mut Value, path: &[String], value: Value) {
    let slot = path.iter().try_fold(page, |value, key| {
        value
            .as_object_mut()
            .and_then(|fields: &mut Map<String, Value>| fields.get_mut(key))
    });
    if let Some(slot) = slot {
        *slot = value;
    }
}
