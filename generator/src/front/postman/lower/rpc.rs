//! JSON-RPC calls: their method is the operation's, and the client sends it by itself.

use serde_json::{Map, Value};

use crate::model::api::{
    Api, Body, BodyKind, Example, FormField, Type, TypeShape, Value as ExampleBody,
};

/// Makes the members of a JSON-RPC call arguments and constants: `jsonrpc`, `method` and `id` are sent as they are saved,
/// `params` is an argument. Other bodies stay as they are.
pub(super) fn separate_call(api: &Api, body: &mut Body, examples: &mut [Example]) {
    let calls: Option<Vec<Map<String, Value>>> = examples.iter().map(call).collect();
    let Some(fields) = calls.and_then(|calls| fields(api, body, &calls)) else {
        return;
    };
    body.required = fields.iter().any(|field| field.required);
    body.kind = BodyKind::Object(fields);
    for example in examples {
        let Some(call) = call(example) else { continue };
        let pairs = call.into_iter().map(|(name, value)| match value {
            Value::String(text) => (name, text),
            other => (name, other.to_string()),
        });
        example.body = Some(ExampleBody::Fields(pairs.collect()));
    }
}

/// The body of an example that is a JSON-RPC call.
fn call(example: &Example) -> Option<Map<String, Value>> {
    let Some(ExampleBody::Text(text)) = &example.body else {
        return None;
    };
    let Ok(Value::Object(call)) = serde_json::from_str(text) else {
        return None;
    };
    let is_call = call.get("jsonrpc").is_some_and(Value::is_string)
        && call.get("method").is_some_and(Value::is_string);
    is_call.then_some(call)
}

/// The members of the calls; `None` where they call several methods, or where their type is not known.
fn fields(api: &Api, body: &Body, calls: &[Map<String, Value>]) -> Option<Vec<FormField>> {
    let BodyKind::Json(Type::Named(id)) = &body.kind else {
        return None;
    };
    let TypeShape::Record(record) = &api.types.get(*id)?.shape else {
        return None;
    };
    let (first, others) = calls.split_first()?;
    if others
        .iter()
        .any(|other| other.get("method") != first.get("method"))
    {
        return None;
    }
    let field = |field: &crate::model::api::Field| {
        let constant = match (field.name.as_str(), first.get(&field.name)) {
            ("jsonrpc" | "method" | "id", Some(Value::String(text))) => Some(text.clone()),
            ("id", Some(Value::Number(number))) => Some(number.to_string()),
            _ => None,
        };
        FormField {
            json: matches!(field.ty, Type::Any | Type::Map(_)),
            required: constant.is_some() || field.name == "params",
            constant,
            deprecated: field.deprecated,
            description: field.description.clone(),
            ..FormField::new(&field.name, field.ty.clone(), body.origin.clone())
        }
    };
    Some(record.fields.iter().map(field).collect())
}
