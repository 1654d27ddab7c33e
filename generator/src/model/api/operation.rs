//! What can be called, and with what.

use indexmap::IndexMap;

use crate::ground::diagnostic::Origin;

use super::{Body, ErrorCase, Notes, ProvenanceId, Response, SchemeId, Type};

/// An operation's place in [`Api::operations`](super::Api::operations).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub u32);

/// A service's place in [`Api::services`](super::Api::services).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceId(pub u32);

/// What names an operation across versions of a source: `PUT /users/{userId}/password`.
///
/// Not always unique: two items of one key and different bodies (SOAP) stay two operations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationKey {
    /// In upper case.
    pub method: String,
    /// Starts with `/`; parameters as `{name}`, everything else percent-encoded as it is sent.
    pub path: String,
}

impl OperationKey {
    /// The key of a method in upper case and a path with `{name}` parameters.
    pub fn new(method: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            method: method.into(),
            path: path.into(),
        }
    }
}

impl std::fmt::Display for OperationKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// A group of operations: a top-level folder, or a path's first static segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// As the source writes it.
    pub name: String,
    /// Whether a profile made it, so that no lock calls it otherwise.
    pub declared: bool,
    /// Prose about it.
    pub description: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

impl Service {
    /// A service that a document names.
    pub fn new(name: impl Into<String>, origin: Origin) -> Self {
        Self {
            name: name.into(),
            declared: false,
            description: None,
            origin,
        }
    }
}

/// One thing that a caller can do.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Method and path.
    pub key: OperationKey,
    /// The item's name as written, possibly empty.
    pub name: String,
    /// What a profile wants its method to be called, which then wins over every rule and lock.
    pub declared_name: Option<String>,
    /// The names of the groups that the source puts it into, outermost first.
    pub groups: Vec<String>,
    /// The group that it belongs to.
    pub service: ServiceId,
    /// Prose: Markdown or HTML as found.
    pub description: Option<String>,
    /// Which of [`Api::servers`](super::Api::servers) it is sent to.
    pub server: usize,
    /// Path parameters in the path's order, then query and headers in the source's order.
    pub parameters: Vec<Parameter>,
    /// What it sends, if it sends anything.
    pub body: Option<Body>,
    /// The documented successes (and `default`), in the source's order.
    pub responses: Vec<Response>,
    /// The documented failures: those with a code first, then bare statuses, without repeats.
    pub errors: Vec<ErrorCase>,
    /// How a caller must prove who it is; none means that nothing is asked for.
    pub security: Option<SchemeId>,
    /// What prose says beyond the request itself.
    pub effects: Effects,
    /// Facts that are only printed.
    pub notes: Notes,
    /// How it is read page by page, if it is.
    pub pagination: Option<Pagination>,
    /// Concrete calls that the source shows; the first is the item's own.
    pub examples: Vec<Example>,
    /// Its entry in the [`Provenance`](super::Provenance) of the API.
    pub provenance: Option<ProvenanceId>,
    /// Where it stands.
    pub origin: Origin,
}

impl Operation {
    /// An operation on the first server that takes nothing, documents nothing and has no name.
    pub fn new(key: OperationKey, service: ServiceId, origin: Origin) -> Self {
        Self {
            key,
            name: String::new(),
            declared_name: None,
            groups: Vec::new(),
            service,
            description: None,
            server: 0,
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            errors: Vec::new(),
            security: None,
            effects: Effects::default(),
            notes: Notes::default(),
            pagination: None,
            examples: Vec::new(),
            provenance: None,
            origin,
        }
    }
}

/// What an operation's prose says about calling it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Permissions that the token needs (any of them, as a rule).
    pub scopes: Vec<String>,
    /// The vendor's name of the rate limit that applies: `Medium`.
    pub rate_label: Option<String>,
    /// Whether it is idempotent (RFC 9110, section 9.2.2), where the method does not say.
    pub idempotent: Option<bool>,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A `{name}` of the path.
    Path,
    /// Behind the `?`.
    Query,
    /// A header line.
    Header,
}

impl Location {
    /// `path`, `query` or `header`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// How often a path value is percent-encoded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PathEncoding {
    /// Once, as everywhere.
    #[default]
    Once,
    /// Twice, where the vendor demands it for identifiers with slashes.
    Twice,
}

/// How a list travels in a query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum QueryStyle {
    /// The key repeated: `a=1&a=2`.
    #[default]
    Repeated,
    /// `a=1,2`.
    Comma,
    /// `a=1%202`.
    Space,
    /// `a=1|2`.
    Pipe,
    /// The bare key, without `=`: sent where the value is true.
    Flag,
}

/// How large a value may be, as far as its prose says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The least number, in decimal.
    pub minimum: Option<String>,
    /// The greatest number, in decimal.
    pub maximum: Option<String>,
    /// The greatest number of characters.
    pub max_length: Option<u64>,
}

/// One value that a caller hands in beside the body.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire, as the source spells it.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// What it holds; [`Type::Array`] where it may be repeated.
    pub ty: Type,
    /// How a list is written.
    pub style: QueryStyle,
    /// How often a path value is encoded.
    pub encoding: PathEncoding,
    /// Whether the call makes no sense without it.
    pub required: bool,
    /// A value that is always sent and that no caller sets (`Accept: application/vnd.x+json`).
    pub constant: Option<String>,
    /// What the service assumes when it is absent, where the source says so.
    pub default: Option<String>,
    /// How large it may be.
    pub bounds: Bounds,
    /// Facts that are only printed.
    pub notes: Notes,
    /// Whether the vendor advises against it.
    pub deprecated: bool,
    /// Prose, without the markers that became facts.
    pub description: Option<String>,
    /// Values that the source shows, distinct, in its order; never secrets.
    pub examples: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
}

impl Parameter {
    /// A parameter of which only the type is known; required if it is a part of the path.
    pub fn new(name: impl Into<String>, location: Location, ty: Type, origin: Origin) -> Self {
        Self {
            name: name.into(),
            location,
            ty,
            style: QueryStyle::default(),
            encoding: PathEncoding::default(),
            required: location == Location::Path,
            constant: None,
            default: None,
            bounds: Bounds::default(),
            notes: Notes::default(),
            deprecated: false,
            description: None,
            examples: Vec::new(),
            origin,
        }
    }
}

/// One concrete call, for docs, snippets, the mock and `send`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Example {
    /// The name of the item or saved response that shows it.
    pub name: String,
    /// Path values by parameter name.
    pub path: IndexMap<String, String>,
    /// Query pairs in order; a missing value is a bare key.
    pub query: Vec<(String, Option<String>)>,
    /// Headers in order.
    pub headers: Vec<(String, String)>,
    /// The body: text as the source has it, or the fields of a form.
    pub body: Option<Value>,
}

/// An example's body.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text sent as it stands: JSON, XML, plain. Of a body that is a file, the file's name.
    Text(String),
    /// Form fields in order; a file's value is its name.
    Fields(Vec<(String, String)>),
}

/// How an operation is paginated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// How the next page is requested.
    pub style: PageStyle,
    /// The response field that holds the items, as a path of keys.
    pub items: Vec<String>,
    /// Whether the style's parameter is a field of the body instead of a query parameter.
    pub in_body: bool,
    /// The parameter for a page's size.
    pub size: Option<String>,
    /// The response field that says how many pages there are, as a path of keys.
    pub pages: Option<Vec<String>>,
    /// The response field that says how many items there are on all pages, as a path of keys.
    pub total: Option<Vec<String>>,
}

/// How the next page is requested. A parameter is a query parameter or a field of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStyle {
    /// By the token that the response holds.
    Token {
        /// The parameter for the token.
        parameter: String,
        /// The response field with the token, as a path of keys.
        field: Vec<String>,
    },
    /// By the page's number.
    Page {
        /// The parameter for the number.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// By the number of items on all pages before it.
    Offset {
        /// The parameter for the number.
        parameter: String,
    },
    /// By the URL that the response holds.
    Link {
        /// The response field with the URL, as a path of keys; empty for the `Link` header.
        field: Vec<String>,
    },
}

impl PageStyle {
    /// The parameter that differs from page to page.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Token { parameter, .. }
            | Self::Page { parameter, .. }
            | Self::Offset { parameter } => Some(parameter),
            Self::Link { .. } => None,
        }
    }
}
