//! What happens to a call on its way, as an observer is told.
//!
//! An event holds no path, query, header or body, so nothing in it can be a secret.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::operation::Operation;

/// A function that is told of events.
pub(crate) type Observer = Arc<dyn Fn(&Event) + Send + Sync>;

/// Something that happened to a call on its way, for
/// [`ClientBuilder::observe`](crate::ClientBuilder::observe). It holds nothing that could be a secret.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Event {
    /// The operation that is called; a request for a token has one of its own, without a path.
    pub operation: &'static Operation,
    /// The number of the attempt, from 1. Before the first one it is 0.
    pub attempt: u32,
    /// What happened.
    pub kind: EventKind,
}

/// What happened to a call.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EventKind {
    /// An attempt begins.
    Sending,
    /// There is an answer, whatever its status.
    Answered {
        /// The HTTP status.
        status: StatusCode,
        /// The time from the beginning of the attempt, redirects included, until the answer was read (of a
        /// download, until it began).
        took: Duration,
    },
    /// The attempt ended without an answer.
    Failed {
        /// What failed, in a word: `connect`, `cut`, `tls` … It is the `error.type` of the span, too.
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
    /// The time of the call was over before there was an answer that could be handed on.
    TimedOut {
        /// The timeout of the call.
        limit: Duration,
    },
}

/// What a call waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaitReason {
    /// Its turn, by the client's limiter
    Limit,
    /// The next attempt
    Retry,
}

impl WaitReason {
    #[cfg_attr(not(feature = "tracing"), allow(dead_code))]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            WaitReason::Limit => "limit",
            WaitReason::Retry => "retry",
        }
    }
}
