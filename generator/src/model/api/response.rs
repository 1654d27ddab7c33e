//! Responses: successes and failures.

use crate::ground::diagnostic::Origin;

use super::{Operation, Type};

/// A documented status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// An HTTP status.
    Code(u16),
    /// Any status that is not documented by itself.
    Default,
}

/// A documented successful response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its status.
    pub status: Status,
    /// Its body.
    pub content: Content,
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
    /// Its location in the source.
    pub origin: Origin,
}

impl Response {
    /// A response without a name, headers and an example.
    pub fn new(status: Status, content: Content, origin: Origin) -> Self {
        Self {
            status,
            content,
            description: None,
            name: String::new(),
            headers: Vec::new(),
            example: None,
            assumed: false,
            origin,
        }
    }
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

impl Operation {
    /// The types of the responses that are JSON.
    pub fn response_types(&self) -> impl Iterator<Item = &Type> {
        let contents = self.responses.iter().map(|response| &response.content);
        contents.filter_map(|content| match content {
            Content::Json(ty) => Some(ty),
            Content::Empty | Content::Text(_) | Content::Bytes(_) => None,
        })
    }
}

/// A documented failure.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCase {
    /// The HTTP status.
    pub status: u16,
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
    pub fn new(status: u16, code: Option<String>, origin: Origin) -> Self {
        Self {
            status,
            code,
            word: None,
            messages: Vec::new(),
            example: None,
            name: String::new(),
            origin,
        }
    }
}
