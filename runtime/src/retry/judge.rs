//! Whether one attempt of a call is followed by another.

use std::time::Duration;

use http::{HeaderMap, StatusCode, header::RETRY_AFTER};

use super::Budget;
use crate::auth::Session;
use crate::clock::any_up_to;
use crate::error::TransportError;
use crate::json::Json;
use crate::rate::RateLimit;
use crate::response::Response;
use crate::time;
use crate::transport::Body;

/// What service limits are counted in, where the service does not say when to come back.
const SECOND: Duration = Duration::from_secs(1);

/// How an attempt ended.
pub(crate) enum Outcome<'o> {
    /// With an answer.
    Answer(&'o Response<Body>),
    /// On the way.
    Fault(&'o TransportError),
}

impl Outcome<'_> {
    /// The status of the answer, if there was one.
    pub(crate) fn status(&self) -> Option<StatusCode> {
        match self {
            Outcome::Answer(answer) => Some(answer.status()),
            Outcome::Fault(_) => None,
        }
    }
}

/// The attempts of one call.
pub(crate) struct Retrying<'r> {
    pub(crate) session: &'r Session,
    pub(crate) budget: &'r Budget,
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
        let (policy, clock) = (&self.session.retries, &*self.session.clock);
        let reason = self.reason(outcome, repeatable);
        let succeeded = outcome
            .status()
            .is_some_and(|status| !status.is_server_error());
        if sent == 1 && reason.is_none() && succeeded {
            self.budget.give();
        }
        let reason = reason?;
        if sent >= self.attempts {
            return None;
        }
        let doubled = |first: Duration| first.saturating_mul(1 << (sent - 1).min(16));
        let wait = match reason {
            Reason::Asked(wait) if wait > policy.longest_wait => return None,
            // Everyone who was turned away is told the same moment.
            Reason::Asked(wait) => wait + any_up_to((wait / 8).min(SECOND), clock),
            Reason::Busy => {
                let limit = doubled(SECOND).min(policy.highest_wait);
                limit / 2 + any_up_to(limit / 2, clock)
            }
            Reason::Fault => {
                let limit = doubled(policy.first_wait).min(policy.highest_wait);
                any_up_to(limit, clock)
            }
        };
        let in_time = |deadline| clock.elapsed().saturating_add(wait) < deadline;
        let allowed = self.deadline.is_none_or(in_time)
            && (!matches!(reason, Reason::Fault) || self.budget.take());
        allowed.then_some(wait)
    }

    /// How long the service itself wants to be left alone, as far as a call would wait for it.
    pub(crate) fn asked_by(&self, outcome: &Outcome<'_>) -> Option<Duration> {
        match self.reason(outcome, false)? {
            Reason::Asked(wait) => Some(wait.min(self.session.retries.longest_wait)),
            Reason::Busy | Reason::Fault => None,
        }
    }

    fn reason(&self, outcome: &Outcome<'_>, repeatable: bool) -> Option<Reason> {
        use crate::error::TransportErrorKind::{Connect, Cut, Dns};
        match outcome {
            Outcome::Fault(fault) => match fault.kind() {
                Connect | Dns => Some(Reason::Fault),
                Cut if repeatable => Some(Reason::Fault),
                _ => None,
            },
            Outcome::Answer(answer) => match answer.status().as_u16() {
                429 => Some(self.refused(answer)),
                503 => match self.asked(answer.headers()) {
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
        time::retry_after(value, self.session.now()).map(Reason::Asked)
    }

    /// What a `429` says of the limit: a daily one is not waited for, unless the day is almost over.
    fn refused(&self, answer: &Response<Body>) -> Reason {
        let (info, now) = (self.session.info, self.session.now());
        let body = answer.body().bytes().map(|bytes| Json::from_slice(bytes));
        let body = body.and_then(Result::ok).unwrap_or_default();
        let message = info.errors.message_of(&body);
        let limit = RateLimit::read(&info.rates, answer.headers(), message.as_deref(), now);
        match limit.resets_at() {
            Some(at) => Reason::Asked(at.duration_since(now).unwrap_or_default()),
            None => Reason::Busy,
        }
    }
}
