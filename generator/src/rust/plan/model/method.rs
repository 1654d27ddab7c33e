//! Calls: their arguments, setters and steps, and the constants that describe operations.

use super::super::types::TypeRef;
use super::answer::{Answer, AnswerReader, ErrorEnum};
use super::{Docs, Example, Pagination, ParameterStyle};

/// A call.
#[derive(Debug, Clone)]
pub struct Method {
    /// Its docs.
    pub docs: Docs,
    /// The method.
    pub name: String,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// The required inputs.
    pub arguments: Vec<Argument>,
    /// The struct of the arguments, where they are too many for a list of arguments.
    pub params: Option<String>,
    /// The constant that describes the operation.
    pub constant: String,
    /// The fields of the constant.
    pub row: Row,
    /// The calls that fill in the request.
    pub steps: Vec<Step>,
    /// The type of the call.
    pub call: String,
    /// The optional inputs.
    pub setters: Vec<Setter>,
    /// The answer.
    pub answer: Answer,
    /// The methods that read it in other media types.
    pub readers: Vec<AnswerReader>,
    /// Whether the answer is any JSON because none is documented.
    pub assumed: bool,
    /// The type of an item of its pages, where it has pages.
    pub item: Option<TypeRef>,
    /// The error enum.
    pub error: ErrorEnum,
    /// The example call.
    pub example: Example,
}

/// A required input of a call.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its docs, for the field of a params struct.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
}

/// The constant that describes an operation.
#[derive(Debug, Clone)]
pub struct Row {
    /// The HTTP method.
    pub method: String,
    /// The path with `{parameters}`.
    pub path: String,
    /// The operation's name in the document.
    pub name: String,
    /// The ways to authenticate a call, each with the schemes that it needs; a way without schemes needs no credentials.
    pub secured: Vec<Vec<SchemeUse>>,
    /// The documented statuses of success.
    pub success: Vec<u16>,
    /// The index of the server.
    pub server: usize,
    /// Headers that are sent unless the caller sets them.
    pub headers: Vec<(String, String)>,
    /// Query parameters that are sent unless the caller sets them.
    pub query: Vec<(String, String)>,
    /// Whether everything in the query is percent-encoded except unreserved characters.
    pub strict_query: bool,
    /// The scopes that a token needs: those of the description, or those that the first way to authenticate declares.
    pub scopes: Vec<String>,
    /// The scopes of the vendor's second, finer set.
    pub granular_scopes: Vec<String>,
    /// What must be true of the account, a line each, as Markdown.
    pub prerequisites: Vec<String>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// The rate limit's name.
    pub rate_label: Option<String>,
    /// Whether doing it twice is doing it once, where the method misleads.
    pub idempotent: Option<bool>,
    /// Its pagination.
    pub paging: Option<Pagination>,
}

/// A security scheme that a call needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeUse {
    /// The index of the scheme.
    pub scheme: usize,
    /// The scopes that its token needs, all of them.
    pub scopes: Vec<String>,
}

/// One method call on the request that is being filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it adds to the request.
    pub kind: StepKind,
    /// The arguments of the method.
    pub operands: Vec<Operand>,
}

impl Step {
    pub(in crate::rust::plan) fn new(kind: StepKind, operands: Vec<Operand>) -> Self {
        Self { kind, operands }
    }
}

/// What a step adds to the request; each kind is one method of the runtime's request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// A parameter of the path.
    Path,
    /// A parameter of the path that is percent-encoded twice.
    PathTwice,
    /// The whole URL.
    Url,
    /// A query parameter.
    Query,
    /// A query parameter with a list of values.
    QueryList,
    /// A query parameter without a value.
    QueryFlag,
    /// A header.
    Header,
    /// A parameter of the path in a style.
    PathAs,
    /// A query parameter in a style.
    QueryAs,
    /// A header in a style.
    HeaderAs,
    /// A cookie in a style.
    CookieAs,
    /// The whole query from one value.
    WholeQuery,
    /// A member of the JSON object in the body.
    Member,
    /// A field of an `application/x-www-form-urlencoded` body.
    Field,
    /// A field that is repeated for each value of a list.
    FieldList,
    /// A field whose value is JSON text.
    FieldJson,
    /// A field that is repeated with the JSON text of each item of a list.
    FieldJsonList,
    /// A field in a style.
    FieldAs,
    /// A part of a `multipart/form-data` body.
    Part,
    /// A part in a style.
    PartAs,
    /// A part with a content type of its own.
    PartTyped,
    /// A part that is repeated for each value of a list.
    PartList,
    /// A part of JSON.
    PartJson,
    /// A part of JSON for each item of a list.
    PartJsonList,
    /// A part that is a file.
    PartFile,
    /// A part that is repeated for each of several files.
    PartFiles,
    /// A part that is a file, with the content type of files that have none.
    PartFileAs,
    /// A part that is repeated for each of several files, with the content type of those that have none.
    PartFilesAs,
    /// A body of JSON.
    Json,
    /// A body of JSON with another media type than `application/json`.
    JsonAs,
    /// A body of several JSON values, each on a line.
    JsonLines,
    /// A body of XML.
    Xml,
    /// A body of text.
    Text,
    /// A body of bytes.
    File,
    /// A body of bytes with a media type.
    FileAs,
    /// A body with a GraphQL document.
    GraphQl,
}

/// How a list is written in the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStyle {
    /// `a=1&a=2`
    Repeat,
    /// `a=1,2`
    Comma,
    /// `a=1%202`
    Space,
    /// `a=1|2`
    Pipe,
}

/// An argument of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// A text.
    Text(String),
    /// A text or nothing.
    OptionalText(Option<String>),
    /// The value of an argument.
    Value(String),
    /// A reference to an argument.
    Reference(String),
    /// A reference to an argument, converted into its value type.
    Converted(String),
    /// A reference to the JSON of an argument.
    Encoded(String),
    /// A reference to a fixed text.
    Constant(String),
    /// A reference to a fixed number.
    Integer(i64),
    /// How a list is written.
    Style(ListStyle),
    /// How a parameter is written.
    ParameterStyle(ParameterStyle),
    /// A reference to nothing.
    Unit,
}

/// An optional value of a call.
#[derive(Debug, Clone)]
pub struct Setter {
    /// Its docs.
    pub docs: Docs,
    /// The method.
    pub name: String,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// The type of its argument; `None` for a switch without argument.
    pub ty: Option<TypeRef>,
    /// What it adds to the request.
    pub step: Step,
}
