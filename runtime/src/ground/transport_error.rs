//! Errors of connections, and timeouts.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::ground::shown::Shown;

/// The step of the exchange that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host's name has no address.
    Dns,
    /// No connection could be made, in time or at all.
    Connect,
    /// The TLS handshake failed.
    Tls,
    /// The connection broke before the response was complete, or the service does not speak HTTP.
    Cut,
    /// A redirect cannot be followed, or there were too many of them.
    Redirect,
    /// A file or stream of the request's body could not be read to its end.
    Body,
    /// The response could not be written to its destination.
    Write,
    /// The response is larger than the client's limit.
    TooLarge,
    /// The compressed data of the response is invalid.
    Encoding,
    /// Any other failure.
    Other,
}

impl TransportErrorKind {
    /// The value of `error.type` in spans and events.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            TransportErrorKind::Dns => "dns",
            TransportErrorKind::Connect => "connect",
            TransportErrorKind::Tls => "tls",
            TransportErrorKind::Cut => "cut",
            TransportErrorKind::Redirect => "redirect",
            TransportErrorKind::Body => "body",
            TransportErrorKind::Write => "write",
            TransportErrorKind::TooLarge => "too_large",
            TransportErrorKind::Encoding => "encoding",
            TransportErrorKind::Other => "other",
        }
    }
}

/// The connection to the service could not be made, or broke.
#[derive(Debug, Clone)]
pub struct TransportError {
    kind: TransportErrorKind,
    received: bool,
    attempts: u32,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// An error with its cause. After [`Dns`](TransportErrorKind::Dns), [`Connect`](TransportErrorKind::Connect) and
    /// [`Tls`](TransportErrorKind::Tls) errors it is certain that the service did not receive the request.
    pub fn new(
        kind: TransportErrorKind,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        use TransportErrorKind::{Connect, Dns, Tls};
        let received = !matches!(kind, Dns | Connect | Tls);
        TransportError {
            kind,
            received,
            attempts: 1,
            source: Some(Arc::from(cause.into())),
        }
    }

    /// The step of the exchange that failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the same request may succeed later. A wrong certificate or redirect will still be wrong.
    pub fn is_transient(&self) -> bool {
        use TransportErrorKind::{Connect, Cut, Dns};
        matches!(self.kind, Dns | Connect | Cut)
    }

    /// Whether the service may have received the request and acted on it.
    pub fn may_have_been_received(&self) -> bool {
        self.received
    }

    /// The underlying error, like one of the operating system. The message includes it, so it is not returned by
    /// `source`.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }

    /// How often the request was sent in all.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Records the number of attempts. Only the last attempt decides whether the request may have been received:
    /// earlier ones were not received, or may be repeated.
    pub(crate) fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Dns => "the host's name has no address",
            TransportErrorKind::Connect => "no connection could be made",
            TransportErrorKind::Tls => "no secure connection could be agreed on",
            TransportErrorKind::Cut => "the connection broke before the answer was complete",
            TransportErrorKind::Redirect => "the redirect cannot be followed",
            TransportErrorKind::Body => "the body could not be read to its end",
            TransportErrorKind::Write => "the answer could not be written",
            TransportErrorKind::TooLarge => "the answer is larger than the client takes",
            TransportErrorKind::Encoding => "the answer's compression is broken",
            TransportErrorKind::Other => "the request failed on its way",
        })?;
        // The outermost cause often only says "error"; the innermost one names the problem.
        let mut cause = self
            .source
            .as_deref()
            .map(|source| source as &dyn std::error::Error);
        let mut innermost = None;
        while let Some(error) = cause {
            innermost = Some(error);
            cause = match error.downcast_ref::<TransportError>() {
                Some(inner) => inner.cause(),
                None => error.source(),
            };
        }
        if let Some(error) = innermost {
            // A cause may contain text that a server sent.
            write!(f, ": {}", Shown::message(&error.to_string()))?;
        }
        write_attempts(f, self.attempts)
    }
}

// `source` is not implemented: the message already includes the innermost cause, and a chain of errors would print it
// twice.
impl std::error::Error for TransportError {}

/// The call took longer than its timeout. The service may have got the request and acted on it.
#[derive(Debug, Clone)]
pub struct TimeoutError {
    limit: Duration,
    attempts: u32,
}

impl TimeoutError {
    pub(crate) fn new(limit: Duration) -> Self {
        TimeoutError { limit, attempts: 0 }
    }

    /// The timeout of the call.
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// How often the request was sent; 0 if the time was over before the first attempt.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    pub(crate) fn set_attempts(&mut self, attempts: u32) {
        self.attempts = attempts;
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no complete answer within {:?}", self.limit)?;
        write_attempts(f, self.attempts)
    }
}

impl std::error::Error for TimeoutError {}

/// Appends the number of attempts if there was more than one.
pub(crate) fn write_attempts(f: &mut fmt::Formatter<'_>, attempts: u32) -> fmt::Result {
    match attempts {
        0 | 1 => Ok(()),
        many => write!(f, " (after {many} attempts)"),
    }
}
