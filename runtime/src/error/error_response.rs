//! Error responses.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

use super::{DecodeError, Header, RateLimit, Response};
use crate::ground::shown::Shown;
use crate::ground::{time, write_attempts};
use crate::json::{Decode, Json};
use crate::operation::ApiInfo;

/// The response of a service to a call that failed. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ErrorResponse(Arc<Inner>);

struct Inner {
    response: Response<Bytes>,
    code: Option<String>,
    message: Option<String>,
    fields: Vec<FieldError>,
    more_fields: usize,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    rate_limit: Option<RateLimit>,
}

/// An error of one field of the request. Texts are cut after 4 KiB.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldError {
    field: Option<String>,
    message: String,
}

impl FieldError {
    pub(crate) fn new(field: Option<String>, message: String) -> FieldError {
        FieldError { field, message }
    }

    /// The name of the field, if the response contains it.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The service's message.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl ErrorResponse {
    pub(crate) fn read(response: Response<Bytes>, info: &ApiInfo, now: SystemTime) -> Self {
        let format = &info.errors;
        let sketch = response.sketch(&format.all_paths()).unwrap_or_default();
        let body = &sketch.tree;
        let (fields, more_fields) = format.fields_of(&sketch);
        let retry_after = response.headers().get(RETRY_AFTER);
        let rate_limit = (response.status() == StatusCode::TOO_MANY_REQUESTS)
            .then(|| RateLimit::read(info, response.headers(), &response.utf8(), body, now));
        ErrorResponse(Arc::new(Inner {
            code: format.code_of(body),
            message: format.message_of(body),
            rate_limit,
            fields,
            more_fields,
            request_id: format.request_id_of(response.headers(), body),
            retry_after: retry_after
                .and_then(|v| v.to_str().ok())
                .and_then(|v| time::retry_after(v, now)),
            response,
        }))
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.response.status()
    }

    /// The service's error code; a number is returned as text.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The service's message.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The errors of single fields: the first 32 of the list; [`body`](Self::body) contains all.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.fields
    }

    /// How many items the list has beyond those of [`field_errors`](Self::field_errors).
    pub fn more_field_errors(&self) -> usize {
        self.0.more_fields
    }

    /// The request id, which the service's support may ask for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the service asks to wait, from the arrival of the response.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Which limit the call exceeded, if this is a `429`.
    pub fn rate_limit(&self) -> Option<&RateLimit> {
        self.0.rate_limit.as_ref()
    }

    /// When the exceeded limit is reset, if this is a `429` and the time is known.
    pub fn resets_at(&self) -> Option<SystemTime> {
        self.rate_limit()?.resets_at()
    }

    /// How often the request was sent to get this response.
    pub fn attempts(&self) -> u32 {
        self.0.response.attempts()
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.response.headers()
    }

    /// The value of a documented header; `None` if it is absent or not of the documented type.
    pub fn value_of<V: Decode>(&self, header: Header<V>) -> Option<V> {
        header.read(self.headers())
    }

    /// The body as JSON; `None` if it is not JSON.
    pub fn json(&self) -> Option<Json> {
        Json::from_slice(self.body()).ok()
    }

    /// The body, unchanged.
    pub fn body(&self) -> &Bytes {
        self.0.response.body()
    }

    /// Decodes the JSON body.
    ///
    /// # Errors
    /// [`DecodeError`] with the path of the value that is not of the expected type.
    pub fn decode<T: Decode>(&self) -> Result<T, DecodeError> {
        self.0.response.clone().json().map(Response::into_body)
    }
}

impl fmt::Debug for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldError")
            .field("field", &self.field().map(Shown::word))
            .field("message", &Shown::word(self.message()))
            .finish()
    }
}

/// The maximum number of field errors in `Display` and `Debug` output.
const SHOWN_FIELDS: usize = 8;

/// `400 Bad Request, code 300: message`, on one line of a few kilobytes at most. Control characters are escaped, and
/// long texts are cut.
impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status())?;
        if let Some(code) = self.code() {
            write!(f, ", code {}", Shown::word(code))?;
        }
        if let Some(message) = self.message() {
            write!(f, ": {}", Shown::message(message))?;
        }
        for error in self.0.shown_fields() {
            let message = Shown::word(error.message());
            match error.field() {
                Some(field) => write!(f, "; {}: {message}", Shown::word(field))?,
                None => write!(f, "; {message}")?,
            }
        }
        match self.0.fields_not_shown() {
            0 => {}
            more => write!(f, "; and {more} more")?,
        }
        write_attempts(f, self.attempts())
    }
}

impl std::error::Error for ErrorResponse {}

impl Inner {
    fn shown_fields(&self) -> &[FieldError] {
        self.fields.get(..SHOWN_FIELDS).unwrap_or(&self.fields)
    }

    fn fields_not_shown(&self) -> usize {
        self.fields.len().saturating_sub(SHOWN_FIELDS) + self.more_fields
    }
}

/// Shows only the sizes of headers and body, which may contain secrets.
impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.response.status())
            .field("code", &self.code.as_deref().map(Shown::word))
            .field("message", &self.message.as_deref().map(Shown::message))
            .field("field_errors", &self.shown_fields())
            .field("more_field_errors", &self.fields_not_shown())
            .field("request_id", &self.request_id.as_deref().map(Shown::word))
            .field("retry_after", &self.retry_after)
            .field("rate_limit", &self.rate_limit)
            .field("attempts", &self.response.attempts())
            .field("headers", &self.response.headers().len())
            .field("body_bytes", &self.response.body().len())
            .finish()
    }
}
