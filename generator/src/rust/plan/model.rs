//! The crate as data: every name, type and text final, nothing left to decide.

use super::types::TypeRef;

pub use super::rows::{
    ApiRow, ErrorKeys, Grant, LimitRow, LimitRows, SchemeRow, TokenServiceRow, WebhookRow,
};

/// A crate, ready to be written.
#[derive(Debug, Clone)]
pub struct Crate {
    /// What the manifest and the readme say.
    pub package: Package,
    /// The path of the root in the crate that it is compiled in: `crate`, or `crate::shop` inside another.
    pub root: String,
    /// Docs of the crate's root.
    pub docs: Docs,
    /// What the client knows of the API before the first call.
    pub api: ApiRow,
    /// What the client's module brings into scope from the runtime.
    pub client_imports: Vec<&'static str>,
    /// How the vendor signs messages to webhooks.
    pub webhook: Option<WebhookRow>,
    /// Functions for the grants that only this vendor has.
    pub grants: Vec<Grant>,
    /// One module per service.
    pub modules: Vec<Module>,
    /// The enum of all error codes, where any is documented.
    pub codes: Option<Item>,
    /// Types that several modules use.
    pub shared: Vec<Item>,
    /// Types for servers whose URLs have variables.
    pub servers: Vec<ServerType>,
    /// Whether the crate has a module `ext` that somebody wrote by hand.
    pub extension: bool,
}

/// Lines of Markdown that rustdoc takes as they are.
pub type Docs = Vec<String>;

/// What the manifest and the readme say.
#[derive(Debug, Clone)]
pub struct Package {
    /// The package's name: `zoom-client`.
    pub name: String,
    /// The package's name as code spells it: `zoom_client`.
    pub library: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// The plans whose limits calls can keep to.
    pub plans: Vec<String>,
    /// One sentence about it, without markup.
    pub description: String,
    /// The API's name as its maker writes it, as Markdown.
    pub title: String,
    /// The first paragraphs of prose about it, as Markdown.
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
    /// Whether any of them is read page by page.
    pub paged: bool,
    /// Whether it is known how messages to webhooks are signed.
    pub webhook: bool,
    /// A whole program for the readme.
    pub example: Vec<String>,
    /// Where requests go unless the caller sets another server; none where the API does not say.
    pub base_url: Option<String>,
    /// The servers, where there are several: each one's URL and how many operations it has, as Markdown.
    pub servers: Docs,
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
    /// Its place in the API's list.
    pub index: usize,
    /// The URL's fixed text and the fields in between, in order.
    pub url: Vec<UrlPiece>,
    /// The variables.
    pub variables: Vec<ServerVariable>,
}

/// A piece of a server's URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPiece {
    /// As it stands.
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
    /// The value unless it is set; where there is none, the constructor asks for it.
    pub default: Option<String>,
}

/// One service: its handle, its calls and its types.
#[derive(Debug, Clone)]
pub struct Module {
    /// The module's and the client's method's name.
    pub name: String,
    /// The cargo feature.
    pub feature: String,
    /// The features of which one has to be on for the module to be compiled; it always is where there are none.
    pub gate: Vec<String>,
    /// Docs of the module.
    pub docs: Docs,
    /// One sentence about the handle.
    pub summary: String,
    /// The type that holds the methods.
    pub handle: String,
    /// The calls.
    pub methods: Vec<Method>,
    /// The types that only this module uses.
    pub items: Vec<Item>,
    /// Shared types that had a name in this module before, with that name.
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
    /// What it must be given.
    pub arguments: Vec<Argument>,
    /// The struct that holds the arguments where they are too many to stand in a row.
    pub params: Option<String>,
    /// The constant that describes the operation.
    pub constant: String,
    /// What the constant says.
    pub row: Row,
    /// How the request is filled in.
    pub steps: Vec<Step>,
    /// The builder, where there is anything that may be set or left.
    pub builder: Option<Builder>,
    /// What it answers.
    pub answer: Answer,
    /// What its pages hold, where it is read page by page.
    pub item: Option<TypeRef>,
    /// What it fails with.
    pub error: ErrorEnum,
    /// How an example of it is written.
    pub example: Example,
}

/// Something that a call must be given.
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
    /// The item's name.
    pub name: String,
    /// The scheme that it asks for.
    pub secured: Option<usize>,
    /// The documented successes.
    pub success: Vec<u16>,
    /// The server.
    pub server: usize,
    /// Headers that are always sent.
    pub headers: Vec<(String, String)>,
    /// The scopes that a token needs.
    pub scopes: Vec<String>,
    /// The scopes of the vendor's second, finer set.
    pub granular_scopes: Vec<String>,
    /// What must be true of the account, a line each, as Markdown.
    pub prerequisites: Vec<String>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Whether `me` may stand for the caller's own id.
    pub accepts_me: bool,
    /// The rate limit's name.
    pub rate_label: Option<String>,
    /// Whether doing it twice is doing it once, where the method misleads.
    pub idempotent: Option<bool>,
    /// How it is read page by page.
    pub paging: Option<PagingRow>,
}

/// How an operation is read page by page. Paths are keys with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagingRow {
    /// What moves from page to page.
    pub style: PagingStyle,
    /// Whether what moves is a field of the body.
    pub in_body: bool,
    /// The path to the items; empty where the answer itself is the list.
    pub items: String,
    /// The path to the number of pages.
    pub pages: Option<String>,
    /// The path to the number of items on all pages.
    pub total: Option<String>,
}

/// What moves from page to page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagingStyle {
    /// A parameter takes a token from a path.
    Token(String, String),
    /// A parameter counts pages from a first one.
    Number(String, u64),
    /// A parameter counts items.
    Offset(String),
    /// A path leads to a URL.
    Link(String),
    /// A header holds a URL.
    LinkHeader,
}

/// One call on the request that is being filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The runtime's method: `path`, `query`, `json`.
    pub method: &'static str,
    /// What it is given.
    pub operands: Vec<Operand>,
}

/// What a step is given.
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
    /// A reference to the JSON of an argument.
    Encoded(String),
    /// A reference to a fixed text.
    Constant(String),
    /// How a list is written.
    Style(&'static str),
    /// A reference to nothing.
    Unit,
}

/// A call on which optional values are set.
#[derive(Debug, Clone)]
pub struct Builder {
    /// The type.
    pub name: String,
    /// What may be set.
    pub setters: Vec<Setter>,
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
    /// What it takes; nothing for a switch.
    pub ty: Option<TypeRef>,
    /// What it adds to the request.
    pub step: Step,
}

/// What a call answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Nothing.
    Empty,
    /// A JSON value.
    Json(TypeRef),
    /// A JSON value or nothing.
    Optional(TypeRef),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// What a call fails with when the service answers.
#[derive(Debug, Clone)]
pub struct ErrorEnum {
    /// Its docs.
    pub docs: Docs,
    /// The type.
    pub name: String,
    /// The documented cases; `Other` follows them.
    pub variants: Vec<ErrorVariant>,
}

/// A documented case of failure.
#[derive(Debug, Clone)]
pub struct ErrorVariant {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// The status.
    pub status: u16,
    /// The vendor's code.
    pub code: Option<String>,
}

/// A type of the API.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its docs.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// The features of which one must be on; empty where it always is there.
    pub features: Vec<String>,
    /// Whether answers hold it.
    pub read: bool,
    /// Whether requests hold it.
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
    /// A text of its own kind.
    Identifier,
    /// An enum of shapes.
    Union {
        /// The field that distinguishes them.
        tag: Option<String>,
        /// The shapes.
        shapes: Vec<ShapeVariant>,
    },
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its docs.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// Its key in JSON.
    pub key: String,
    /// Its type.
    pub ty: TypeRef,
}

/// A value of an open enum.
#[derive(Debug, Clone)]
pub struct Value {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// On the wire.
    pub value: String,
}

/// A variant of an enum of shapes.
#[derive(Debug, Clone)]
pub struct ShapeVariant {
    /// Its docs.
    pub docs: Docs,
    /// The variant.
    pub name: String,
    /// The tag's value.
    pub value: String,
    /// What it holds.
    pub ty: TypeRef,
}

/// How an example call is written; the client is named `client`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Example {
    /// Calls on the client's builder: `.bearer("<access_token>")`.
    pub setup: Vec<String>,
    /// What must be imported: `zoom_client::users::ListUsersStatus`.
    pub uses: Vec<String>,
    /// Statements before the call.
    pub lets: Vec<String>,
    /// The call, not yet awaited: `client.users().update_password("me", "secret")`.
    pub call: String,
    /// Whether it sends all that the sample call sends.
    pub whole: bool,
    /// Whether it answers anything.
    pub answers: bool,
}
