//! Messages that are not to be believed.

use std::fmt;
use std::time::Duration;

/// Why a message to a webhook is not to be believed, or cannot be read. It holds none of the body's values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// There is no secret, so that nothing can be believed: a fault of whoever receives, not of the sender.
    NoSecret,
    /// A header that the vendor always sends is missing.
    Missing {
        /// The header.
        header: &'static str,
    },
    /// No signature fits: the message is not the vendor's, was changed on the way, or has another secret.
    Signature,
    /// The signature fits, but the time of the message is no time.
    Time,
    /// The signature fits, but the message is too old, or of the future: it may be sent again by a stranger.
    Stale {
        /// How far its time is away from now.
        by: Duration,
    },
    /// The signature fits, but the body is not what it should be. Only reading it tells so
    /// ([`Verified::json`](super::Verified::json)).
    Body {
        /// Where in the JSON document the fault is, like `$.payload.id`.
        path: String,
        /// What is wrong there.
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
