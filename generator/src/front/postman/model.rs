//! A collection as people write it, whatever its version: one lenient model.
//!
//! Every shape (v1, v2.0, v2.1, v3, an envelope, a folder, an item, a request) is read into this. Values are those of
//! the source: variables are not filled, and auth is not inherited.

use serde_json::Value;

use crate::ground::diagnostic::Origin;

use super::variables;

/// The collection of one input.
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
    /// Folders and requests, in order; a single node where the document is an item or a request.
    pub nodes: Vec<Node>,
    /// The collection's own variables.
    pub variables: Vec<Variable>,
    /// The collection's own auth.
    pub auth: Auth,
    /// What was read and is not used: its kind (`scripts`, `cookies`, `unknown key "x"`) and its origin, once for each
    /// occurrence.
    pub unused: Vec<(String, Origin)>,
    /// The scripts that sign requests.
    pub signing: Vec<SigningScript>,
    /// Whether the document says that Postman's OpenAPI converter made it.
    pub converted: bool,
    /// Its position in the source.
    pub origin: Origin,
}

impl Collection {
    /// A collection that has nothing but a name, which is not its own.
    pub(crate) fn new(name: &str, origin: &Origin) -> Self {
        Self {
            name: name.to_owned(),
            named: false,
            version: None,
            description: None,
            nodes: Vec::new(),
            variables: Vec::new(),
            auth: Auth::Inherit,
            unused: Vec::new(),
            signing: Vec::new(),
            converted: false,
            origin: origin.clone(),
        }
    }
}

/// A pre-request script that signs requests, as far as its text says.
#[derive(Debug, Clone)]
pub struct SigningScript {
    /// The position of the collection, folder or item that it belongs to: it runs for all requests in it.
    pub owner: Origin,
    /// The headers that it sets.
    pub headers: Vec<String>,
    /// The variables that it sets.
    pub variables: Vec<String>,
    /// Its position in the source.
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
    /// Folders and requests in it, in order.
    pub nodes: Vec<Node>,
    /// Its auth.
    pub auth: Auth,
    /// Its variables, which Postman's runtime ignores.
    pub variables: Vec<Variable>,
    /// Its position in the source.
    pub origin: Origin,
}

/// A request with its saved responses.
#[derive(Debug, Clone)]
pub struct Item {
    /// As written; empty where there is none.
    pub name: String,
    /// The request's prose, else the item's.
    pub description: Option<String>,
    /// The request.
    pub request: Request,
    /// The saved responses.
    pub responses: Vec<SavedResponse>,
    /// The `protocolProfileBehavior` in force.
    pub behavior: Behavior,
    /// Its position in the source.
    pub origin: Origin,
}

/// The settings of `protocolProfileBehavior` that change what is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Behavior {
    /// Whether a body is sent with GET too.
    pub keep_body: bool,
    /// Whether Postman adds no `Content-Type` of its own for a body.
    pub no_content_type: bool,
    /// Whether redirects are not followed.
    pub no_redirects: bool,
    /// The maximum number of redirects, where stated.
    pub most_redirects: Option<u16>,
    /// Whether redirects keep the method and the body, whatever their status.
    pub keep_method: bool,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    /// In upper case; `GET` where there is none.
    pub method: String,
    /// The URL.
    pub url: Url,
    /// Header lines in order.
    pub headers: Vec<Pair>,
    /// The body.
    pub body: Option<Body>,
    /// Its auth.
    pub auth: Auth,
    /// Its position in the source.
    pub origin: Origin,
}

/// A URL in parts, whether the source has it as a string, as `raw` or in parts.
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
    /// The segments after the host; an empty last segment is a trailing slash.
    pub path: Vec<String>,
    /// The pairs after the `?`, in order.
    pub query: Vec<Pair>,
    /// The variables that the source declares for `:name` segments.
    pub variables: Vec<Variable>,
    /// Whether the source has no URL, or an empty one.
    pub empty: bool,
    /// Its position in the source.
    pub origin: Origin,
}

impl Url {
    /// The URL of a source that has none.
    pub(crate) fn empty(origin: &Origin) -> Self {
        Self {
            protocol: None,
            credentials: None,
            host: String::new(),
            port: None,
            path: Vec::new(),
            query: Vec::new(),
            variables: Vec::new(),
            empty: true,
            origin: origin.clone(),
        }
    }
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
    /// Its position in the source.
    pub origin: Origin,
}

impl Pair {
    /// An enabled pair without prose; `null` is no value.
    pub(crate) fn new(key: &str, value: Option<Value>, origin: &Origin) -> Self {
        Self {
            key: key.to_owned(),
            value: value.filter(|value| !value.is_null()),
            disabled: false,
            description: None,
            origin: origin.clone(),
        }
    }

    /// The value as text, with its templates; empty where there is none.
    pub(crate) fn text(&self) -> String {
        self.value.as_ref().map(variables::text).unwrap_or_default()
    }

    /// The key of a header in lower case.
    pub(crate) fn header_name(&self) -> String {
        self.key.trim().to_ascii_lowercase()
    }

    /// Whether the key is the name of this header.
    pub(crate) fn is_header(&self, name: &str) -> bool {
        self.key.trim().eq_ignore_ascii_case(name)
    }
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
    /// Its position in the source.
    pub origin: Origin,
}

impl Variable {
    /// An enabled variable without type and prose; `null` is no value.
    pub(crate) fn new(key: &str, value: Option<Value>, origin: &Origin) -> Self {
        Self {
            key: key.to_owned(),
            value: value.filter(|value| !value.is_null()),
            kind: None,
            description: None,
            disabled: false,
            origin: origin.clone(),
        }
    }
}

/// A request's body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its mode, with the content.
    pub kind: BodyKind,
    /// Its position in the source.
    pub origin: Origin,
}

/// The mode of a body, with its content.
#[derive(Debug, Clone)]
pub enum BodyKind {
    /// Text, as the source has it.
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
    /// Key, text value, description and origin.
    pub pair: Pair,
    /// The paths of the files, if it is a file part; empty where no file is chosen yet.
    pub files: Option<Vec<String>>,
    /// The file name to send, where stated.
    pub file_name: Option<String>,
    /// The part's own content type, where stated.
    pub content_type: Option<String>,
}

impl FormPart {
    /// A part without files.
    pub(crate) fn text(pair: Pair) -> Self {
        Self {
            pair,
            files: None,
            file_name: None,
            content_type: None,
        }
    }
}

/// An `auth` member.
#[derive(Debug, Clone)]
pub enum Auth {
    /// Missing, `null` or an object without a type: the parent's auth is used.
    Inherit,
    /// `noauth` or an unknown kind: no auth, not even the parent's.
    None,
    /// A kind with its attributes.
    Scheme(AuthScheme),
}

/// A kind of auth with its attributes.
#[derive(Debug, Clone)]
pub struct AuthScheme {
    /// `bearer`, `oauth2`, … as written.
    pub kind: String,
    /// Its attributes; of equal names only the last.
    pub attributes: Vec<(String, Value)>,
    /// Its position in the source.
    pub origin: Origin,
}

/// A saved response.
#[derive(Debug, Clone)]
pub struct SavedResponse {
    /// As written.
    pub name: String,
    /// The HTTP status; `None` means any status.
    pub code: Option<u16>,
    /// The reason phrase as written; unreliable.
    pub status: Option<String>,
    /// Header lines.
    pub headers: Vec<Pair>,
    /// The body as text; an object in the source is written as JSON.
    pub body: Option<String>,
    /// `_postman_previewlanguage`, in lower case.
    pub language: Option<String>,
    /// The request that was answered with it.
    pub original: Option<Box<Request>>,
    /// Its position in the source.
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
