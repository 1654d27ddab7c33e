//! Responses and errors of calls.

use super::super::types::TypeRef;
use super::{Docs, Status};

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
