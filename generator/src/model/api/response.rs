//! What comes back.

use crate::ground::diagnostic::Origin;

use super::{Operation, Type};

/// A documented status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// An HTTP status.
    Code(u16),
    /// Whatever is not documented otherwise.
    Default,
}

/// A documented answer.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status that it documents.
    pub status: Status,
    /// What it carries.
    pub content: Content,
    /// Prose about it, or its name in the source.
    pub description: Option<String>,
    /// The source's name for it, as written.
    pub name: String,
    /// Header lines that the source shows.
    pub headers: Vec<(String, String)>,
    /// The body that the source shows, where it is the mock's to answer with.
    pub example: Option<String>,
    /// Where it stands.
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
            origin,
        }
    }
}

/// What an answer carries.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// One JSON value.
    Json(Type),
    /// Text of another kind, with its media type.
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
    /// The HTTP status that it comes with.
    pub status: u16,
    /// The vendor's own code in the body, where one is documented.
    pub code: Option<String>,
    /// Our own word for the code, where its meaning is the same everywhere: `UserNotFound`.
    pub word: Option<String>,
    /// What the documentation says, a message each, as found.
    pub messages: Vec<String>,
    /// The body that the source shows.
    pub example: Option<String>,
    /// The source's name for the answer.
    pub name: String,
    /// Where it stands.
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
