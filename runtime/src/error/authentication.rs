//! Credentials that are missing, cannot be used, or were refused.

use std::fmt;

use super::{ErrorResponse, TokenError};
use crate::ground::shown::Shown;

/// Why a request could not be authenticated.
#[derive(Debug, Clone)]
pub struct AuthenticationError(Reason);

#[derive(Debug, Clone)]
enum Reason {
    Missing { builder_calls: String },
    Unusable { why: String },
    Refused(ErrorResponse),
    Token(TokenError),
}

impl AuthenticationError {
    pub(crate) fn missing(builder_calls: impl Into<String>) -> Self {
        AuthenticationError(Reason::Missing {
            builder_calls: builder_calls.into(),
        })
    }

    /// The credentials cannot be used for this request. `why` must not contain a secret.
    pub fn unusable(why: impl Into<String>) -> Self {
        AuthenticationError(Reason::Unusable { why: why.into() })
    }

    /// There is no token for the request.
    pub fn token(error: TokenError) -> Self {
        AuthenticationError(Reason::Token(error))
    }

    pub(crate) fn refused(response: ErrorResponse) -> Self {
        AuthenticationError(Reason::Refused(response))
    }

    /// Whether the client has no credentials for the operation; nothing was sent.
    pub fn is_missing(&self) -> bool {
        matches!(self.0, Reason::Missing { .. })
    }

    /// Why there is no token, if that is the reason.
    pub fn token_error(&self) -> Option<&TokenError> {
        match &self.0 {
            Reason::Token(error) => Some(error),
            _ => None,
        }
    }

    /// The service's response, if it refused the credentials (an undocumented `401`).
    pub fn response(&self) -> Option<&ErrorResponse> {
        match &self.0 {
            Reason::Refused(response) => Some(response),
            _ => None,
        }
    }
}

impl fmt::Display for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Missing { builder_calls } => {
                write!(
                    f,
                    "the operation needs credentials: set {builder_calls} on the client's builder"
                )
            }
            Reason::Unusable { why } => {
                write!(f, "the credentials cannot be used: {}", Shown::message(why))
            }
            Reason::Refused(response) => write!(f, "the credentials were refused: {response}"),
            Reason::Token(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AuthenticationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Token(error) => error.source(),
            _ => None,
        }
    }
}
