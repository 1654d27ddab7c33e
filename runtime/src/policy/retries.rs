//! When a request is sent again, and after how long a wait.
//!
//! A request that the service may have acted on is sent again only where doing it twice is doing it once.

use std::time::Duration;

/// How often and after what waits a client sends a request again.
///
/// Sent again is what the service did not act on and, of operations that may be
/// [repeated](crate::Operation::idempotent), also what broke on the way or was answered with `408`, `502`, `503` or
/// `504`. Not acted on is a request for which no connection was made, and one that was refused by a limit
/// (`429`, RFC 6585, section 4). A `503` says nothing of the kind, with `Retry-After` neither: a gateway may send it
/// after the service began to act.
///
/// The wait is a backoff with jitter, or what the service asks for by `Retry-After` (RFC 9110, section 10.2.3) where
/// that is longer; `Retry-After: 0` or a date in the past leaves the backoff. All attempts share the call's timeout,
/// and all attempts beyond the first of a client's calls share a [budget](Retries::budget). The requests for tokens
/// keep to the timeout, the number of attempts and the budget of the call that needs the token.
///
/// ```
/// use posthaste_runtime::Retries;
/// use std::time::Duration;
///
/// let patient = Retries::new().attempts(6).longest_wait(Duration::from_secs(60));
/// let none = Retries::none();
/// # let _ = (patient, none);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Retries {
    pub(crate) attempts: u32,
    pub(crate) first_wait: Duration,
    pub(crate) highest_wait: Duration,
    pub(crate) longest_wait: Duration,
    pub(crate) budget: u32,
}

impl Default for Retries {
    fn default() -> Self {
        Retries {
            attempts: 4,
            first_wait: Duration::from_millis(250),
            highest_wait: Duration::from_secs(8),
            longest_wait: Duration::from_secs(15),
            budget: 20,
        }
    }
}

impl Retries {
    /// Up to four attempts; waits of up to 250 ms, 500 ms, 1 s and so on.
    pub fn new() -> Retries {
        Retries::default()
    }

    /// Every request is sent once.
    pub fn none() -> Retries {
        Retries::default().attempts(1)
    }

    /// Sets how often a request is sent at most, the first time included. It is 4 if not set.
    pub fn attempts(mut self, attempts: u32) -> Retries {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the limit of the first wait, which doubles with each attempt up to `highest`. Each wait is any
    /// time up to its limit, so that many clients do not come back at once. It is 250 ms, up to 8 s, if not set.
    pub fn waits(mut self, first: Duration, highest: Duration) -> Retries {
        (self.first_wait, self.highest_wait) = (first, highest.max(first));
        self
    }

    /// Sets how long a wait the service may ask for; a call that it puts off for longer fails at once. It is
    /// 15 seconds if not set.
    pub fn longest_wait(mut self, limit: Duration) -> Retries {
        self.longest_wait = limit;
        self
    }

    /// Sets how many attempts beyond the first all calls of a client may have in a row, whatever the reason and
    /// whatever the service asks for; ten calls that succeed give one back. So a client makes hardly more requests
    /// than calls while a service is in trouble. Where a [limiter](crate::Limiter) paces the calls, a `429` slows the
    /// limiter down in the place of taking from the budget. It is 20 if not set.
    pub fn budget(mut self, attempts: u32) -> Retries {
        self.budget = attempts;
        self
    }
}
