//! Credentials that are missing, unusable or refused.

use std::fmt;

use super::ErrorResponse;

/// Why a request could not be authenticated.
#[derive(Debug, Clone)]
pub struct AuthenticationError(Reason);

#[derive(Debug, Clone)]
enum Reason {
    Missing { wanted: String },
    Unusable { why: String },
    Refused(ErrorResponse),
}

impl AuthenticationError {
    pub(crate) fn missing(wanted: impl Into<String>) -> Self {
        AuthenticationError(Reason::Missing {
            wanted: wanted.into(),
        })
    }

    /// The credentials cannot be used for this request, and why. The text must hold no secret.
    pub fn unusable(why: impl Into<String>) -> Self {
        AuthenticationError(Reason::Unusable { why: why.into() })
    }

    pub(crate) fn refused(response: ErrorResponse) -> Self {
        AuthenticationError(Reason::Refused(response))
    }

    /// Whether the client has no credentials of the kind that the operation asks for; nothing was sent.
    pub fn is_missing(&self) -> bool {
        matches!(self.0, Reason::Missing { .. })
    }

    /// The service's answer, if it refused the credentials (`401` without a documented case).
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
            Reason::Missing { wanted } => {
                write!(
                    f,
                    "the operation needs credentials: set {wanted} on the client's builder"
                )
            }
            Reason::Unusable { why } => write!(f, "the credentials cannot be used: {why}"),
            Reason::Refused(response) => write!(f, "the credentials were refused: {response}"),
        }
    }
}

impl std::error::Error for AuthenticationError {}
