//! Successful responses that cannot be decoded.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::CONTENT_TYPE};

use super::Response;
use crate::ground::shown::Shown;
use crate::json::{Mismatch, ParseError};

/// The response is a success, but its body cannot be decoded as the operation's type. The service has acted on the
/// call.
#[derive(Clone)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    path: String,
    reason: String,
    offset: Option<usize>,
    response: Response<Bytes>,
}

impl DecodeError {
    pub(crate) fn mismatch(error: &Mismatch, response: Response<Bytes>) -> Self {
        DecodeError(Box::new(Inner {
            path: error.path(),
            reason: error.reason(),
            offset: None,
            response,
        }))
    }

    pub(crate) fn parse(error: &ParseError, response: Response<Bytes>) -> Self {
        let (path, offset) = (error.path().to_owned(), Some(error.offset()));
        DecodeError(Box::new(Inner {
            path,
            reason: error.reason().to_owned(),
            offset,
            response,
        }))
    }

    pub(crate) fn text(response: Response<Bytes>, offset: usize) -> Self {
        let reason = "the text is not UTF-8".to_owned();
        DecodeError(Box::new(Inner {
            path: "$".to_owned(),
            reason,
            offset: Some(offset),
            response,
        }))
    }

    /// The response is not of the requested kind.
    pub(crate) fn unexpected(reason: impl Into<String>, response: Response<Bytes>) -> Self {
        DecodeError(Box::new(Inner {
            path: "$".to_owned(),
            reason: reason.into(),
            offset: None,
            response,
        }))
    }

    /// How often the request was sent to get this response.
    pub fn attempts(&self) -> u32 {
        self.0.response.attempts()
    }

    /// The path of the invalid value in the JSON document, like `$.users[3].id`.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The reason.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The offset of the first invalid byte, if it is known.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.response.status()
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.response.headers()
    }

    /// The body, unchanged.
    pub fn body(&self) -> &Bytes {
        self.0.response.body()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the body of {} cannot be read: {} at {}",
            self.status(),
            Shown::message(self.reason()),
            Shown::word(self.path())
        )?;
        if let Some(offset) = self.offset() {
            write!(f, " (byte {offset})")?;
        }
        match self
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
        {
            Some(media_type) if !media_type.contains("json") => {
                write!(f, "; it is called {}", Shown::word(media_type))
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Shows only the size of the body, which may contain secrets.
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("status", &self.status())
            .field("path", &Shown::word(self.path()))
            .field("reason", &Shown::message(self.reason()))
            .field("offset", &self.offset())
            .field("body_bytes", &self.body().len())
            .finish()
    }
}
