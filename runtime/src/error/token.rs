//! Errors of requests for tokens.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;

use super::Response;
use crate::ground::secret::HIDDEN;
use crate::ground::shown::Shown;
use crate::ground::{TimeoutError, TransportError};
use crate::json::Json;
use crate::json::sketch::steps;

/// Why there is no token for a call. Cheap to clone. It contains no secret.
#[derive(Debug, Clone)]
pub struct TokenError(Reason);

#[derive(Debug, Clone)]
enum Reason {
    Refused(Arc<Refusal>),
    Transport(TransportError),
    Timeout(TimeoutError),
    Store(Arc<dyn std::error::Error + Send + Sync>),
    Unable(&'static str),
}

struct Refusal {
    status: StatusCode,
    error: Option<String>,
    reason: Option<String>,
}

impl TokenError {
    /// The response of the authorization server contains no token.
    pub fn refused(response: &Response<Bytes>) -> TokenError {
        TokenError::refused_hiding(response, &[])
    }

    /// As [`refused`](TokenError::refused). Removes these secrets of the request from the message, because the server
    /// may repeat them.
    pub(crate) fn refused_hiding(response: &Response<Bytes>, secrets: &[String]) -> TokenError {
        let explanations = ["error_description", "reason", "message", "error_message"];
        let paths = [&["error", "code"], explanations.as_slice()].concat();
        let paths: Vec<_> = paths.into_iter().map(steps).collect();
        let body = response.sketch(&paths).unwrap_or_default().tree;
        let text = |name: &str| match body.get(name) {
            Some(Json::String(text)) if !text.is_empty() => Some(without_secrets(text, secrets)),
            Some(Json::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        TokenError(Reason::Refused(Arc::new(Refusal {
            status: response.status(),
            error: text("error").or_else(|| text("code")),
            reason: explanations.into_iter().find_map(text),
        })))
    }

    pub(crate) fn transport(error: TransportError) -> TokenError {
        TokenError(Reason::Transport(error))
    }

    pub(crate) fn timeout(error: TimeoutError) -> TokenError {
        TokenError(Reason::Timeout(error))
    }

    /// There is a token, but it could not be saved; see [`TokenError::is_store`].
    pub fn store(error: Box<dyn std::error::Error + Send + Sync>) -> TokenError {
        TokenError(Reason::Store(Arc::from(error)))
    }

    /// No request was sent. `why` must not contain a secret.
    pub fn unable(why: &'static str) -> TokenError {
        TokenError(Reason::Unable(why))
    }

    /// The status of the authorization server's response, if it refused the request.
    pub fn status(&self) -> Option<StatusCode> {
        self.refusal().map(|refusal| refusal.status)
    }

    /// The server's error code, like `invalid_grant`.
    pub fn error(&self) -> Option<&str> {
        self.refusal()?.error.as_deref()
    }

    /// The server's message.
    pub fn reason(&self) -> Option<&str> {
        self.refusal()?.reason.as_deref()
    }

    /// Whether a token was received but could not be saved. It is kept in memory, and saved before it is used.
    pub fn is_store(&self) -> bool {
        matches!(self.0, Reason::Store(_))
    }

    /// Whether the request may succeed later.
    pub fn is_transient(&self) -> bool {
        match &self.0 {
            Reason::Transport(error) => error.is_transient(),
            Reason::Timeout(_) => true,
            Reason::Refused(refusal) => super::is_transient(refusal.status),
            Reason::Store(_) | Reason::Unable(_) => false,
        }
    }

    #[cfg(feature = "oauth2")]
    pub(crate) fn was_not_received(&self) -> bool {
        matches!(&self.0, Reason::Transport(error) if !error.may_have_been_received())
    }

    fn refusal(&self) -> Option<&Refusal> {
        match &self.0 {
            Reason::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

/// Removes the secrets from a text.
fn without_secrets(text: &str, secrets: &[String]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        if text.contains(secret) {
            text = text.replace(secret, HIDDEN);
        }
    }
    text
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("status", &self.status)
            .field("error", &self.error.as_deref().map(Shown::word))
            .field("reason", &self.reason.as_deref().map(Shown::message))
            .finish()
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no token: ")?;
        match &self.0 {
            Reason::Refused(refusal) => {
                write!(f, "the authorization server answered {}", refusal.status)?;
                if let Some(error) = &refusal.error {
                    write!(f, ", {}", Shown::word(error))?;
                }
                match &refusal.reason {
                    Some(reason) => write!(f, ": {}", Shown::message(reason)),
                    None => Ok(()),
                }
            }
            Reason::Transport(error) => error.fmt(f),
            Reason::Timeout(error) => error.fmt(f),
            Reason::Store(error) => write!(f, "the store of tokens failed: {error}"),
            Reason::Unable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Store(error) => error.source(),
            _ => None,
        }
    }
}
