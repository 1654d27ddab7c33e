//! Events and spans of a call.
//!
//! They contain no path, query, header or body, so they contain no secret.

#[cfg(not(feature = "tracing"))]
mod no_span;
#[cfg(feature = "tracing")]
mod span;

#[cfg(not(feature = "tracing"))]
pub(crate) use no_span::{Span, log_undecodable};
#[cfg(feature = "tracing")]
pub(crate) use span::{Span, log_undecodable};

#[cfg(all(feature = "oauth2", not(feature = "tracing")))]
pub(crate) use no_span::in_current_span;
#[cfg(all(feature = "oauth2", feature = "tracing"))]
pub(crate) use span::in_current_span;

use std::time::Duration;

use http::{Method, Uri};

use crate::auth::Session;
use crate::body::Body;
use crate::error::{Error, Failure, Response, Untyped};
use crate::operation::Operation;
use crate::policy::{Event, EventKind, WaitReason};

/// Reports the events and spans of one call.
#[derive(Clone, Copy)]
pub(crate) struct Watch<'w> {
    pub(crate) operation: &'static Operation,
    pub(crate) session: &'w Session,
}

impl Watch<'_> {
    /// Reports a wait, and waits.
    pub(crate) async fn wait(&self, attempt: u32, time: Duration, reason: WaitReason) {
        Span::log_wait(attempt, time, reason);
        self.report(attempt, EventKind::Waiting { time, reason });
        self.session.clock.sleep(time).await;
    }

    /// Reports an attempt, and runs it.
    pub(crate) async fn attempt(
        &self,
        attempt: u32,
        (method, uri): (Method, Uri),
        sending: impl Future<Output = Result<Response<Body>, Failure>>,
    ) -> Result<Response<Body>, Failure> {
        let span = Span::attempt(self, attempt, &method, &uri);
        self.report(attempt, EventKind::Sending);
        let began = self.session.clock.elapsed();
        let result = span.run(sending).await;
        let took = self.session.clock.elapsed().saturating_sub(began);
        let kind = match &result {
            Ok(response) => {
                let status = response.status();
                span.record_status(status);
                EventKind::Answered { status, took }
            }
            Err(Failure(error)) => {
                let error = error_type(error);
                span.record_error(error);
                EventKind::Failed { error, took }
            }
        };
        self.report(attempt, kind);
        result
    }

    /// Runs a whole call in its span, and reports its timeout.
    pub(crate) async fn call<T>(
        &self,
        calling: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let span = Span::call(self);
        let result = span.run(calling).await;
        if let Err(Failure(error)) = &result {
            span.record_failure(error);
            if let Error::Timeout(error) = error {
                let limit = error.limit();
                self.report(error.attempts(), EventKind::TimedOut { limit });
            }
        }
        result
    }

    fn report(&self, attempt: u32, kind: EventKind) {
        if let Some(observer) = &self.session.observer {
            observer(&Event {
                operation: self.operation,
                attempt,
                kind,
            });
        }
    }
}

/// The kind of an error as one word. There are few of them, so that metrics can count them.
pub(crate) fn error_type(error: &Error<Untyped>) -> &'static str {
    match error {
        Error::Request(_) => "request",
        Error::Transport(error) => error.kind().as_str(),
        Error::Timeout(_) => "timeout",
        Error::Authentication(_) => "authentication",
        Error::RateLimited(_) => "rate_limited",
        Error::Decode(_) => "decode",
        Error::Page(_) => "page",
        Error::Api(_) => "api",
    }
}
