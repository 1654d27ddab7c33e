//! One whole example call of an operation: a value for each thing that it needs.
//!
//! The source's own example comes first; what it leaves open is made up from the type, always the same
//! way. Docs, snippets and the mock's hints read from here, so that they show one and the same call.

mod curl;
mod encode;
mod quote;
mod shorten;
mod value;

pub use curl::{Shortened, curl, short_curl};
pub use encode::{path_segment, query_text};
pub use quote::shell;
pub use value::{json, text};

use crate::model::api::{
    Api, Body, BodyKind, Example, FormField, Location, Operation, OperationInput, Parameter, Type,
    Value,
};

/// An example call: everything that goes on the wire, not yet encoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Path values by parameter name, in the path's order.
    pub path: Vec<(String, String)>,
    /// Query pairs in order; a missing value is a bare key.
    pub query: Vec<(String, Option<String>)>,
    /// Header lines that the caller or the vendor sets; neither credentials nor `Content-Type`.
    pub headers: Vec<(String, String)>,
    /// What it carries.
    pub body: Option<CallBody>,
}

/// What an example call carries.
#[derive(Debug, Clone, PartialEq)]
pub enum CallBody {
    /// Text with its media type.
    Text {
        /// The `Content-Type`.
        media_type: String,
        /// The text.
        text: String,
    },
    /// `application/x-www-form-urlencoded` pairs.
    Form(Vec<(String, String)>),
    /// The parts of a `multipart/form-data` body.
    Multipart(Vec<Part>),
    /// A file that the caller picks, with its media type.
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
    /// Its text, or the file's name.
    pub value: String,
    /// Whether it is a file.
    pub file: bool,
    /// Its own content type, where the source states one.
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
        body: body.and_then(|body| carried(api, body, example.body.as_ref())),
    }
}

/// The value of a parameter in the example call, whether or not the example shows it.
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
        });
    shown
        .filter(|value| is_concrete(value))
        .unwrap_or_else(|| stand_in(api, parameter))
}

/// The value of a form's field in the example call.
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
        .unwrap_or_else(|| field_stand_in(api, field));
    let object = matches!(
        operation.body.as_ref().map(|body| &body.kind),
        Some(BodyKind::Object(_))
    );
    match field.ty {
        // The list of an object is written as JSON, the one of a form by repeating its key.
        Type::Array(_) if object => value::read(api, &field.ty, &text).to_string(),
        _ => text,
    }
}

fn path(api: &Api, operation: &Operation, example: &Example) -> Vec<(String, String)> {
    let of_path = |one: &&Parameter| one.location == Location::Path;
    operation
        .parameters
        .iter()
        .filter(of_path)
        .map(|one| {
            let shown = example
                .path
                .get(&one.name)
                .filter(|value| is_concrete(value));
            (
                one.name.clone(),
                shown.cloned().unwrap_or_else(|| stand_in(api, one)),
            )
        })
        .collect()
}

/// The example's pairs, then what is required or constant and not among them.
fn query(api: &Api, operation: &Operation, example: &Example) -> Vec<(String, Option<String>)> {
    let parameters = || {
        operation
            .parameters
            .iter()
            .filter(|one| one.location == Location::Query)
    };
    let mut pairs: Vec<(String, Option<String>)> = Vec::new();
    for (name, value) in &example.query {
        let parameter = parameters().find(|one| one.name == *name);
        match (value, parameter) {
            (Some(value), Some(one)) if !is_concrete(value) && one.required => {
                pairs.push((name.clone(), Some(stand_in(api, one))));
            }
            (Some(value), _) if !is_concrete(value) => {}
            _ => pairs.push((name.clone(), value.clone())),
        }
    }
    for one in parameters().filter(|one| one.required || one.constant.is_some()) {
        if find(&pairs, &one.name).is_none() {
            pairs.push((one.name.clone(), Some(stand_in(api, one))));
        }
    }
    pairs
}

/// Only declared headers: an example's others are its tool's, or credentials.
fn headers(api: &Api, operation: &Operation, example: &Example) -> Vec<(String, String)> {
    let declared = operation
        .parameters
        .iter()
        .filter(|one| one.location == Location::Header);
    declared
        .filter_map(|one| {
            let shown = example
                .headers
                .iter()
                .find(|(name, value)| name.eq_ignore_ascii_case(&one.name) && is_concrete(value))
                .map(|(_, value)| value.clone());
            let needed = one.required || one.constant.is_some();
            let value = one.constant.clone().or(shown);
            let value = value.or_else(|| needed.then(|| stand_in(api, one)))?;
            Some((one.name.clone(), value))
        })
        .collect()
}

fn carried(api: &Api, body: &Body, example: Option<&Value>) -> Option<CallBody> {
    let shown = match example {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    };
    let media_type = body.media_type.clone();
    let text = |text| CallBody::Text {
        media_type: body.media_type.clone(),
        text,
    };
    Some(match &body.kind {
        BodyKind::Json(ty) => text(shown.unwrap_or_else(|| value::pretty(&json(api, ty)))),
        BodyKind::Text => text(shown.unwrap_or_default()),
        BodyKind::Bytes => CallBody::File { media_type },
        BodyKind::GraphQl {
            query,
            operation,
            variables,
        } => {
            let variables = variables.as_ref().map(|ty| json(api, ty));
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
                        name,
                        value: if file { file_name(value) } else { value },
                        file,
                        content_type: field.and_then(|field| field.content_type.clone()),
                    }
                })
                .collect(),
        ),
    })
}

type Filled<'a> = (String, String, Option<&'a FormField>);

/// The example's fields, then the required ones that it leaves out.
fn filled<'a>(api: &Api, fields: &'a [FormField], example: Option<&Value>) -> Vec<Filled<'a>> {
    let mut out: Vec<Filled<'a>> = Vec::new();
    if let Some(Value::Fields(shown)) = example {
        for (place, (name, value)) in shown.iter().enumerate() {
            // Where texts and files share a key, they stand in the fields' order.
            let before = shown
                .iter()
                .take(place)
                .filter(|(other, _)| other == name)
                .count();
            let mut twins = fields.iter().filter(|field| field.name == *name);
            let field = twins.clone().nth(before).or_else(|| twins.next_back());
            let concrete = is_concrete(value).then(|| value.clone());
            let value = concrete.or_else(|| {
                field
                    .filter(|field| field.required)
                    .map(|field| field_stand_in(api, field))
            });
            out.extend(value.map(|value| (name.clone(), value, field)));
        }
    }
    for field in fields.iter().filter(|field| field.required) {
        let is_field = |one: &FormField| std::ptr::eq(one, field);
        if !out.iter().any(|(.., known)| known.is_some_and(is_field)) {
            out.push((field.name.clone(), field_stand_in(api, field), Some(field)));
        }
    }
    out
}

/// Fields as one JSON object; lists whose key is repeated come together.
fn object(api: &Api, filled: Vec<Filled<'_>>) -> String {
    let mut object = serde_json::Map::new();
    for (name, text, field) in filled {
        let ty = field.map_or(&Type::Any, |field| &field.ty);
        let value = value::read(api, ty, &text);
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

fn stand_in(api: &Api, parameter: &Parameter) -> String {
    let known = parameter
        .constant
        .iter()
        .chain(&parameter.examples)
        .chain(&parameter.default);
    let known = known.into_iter().find(|value| is_concrete(value));
    known.cloned().unwrap_or_else(|| text(api, &parameter.ty))
}

fn field_stand_in(api: &Api, field: &FormField) -> String {
    let known = field
        .examples
        .iter()
        .chain(&field.default)
        .find(|value| is_concrete(value));
    known.cloned().unwrap_or_else(|| match field.json {
        true => json(api, &field.ty).to_string(),
        false => text(api, &field.ty),
    })
}

/// A shown value that may be a file's name, or one that certainly is: exporters write filler words there.
fn file_name(value: String) -> String {
    match value.contains('.') {
        true => value,
        false => "file.bin".to_owned(),
    }
}

/// Whether a part holds a file, or several.
pub fn is_file(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::Array(item) => **item == Type::Binary,
        _ => false,
    }
}

/// Whether a shown value is one, and neither nothing nor a placeholder such as `<long>` or `{{id}}`.
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
