//! Calls of operations of the API: the request that the generated client would send, filled from values of JSON.

mod arguments;
mod description;
mod file;
mod security;
mod server;
mod steps;
mod written;

pub use arguments::Arguments;
pub use security::missing as missing_credentials;
pub use server::ServerOptions;

use posthaste_runtime::{ClientBuilder, Json, Request};

use crate::commands::find_item::{find_or_only, operations};
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::ground::index::Id;
use crate::make::Understood;
use crate::model::api::{Api, Body, Operation, OperationId, OperationInput};
use crate::rust::name;
use crate::rust::plan::{self, CallInput};

/// What the command line says about a call, beside its arguments.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The server.
    pub server: ServerOptions,
    /// The media type of the body, among those that the operation documents.
    pub content_type: Option<String>,
    /// The media types of the response that the caller accepts.
    pub accept: Option<String>,
    /// A token, a key, or a user and a password as JSON, by the names of security schemes.
    pub security: Vec<(String, String)>,
}

/// The operation with a name, an identifier or `METHOD /path`; without a name, the only one.
///
/// # Errors
/// There is no such operation, and the diagnostic names similar ones; or several have this name.
pub fn operation<'u>(
    understood: &'u Understood,
    name: Option<&str>,
) -> Result<&'u Operation, Diagnostic> {
    let help = "`posthaste inspect` lists the operations";
    let id = find_or_only(&operations(understood), name, help)?;
    let operation = understood.api.operations.get(id.position());
    operation.ok_or_else(|| Diagnostic::new(Code::UnknownItem, "there is no such operation"))
}

/// The request of a call, and warnings about arguments that are not sent.
///
/// # Errors
/// A required argument is missing, an argument is unknown or cannot be sent, or the server is not known. A message says
/// which.
pub fn request(
    api: &Api,
    operation: &Operation,
    arguments: &Arguments,
    options: &Options,
    client: impl FnOnce(
        ClientBuilder<posthaste_runtime::Client>,
    ) -> ClientBuilder<posthaste_runtime::Client>,
) -> Result<(Request, Vec<String>), String> {
    let chosen;
    let operation = match &options.content_type {
        Some(media_type) => {
            chosen = with_body(operation, media_type)?;
            &chosen
        }
        None => operation,
    };
    let alone = alone(api, operation);
    let names = name::names(&alone);
    let plan = plan::call(&alone, &names, OperationId(0));
    let plan = plan.ok_or_else(|| format!("`{}` cannot be called", operation.key))?;
    let url = server::base_url(api.servers.get(operation.server), &options.server)?;
    let info = description::api(url, security::schemes(api));
    let mut builder = client(ClientBuilder::new(info));
    for (scheme, credentials) in security::credentials(api, &options.security)? {
        builder = builder.credentials_for(scheme, credentials);
    }
    let client: posthaste_runtime::Client = builder.build().map_err(|error| error.to_string())?;
    let mut request = client.request(description::operation(&plan.row));
    for step in &plan.constants {
        steps::apply(&mut request, step, &Json::Null)?;
    }
    let mut missing = Vec::new();
    let has_body = has_body(operation, arguments);
    for input in &plan.inputs {
        match value(input, arguments) {
            Some(value) => {
                let sent = written::sent(api, input.source, value);
                steps::apply(&mut request, &input.step, &sent)?;
            }
            None if is_needed(input, operation, has_body) => missing.push(described(input)),
            None => {}
        }
    }
    for (name, value) in undeclared(operation, arguments) {
        let step = steps::undeclared(operation, name, value);
        steps::apply(&mut request, &step, value)?;
    }
    let warnings = arguments.check_unused(operation)?;
    if !missing.is_empty() {
        let needed = missing.join(", ");
        return Err(format!("`{}` needs a value for {needed}", operation.key));
    }
    if let Some(accept) = &options.accept {
        request.with_header("Accept", accept);
    }
    Ok((request, warnings))
}

/// The operation with its body in another of the media types that it documents.
///
/// # Errors
/// The operation has no body, or none of this media type; a message lists those that it has.
fn with_body(operation: &Operation, media_type: &str) -> Result<Operation, String> {
    let Some(body) = &operation.body else {
        return Err(format!(
            "`{}` has no body, so --content-type means nothing",
            operation.key
        ));
    };
    let is_asked = |documented: &str| documented.eq_ignore_ascii_case(media_type);
    let essence = |text: &str| {
        text.split(';')
            .next()
            .unwrap_or(text)
            .trim()
            .to_ascii_lowercase()
    };
    if is_asked(&body.media_type) {
        return Ok(operation.clone());
    }
    let others = || body.others.iter();
    let other = others()
        .find(|other| is_asked(&other.media_type))
        .or_else(|| others().find(|other| essence(&other.media_type) == essence(media_type)));
    let Some(other) = other else {
        if essence(&body.media_type) == essence(media_type) {
            return Ok(operation.clone());
        }
        let types = others().map(|other| other.media_type.as_str());
        let types: Vec<&str> = [body.media_type.as_str()]
            .into_iter()
            .chain(types)
            .collect();
        return Err(format!(
            "the body of `{}` is not documented as `{media_type}`; it may be `{}`",
            operation.key,
            types.join("`, `")
        ));
    };
    let body = Body {
        kind: other.kind.clone(),
        media_type: other.media_type.clone(),
        format: other.format.clone(),
        others: Vec::new(),
        ..body.clone()
    };
    Ok(Operation {
        body: Some(body),
        ..operation.clone()
    })
}

/// An API with one operation, so that only its own names are made.
fn alone(api: &Api, operation: &Operation) -> Api {
    Api {
        operations: vec![operation.clone()],
        ..api.clone()
    }
}

/// Whether a call passes the body or a field of it.
fn has_body(operation: &Operation, arguments: &Arguments) -> bool {
    let fields = operation.body.as_ref().and_then(|body| body.kind.fields());
    let fields = fields.unwrap_or_default();
    arguments.body(None).is_some()
        || fields
            .iter()
            .any(|field| arguments.field(&field.name).is_some())
}

/// The members of the body that the form of the operation does not declare; a schema allows them unless it says otherwise.
fn undeclared<'a>(operation: &Operation, arguments: &'a Arguments) -> Vec<(&'a str, &'a Json)> {
    let fields = operation.body.as_ref().and_then(|body| body.kind.fields());
    let Some(fields) = fields else {
        return Vec::new();
    };
    let others = arguments.other_fields(|name| fields.iter().any(|field| field.name == name));
    others
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .collect()
}

/// The value of an input. `null` is a value of a JSON body, and no value of anything else.
fn value<'a>(input: &CallInput<'_>, arguments: &'a Arguments) -> Option<&'a Json> {
    let value = match input.source {
        OperationInput::Parameter(parameter) => {
            arguments.parameter(parameter.location, &parameter.name)
        }
        OperationInput::Field(field) => arguments.field(&field.name),
        OperationInput::Body(body) => return arguments.body(body.name.as_deref()),
    };
    value.filter(|value| !value.is_null())
}

/// Whether a call without a value of the input is refused. The fields of a body that may be left out are needed only where
/// there is a body.
fn is_needed(input: &CallInput<'_>, operation: &Operation, has_body: bool) -> bool {
    let is_body_required = operation.body.as_ref().is_some_and(|body| body.required);
    let preset = match input.source {
        OperationInput::Parameter(parameter) => parameter.preset.is_some(),
        OperationInput::Field(_) => return input.required && (has_body || is_body_required),
        OperationInput::Body(_) => false,
    };
    input.required && !preset
}

/// An input for messages: `id` in the path.
fn described(input: &CallInput<'_>) -> String {
    match input.source {
        OperationInput::Parameter(parameter) => {
            format!(
                "`{}` in the {}",
                parameter.name,
                parameter.location.as_str()
            )
        }
        OperationInput::Field(field) => format!("`{}` in the body", field.name),
        OperationInput::Body(_) => "`body`".to_owned(),
    }
}
