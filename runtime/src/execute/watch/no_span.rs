//! Replaces spans if the feature `tracing` is off: does nothing.

use std::time::Duration;

use http::{Method, StatusCode, Uri};

use super::Watch;
use crate::error::{Error, Untyped};
use crate::operation::Operation;
use crate::policy::WaitReason;

pub(crate) struct Span;

impl Span {
    pub(super) fn call(_: &Watch<'_>) -> Span {
        Span
    }

    pub(super) fn attempt(_: &Watch<'_>, _: u32, _: &Method, _: &Uri) -> Span {
        Span
    }

    pub(super) fn log_wait(_: u32, _: Duration, _: WaitReason) {}

    pub(super) fn run<F: Future>(&self, future: F) -> F {
        future
    }

    pub(super) fn record_status(&self, _: StatusCode) {}

    pub(super) fn record_error(&self, _: &str) {}

    pub(super) fn record_failure(&self, _: &Error<Untyped>) {}
}

#[cfg(feature = "oauth2")]
pub(crate) fn in_current_span<F: Future>(future: F) -> F {
    future
}

pub(crate) fn log_undecodable(_: &'static Operation) {}
