//! Connections that fail, and time that runs out.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::ground::shown::Shown;

/// What part of the way failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host's name has no address.
    Dns,
    /// No connection could be made, in time or at all.
    Connect,
    /// No secure connection could be agreed on.
    Tls,
    /// The connection broke, or did not speak HTTP, before the answer was complete.
    Cut,
    /// A redirect that cannot be followed, or too many of them.
    Redirect,
    /// A file of the body could not be read to its end.
    Body,
    /// The answer could not be written to where it should go.
    Write,
    /// The answer is larger than the client takes.
    TooLarge,
    /// The answer's compression is broken.
    Encoding,
    /// Anything else.
    Other,
}

impl TransportErrorKind {
    /// A word for those who count.
    pub(crate) const fn word(self) -> &'static str {
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
    /// A fault with its cause. Of [`Dns`](TransportErrorKind::Dns), [`Connect`](TransportErrorKind::Connect)
    /// and [`Tls`](TransportErrorKind::Tls) it is certain that the service did not get the request.
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

    /// What part of the way failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the same request may get through later: a certificate or a redirect that is wrong now will
    /// be wrong then.
    pub fn is_transient(&self) -> bool {
        use TransportErrorKind::{Connect, Cut, Dns};
        matches!(self.kind, Dns | Connect | Cut)
    }

    /// Whether the service may have got the request and acted on it.
    pub fn may_have_been_received(&self) -> bool {
        self.received
    }

    /// What the fault was to whoever noticed it, like an error of the system. It is part of the message, and so not
    /// the error's source.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }

    /// How often the request was sent, the last time included.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Of several attempts, the earlier ones did not arrive or may be repeated; the last one tells the fate.
    pub(crate) fn after(&mut self, attempts: u32) {
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
        // The outermost cause often only says "error"; the innermost names the fault.
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
            // A cause may repeat what a server sent.
            write!(f, ": {}", Shown::message(&error.to_string()))?;
        }
        write_attempts(f, self.attempts)
    }
}

// The message names the innermost cause, so that it says what happened wherever it is printed alone. An error that also
// had it as its source would print it twice in a chain.
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

    /// How often the request was sent; 0 where the time was up before.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    pub(crate) fn after(&mut self, attempts: u32) {
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

/// Tells of attempts where there was more than one.
pub(crate) fn write_attempts(f: &mut fmt::Formatter<'_>, attempts: u32) -> fmt::Result {
    match attempts {
        0 | 1 => Ok(()),
        many => write!(f, " (after {many} attempts)"),
    }
}
