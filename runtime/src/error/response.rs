//! Responses with status and headers.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode};

use super::{DecodeError, Failure, Header};
use crate::body::Body;
use crate::ground::charset;
use crate::ground::redact::Redacted;
use crate::json::sketch::Sketch;
use crate::json::{self, Decode, Json, Mismatch, ParseError};

/// The response of a service: status, headers and a body.
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

    /// The value of a header; `None` if it is absent or not text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The value of a documented header; `None` if it is absent or not of the documented type.
    pub fn value_of<V: Decode>(&self, header: Header<V>) -> Option<V> {
        header.read(&self.headers)
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// How often the request was sent to get this response.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Records the number of attempts.
    pub(crate) fn with_attempts(mut self, attempts: u32) -> Response<T> {
        self.attempts = attempts;
        self
    }

    /// Splits the response into its head and its body.
    pub(crate) fn split(self) -> (Response<()>, T) {
        let head = Response {
            status: self.status,
            headers: self.headers,
            attempts: self.attempts,
            body: (),
        };
        (head, self.body)
    }

    /// Returns the body.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The response with what a function makes of its body.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Response<U> {
        let (head, body) = self.split();
        head.with_body(map(body))
    }

    /// Replaces the body.
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
    /// Reads the whole body into memory.
    pub(crate) async fn collect(self) -> Result<Response<Bytes>, Failure> {
        let (head, body) = self.split();
        Ok(head.with_body(body.collect().await?))
    }
}

impl Response<Bytes> {
    /// Decodes the JSON body of a raw response. An empty body is decoded as `null`.
    ///
    /// # Errors
    /// [`DecodeError`] with the path of the value that is not of the expected type.
    ///
    /// ```no_run
    /// # use posthaste_runtime::{Call, Json, UntypedCall};
    /// # async fn example(call: UntypedCall<()>) -> Result<(), Box<dyn std::error::Error>> {
    /// let answer = call.raw().await?;
    /// if answer.status() == 200 {
    ///     let body: Json = answer.json()?.into_body();
    ///     println!("{:?}", body.get("id"));
    /// }
    /// # Ok(()) }
    /// ```
    pub fn json<T: Decode>(self) -> Result<Response<T>, DecodeError> {
        if let Some(value) = self.decode_directly() {
            return Ok(self.with_body(value));
        }
        match self.tree().map(T::decode) {
            Ok(Ok(value)) => Ok(self.with_body(value)),
            Ok(Err(mismatch)) => Err(DecodeError::mismatch(&mismatch, self)),
            Err(error) => match self.decode_leniently() {
                Some(Ok(value)) => Ok(self.with_body(value)),
                Some(Err(mismatch)) => Err(DecodeError::mismatch(&mismatch, self)),
                None => Err(DecodeError::parse(&error, self)),
            },
        }
    }

    /// Decodes the body while parsing it; `None` after any error.
    fn decode_directly<T: Decode>(&self) -> Option<T> {
        (!self.has_no_content()).then(|| json::from_slice(&self.utf8()))?
    }

    /// Decodes the body if it is valid JSON that the strict parser refuses.
    fn decode_leniently<T: Decode>(&self) -> Option<Result<T, Mismatch>> {
        let body = self.utf8();
        json::well_formed(&body).map(|text| json::decode_tolerant(&text))
    }

    /// Parses the body as a tree whose numbers keep their digits; an empty body is `null`.
    pub(crate) fn tree(&self) -> Result<Json, ParseError> {
        match self.has_no_content() {
            true => Ok(Json::Null),
            false => Json::with_digits(&self.utf8()),
        }
    }

    /// The values at these paths in the body, also if it is almost JSON.
    pub(crate) fn sketch(&self, paths: &[Vec<&str>]) -> Option<Sketch> {
        match self.has_no_content() {
            true => None,
            false => Sketch::read_leniently(&self.utf8(), paths),
        }
    }

    /// A 204 response has no content, whatever follows its head.
    fn has_no_content(&self) -> bool {
        self.body.trim_ascii().is_empty() || self.status == StatusCode::NO_CONTENT
    }

    /// The body converted to UTF-8 if its encoding is known, without a byte order mark.
    pub(crate) fn utf8(&self) -> Cow<'_, [u8]> {
        charset::to_utf8(&self.body, self.header("content-type"))
    }

    /// Returns the body of a raw response as text.
    ///
    /// # Errors
    /// [`DecodeError`] if it is neither UTF-8 nor in the declared encoding.
    pub fn text(self) -> Result<Response<String>, DecodeError> {
        let text = std::str::from_utf8(&self.utf8()).map(str::to_owned);
        match text {
            Ok(text) => Ok(self.with_body(text)),
            Err(error) => Err(DecodeError::text(self, error.valid_up_to())),
        }
    }
}

/// Shows neither values of headers, which may be secret, nor raw bodies, whose size is shown instead.
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

/// A typed body without its secrets, or the size of a raw body.
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
