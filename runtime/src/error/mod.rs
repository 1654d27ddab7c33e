//! Responses, and the errors of a call.

mod answers;
mod api;
mod authentication;
mod build;
mod decode;
mod error_response;
mod failure;
mod fields;
mod format;
mod header;
mod page;
mod rate_limit;
mod response;
mod token;
mod typed;

pub use answers::{Answer, Answers};
#[doc(hidden)]
pub use api::debug_error;
pub use api::{ApiError, Case, Cases};
pub use authentication::AuthenticationError;
pub use build::BuildError;
pub use decode::DecodeError;
pub use error_response::{ErrorResponse, FieldError};
pub use header::Header;
pub use page::{PageError, PageErrorKind};
pub use rate_limit::{RateLimit, RateLimitKind};
pub use response::Response;
pub use token::TokenError;
pub use typed::TypedErrorResponse;

pub use crate::ground::{RequestError, TimeoutError, TransportError, TransportErrorKind};
pub(crate) use answers::read_answer;
pub(crate) use api::find_case;
pub(crate) use failure::{Failure, Untyped};

use std::fmt;

use http::StatusCode;

/// The error of a call. `E` is the operation's error type, with a variant for each documented error.
///
/// ```
/// use posthaste_runtime::{Error, ErrorResponse};
///
/// fn advice(error: &Error<ErrorResponse>) -> String {
///     match error {
///         Error::RateLimited(answer) => format!("wait {:?}", answer.retry_after()),
///         Error::Transport(fault) if !fault.may_have_been_received() => "try again".to_owned(),
///         Error::Api(answer) => format!("the service says {:?}", answer.message()),
///         other => other.to_string(),
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request could not be built; nothing was sent.
    Request(RequestError),
    /// The connection could not be made, or broke.
    Transport(TransportError),
    /// The call took longer than its timeout.
    Timeout(TimeoutError),
    /// Credentials are missing, could not be used, or were refused.
    Authentication(AuthenticationError),
    /// `429`, even if the operation documents it. The response has code and message, and may say when to call again.
    RateLimited(ErrorResponse),
    /// The response is a success, but its body cannot be decoded.
    Decode(DecodeError),
    /// The next page of a list cannot be requested.
    Page(PageError),
    /// The service responded with an error.
    Api(E),
}

impl<E: ApiError> Error<E> {
    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Decode(error) => Some(error.status()),
            _ => self.response().map(ErrorResponse::status),
        }
    }

    /// The operation's own error, if it is one.
    pub fn api(&self) -> Option<&E> {
        match self {
            Error::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The service's error response, if there was one.
    pub fn response(&self) -> Option<&ErrorResponse> {
        match self {
            Error::Api(error) => Some(error.response()),
            Error::RateLimited(response) => Some(response),
            Error::Authentication(error) => error.response(),
            _ => None,
        }
    }

    /// How often the request was sent; 0 if it was not sent.
    pub fn attempts(&self) -> u32 {
        match self {
            Error::Transport(error) => error.attempts(),
            Error::Timeout(error) => error.attempts(),
            Error::Decode(error) => error.attempts(),
            _ => self.response().map_or(0, ErrorResponse::attempts),
        }
    }

    /// Whether the same call may succeed later: after connection errors, timeouts (`408`, too), `429`, and responses
    /// of a service that is down or overloaded (`502`, `503`, `504`).
    ///
    /// The service may have acted on a call that timed out or whose connection broke; see
    /// [`TransportError::may_have_been_received`].
    pub fn is_transient(&self) -> bool {
        match self {
            Error::Transport(error) => error.is_transient(),
            Error::Timeout(_) | Error::RateLimited(_) => true,
            Error::Authentication(error) => {
                error.token_error().is_some_and(TokenError::is_transient)
            }
            Error::Request(_) | Error::Decode(_) | Error::Page(_) => false,
            Error::Api(error) => is_transient(error.response().status()),
        }
    }

    /// The same error without the operation's error type, for functions that call several operations.
    pub fn into_untyped(self) -> Error<ErrorResponse> {
        self.map_api(E::into_response)
    }
}

impl<E> Error<E> {
    pub(crate) fn map_api<F>(self, map: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Error::Request(error) => Error::Request(error),
            Error::Transport(error) => Error::Transport(error),
            Error::Timeout(error) => Error::Timeout(error),
            Error::Authentication(error) => Error::Authentication(error),
            Error::RateLimited(response) => Error::RateLimited(response),
            Error::Decode(error) => Error::Decode(error),
            Error::Page(error) => Error::Page(error),
            Error::Api(error) => Error::Api(map(error)),
        }
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Request(error) => error.fmt(f),
            Error::Transport(error) => error.fmt(f),
            Error::Timeout(error) => error.fmt(f),
            Error::Authentication(error) => error.fmt(f),
            Error::RateLimited(response) => response.fmt(f),
            Error::Decode(error) => error.fmt(f),
            Error::Page(error) => error.fmt(f),
            Error::Api(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {
    // The messages are those of the inner errors, so the sources are, too.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Request(error) => error.source(),
            Error::Transport(error) => error.source(),
            Error::Timeout(error) => error.source(),
            Error::Authentication(error) => error.source(),
            Error::RateLimited(response) => response.source(),
            Error::Decode(error) => error.source(),
            Error::Page(error) => error.source(),
            Error::Api(error) => error.source(),
        }
    }
}

/// Whether a request with a response of this status may succeed later.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}
