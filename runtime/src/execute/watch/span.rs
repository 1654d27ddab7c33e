//! Spans with OpenTelemetry's names for HTTP: one for each call, and in it one for each attempt.

use std::time::Duration;

use http::{Method, StatusCode, Uri};
use tracing::field::Empty;
use tracing::{Instrument, info, info_span, warn};

use super::{Watch, word_for};
use crate::error::{Error, ErrorResponse, Untyped};
use crate::operation::Operation;
use crate::policy::WaitReason;

pub(crate) struct Span(tracing::Span);

impl Span {
    /// All of a call: `otel.kind` is internal, for the attempts are what goes over the wire.
    pub(super) fn call(watch: &Watch<'_>) -> Span {
        let operation = watch.operation;
        let span = info_span!(
            "call",
            otel.name = operation.name,
            otel.kind = "internal",
            otel.status_code = Empty,
            api = watch.session.info.name,
            http.request.method = operation.method,
            url.template = Empty,
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            "error.type" = Empty,
        );
        record_template(&span, operation);
        Span(span)
    }

    /// One attempt, its redirects included.
    pub(super) fn attempt(watch: &Watch<'_>, attempt: u32, method: &Method, uri: &Uri) -> Span {
        let operation = watch.operation;
        let span = info_span!(
            "attempt",
            otel.name = format!("{method} {}", operation.path).trim_end(),
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = method.as_str(),
            url.template = Empty,
            url.scheme = uri.scheme_str(),
            server.address = uri.host(),
            server.port = port(uri),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            "error.type" = Empty,
        );
        record_template(&span, operation);
        if attempt > 1 {
            span.record("http.request.resend_count", attempt - 1);
        }
        Span(span)
    }

    pub(super) fn waiting(attempt: u32, time: Duration, reason: WaitReason) {
        info!(
            attempt,
            wait_ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
            reason = reason.word(),
            "waiting"
        );
    }

    pub(super) fn run<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        future.instrument(self.0.clone())
    }

    pub(super) fn answered(&self, status: StatusCode) {
        self.0.record("http.response.status_code", status.as_u16());
        if status.is_client_error() || status.is_server_error() {
            self.0.record("otel.status_code", "ERROR");
            self.0.record("error.type", status.as_str());
        }
    }

    pub(super) fn failed(&self, error: &'static str) {
        self.0.record("otel.status_code", "ERROR");
        self.0.record("error.type", error);
    }

    /// How a call failed.
    pub(super) fn ended(&self, error: &Error<Untyped>) {
        let response = match error {
            Error::Api(untyped) => Some(&untyped.response),
            Error::RateLimited(response) => Some(response),
            Error::Authentication(error) => error.response(),
            _ => None,
        };
        match response.map(ErrorResponse::status) {
            Some(status) => {
                self.answered(status);
                // A success may carry an error, too.
                self.failed_as(status.as_str());
            }
            None => self.failed(word_for(error)),
        }
        let attempts = match error {
            Error::Transport(error) => error.attempts(),
            Error::Timeout(error) => error.attempts(),
            _ => response.map_or(0, ErrorResponse::attempts),
        };
        if attempts > 1 {
            self.0.record("http.request.resend_count", attempts - 1);
        }
    }

    fn failed_as(&self, error: &str) {
        self.0.record("otel.status_code", "ERROR");
        self.0.record("error.type", error);
    }
}

/// A path of an operation holds `{names}`, no values. Requests by hand have none.
fn record_template(span: &tracing::Span, operation: &Operation) {
    if !operation.path.is_empty() {
        span.record("url.template", operation.path);
    }
}

fn port(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or(match uri.scheme_str() {
        Some("http") => 80,
        _ => 443,
    })
}

/// A task of its own that still belongs to the call that began it.
#[cfg(feature = "oauth2")]
pub(crate) fn in_current_span<F: Future>(future: F) -> impl Future<Output = F::Output> {
    future.in_current_span()
}

/// An answer that was taken for a success cannot be read.
pub(crate) fn unreadable(operation: &'static Operation) {
    warn!(
        http.request.method = operation.method,
        url.template = operation.path,
        "error.type" = "decode",
        "the answer cannot be read"
    );
}
