//! An error answer, read as far as it can be.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::RETRY_AFTER};

use crate::info::ApiInfo;
use crate::json::Json;
use crate::rate::RateLimit;
use crate::response::Response;
use crate::time;

/// What a service answered when it did not do what was asked. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ErrorResponse(Arc<Inner>);

struct Inner {
    response: Response<Bytes>,
    code: Option<String>,
    message: Option<String>,
    fields: Vec<FieldError>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    rate_limit: Option<RateLimit>,
}

/// What a service has against one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    field: Option<String>,
    message: String,
}

impl FieldError {
    pub(crate) fn new(field: Option<String>, message: String) -> FieldError {
        FieldError { field, message }
    }

    /// The field, if the service names it.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What is wrong with it, in the service's words.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl ErrorResponse {
    pub(crate) fn read(response: Response<Bytes>, info: &ApiInfo, now: SystemTime) -> Self {
        let format = &info.errors;
        let body = response.tree().unwrap_or_default();
        let message = format.message_of(&body);
        let refused = response.status() == StatusCode::TOO_MANY_REQUESTS;
        let retry_after = response.headers().get(RETRY_AFTER);
        ErrorResponse(Arc::new(Inner {
            code: format.code_of(&body),
            rate_limit: refused
                .then(|| RateLimit::read(&info.rates, response.headers(), message.as_deref(), now)),
            message,
            fields: format.fields_of(&body),
            request_id: format.request_id_of(response.headers(), &body),
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

    /// The service's own code; a number is given as text.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The service's message.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// What the service has against single fields.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.fields
    }

    /// The id under which the service knows the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the service asks to wait, counted from the arrival of the answer.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Which limit the call ran into, if this is a `429`.
    pub fn rate_limit(&self) -> Option<&RateLimit> {
        self.0.rate_limit.as_ref()
    }

    /// When the limit that the call ran into is lifted, if this is a `429` and that is known.
    pub fn resets_at(&self) -> Option<SystemTime> {
        self.rate_limit()?.resets_at()
    }

    /// How often the request was sent to get this answer.
    pub fn attempts(&self) -> u32 {
        self.0.response.attempts()
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.response.headers()
    }

    /// The body as JSON, if it is JSON.
    pub fn json(&self) -> Option<Json> {
        Json::from_slice(self.body()).ok()
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        self.0.response.body()
    }
}

/// `400 Bad Request, code 300: message`
impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status())?;
        if let Some(code) = self.code() {
            write!(f, ", code {code}")?;
        }
        if let Some(message) = self.message() {
            write!(f, ": {message}")?;
        }
        for error in self.field_errors() {
            match error.field() {
                Some(field) => write!(f, "; {field}: {}", error.message())?,
                None => write!(f, "; {}", error.message())?,
            }
        }
        super::write_attempts(f, self.attempts())
    }
}

impl std::error::Error for ErrorResponse {}

/// Headers and body may echo secrets: only their sizes are shown.
impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.response.status())
            .field("code", &self.code)
            .field("message", &self.message)
            .field("field_errors", &self.fields)
            .field("request_id", &self.request_id)
            .field("retry_after", &self.retry_after)
            .field("rate_limit", &self.rate_limit)
            .field("attempts", &self.response.attempts())
            .field("headers", &self.response.headers().len())
            .field("body_bytes", &self.response.body().len())
            .finish()
    }
}
