//! What `inspect` prints for each request.

use serde::Serialize;

use super::types::TypeRow;
use crate::ground::diagnostic::Origin;
use crate::make::Understood;
use crate::model::api::{
    Api, Body, BodyKind, Bounds, Content, ErrorCase, FormField, Operation, OperationId, PageStyle,
    Pagination, Parameter, Response, Skipped, Status, Type, TypeShape, source_path,
};
use crate::model::profile::{ALIAS_OF_CALLER, GRANULAR_SCOPES, PREREQUISITES};
use crate::rust::name::{ErrorVariant, Names, variant_of};

/// A request, and the operation that was made from it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OperationRow {
    /// `PUT /users/{userId}/password`; none for a skipped request.
    pub key: Option<String>,
    /// `folder / … / item`.
    pub item: String,
    /// The module of the generated crate.
    pub service: Option<String>,
    /// The method of the generated client.
    pub function: Option<String>,
    /// The parameters in path, query and headers.
    pub parameters: Vec<ParameterRow>,
    /// The request body.
    pub body: Option<BodyRow>,
    /// The documented successful responses.
    pub responses: Vec<ResponseRow>,
    /// The documented errors.
    pub errors: Vec<ErrorRow>,
    /// How the caller authenticates: `bearer`, `basic`, `apikey and basic, or none`, ….
    pub security: Option<String>,
    /// The ways to authenticate, of which one is enough; each with all schemes that it needs, and none where no credentials are
    /// needed.
    pub alternatives: Vec<Vec<RequirementRow>>,
    /// The scopes that the token needs.
    pub scopes: Vec<String>,
    /// The granular scopes that the token needs.
    pub granular_scopes: Vec<String>,
    /// The vendor's label of the rate limit.
    pub rate_label: Option<String>,
    /// The vendor's conditions for the call, such as a plan of the account.
    pub prerequisites: Vec<String>,
    /// Whether `me` is accepted instead of the caller's own id.
    pub accepts_me: bool,
    /// How the caller requests further pages.
    pub pagination: Option<PaginationRow>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The other items that were joined into the operation, because method, path and kind of body are equal.
    pub joined: Vec<String>,
    /// Why the request was skipped.
    pub skipped: Option<String>,
    /// The file with the request.
    pub file: String,
    /// The first line of the request, from 1.
    pub line: usize,
}

/// A security scheme that an operation needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequirementRow {
    /// The scheme's name in the document; empty where it has none.
    pub name: String,
    /// Its kind: `bearer`, `basic`, ….
    pub kind: &'static str,
    /// The scopes that its token needs, all of them.
    pub scopes: Vec<String>,
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParameterRow {
    /// Its name in the request.
    pub name: String,
    /// `path`, `query` or `header`.
    #[serde(rename = "in")]
    pub location: &'static str,
    /// Its type.
    #[serde(flatten)]
    pub ty: TypeRow,
    /// Whether it must be sent.
    pub required: bool,
    /// The value, if it is always the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// The value that is sent if the caller sets none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// Facts from its description.
    #[serde(flatten)]
    pub facts: ValueFacts,
    /// Its line, from 1.
    pub line: usize,
}

/// Facts from the description of a parameter or a field; unknown ones are left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ValueFacts {
    /// The value that the service uses if none is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The smallest number allowed, in decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// The greatest number allowed, in decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<String>,
    /// How many characters are allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// Whether it is deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Whether `me` is accepted instead of the caller's own id.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub accepts_me: bool,
}

/// A request body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BodyRow {
    /// `json`, `form`, `multipart`, `text`, `bytes` or `graphql`.
    pub kind: &'static str,
    /// The `Content-Type`.
    pub media_type: String,
    /// Whether it must be sent.
    pub required: bool,
    /// The fields of a form, or of a JSON object.
    pub fields: Vec<FieldRow>,
}

/// A field of a body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldRow {
    /// Its name in the request.
    pub name: String,
    /// Its type.
    #[serde(flatten)]
    pub ty: TypeRow,
    /// Whether the body must contain it.
    pub required: bool,
    /// The value, if it is always the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// Facts from its description.
    #[serde(flatten)]
    pub facts: ValueFacts,
    /// Its line, from 1; none for a field of a JSON type, which may come from several examples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// A documented successful response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseRow {
    /// The HTTP status; none for the response to every status that is not documented.
    pub status: Option<StatusRow>,
    /// `empty`, `json`, `text` or `bytes`.
    pub content: &'static str,
    /// The type of the JSON.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub ty: Option<TypeRow>,
    /// Whether the document describes no response, so that this one is assumed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
}

/// A documented status: a number, or `4XX` or `default`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum StatusRow {
    /// One status.
    Number(u16),
    /// A range, or any other status.
    Text(String),
}

impl StatusRow {
    fn of(status: Status) -> Self {
        match status {
            Status::Code(code) => Self::Number(code),
            Status::Range(_) | Status::Default => Self::Text(status.to_string()),
        }
    }
}

impl std::fmt::Display for StatusRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(status) => status.fmt(f),
            Self::Text(status) => status.fmt(f),
        }
    }
}

/// A documented error.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErrorRow {
    /// The HTTP status.
    pub status: StatusRow,
    /// The vendor's own code.
    pub code: Option<String>,
    /// The variant of the operation's error enum.
    pub variant: String,
    /// The documented messages.
    pub messages: Vec<String>,
    /// Its line, from 1.
    pub line: usize,
}

/// How an operation returns a list in pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PaginationRow {
    /// `token`, `page`, `offset` or `link`.
    pub style: &'static str,
    /// The path of keys to the items in the response.
    pub items: Vec<String>,
}

fn alternatives(api: &Api, operation: &Operation) -> Vec<Vec<RequirementRow>> {
    let ways = operation.security.iter().map(|way| {
        let schemes = api.schemes_of(way).zip(&way.schemes);
        let rows = schemes.map(|(scheme, requirement)| RequirementRow {
            name: scheme.name.clone(),
            kind: scheme.kind.as_str(),
            scopes: requirement.scopes.clone(),
        });
        rows.collect()
    });
    ways.collect()
}

/// The kinds of the schemes of all ways: `apikey and basic, or none`.
fn security(api: &Api, operation: &Operation) -> Option<String> {
    let ways = operation.security.iter().map(|way| {
        let kinds: Vec<&str> = api
            .schemes_of(way)
            .map(|scheme| scheme.kind.as_str())
            .collect();
        match kinds.is_empty() {
            true => "none".to_owned(),
            false => kinds.join(" and "),
        }
    });
    let ways: Vec<String> = ways.collect();
    (!ways.is_empty()).then(|| ways.join(", or "))
}

/// The file and the line of an origin.
type LineOf<'a> = &'a dyn Fn(&Origin) -> (String, usize);

pub(super) fn operation_row(
    understood: &Understood,
    names: &Names,
    id: OperationId,
    operation: &Operation,
    line_of: LineOf<'_>,
) -> OperationRow {
    let api = &understood.api;
    let source_paths = understood.provenance.source_paths(operation);
    let named = names.operation(id);
    let (file, line) = line_of(&operation.origin);
    let parameters = operation.parameters.iter();
    let responses = operation.responses.iter();
    let errors = operation.errors.iter();
    let effects = &operation.effects;
    OperationRow {
        key: Some(operation.key.to_string()),
        item: first_item_path(operation, source_paths),
        service: Some(names.service(operation.service).module.to_string()),
        function: Some(named.method.to_string()),
        parameters: parameters
            .map(|parameter| parameter_row(api, parameter, line_of))
            .collect(),
        body: operation
            .body
            .as_ref()
            .map(|body| body_row(api, body, line_of)),
        responses: responses
            .map(|response| response_row(api, response))
            .collect(),
        errors: errors
            .map(|case| error_row(case, &named.variants, line_of))
            .collect(),
        security: security(api, operation),
        alternatives: alternatives(api, operation),
        scopes: effects.scopes.clone(),
        granular_scopes: operation.notes.get(GRANULAR_SCOPES).to_vec(),
        rate_label: effects.rate_label.clone(),
        prerequisites: operation.notes.get(PREREQUISITES).to_vec(),
        accepts_me: operation.notes.has(ALIAS_OF_CALLER),
        pagination: operation.pagination.as_ref().map(pagination_row),
        deprecated: effects.deprecated,
        joined: source_paths.iter().skip(1).cloned().collect(),
        skipped: None,
        file,
        line,
    }
}

pub(super) fn skipped_row(skipped: &Skipped, line_of: LineOf<'_>) -> OperationRow {
    let (file, line) = line_of(&skipped.origin);
    OperationRow {
        item: skipped.source_path.clone(),
        skipped: Some(skipped.reason.clone()),
        file,
        line,
        ..OperationRow::default()
    }
}

/// The path of an operation's first item.
fn first_item_path(operation: &Operation, source_paths: &[String]) -> String {
    let first = source_paths.first().cloned();
    first.unwrap_or_else(|| source_path(&operation.groups, &operation.name))
}

fn value_facts(bounds: &Bounds, default: Option<&String>, deprecated: bool) -> ValueFacts {
    ValueFacts {
        default: default.cloned(),
        minimum: bounds.minimum.clone(),
        maximum: bounds.maximum.clone(),
        max_length: bounds.max_length,
        deprecated,
        accepts_me: false,
    }
}

fn parameter_row(api: &Api, parameter: &Parameter, line_of: LineOf<'_>) -> ParameterRow {
    let default = parameter.default.as_ref();
    ParameterRow {
        name: parameter.name.clone(),
        location: parameter.location.as_str(),
        ty: TypeRow::of(api, &parameter.ty),
        required: parameter.required,
        constant: parameter.constant.clone(),
        preset: parameter.preset.clone(),
        facts: ValueFacts {
            accepts_me: parameter.notes.has(ALIAS_OF_CALLER),
            ..value_facts(&parameter.bounds, default, parameter.deprecated)
        },
        line: line_of(&parameter.origin).1,
    }
}

fn body_row(api: &Api, body: &Body, line_of: LineOf<'_>) -> BodyRow {
    let form = |fields: &[FormField]| {
        let row = |field| form_field_row(api, field, line_of);
        fields.iter().map(row).collect()
    };
    let (kind, fields) = match &body.kind {
        BodyKind::Json(ty) => ("json", record_field_rows(api, ty)),
        BodyKind::Object(fields) => ("json", form(fields)),
        BodyKind::Form(fields) => ("form", form(fields)),
        BodyKind::Multipart(fields) => ("multipart", form(fields)),
        BodyKind::Text => ("text", Vec::new()),
        BodyKind::Bytes => ("bytes", Vec::new()),
        BodyKind::GraphQl { variables, .. } => {
            let fields = variables.as_ref().map(|ty| record_field_rows(api, ty));
            ("graphql", fields.unwrap_or_default())
        }
    };
    BodyRow {
        kind,
        media_type: body.media_type.clone(),
        required: body.required,
        fields,
    }
}

fn form_field_row(api: &Api, field: &FormField, line_of: LineOf<'_>) -> FieldRow {
    FieldRow {
        name: field.name.clone(),
        ty: TypeRow::of(api, &field.ty),
        required: field.required,
        constant: field.constant.clone(),
        facts: value_facts(&field.bounds, field.default.as_ref(), field.deprecated),
        line: Some(line_of(&field.origin).1),
    }
}

/// The fields of a type that is a record; else none.
fn record_field_rows(api: &Api, ty: &Type) -> Vec<FieldRow> {
    let Type::Named(id) = ty else {
        return Vec::new();
    };
    let Some(TypeShape::Record(record)) = api.types.get(*id).map(|def| &def.shape) else {
        return Vec::new();
    };
    let fields = record.fields.iter();
    fields
        .map(|field| FieldRow {
            name: field.name.clone(),
            ty: TypeRow::of(api, &field.ty),
            required: field.required,
            constant: None,
            facts: value_facts(&Bounds::default(), None, field.deprecated),
            line: None,
        })
        .collect()
}

fn response_row(api: &Api, response: &Response) -> ResponseRow {
    let (content, ty) = match &response.content {
        Content::Empty => ("empty", None),
        Content::Json(ty) => ("json", Some(TypeRow::of(api, ty))),
        Content::Text(_) => ("text", None),
        Content::Bytes(_) => ("bytes", None),
    };
    let status = match response.status {
        Status::Default => None,
        status => Some(StatusRow::of(status)),
    };
    ResponseRow {
        status,
        content,
        ty,
        assumed: response.assumed,
    }
}

fn error_row(case: &ErrorCase, variants: &[ErrorVariant], line_of: LineOf<'_>) -> ErrorRow {
    let variant = match case.status {
        // The client reports every 429 as `Error::RateLimited`.
        Status::Code(429) => "RateLimited",
        _ => variant_of(variants, case).map_or("Other", |variant| &*variant.name),
    };
    ErrorRow {
        status: StatusRow::of(case.status),
        code: case.code.clone(),
        variant: variant.to_owned(),
        messages: case.messages.clone(),
        line: line_of(&case.origin).1,
    }
}

fn pagination_row(pagination: &Pagination) -> PaginationRow {
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
