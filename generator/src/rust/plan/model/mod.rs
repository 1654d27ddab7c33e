//! The crate as data. Every name, type and text is final; `emit` only writes them.

mod answer;
mod item;
mod method;

pub use answer::{
    Answer, AnswerEnum, AnswerReader, AnswerVariant, ErrorEnum, ErrorVariant, HeaderRow,
};
pub use item::{Constant, Field, FieldRole, Item, ItemKind, ShapeVariant, Value};
pub use method::{Argument, ListStyle, Method, Operand, Row, SchemeUse, Setter, Step, StepKind};

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
