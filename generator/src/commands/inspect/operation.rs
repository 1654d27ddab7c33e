//! One request's row.

use serde::Serialize;

use super::words::{TypeWords, words};
use crate::ground::diagnostic::Origin;
use crate::model::api::{
    Api, Body, BodyKind, Bounds, Content, ErrorCase, FormField, Operation, OperationId, PageStyle,
    Pagination, Parameter, Response, SecurityKind, Skipped, Status, Type, TypeShape,
};
use crate::rust::name::{ErrorVariant, Names, variant_of};

/// A request and what it was understood to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OperationRow {
    /// `PUT /users/{userId}/password`; nothing where no operation came of it.
    pub key: Option<String>,
    /// `folder / … / item`.
    pub item: String,
    /// The module of the generated crate.
    pub service: Option<String>,
    /// The method of the generated client.
    pub function: Option<String>,
    /// What a caller hands in beside the body.
    pub parameters: Vec<ParameterRow>,
    /// What it sends.
    pub body: Option<BodyRow>,
    /// The documented successes.
    pub responses: Vec<ResponseRow>,
    /// The documented failures.
    pub errors: Vec<ErrorRow>,
    /// How a caller proves who it is: `bearer`, `basic`, ….
    pub security: Option<&'static str>,
    /// Permissions that the token needs.
    pub scopes: Vec<String>,
    /// The finer-grained permissions.
    pub granular_scopes: Vec<String>,
    /// The vendor's name of the rate limit.
    pub rate_label: Option<String>,
    /// What must be true of the account.
    pub prerequisites: Vec<String>,
    /// Whether `me` may stand for the caller's own id.
    pub accepts_me: bool,
    /// How it is read page by page.
    pub pagination: Option<PaginationRow>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// The other items that were joined into it: equal method, path and kind of body.
    pub joined: Vec<String>,
    /// Why no operation came of it.
    pub skipped: Option<String>,
    /// The file that it stands in.
    pub file: String,
    /// The line that it starts on, from 1.
    pub line: usize,
}

/// A value that a caller hands in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParameterRow {
    /// Its name on the wire.
    pub name: String,
    /// `path`, `query` or `header`.
    #[serde(rename = "in")]
    pub location: &'static str,
    /// What it holds.
    #[serde(flatten)]
    pub ty: TypeWords,
    /// Whether the call makes no sense without it.
    pub required: bool,
    /// A value that is always sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// What prose says of it.
    #[serde(flatten)]
    pub facts: ValueFacts,
    /// The line that it stands on, from 1.
    pub line: usize,
}

/// What prose says of a parameter or a field; what it does not say is left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ValueFacts {
    /// What the service takes where the value is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The least number, in decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// The greatest number, in decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<String>,
    /// The greatest number of characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// Whether the vendor advises against it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Whether `me` may stand for the caller's own id.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub accepts_me: bool,
}

/// A body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BodyRow {
    /// `json`, `form`, `multipart`, `text`, `bytes` or `graphql`.
    pub kind: &'static str,
    /// The `Content-Type`.
    pub media_type: String,
    /// Whether the call makes no sense without it.
    pub required: bool,
    /// The fields of a form, or of a JSON object.
    pub fields: Vec<FieldRow>,
}

/// A field of a body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldRow {
    /// Its name on the wire.
    pub name: String,
    /// What it holds.
    #[serde(flatten)]
    pub ty: TypeWords,
    /// Whether the body makes no sense without it.
    pub required: bool,
    /// What prose says of it.
    #[serde(flatten)]
    pub facts: ValueFacts,
    /// The line that it stands on, from 1; a field of JSON has none, because each example has its own line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// A documented success.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseRow {
    /// The HTTP status; nothing for whatever is not documented otherwise.
    pub status: Option<u16>,
    /// `empty`, `json`, `text` or `bytes`.
    pub content: &'static str,
    /// What the JSON holds.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub ty: Option<TypeWords>,
}

/// A documented failure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErrorRow {
    /// The HTTP status.
    pub status: u16,
    /// The vendor's own code.
    pub code: Option<String>,
    /// The variant of the operation's error.
    pub variant: String,
    /// What the documentation says.
    pub messages: Vec<String>,
    /// The line that it stands on, from 1.
    pub line: usize,
}

/// How pages are read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PaginationRow {
    /// `token`, `page`, `offset` or `link`.
    pub style: &'static str,
    /// The response field that holds the items, as a path of keys.
    pub items: Vec<String>,
}

type Place<'a> = &'a dyn Fn(&Origin) -> (String, usize);

pub(super) fn row(
    api: &Api,
    names: &Names,
    id: OperationId,
    operation: &Operation,
    place: Place<'_>,
) -> OperationRow {
    let named = names.operation(id);
    let (file, line) = place(&operation.origin);
    OperationRow {
        key: Some(operation.key.to_string()),
        item: item(operation),
        service: Some(names.service(operation.service).module.clone()),
        function: Some(named.method.clone()),
        parameters: operation
            .parameters
            .iter()
            .map(|one| parameter(api, one, place))
            .collect(),
        body: operation
            .body
            .as_ref()
            .map(|body| body_row(api, body, place)),
        responses: operation
            .responses
            .iter()
            .map(|one| response(api, one))
            .collect(),
        errors: operation
            .errors
            .iter()
            .map(|case| error(case, &named.variants, place))
            .collect(),
        security: operation.security.and_then(|id| {
            api.security
                .get(id.0 as usize)
                .map(|scheme| security(&scheme.kind))
        }),
        scopes: operation.effects.scopes.clone(),
        granular_scopes: operation.effects.granular_scopes.clone(),
        rate_label: operation.effects.rate_label.clone(),
        prerequisites: operation.effects.prerequisites.clone(),
        accepts_me: operation.effects.accepts_me,
        pagination: operation.pagination.as_ref().map(pagination),
        deprecated: operation.effects.deprecated,
        joined: operation.items.iter().skip(1).cloned().collect(),
        skipped: None,
        file,
        line,
    }
}

pub(super) fn skipped_row(skipped: &Skipped, place: Place<'_>) -> OperationRow {
    let (file, line) = place(&skipped.origin);
    OperationRow {
        key: None,
        item: skipped.item.clone(),
        service: None,
        function: None,
        parameters: Vec::new(),
        body: None,
        responses: Vec::new(),
        errors: Vec::new(),
        security: None,
        scopes: Vec::new(),
        granular_scopes: Vec::new(),
        rate_label: None,
        prerequisites: Vec::new(),
        accepts_me: false,
        pagination: None,
        deprecated: false,
        joined: Vec::new(),
        skipped: Some(skipped.reason.clone()),
        file,
        line,
    }
}

fn item(operation: &Operation) -> String {
    let path = || {
        operation
            .folders
            .iter()
            .chain([&operation.name])
            .cloned()
            .collect::<Vec<_>>()
    };
    operation
        .items
        .first()
        .cloned()
        .unwrap_or_else(|| path().join(" / "))
}

fn facts(bounds: &Bounds, default: Option<&String>, deprecated: bool) -> ValueFacts {
    ValueFacts {
        default: default.cloned(),
        minimum: bounds.minimum.clone(),
        maximum: bounds.maximum.clone(),
        max_length: bounds.max_length,
        deprecated,
        accepts_me: false,
    }
}

fn parameter(api: &Api, parameter: &Parameter, place: Place<'_>) -> ParameterRow {
    let facts = facts(
        &parameter.bounds,
        parameter.default.as_ref(),
        parameter.deprecated,
    );
    ParameterRow {
        name: parameter.name.clone(),
        location: parameter.location.as_str(),
        ty: words(api, &parameter.ty),
        required: parameter.required,
        constant: parameter.constant.clone(),
        facts: ValueFacts {
            accepts_me: parameter.accepts_me,
            ..facts
        },
        line: place(&parameter.origin).1,
    }
}

fn body_row(api: &Api, body: &Body, place: Place<'_>) -> BodyRow {
    let form = |fields: &[FormField]| {
        let row = |field| form_field(api, field, place);
        fields.iter().map(row).collect()
    };
    let (kind, fields) = match &body.kind {
        BodyKind::Json(ty) => ("json", record_fields(api, ty)),
        BodyKind::Object(fields) => ("json", form(fields)),
        BodyKind::Form(fields) => ("form", form(fields)),
        BodyKind::Multipart(fields) => ("multipart", form(fields)),
        BodyKind::Text => ("text", Vec::new()),
        BodyKind::Bytes => ("bytes", Vec::new()),
        BodyKind::GraphQl { variables, .. } => (
            "graphql",
            variables
                .as_ref()
                .map_or_else(Vec::new, |ty| record_fields(api, ty)),
        ),
    };
    BodyRow {
        kind,
        media_type: body.media_type.clone(),
        required: body.required,
        fields,
    }
}

fn form_field(api: &Api, field: &FormField, place: Place<'_>) -> FieldRow {
    FieldRow {
        name: field.name.clone(),
        ty: words(api, &field.ty),
        required: field.required,
        facts: facts(&field.bounds, field.default.as_ref(), field.deprecated),
        line: Some(place(&field.origin).1),
    }
}

fn record_fields(api: &Api, ty: &Type) -> Vec<FieldRow> {
    let Type::Named(id) = ty else {
        return Vec::new();
    };
    match api.types.get(id.0 as usize).map(|def| &def.shape) {
        Some(TypeShape::Record(record)) => record
            .fields
            .iter()
            .map(|field| FieldRow {
                name: field.name.clone(),
                ty: words(api, &field.ty),
                required: field.required,
                facts: facts(&Bounds::default(), None, field.deprecated),
                line: None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn response(api: &Api, response: &Response) -> ResponseRow {
    let (content, ty) = match &response.content {
        Content::Empty => ("empty", None),
        Content::Json(ty) => ("json", Some(words(api, ty))),
        Content::Text(_) => ("text", None),
        Content::Bytes(_) => ("bytes", None),
    };
    let status = match response.status {
        Status::Code(code) => Some(code),
        Status::Default => None,
    };
    ResponseRow {
        status,
        content,
        ty,
    }
}

fn error(case: &ErrorCase, variants: &[ErrorVariant], place: Place<'_>) -> ErrorRow {
    ErrorRow {
        status: case.status,
        code: case.code.clone(),
        variant: match case.status {
            // The client reports this status in one way, whatever is documented.
            429 => "RateLimited",
            _ => variant_of(variants, case).map_or("Other", |variant| &variant.name),
        }
        .to_owned(),
        messages: case.messages.clone(),
        line: place(&case.origin).1,
    }
}

/// A word for a way to authenticate: `bearer`.
pub fn security(kind: &SecurityKind) -> &'static str {
    match kind {
        SecurityKind::Bearer { .. } => "bearer",
        SecurityKind::Basic => "basic",
        SecurityKind::ApiKey { .. } => "apikey",
        SecurityKind::OAuth2(_) => "oauth2",
        SecurityKind::Digest { .. } => "digest",
        SecurityKind::AwsV4 { .. } => "awsv4",
        SecurityKind::OAuth1 { .. } => "oauth1",
        SecurityKind::Hawk { .. } => "hawk",
        SecurityKind::Jwt { .. } => "jwt",
        SecurityKind::Custom { .. } => "custom",
    }
}

fn pagination(pagination: &Pagination) -> PaginationRow {
    let style = match pagination.style {
        PageStyle::Token { .. } => "token",
        PageStyle::Page { .. } => "page",
        PageStyle::Offset { .. } => "offset",
        PageStyle::Link { .. } => "link",
    };
    PaginationRow {
        style,
        items: pagination.items.clone(),
    }
}
