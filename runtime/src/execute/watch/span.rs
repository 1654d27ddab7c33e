//! Spans with OpenTelemetry's attributes for HTTP: one for each call, and inside it one for each attempt.

use std::time::Duration;

use http::{Method, StatusCode, Uri};
use tracing::field::Empty;
use tracing::{Instrument, info, info_span, warn};

use super::{Watch, error_type};
use crate::error::{Error, ErrorResponse, Untyped};
use crate::ground::url;
use crate::operation::Operation;
use crate::policy::WaitReason;

pub(crate) struct Span(tracing::Span);

impl Span {
    /// The span of a call. Its kind is internal; the attempts are client spans.
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

    /// The span of an attempt, including redirects.
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
            server.port = url::port(uri),
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

    pub(super) fn log_wait(attempt: u32, time: Duration, reason: WaitReason) {
        info!(
            attempt,
            wait_ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
            reason = reason.as_str(),
            "waiting"
        );
    }

    pub(super) fn run<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        future.instrument(self.0.clone())
    }

    pub(super) fn record_status(&self, status: StatusCode) {
        self.0.record("http.response.status_code", status.as_u16());
        if status.is_client_error() || status.is_server_error() {
            self.0.record("otel.status_code", "ERROR");
            self.0.record("error.type", status.as_str());
        }
    }

    pub(super) fn record_error(&self, error: &str) {
        self.0.record("otel.status_code", "ERROR");
        self.0.record("error.type", error);
    }

    /// Records the error of a call.
    pub(super) fn record_failure(&self, error: &Error<Untyped>) {
        let response = match error {
            Error::Api(untyped) => Some(&untyped.response),
            Error::RateLimited(response) => Some(response),
            Error::Authentication(error) => error.response(),
            _ => None,
        };
        match response.map(ErrorResponse::status) {
            Some(status) => {
                self.record_status(status);
                // A response with a status of success may be an error.
                self.record_error(status.as_str());
            }
            None => self.record_error(error_type(error)),
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
}

/// The path of an operation contains names of parameters, no values. Requests by hand have no path.
fn record_template(span: &tracing::Span, operation: &Operation) {
    if !operation.path.is_empty() {
        span.record("url.template", operation.path);
    }
}

/// Runs a spawned task in the span of the call that started it.
#[cfg(feature = "oauth2")]
pub(crate) fn in_current_span<F: Future>(future: F) -> impl Future<Output = F::Output> {
    future.in_current_span()
}

/// Logs that a successful response cannot be decoded.
pub(crate) fn log_undecodable(operation: &'static Operation) {
    warn!(
        http.request.method = operation.method,
        url.template = operation.path,
        "error.type" = "decode",
        "the answer cannot be read"
    );
}
