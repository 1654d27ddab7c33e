//! A collection as people write it, whatever its version: one lenient model.
//!
//! Every shape (v1, v2.0, v2.1, v3, an envelope, a folder, an item, a request) is read into this. Values
//! stay as the source has them: nothing is substituted, inherited or judged here.

use serde_json::Value;

use crate::ground::diagnostic::Origin;

/// What one input holds.
#[derive(Debug, Clone)]
pub struct Collection {
    /// The collection's name; the file's stem where it has none.
    pub name: String,
    /// Whether `name` was in the document.
    pub named: bool,
    /// Its version, where stated.
    pub version: Option<String>,
    /// Prose about it.
    pub description: Option<String>,
    /// Folders and requests, in order. A bare item or request stands here alone.
    pub nodes: Vec<Node>,
    /// The collection's own variables.
    pub variables: Vec<Variable>,
    /// The collection's own auth.
    pub auth: Auth,
    /// What was seen and is not used, by kind (`scripts`, `cookies`, `unknown key "x"`), one entry an
    /// occurrence, with its place.
    pub unused: Vec<(String, Origin)>,
    /// Whether the document says that Postman's OpenAPI converter made it.
    pub converted: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// A folder or a request with its saved responses.
#[derive(Debug, Clone)]
pub enum Node {
    /// A folder.
    Folder(Folder),
    /// An item.
    Item(Box<Item>),
}

/// A folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// As written; empty where there is none.
    pub name: String,
    /// Prose about it.
    pub description: Option<String>,
    /// What it holds.
    pub nodes: Vec<Node>,
    /// Its auth.
    pub auth: Auth,
    /// Its variables, which Postman's runtime ignores.
    pub variables: Vec<Variable>,
    /// Where it stands.
    pub origin: Origin,
}

/// A request with its saved responses.
#[derive(Debug, Clone)]
pub struct Item {
    /// As written; empty where there is none.
    pub name: String,
    /// The request's prose, else the item's.
    pub description: Option<String>,
    /// What it sends.
    pub request: Request,
    /// What was saved of its answers.
    pub responses: Vec<SavedResponse>,
    /// The `protocolProfileBehavior` in force.
    pub behavior: Behavior,
    /// Where it stands.
    pub origin: Origin,
}

/// What of a `protocolProfileBehavior` changes the bytes of a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Behavior {
    /// Whether a body is sent with GET too.
    pub keep_body: bool,
    /// Whether no `Content-Type` is made up for a body.
    pub no_content_type: bool,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    /// In upper case; `GET` where there is none.
    pub method: String,
    /// Where it goes.
    pub url: Url,
    /// Header lines in order.
    pub headers: Vec<Pair>,
    /// What it carries.
    pub body: Option<Body>,
    /// Its auth.
    pub auth: Auth,
    /// Where it stands.
    pub origin: Origin,
}

/// A URL, put back together from whatever parts the source has: a string, `raw`, or parts.
///
/// Strings still hold their `{{templates}}`; nothing is encoded or decoded.
#[derive(Debug, Clone)]
pub struct Url {
    /// `https`, where stated; without `://`.
    pub protocol: Option<String>,
    /// `user:password` in front of the host, where stated.
    pub credentials: Option<String>,
    /// `api.example.com`, `{{baseUrl}}` (which may hold scheme, path and query); dots joined.
    pub host: String,
    /// Where stated and not empty.
    pub port: Option<String>,
    /// The segments behind the host; an empty last one is a trailing slash.
    pub path: Vec<String>,
    /// The pairs behind the `?`, in order.
    pub query: Vec<Pair>,
    /// What the source declares of `:name` segments.
    pub variables: Vec<Variable>,
    /// Whether nothing at all was given.
    pub empty: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// A key with a value: a header, a query pair, a form field's text.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The key.
    pub key: String,
    /// The value; scalars as JSON has them, `None` where it is null or missing.
    pub value: Option<Value>,
    /// Whether it is switched off.
    pub disabled: bool,
    /// Prose about it.
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// A variable of a collection, a folder, an environment or a URL.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its key, else its id.
    pub key: String,
    /// Its value.
    pub value: Option<Value>,
    /// Its declared type (`string`, `number`, `secret`), where stated.
    pub kind: Option<String>,
    /// Prose about it.
    pub description: Option<String>,
    /// Whether it is switched off.
    pub disabled: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// A request's body.
#[derive(Debug, Clone)]
pub struct Body {
    /// What it is made of.
    pub kind: BodyKind,
    /// Where it stands.
    pub origin: Origin,
}

/// What a body is made of.
#[derive(Debug, Clone)]
pub enum BodyKind {
    /// Text as it stands.
    Raw {
        /// The text; an object in the source is written as JSON.
        text: String,
        /// `json`, `xml`, `html`, `javascript`, `text`, in lower case, where stated.
        language: Option<String>,
    },
    /// `application/x-www-form-urlencoded`.
    UrlEncoded(Vec<Pair>),
    /// `multipart/form-data`.
    FormData(Vec<FormPart>),
    /// A file's bytes.
    File {
        /// The file's path, where stated.
        src: Option<String>,
        /// Its bytes in base64, where stated.
        content: Option<String>,
    },
    /// A GraphQL document.
    GraphQl {
        /// The document.
        query: String,
        /// Which operation runs.
        operation: Option<String>,
        /// The variables as JSON text, where there are any.
        variables: Option<String>,
    },
}

/// A part of a multipart form.
#[derive(Debug, Clone)]
pub struct FormPart {
    /// Key, text value, description, place.
    pub pair: Pair,
    /// The files' paths, where it is a file part (empty: none chosen yet).
    pub files: Option<Vec<String>>,
    /// The file name to send, where stated.
    pub file_name: Option<String>,
    /// The part's own content type, where stated.
    pub content_type: Option<String>,
}

/// What an `auth` member says.
#[derive(Debug, Clone)]
pub enum Auth {
    /// Nothing, `null` or an object without a type: the parent's holds.
    Inherit,
    /// `noauth`, a kind that nobody knows, or an incomplete one: no auth, and no parent's either.
    None,
    /// A kind with its attributes.
    Scheme(AuthScheme),
}

/// A kind of auth with its attributes.
#[derive(Debug, Clone)]
pub struct AuthScheme {
    /// `bearer`, `oauth2`, … as written.
    pub kind: String,
    /// Its attributes, the last of equal names; v2.0 objects and v2.1 lists alike.
    pub attributes: Vec<(String, Value)>,
    /// Where it stands.
    pub origin: Origin,
}

/// A saved answer.
#[derive(Debug, Clone)]
pub struct SavedResponse {
    /// As written.
    pub name: String,
    /// The HTTP status; none stands for any.
    pub code: Option<u16>,
    /// The reason phrase as written; unreliable.
    pub status: Option<String>,
    /// Header lines.
    pub headers: Vec<Pair>,
    /// The body as text; an object in the source is written as JSON.
    pub body: Option<String>,
    /// `_postman_previewlanguage`, in lower case.
    pub language: Option<String>,
    /// The request that brought it.
    pub original: Option<Box<Request>>,
    /// Where it stands.
    pub origin: Origin,
}

/// Variables from outside the collection.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// Its values; disabled ones are left out.
    pub values: Vec<Variable>,
    /// Whether it is a globals file.
    pub globals: bool,
}
