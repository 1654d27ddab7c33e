//! Whether one attempt of a call is followed by another.

use std::time::Duration;

use http::{HeaderMap, StatusCode, header::RETRY_AFTER};

use super::{Budget, Retries};
use crate::clock::{Clock, any_up_to};
use crate::error::TransportError;
use crate::time;

/// What service limits are counted in, where the service does not say when to come back.
const SECOND: Duration = Duration::from_secs(1);

/// How an attempt ended.
pub(crate) enum Outcome<'o> {
    /// With an answer.
    Answer(StatusCode, &'o HeaderMap),
    /// On the way.
    Fault(&'o TransportError),
}

/// The attempts of one call.
pub(crate) struct Retrying<'r> {
    pub(crate) policy: &'r Retries,
    pub(crate) budget: &'r Budget,
    pub(crate) clock: &'r dyn Clock,
    /// How often this call may be sent.
    pub(crate) attempts: u32,
    /// When the call's time is over, by the clock's `elapsed`.
    pub(crate) deadline: Option<Duration>,
}

/// Why a request may be sent again.
enum Reason {
    /// The service said when.
    Asked(Duration),
    /// The service said to come back, not when.
    Busy,
    /// Something went wrong that may pass.
    Fault,
}

impl Retrying<'_> {
    /// How long to wait before attempt number `sent + 1`; `None` if there is to be none. `repeatable` is
    /// whether the request may arrive twice.
    pub(crate) fn wait(
        &self,
        outcome: &Outcome<'_>,
        sent: u32,
        repeatable: bool,
    ) -> Option<Duration> {
        let reason = self.reason(outcome, repeatable);
        if sent == 1 && reason.is_none() {
            self.budget.give();
        }
        let reason = reason?;
        if sent >= self.attempts {
            return None;
        }
        let doubled = |first: Duration| first.saturating_mul(1 << (sent - 1).min(16));
        let wait = match reason {
            Reason::Asked(wait) if wait > self.policy.longest_wait => return None,
            // Everyone who was turned away is told the same moment.
            Reason::Asked(wait) => wait + any_up_to((wait / 8).min(SECOND), self.clock),
            Reason::Busy => {
                let limit = doubled(SECOND).min(self.policy.highest_wait);
                limit / 2 + any_up_to(limit / 2, self.clock)
            }
            Reason::Fault => {
                let limit = doubled(self.policy.first_wait).min(self.policy.highest_wait);
                any_up_to(limit, self.clock)
            }
        };
        let in_time = |deadline| self.clock.elapsed().saturating_add(wait) < deadline;
        let allowed = self.deadline.is_none_or(in_time)
            && (!matches!(reason, Reason::Fault) || self.budget.take());
        allowed.then_some(wait)
    }

    fn reason(&self, outcome: &Outcome<'_>, repeatable: bool) -> Option<Reason> {
        use crate::error::TransportErrorKind::{Connect, Cut, Dns};
        match outcome {
            Outcome::Fault(fault) => match fault.kind() {
                Connect | Dns => Some(Reason::Fault),
                Cut if repeatable => Some(Reason::Fault),
                _ => None,
            },
            Outcome::Answer(status, headers) => match status.as_u16() {
                429 => Some(self.asked(headers).unwrap_or(Reason::Busy)),
                503 => match self.asked(headers) {
                    None if repeatable => Some(Reason::Fault),
                    asked => asked,
                },
                408 | 502 | 504 if repeatable => Some(Reason::Fault),
                _ => None,
            },
        }
    }

    fn asked(&self, headers: &HeaderMap) -> Option<Reason> {
        let value = headers.get(RETRY_AFTER)?.to_str().ok()?;
        time::retry_after(value, self.clock.now()).map(Reason::Asked)
    }
}
