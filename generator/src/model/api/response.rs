//! Responses: successes and failures.

use std::fmt;

use crate::ground::diagnostic::Origin;

use super::{Operation, Type};

/// A documented status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// An HTTP status.
    Code(u16),
    /// All statuses of a hundred that are not documented by themselves: 4 is `4XX`.
    Range(u16),
    /// Any status that is not documented by itself or by its range.
    Default,
}

impl Status {
    /// Whether it is a 2xx status, or all of them.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// `404`, `4XX` or `default`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Range(hundred) => write!(f, "{hundred}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A documented successful response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its status.
    pub status: Status,
    /// Its body.
    pub content: Content,
    /// The media type of the body, if the source declares one.
    pub media_type: Option<String>,
    /// What the service sends instead if the request accepts only that.
    pub alternatives: Vec<Alternative>,
    /// Whether the source declares the type of the body, instead of only showing an example.
    pub declared: bool,
    /// Its description.
    pub description: Option<String>,
    /// Its name in the source.
    pub name: String,
    /// The headers of the source's example.
    pub headers: Vec<(String, String)>,
    /// The body of the source's example.
    pub example: Option<String>,
    /// Whether the source has no response, and this one is what the API is assumed to return.
    pub assumed: bool,
    /// What the type of an assumed response is inferred from; `None` if it is documented or any JSON.
    pub inferred: Option<Inference>,
    /// Its location in the source.
    pub origin: Origin,
}

impl Response {
    /// A response without a name, headers and an example.
    pub fn new(status: Status, content: Content, origin: Origin) -> Self {
        Self {
            status,
            content,
            media_type: None,
            alternatives: Vec::new(),
            declared: false,
            description: None,
            name: String::new(),
            headers: Vec::new(),
            example: None,
            assumed: false,
            inferred: None,
            origin,
        }
    }

    /// The types of the body in all media types that are JSON.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let others = self.alternatives.iter().map(|other| &other.content);
        let contents = std::iter::once(&self.content).chain(others);
        contents.filter_map(Content::json)
    }
}

/// The body of a response in another media type.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The media type, as the request accepts it.
    pub media_type: String,
    /// The body.
    pub content: Content,
}

/// A header that the responses of an operation have.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseHeader {
    /// Its name.
    pub name: String,
    /// The type of its value; [`Type::Array`] for values with commas between them.
    pub ty: Type,
    /// Its description.
    pub description: Option<String>,
    /// Its location in the source.
    pub origin: Origin,
}

/// What the type of a response is inferred from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inference {
    /// The name of the operation that has the type.
    pub operation: String,
    /// What that operation does with it.
    pub kind: InferenceKind,
}

/// What an operation does with a type from which that of a response is inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InferenceKind {
    /// It sends it as the body.
    Sent,
    /// It returns it.
    Returned,
    /// It returns a list of it.
    Listed,
    /// Its description shows it.
    Described,
}

/// The body of a response.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// No body.
    Empty,
    /// One JSON value.
    Json(Type),
    /// Text that is not JSON, with its media type.
    Text(String),
    /// Bytes, with their media type.
    Bytes(String),
}

impl Content {
    /// The type, if it is JSON.
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::Empty | Self::Text(_) | Self::Bytes(_) => None,
        }
    }

    /// As [`Content::json`], to change it.
    pub fn json_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::Empty | Self::Text(_) | Self::Bytes(_) => None,
        }
    }
}

impl Operation {
    /// The types of the responses and failures that are JSON.
    pub fn response_types(&self) -> impl Iterator<Item = &Type> {
        let responses = self.responses.iter().flat_map(Response::types);
        let errors = self.errors.iter();
        responses.chain(errors.filter_map(|case| case.body.as_ref()))
    }

    /// As [`Operation::response_types`], to change them.
    pub fn response_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let responses = self.responses.iter_mut().flat_map(|response| {
            let others = response.alternatives.iter_mut();
            let others = others.map(|other| &mut other.content);
            let contents = std::iter::once(&mut response.content).chain(others);
            contents.filter_map(Content::json_mut)
        });
        let errors = self.errors.iter_mut();
        responses.chain(errors.filter_map(|case| case.body.as_mut()))
    }

    /// The responses that are successes: those with a 2xx status, else those that are not limited to failures.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        let has_success = self
            .responses
            .iter()
            .any(|response| response.status.is_success());
        let responses = self.responses.iter();
        responses.filter(move |response| !has_success || response.status.is_success())
    }

    /// The media types that a request accepts: the declared one of each success, without repeats, in the order of the
    /// source.
    pub fn accepted(&self) -> Vec<&str> {
        let mut accepted: Vec<&str> = Vec::new();
        for response in self.successes() {
            let media_type = response.media_type.as_deref();
            accepted.extend(media_type.filter(|media_type| !accepted.contains(media_type)));
        }
        accepted
    }
}

/// A documented failure.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCase {
    /// Its status.
    pub status: Status,
    /// The type of its body, if that is JSON of a declared type.
    pub body: Option<Type>,
    /// The vendor's code in the body, if one is documented.
    pub code: Option<String>,
    /// The profile's name for the code: `UserNotFound`.
    pub word: Option<String>,
    /// The documented messages.
    pub messages: Vec<String>,
    /// The body of the source's example.
    pub example: Option<String>,
    /// The name of the response in the source.
    pub name: String,
    /// Its location in the source.
    pub origin: Origin,
}

impl ErrorCase {
    /// A failure of which only the status and the code in its body are known.
    pub fn new(status: Status, code: Option<String>, origin: Origin) -> Self {
        Self {
            status,
            body: None,
            code,
            word: None,
            messages: Vec::new(),
            example: None,
            name: String::new(),
            origin,
        }
    }
}
