//! Errors of messages to webhooks.

use std::fmt;
use std::time::Duration;

/// Why a message to a webhook must not be trusted, or cannot be decoded. It contains no value of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The secret is empty, so no message can be verified: an error of the receiver, not of the sender.
    NoSecret,
    /// A required header is missing.
    Missing {
        /// The name of the header.
        header: &'static str,
    },
    /// No signature matches: the message was not sent by the vendor, was changed, or was signed with another secret.
    Signature,
    /// The signature matches, but the timestamp is invalid.
    Time,
    /// The signature matches, but the message is too old or from the future: it may be replayed.
    Stale {
        /// The difference between its timestamp and now.
        by: Duration,
    },
    /// The signature matches, but the body cannot be decoded. Only [`Verified::json`](super::Verified::json) returns
    /// this.
    Body {
        /// The path of the invalid value in the JSON document, like `$.payload.id`.
        path: String,
        /// The reason.
        reason: String,
    },
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WebhookError::NoSecret => f.write_str("there is no secret to check the message with"),
            WebhookError::Missing { header } => write!(f, "the message has no header `{header}`"),
            WebhookError::Signature => f.write_str("the message's signature does not fit"),
            WebhookError::Time => f.write_str("the message's time cannot be read"),
            WebhookError::Stale { by } => {
                write!(f, "the message's time is {} s away from now", by.as_secs())
            }
            WebhookError::Body { path, reason } => {
                write!(f, "the message's body cannot be read: {reason} at {path}")
            }
        }
    }
}

impl std::error::Error for WebhookError {}
