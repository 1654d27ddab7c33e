//! An answer with its status and headers.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode};

use super::{DecodeError, Failure};
use crate::body::Body;
use crate::ground::charset;
use crate::ground::redact::Redacted;
use crate::json::sketch::Sketch;
use crate::json::{self, Decode, Json, Mismatch, ParseError};

/// What a service answered: status, headers, and the body as its type.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    body: T,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: T) -> Response<T> {
        Response {
            status,
            headers,
            attempts: 1,
            body,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header's value, if there is one and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// How often the request was sent to get this answer.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The same answer, come at the last of so many attempts.
    pub(crate) fn after(mut self, attempts: u32) -> Response<T> {
        self.attempts = attempts;
        self
    }

    /// The head and the body by themselves.
    pub(crate) fn split(self) -> (Response<()>, T) {
        let head = Response {
            status: self.status,
            headers: self.headers,
            attempts: self.attempts,
            body: (),
        };
        (head, self.body)
    }

    /// The body alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The same answer with another body.
    pub(crate) fn with_body<U>(self, body: U) -> Response<U> {
        Response {
            status: self.status,
            headers: self.headers,
            attempts: self.attempts,
            body,
        }
    }
}

impl Response<Body> {
    /// The same answer with all of its body in memory.
    pub(crate) async fn collect(self) -> Result<Response<Bytes>, Failure> {
        let (head, body) = self.split();
        Ok(head.with_body(body.collect().await?))
    }
}

impl Response<Bytes> {
    /// Reads the body of a raw answer as a type of the client, or of your own. A body without a byte is
    /// read as `null`.
    ///
    /// # Errors
    /// [`DecodeError`] with the place of what is not as the type expects.
    ///
    /// ```no_run
    /// # use posthaste_runtime::{Call, ErrorResponse, Json};
    /// # async fn example(call: Call<'_, (), ErrorResponse>) -> Result<(), Box<dyn std::error::Error>> {
    /// let answer = call.raw().await?;
    /// if answer.status() == 200 {
    ///     let body: Json = answer.json()?.into_body();
    ///     println!("{:?}", body.get("id"));
    /// }
    /// # Ok(()) }
    /// ```
    pub fn json<T: Decode>(self) -> Result<Response<T>, DecodeError> {
        if let Some(value) = self.direct() {
            return Ok(self.with_body(value));
        }
        match self.tree().map(T::decode) {
            Ok(Ok(value)) => Ok(self.with_body(value)),
            Ok(Err(mismatch)) => Err(DecodeError::mismatch(&mismatch, self)),
            Err(error) => match self.tolerant() {
                Some(Ok(value)) => Ok(self.with_body(value)),
                Some(Err(mismatch)) => Err(DecodeError::mismatch(&mismatch, self)),
                None => Err(DecodeError::parse(&error, self)),
            },
        }
    }

    /// The body as its type without a tree between; nothing where it is amiss in any way.
    fn direct<T: Decode>(&self) -> Option<T> {
        (!self.is_nothing()).then(|| json::from_slice(&self.utf8()))?
    }

    /// The body as its type, where it keeps to JSON's grammar and the strict reader refuses a value of it.
    fn tolerant<T: Decode>(&self) -> Option<Result<T, Mismatch>> {
        let body = self.utf8();
        json::well_formed(&body).map(|text| json::decode_tolerant(&text))
    }

    /// The body as a tree; nothing is `null`.
    pub(crate) fn tree(&self) -> Result<Json, ParseError> {
        match self.is_nothing() {
            true => Ok(Json::Null),
            false => Json::from_slice(&self.utf8()),
        }
    }

    /// What paths lead to in the body.
    pub(crate) fn sketch(&self, paths: &[Vec<&str>]) -> Option<Sketch> {
        match self.is_nothing() {
            true => None,
            false => Sketch::read(&self.utf8(), paths),
        }
    }

    /// 204 says that there is nothing, whatever follows.
    fn is_nothing(&self) -> bool {
        self.body.trim_ascii().is_empty() || self.status == StatusCode::NO_CONTENT
    }

    /// The body as UTF-8, without a byte order mark, where its encoding is known.
    pub(crate) fn utf8(&self) -> Cow<'_, [u8]> {
        charset::to_utf8(&self.body, self.header("content-type"))
    }

    /// Reads the body of a raw answer as text.
    ///
    /// # Errors
    /// [`DecodeError`] where it is neither UTF-8 nor in the encoding that it declares.
    pub fn text(self) -> Result<Response<String>, DecodeError> {
        let text = std::str::from_utf8(&self.utf8()).map(str::to_owned);
        match text {
            Ok(text) => Ok(self.with_body(text)),
            Err(error) => Err(DecodeError::text(self, error.valid_up_to())),
        }
    }
}

/// Values of headers are not shown: some are secrets. Of a raw body only the size is shown.
impl<T: fmt::Debug + 'static> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field(
                "headers",
                &self
                    .headers
                    .keys()
                    .map(HeaderName::as_str)
                    .collect::<Vec<_>>(),
            )
            .field("body", &shown_body(&self.body))
            .finish()
    }
}

/// A typed body without its secrets, or the size of a raw one.
fn shown_body<T: fmt::Debug + 'static>(body: &T) -> Box<dyn fmt::Debug + '_> {
    let any: &dyn Any = body;
    let size = None
        .or_else(|| any.downcast_ref::<Bytes>().map(Bytes::len))
        .or_else(|| any.downcast_ref::<Vec<u8>>().map(Vec::len))
        .or_else(|| any.downcast_ref::<String>().map(String::len));
    match size {
        Some(size) => Box::new(Size(size)),
        None => Box::new(Redacted(body)),
    }
}

struct Size(usize);

impl fmt::Debug for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.0)
    }
}
