//! The example call of an operation, with a value for everything that the operation requires.
//!
//! Values come from the source's example; where it has none, they are made from the type, always in the same way. Docs,
//! snippets and the mock server all use this call, so that they show the same one.

mod curl;
mod encode;
pub mod neutral;
mod quote;
mod shorten;
mod styled;
mod value;

pub use curl::{Shortened, curl, short_curl};
pub use encode::{path_segment, query_text};
pub use quote::shell;
pub use value::{json, sent, text};

use crate::model::api::{
    Api, Body, BodyKind, Example, FormField, Location, Operation, OperationInput, Parameter, Type,
    Value,
};

/// An example call, not yet encoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The names and values of path parameters, in the order of the path.
    pub path: Vec<(String, String)>,
    /// The pairs of the query in order; `None` for a key without `=`.
    pub query: Vec<(String, Option<String>)>,
    /// The declared headers, without credentials, and without `Content-Type` where there is a body.
    pub headers: Vec<(String, String)>,
    /// The declared cookies, without credentials.
    pub cookies: Vec<(String, String)>,
    /// The body.
    pub body: Option<CallBody>,
}

/// The body of an example call.
#[derive(Debug, Clone, PartialEq)]
pub enum CallBody {
    /// Text with its media type.
    Text {
        /// The `Content-Type`.
        media_type: String,
        /// The text.
        text: String,
    },
    /// The pairs of an `application/x-www-form-urlencoded` body.
    Form(Vec<(String, String)>),
    /// The parts of a `multipart/form-data` body.
    Multipart(Vec<Part>),
    /// A file.
    File {
        /// The `Content-Type`.
        media_type: String,
    },
}

/// A part of a multipart body.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its text, or the name of the file.
    pub value: String,
    /// Whether it is a file.
    pub file: bool,
    /// Its content type, if the source declares one.
    pub content_type: Option<String>,
}

/// The example call of an operation.
pub fn call(api: &Api, operation: &Operation) -> Call {
    let none = Example::default();
    let example = operation.examples.first().unwrap_or(&none);
    let body = operation.body.as_ref();
    Call {
        path: path(api, operation, example),
        query: query(api, operation, example),
        headers: headers(api, operation, example),
        cookies: cookies(api, operation, example),
        body: body.and_then(|body| call_body(api, body, example.body.as_ref())),
    }
}

/// The value of a parameter in the example call; made from the type if the example has none.
pub fn parameter(api: &Api, operation: &Operation, parameter: &Parameter) -> String {
    let shown = operation
        .examples
        .first()
        .and_then(|example| match parameter.location {
            Location::Path => example.path.get(&parameter.name).cloned(),
            Location::Query => find(&example.query, &parameter.name).cloned().flatten(),
            Location::Header => example
                .headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&parameter.name))
                .map(|(_, value)| value.clone()),
            Location::Cookie => find(&example.cookies, &parameter.name).cloned(),
            Location::WholeQuery => None,
        });
    shown
        .filter(|value| is_concrete(value))
        .unwrap_or_else(|| made_value(api, parameter))
}

/// The value of a field of the body in the example call; made from the type if the example has none.
pub fn form_field(api: &Api, operation: &Operation, field: &FormField) -> String {
    let mut namesakes = operation.inputs().filter_map(|input| match input {
        OperationInput::Field(other) => Some(other).filter(|other| other.name == field.name),
        _ => None,
    });
    let index = namesakes
        .position(|other| std::ptr::eq(other, field))
        .unwrap_or_default();
    let body = operation
        .examples
        .first()
        .and_then(|example| example.body.as_ref());
    let shown = match body {
        Some(Value::Fields(shown)) => {
            let mut values = shown.iter().filter(|(name, _)| *name == field.name);
            values.nth(index).map(|(_, value)| value.clone())
        }
        _ => None,
    };
    let text = shown
        .filter(|value| is_concrete(value))
        .unwrap_or_else(|| made_field_value(api, field));
    let object = matches!(
        operation.body.as_ref().map(|body| &body.kind),
        Some(BodyKind::Object(_))
    );
    match field.ty {
        // A list in an object is JSON; a form repeats the key instead.
        Type::Array(_) if object => value::read(api, &field.name, &field.ty, &text).to_string(),
        _ => text,
    }
}

fn path(api: &Api, operation: &Operation, example: &Example) -> Vec<(String, String)> {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| parameter.location == Location::Path)
        .map(|parameter| {
            let shown = example.path.get(&parameter.name);
            let shown = shown.filter(|value| is_concrete(value)).cloned();
            let value = shown.unwrap_or_else(|| made_value(api, parameter));
            (parameter.name.clone(), value)
        })
        .collect()
}

/// The pairs of the example, then the required and the constant parameters that are not among them.
fn query(api: &Api, operation: &Operation, example: &Example) -> Vec<(String, Option<String>)> {
    let parameters = || {
        operation
            .parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Query)
    };
    let mut pairs: Vec<(String, Option<String>)> = Vec::new();
    for (name, value) in &example.query {
        let parameter = parameters().find(|parameter| parameter.name == *name);
        match (value, parameter) {
            (Some(value), Some(parameter)) if !is_concrete(value) && parameter.required => {
                pairs.push((name.clone(), Some(made_value(api, parameter))));
            }
            (Some(value), _) if !is_concrete(value) => {}
            _ => pairs.push((name.clone(), value.clone())),
        }
    }
    for parameter in parameters().filter(|parameter| is_always_sent(parameter)) {
        if find(&pairs, &parameter.name).is_none() {
            let value = made_value(api, parameter);
            pairs.push((parameter.name.clone(), Some(value)));
        }
    }
    pairs
}

/// The declared headers; the example's other headers come from the tool that sent it, or are credentials.
fn headers(api: &Api, operation: &Operation, example: &Example) -> Vec<(String, String)> {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| parameter.location == Location::Header)
        .filter_map(|parameter| {
            let is_shown = |(name, value): &&(String, String)| {
                name.eq_ignore_ascii_case(&parameter.name) && is_concrete(value)
            };
            let shown = example.headers.iter().find(is_shown);
            let shown = shown.map(|(_, value)| value.clone());
            let made = || is_always_sent(parameter).then(|| made_value(api, parameter));
            let value = parameter.constant.clone().or(shown).or_else(made)?;
            Some((parameter.name.clone(), value))
        })
        .collect()
}

fn cookies(api: &Api, operation: &Operation, example: &Example) -> Vec<(String, String)> {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| parameter.location == Location::Cookie)
        .filter_map(|parameter| {
            let shown = find(&example.cookies, &parameter.name);
            let shown = shown.filter(|value| is_concrete(value)).cloned();
            let made = || is_always_sent(parameter).then(|| made_value(api, parameter));
            Some((parameter.name.clone(), shown.or_else(made)?))
        })
        .collect()
}

fn is_always_sent(parameter: &Parameter) -> bool {
    parameter.required || parameter.constant.is_some() || parameter.preset.is_some()
}

/// The body of the example call; `None` for an optional body of any JSON that no example shows.
fn call_body(api: &Api, body: &Body, example: Option<&Value>) -> Option<CallBody> {
    let shown = match example {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    };
    if body.is_optional_any() && shown.is_none() {
        return None;
    }
    let media_type = body.media_type.clone();
    let text = |text| CallBody::Text {
        media_type: body.media_type.clone(),
        text,
    };
    Some(match &body.kind {
        BodyKind::Json(ty) => text(shown.unwrap_or_else(|| value::pretty(&sent(api, "", ty)))),
        BodyKind::Text => text(shown.unwrap_or_default()),
        BodyKind::Bytes => CallBody::File { media_type },
        BodyKind::GraphQl {
            query,
            operation,
            variables,
        } => {
            let variables = variables.as_ref().map(|ty| sent(api, "", ty));
            text(shown.unwrap_or_else(|| graphql(query, operation.as_deref(), variables)))
        }
        BodyKind::Object(fields) => text(object(api, filled(api, fields, example))),
        BodyKind::Form(fields) => CallBody::Form(
            filled(api, fields, example)
                .into_iter()
                .map(|(name, value, _)| (name, value))
                .collect(),
        ),
        BodyKind::Multipart(fields) => CallBody::Multipart(
            filled(api, fields, example)
                .into_iter()
                .map(|(name, value, field)| {
                    let file = field.is_some_and(|field| is_file(&field.ty));
                    Part {
                        value: if file { file_name(&name, value) } else { value },
                        name,
                        file,
                        content_type: field.and_then(|field| field.content_type.clone()),
                    }
                })
                .collect(),
        ),
    })
}

type Filled<'a> = (String, String, Option<&'a FormField>);

/// The fields of the example, then the required fields that it does not have.
fn filled<'a>(api: &Api, fields: &'a [FormField], example: Option<&Value>) -> Vec<Filled<'a>> {
    let mut out: Vec<Filled<'a>> = Vec::new();
    if let Some(Value::Fields(shown)) = example {
        for (place, (name, value)) in shown.iter().enumerate() {
            // Fields of one name are in the order of the declared fields.
            let before = shown
                .iter()
                .take(place)
                .filter(|(other, _)| other == name)
                .count();
            let mut namesakes = fields.iter().filter(|field| field.name == *name);
            let field = namesakes
                .clone()
                .nth(before)
                .or_else(|| namesakes.next_back());
            let concrete = is_concrete(value).then(|| value.clone());
            let value = concrete.or_else(|| {
                field
                    .filter(|field| field.required)
                    .map(|field| made_field_value(api, field))
            });
            out.extend(value.map(|value| (name.clone(), value, field)));
        }
    }
    for field in fields.iter().filter(|field| field.required) {
        let is_same = |other: &FormField| std::ptr::eq(other, field);
        if !out.iter().any(|(.., other)| other.is_some_and(is_same)) {
            out.push((
                field.name.clone(),
                made_field_value(api, field),
                Some(field),
            ));
        }
    }
    out
}

/// Fields as one JSON object; the values of a repeated list are joined.
fn object(api: &Api, filled: Vec<Filled<'_>>) -> String {
    let mut object = serde_json::Map::new();
    for (name, text, field) in filled {
        let ty = field.map_or(&Type::Any, |field| &field.ty);
        let value = value::read(api, &name, ty, &text);
        match (object.get_mut(&name), value) {
            (Some(serde_json::Value::Array(items)), serde_json::Value::Array(more)) => {
                items.extend(more);
            }
            (_, value) => {
                object.insert(name, value);
            }
        }
    }
    value::pretty(&object.into())
}

fn graphql(query: &str, operation: Option<&str>, variables: Option<serde_json::Value>) -> String {
    let mut body = serde_json::Map::new();
    body.insert("query".to_owned(), query.into());
    if let Some(operation) = operation {
        body.insert("operationName".to_owned(), operation.into());
    }
    if let Some(variables) = variables {
        body.insert("variables".to_owned(), variables);
    }
    serde_json::Value::Object(body).to_string()
}

fn made_value(api: &Api, parameter: &Parameter) -> String {
    let known = parameter
        .constant
        .iter()
        .chain(&parameter.preset)
        .chain(&parameter.examples)
        .chain(&parameter.default);
    let known = known.into_iter().find(|value| is_concrete(value));
    known
        .cloned()
        .unwrap_or_else(|| text(api, &parameter.name, &parameter.ty))
}

fn made_field_value(api: &Api, field: &FormField) -> String {
    let known = field
        .constant
        .iter()
        .chain(&field.examples)
        .chain(&field.default)
        .find(|value| is_concrete(value));
    known.cloned().unwrap_or_else(|| match field.json {
        true => sent(api, &field.name, &field.ty).to_string(),
        false => text(api, &field.name, &field.ty),
    })
}

/// The example's value for a file if it looks like a file's name, because exporters write filler words instead; else a name by that
/// of the field.
pub fn file_name(name: &str, value: String) -> String {
    match value.contains('.') {
        true => value,
        false => neutral::file(name).to_owned(),
    }
}

/// Whether a type is a file or a list of files.
pub fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::Array(item) => **item == Type::Binary,
        _ => false,
    }
}

/// Whether an example's value is a real one: not empty, and no placeholder such as `<long>` or `{{id}}`.
fn is_concrete(value: &str) -> bool {
    let placeholder = value.starts_with('<') && value.ends_with('>') && !value.contains('/');
    !value.is_empty() && !placeholder && !value.contains("{{")
}

fn find<'a, V>(pairs: &'a [(String, V)], name: &str) -> Option<&'a V> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests;
