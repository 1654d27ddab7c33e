//! Operations and their parameters.

use indexmap::IndexMap;

use crate::ground::diagnostic::Origin;

use super::{
    Body, ErrorCase, Notes, Parameter, ProvenanceId, Response, ResponseHeader, SecurityAlternative,
};

/// An index of [`Api::operations`](super::Api::operations).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub u32);

/// An index of [`Api::services`](super::Api::services).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceId(pub u32);

/// The key of an operation in all versions of a source: `PUT /users/{userId}/password`.
///
/// It may not be unique: SOAP requests with equal method and path and different bodies are different operations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationKey {
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path from `/` on, with parameters as `{name}`; everything else is percent-encoded as it is sent. Where callers
    /// give the whole URL, it is nothing but the parameter for it.
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

/// A group of operations, for which the client has one module.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Its name in the source.
    pub name: String,
    /// Whether a profile made it; then a name in the lock does not replace its name.
    pub declared: bool,
    /// Its description.
    pub description: Option<String>,
    /// Its location in the source.
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

/// A method and path that clients can call.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Method and path.
    pub key: OperationKey,
    /// The name in the source; may be empty.
    pub name: String,
    /// A short summary of what it does, if the source has one beside the name.
    pub summary: Option<String>,
    /// The name that a profile gives to its method; it takes precedence over every rule and lock.
    pub declared_name: Option<String>,
    /// The names of the groups that the source puts it into, outermost first.
    pub groups: Vec<String>,
    /// The service that it belongs to.
    pub service: ServiceId,
    /// The description, as Markdown or HTML.
    pub description: Option<String>,
    /// The index of its server in [`Api::servers`](super::Api::servers).
    pub server: usize,
    /// The parameters: those of the path in its order, then those of the query, the headers and the cookies in the source's order.
    pub parameters: Vec<Parameter>,
    /// Whether everything in the query is percent-encoded except RFC 3986's unreserved characters; otherwise characters like `/`,
    /// `:` and `,` are left.
    pub strict_query: bool,
    /// The body of the request.
    pub body: Option<Body>,
    /// The documented successful responses (and `default`), in the source's order.
    pub responses: Vec<Response>,
    /// The documented failures, without repeats: those with a code first, then those with only a status.
    pub errors: Vec<ErrorCase>,
    /// The documented headers of its responses and failures, by name without repeats.
    pub response_headers: Vec<ResponseHeader>,
    /// The ways to authenticate a call, of which one is enough; none for calls without credentials.
    pub security: Vec<SecurityAlternative>,
    /// Scopes, rate limit and other facts of its description.
    pub effects: Effects,
    /// Facts that are only printed.
    pub notes: Notes,
    /// The pagination of its responses.
    pub pagination: Option<Pagination>,
    /// The example calls of the source.
    pub examples: Vec<Example>,
    /// The saved responses with their requests, if these differ.
    pub exchanges: Vec<Exchange>,
    /// Its entry in the [`Provenance`](super::Provenance) of the API.
    pub provenance: Option<ProvenanceId>,
    /// Its location in the source.
    pub origin: Origin,
}

impl Operation {
    /// An operation on the first server that takes nothing, documents nothing and has no name.
    pub fn new(key: OperationKey, service: ServiceId, origin: Origin) -> Self {
        Self {
            key,
            name: String::new(),
            summary: None,
            declared_name: None,
            groups: Vec::new(),
            service,
            description: None,
            server: 0,
            parameters: Vec::new(),
            strict_query: false,
            body: None,
            responses: Vec::new(),
            errors: Vec::new(),
            response_headers: Vec::new(),
            security: Vec::new(),
            effects: Effects::default(),
            notes: Notes::default(),
            pagination: None,
            examples: Vec::new(),
            exchanges: Vec::new(),
            provenance: None,
            origin,
        }
    }
}

impl Operation {
    /// The first way to authenticate a call that needs credentials.
    pub fn authentication(&self) -> Option<&SecurityAlternative> {
        let mut alternatives = self.security.iter();
        alternatives.find(|alternative| !alternative.schemes.is_empty())
    }
}

/// Facts about calling an operation that its description states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// The scopes that the description names for the token; usually one of them is enough. Scopes that a document declares are
    /// in [`Operation::security`].
    pub scopes: Vec<String>,
    /// The vendor's name of its rate limit: `Medium`.
    pub rate_label: Option<String>,
    /// Whether it is idempotent (RFC 9110, section 9.2.2); `None` if it is what its method says.
    pub idempotent: Option<bool>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// An example call.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Example {
    /// Its name in the source.
    pub name: String,
    /// The values of path parameters, by name.
    pub path: IndexMap<String, String>,
    /// The query's pairs in order; `None` for a key without `=`. The value of a parameter that is an object is JSON text.
    pub query: Vec<(String, Option<String>)>,
    /// The headers in order.
    pub headers: Vec<(String, String)>,
    /// The cookies in order.
    pub cookies: Vec<(String, String)>,
    /// The body.
    pub body: Option<Value>,
}

/// A saved response, with the request that it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// The request.
    pub request: Example,
    /// The name of the response in the source.
    pub name: String,
    /// The status of the response.
    pub status: u16,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its body, without secrets.
    pub body: String,
}

/// An example's body.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as it is sent: JSON, XML, plain text. For a body that is a file, the file's name.
    Text(String),
    /// The fields of a form in order; the value of a file is its name.
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
    /// The parameter for the size of a page.
    pub size: Option<String>,
    /// The response field with the number of pages, as a path of keys.
    pub pages: Option<Vec<String>>,
    /// The response field with the number of items on all pages, as a path of keys.
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
