//! Events of a call, for observers.
//!
//! An event contains no path, query, header or body, so it contains no secret.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::operation::Operation;

/// A function that is called with each event.
pub(crate) type Observer = Arc<dyn Fn(&Event) + Send + Sync>;

/// An event of a call, for [`ClientBuilder::observe`](crate::ClientBuilder::observe). It contains no secret.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The called operation. Requests for tokens have an operation of their own, without a path.
    pub operation: &'static Operation,
    /// The number of the attempt, from 1; 0 before the first one.
    pub attempt: u32,
    /// What happened.
    pub kind: EventKind,
}

/// The kinds of events.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EventKind {
    /// An attempt begins.
    Sending,
    /// There is a response, whatever its status.
    Answered {
        /// The HTTP status.
        status: StatusCode,
        /// The time from the beginning of the attempt, redirects included, until the response was read (of a
        /// download: until it began).
        took: Duration,
    },
    /// The attempt ended without a response.
    Failed {
        /// What failed, as one word: `connect`, `cut`, `tls` … It is also the `error.type` of the span.
        error: &'static str,
        /// The time from the beginning of the attempt.
        took: Duration,
    },
    /// The call waits.
    Waiting {
        /// For how long.
        time: Duration,
        /// What for.
        reason: WaitReason,
    },
    /// The timeout of the call expired.
    TimedOut {
        /// The timeout of the call.
        limit: Duration,
    },
}

/// What a call waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaitReason {
    /// The rate limiter
    Limit,
    /// The next attempt
    Retry,
}

impl WaitReason {
    #[cfg_attr(not(feature = "tracing"), allow(dead_code))]
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            WaitReason::Limit => "limit",
            WaitReason::Retry => "retry",
        }
    }
}
