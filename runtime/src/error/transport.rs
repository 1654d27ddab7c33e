//! Connections that fail, and time that runs out.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

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
    /// Anything else.
    Other,
}

/// The connection to the service could not be made, or broke.
#[derive(Debug, Clone)]
pub struct TransportError {
    kind: TransportErrorKind,
    received: bool,
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
            source: Some(Arc::from(cause.into())),
        }
    }

    /// What part of the way failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the service may have got the request and acted on it.
    pub fn may_have_been_received(&self) -> bool {
        self.received
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
            cause = error.source();
        }
        innermost.map_or(Ok(()), |error| write!(f, ": {error}"))
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The call took longer than its timeout. The service may have got the request and acted on it.
#[derive(Debug, Clone)]
pub struct TimeoutError {
    limit: Duration,
}

impl TimeoutError {
    pub(crate) fn new(limit: Duration) -> Self {
        TimeoutError { limit }
    }

    /// The timeout of the call.
    pub fn limit(&self) -> Duration {
        self.limit
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no complete answer within {:?}", self.limit)
    }
}

impl std::error::Error for TimeoutError {}
