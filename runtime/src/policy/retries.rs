//! When a request is sent again, and how long the client waits before.
//!
//! A request that the service may have acted on is sent again only if the operation is idempotent.

use std::time::Duration;

/// How often a request is sent again, and how long the client waits before.
///
/// A request is sent again if the service did not act on it: the connection could not be made, or the response was
/// `429` (RFC 6585, section 4). Requests of [idempotent](crate::Operation::idempotent) operations are also sent again
/// after broken connections, `408`, `502`, `503` and `504`. `503` is no proof that the service did not act, even with
/// `Retry-After`, because a gateway may send it after the service began to act.
///
/// The wait is an exponential backoff with jitter, or what `Retry-After` asks for (RFC 9110, section 10.2.3) if that
/// is longer. All attempts of a call share its timeout, and all retries of a client share a
/// [budget](Retries::budget). Requests for tokens use the timeout, the number of attempts and the budget of the call
/// that needs the token.
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
    /// Up to four attempts, with waits of up to 250 ms, 500 ms, 1 s and so on.
    pub fn new() -> Retries {
        Retries::default()
    }

    /// Every request is sent once.
    pub fn none() -> Retries {
        Retries::default().attempts(1)
    }

    /// Sets the maximum number of attempts, including the first. The default is 4.
    pub fn attempts(mut self, attempts: u32) -> Retries {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the maximum of the first wait. It doubles with each attempt, up to `highest`. Each wait is random between
    /// zero and its maximum, so that clients do not retry at the same time. The default is 250 ms, up to 8 s.
    pub fn waits(mut self, first: Duration, highest: Duration) -> Retries {
        (self.first_wait, self.highest_wait) = (first, highest.max(first));
        self
    }

    /// Sets the longest wait that is accepted from `Retry-After`. If the service asks for a longer one, the call
    /// fails at once. The default is 15 seconds.
    pub fn longest_wait(mut self, limit: Duration) -> Retries {
        self.longest_wait = limit;
        self
    }

    /// Sets how many retries all calls of a client may use in a row, whatever the reason. Ten successful calls add
    /// one retry. This way a client sends hardly more requests than calls while a service has problems. With a
    /// [limiter](crate::Limiter), a `429` slows the limiter down instead of using the budget. The default is 20.
    pub fn budget(mut self, attempts: u32) -> Retries {
        self.budget = attempts;
        self
    }
}
