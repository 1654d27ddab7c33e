//! The crate as data. Every name, type and text is final; `emit` only writes them.

use super::types::TypeRef;

pub use crate::model::api::{PageStyle, Pagination, ParameterStyle, Status, StyleForm};

pub use super::rows::{
    ApiRow, ChallengeRow, CredentialKind, CredentialSetter, ErrorKeys, Grant, LimitRow, LimitRows,
    SchemeRow, TokenServiceRow, WebhookRow,
};

/// A crate, ready to be written.
#[derive(Debug, Clone)]
pub struct Crate {
    /// The facts for manifest and readme.
    pub package: Package,
    /// The path of the root in the crate that it is compiled in: `crate`, or `crate::shop` inside another.
    pub root: String,
    /// Docs of the crate's root.
    pub docs: Docs,
    /// The constant that describes the API.
    pub api: ApiRow,
    /// The names that the client's module imports from the runtime.
    pub client_imports: Vec<&'static str>,
    /// How the vendor signs messages to webhooks.
    pub webhook: Option<WebhookRow>,
    /// Functions for grant types that are this vendor's own.
    pub grants: Vec<Grant>,
    /// The setters for the credentials of each scheme; none where the runtime's own setters do.
    pub credential_setters: Vec<CredentialSetter>,
    /// One module per service.
    pub modules: Vec<Module>,
    /// The enum of all error codes, where any is documented.
    pub codes: Option<Item>,
    /// The constants for headers of responses.
    pub headers: Vec<HeaderRow>,
    /// Types that several modules use.
    pub shared: Vec<Item>,
    /// Types for servers whose URLs have variables.
    pub servers: Vec<ServerType>,
    /// Whether the crate has a hand-written module `ext`.
    pub extension: bool,
}

/// Lines of Markdown for doc comments, already escaped.
pub type Docs = Vec<String>;

/// The facts for manifest and readme.
#[derive(Debug, Clone)]
pub struct Package {
    /// The package's name: `zoom-client`.
    pub name: String,
    /// The name of the crate in paths: `zoom_client`.
    pub library: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// The plans of the vendor that have rate limits.
    pub plans: Vec<String>,
    /// One sentence about the API, without markup.
    pub description: String,
    /// The API's title, as Markdown.
    pub title: String,
    /// The description of the API, as Markdown.
    pub prose: Docs,
    /// Where the runtime comes from.
    pub runtime: super::Runtime,
    /// Features of the runtime that the API's credentials need.
    pub runtime_features: Vec<&'static str>,
    /// Whether the crate is a workspace of its own.
    pub standalone: bool,
    /// A feature for each module, in order of name.
    pub features: Vec<Feature>,
    /// How many operations there are.
    pub operations: usize,
    /// How many operations have an answer that is any JSON because none is documented.
    pub assumed: usize,
    /// Whether any operation has pages.
    pub paged: bool,
    /// Whether the crate has the scheme of webhooks.
    pub webhook: bool,
    /// The programs of the readme and of the root's docs.
    pub guide: Guide,
    /// What a hook of the caller signs, as Markdown; empty if the client signs all requests itself.
    pub hooks: Docs,
    /// How the credentials of each scheme are set and sent, as Markdown; empty where no scheme has a name.
    pub authentication: Docs,
    /// Servers that callers can choose in the place of another, as Markdown.
    pub other_servers: Docs,
    /// The URL of the default server; `None` where the document has none.
    pub base_url: Option<String>,
    /// How the variables of the default server are set; `None` where it has none.
    pub server_values: Option<ServerValues>,
    /// The URL of each server and the number of its operations, as Markdown; empty for a single server.
    pub servers: Docs,
}

/// How the variables of a server are set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerValues {
    /// The server's URL with its variables, as Markdown.
    pub url: String,
    /// The expression that is given to the builder.
    pub expression: String,
}

/// Programs for newcomers, in lines; empty where the API has no operation that they can show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guide {
    /// A whole program with one call.
    pub program: Vec<String>,
    /// Statements that read a list to its end.
    pub list: Vec<String>,
    /// Statements that handle a documented error.
    pub errors: Vec<String>,
}

/// A cargo feature that turns on one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// `sip-phones`.
    pub name: String,
    /// The module that it turns on.
    pub module: String,
    /// How many operations the module has.
    pub operations: usize,
}

/// A server whose URL has variables.
#[derive(Debug, Clone)]
pub struct ServerType {
    /// Its docs.
    pub docs: Docs,
    /// The type.
    pub name: String,
    /// Its index in the API's list.
    pub index: usize,
    /// The URL's fixed text and the fields in between, in order.
    pub url: Vec<UrlPiece>,
    /// The variables.
    pub variables: Vec<ServerVariable>,
}

/// A piece of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPiece {
    /// Fixed text.
    Text(String),
    /// The value of this field.
    Field(String),
}

/// A variable of a server's URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Its docs.
    pub docs: Docs,
    /// The field and setter.
    pub name: String,
    /// The default; without one it is an argument of the constructor.
    pub default: Option<String>,
}

/// A group of operations: the type with its methods, and its types.
#[derive(Debug, Clone)]
pub struct Module {
    /// The name of the module and of the client's method.
    pub name: String,
    /// The cargo feature.
    pub feature: String,
    /// The features that compile the module, any of them; without features it is always compiled.
    pub gate: Vec<String>,
    /// Docs of the module.
    pub docs: Docs,
    /// One sentence about the type with the methods.
    pub summary: String,
    /// The type that holds the methods.
    pub handle: String,
    /// The calls.
    pub methods: Vec<Method>,
    /// The types that only this module uses.
    pub items: Vec<Item>,
    /// Shared types that were types of this module in an earlier run, each with its name there.
    pub aliases: Vec<(String, String)>,
}

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
    pub(super) fn new(kind: StepKind, operands: Vec<Operand>) -> Self {
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

/// The response of a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// No body.
    Empty,
    /// A JSON value.
    Json(TypeRef),
    /// A JSON value, or no body.
    Optional(TypeRef),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// One of several, by the status.
    Choice(AnswerEnum),
}

impl Answer {
    /// The types of its JSON.
    pub fn types(&self) -> Vec<&TypeRef> {
        match self {
            Self::Json(ty) | Self::Optional(ty) => vec![ty],
            Self::Choice(choice) => {
                let variants = choice.variants.iter();
                variants
                    .flat_map(|variant| variant.answer.types())
                    .collect()
            }
            Self::Empty | Self::Text | Self::Bytes => Vec::new(),
        }
    }
}

/// The enum of the answers of an operation that answers in several ways.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerEnum {
    /// Its docs.
    pub docs: Docs,
    /// The type.
    pub name: String,
    /// The variants.
    pub variants: Vec<AnswerVariant>,
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerVariant {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// Its statuses and ranges.
    pub statuses: Vec<Status>,
    /// What it is.
    pub answer: Answer,
}

/// A method of a call that reads the answer in another media type.
#[derive(Debug, Clone)]
pub struct AnswerReader {
    /// Its docs.
    pub docs: Docs,
    /// The method.
    pub name: String,
    /// The media type that the request accepts.
    pub media_type: String,
    /// What is read; `None` for a stream, which is read while it arrives.
    pub answer: Option<Answer>,
}

/// A constant for a header of responses.
#[derive(Debug, Clone)]
pub struct HeaderRow {
    /// Its docs.
    pub docs: Docs,
    /// The constant.
    pub name: String,
    /// The name of the header.
    pub wire: String,
    /// The type of its value.
    pub ty: TypeRef,
}

/// The error enum of an operation.
#[derive(Debug, Clone)]
pub struct ErrorEnum {
    /// Its docs.
    pub docs: Docs,
    /// The type.
    pub name: String,
    /// The documented errors; `Other` is added to them.
    pub variants: Vec<ErrorVariant>,
    /// The docs of `Other`.
    pub other_docs: Docs,
    /// The type of the bodies of `Other`, where one is documented.
    pub other_body: Option<TypeRef>,
}

/// A documented error.
#[derive(Debug, Clone)]
pub struct ErrorVariant {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// The status or range.
    pub status: Status,
    /// The vendor's code.
    pub code: Option<String>,
    /// The type of its body, where one is documented.
    pub body: Option<TypeRef>,
}

/// A type of the API.
#[derive(Debug, Clone)]
pub struct Item {
    /// The lines of its doc comment.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// The features that compile it, any of them; without features it is always compiled.
    pub features: Vec<String>,
    /// Whether it occurs in answers.
    pub read: bool,
    /// Whether it occurs in requests.
    pub write: bool,
    /// What it is.
    pub kind: ItemKind,
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// A struct.
    Record(Vec<Field>),
    /// An open enum of texts or numbers.
    Enum {
        /// Its values.
        values: Vec<Value>,
        /// Whether they are numbers in JSON.
        numeric: bool,
    },
    /// A newtype of a string.
    Identifier,
    /// An enum with a type in each variant.
    Union {
        /// The key whose value selects the variant; without it the type that fits best is taken.
        tag: Option<String>,
        /// The variant for other values of the tag.
        default: Option<String>,
        /// The variants.
        shapes: Vec<ShapeVariant>,
    },
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// The lines of its doc comment.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// Its key in JSON; empty where it holds several members.
    pub key: String,
    /// Its type.
    pub ty: TypeRef,
    /// How it is read and written.
    pub role: FieldRole,
}

/// How a field is read and written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FieldRole {
    /// As its type says.
    #[default]
    Plain,
    /// Where it is `None`, this value is written.
    Constant(Constant),
    /// It is not written.
    Read,
    /// It holds all members that no other field holds; it is the last one.
    Rest,
}

/// A value that is always the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

/// A value of an open enum.
#[derive(Debug, Clone)]
pub struct Value {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// The text or number in JSON.
    pub value: String,
}

/// A variant with a type.
#[derive(Debug, Clone)]
pub struct ShapeVariant {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// What it is called in the source.
    pub value: String,
    /// The values of the union's tag that select it.
    pub tags: Vec<String>,
    /// The keys that its objects have, without a tag, and the value that each must have, as text.
    pub listed: Vec<(String, Option<String>)>,
    /// Its type.
    pub ty: TypeRef,
}

/// An example call; the variable of the client is named `client`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Example {
    /// Calls on the client's builder: `.bearer("<access_token>")`.
    pub setup: Vec<String>,
    /// Imports that only `setup` needs.
    pub setup_uses: Vec<String>,
    /// Imports: `zoom_client::users::ListUsersStatus`.
    pub uses: Vec<String>,
    /// Statements before the call.
    pub lets: Vec<String>,
    /// The call, not yet awaited: `client.users().update_password("me", "secret")`.
    pub call: String,
    /// Whether it sends everything that the curl command sends.
    pub whole: bool,
    /// Whether the answer has a value.
    pub answers: bool,
}
