//! Whether one attempt of a call is followed by another.

use std::time::Duration;

use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use crate::auth::Session;
use crate::body::Body;
use crate::error::{RateLimit, Response, TransportError};
use crate::ground::{charset, time};
use crate::json::Json;
use crate::policy::any_up_to;

/// What service limits are counted in, where the service does not say when to come back.
const SECOND: Duration = Duration::from_secs(1);

/// In bytes, the longest body of a `429` that is searched for a message. This happens on an async thread, and between
/// the attempts, so a longer body must not be read there; the headers count in any case.
const LONGEST: usize = 1024 * 1024;

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
    /// How often this call may be sent.
    pub(crate) attempts: u32,
    /// When the call's time is over, by the clock's `elapsed`.
    pub(crate) deadline: Option<Duration>,
    /// Whether a limiter slows down after each `429`, which then takes nothing from the budget.
    pub(crate) paced: bool,
}

/// Why a request may be sent again. The time is what the service asked for, zero where it asked for none.
enum Reason {
    /// It was refused by a limit: `429`, which says that it was not acted on.
    Limit(Duration),
    /// Something went wrong that may pass.
    Fault(Duration),
}

impl Retrying<'_> {
    /// Gives back a part of the budget for a call that was taken at its first attempt.
    pub(crate) fn credit(&self, outcome: &Outcome<'_>, sent: u32) {
        let taken = |status: StatusCode| {
            !status.is_server_error()
                && !matches!(
                    status,
                    StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
                )
        };
        if sent == 1 && outcome.status().is_some_and(taken) {
            self.session.budget.give();
        }
    }

    /// How long to wait before attempt number `sent + 1`; `None` if there is to be none. The wait is the longer
    /// one of the backoff and of what the service asks for, so that a service that asks for none gets the backoff.
    /// `repeatable` is whether the request may arrive twice.
    pub(crate) fn wait(
        &self,
        outcome: &Outcome<'_>,
        sent: u32,
        repeatable: bool,
    ) -> Option<Duration> {
        let (policy, clock) = (&self.session.retries, &*self.session.clock);
        let reason = self.reason(outcome, repeatable)?;
        if sent >= self.attempts {
            return None;
        }
        let limit = |first: Duration| {
            let doubled = first.saturating_mul(1 << (sent - 1).min(16));
            doubled.min(policy.highest_wait)
        };
        let (backoff, asked, in_budget) = match reason {
            Reason::Limit(asked) => {
                let half = limit(SECOND) / 2;
                (half + any_up_to(half, clock), asked, !self.paced)
            }
            Reason::Fault(asked) => (any_up_to(limit(policy.first_wait), clock), asked, true),
        };
        if asked > policy.longest_wait {
            return None;
        }
        // All refused calls get the same `Retry-After`.
        let asked = asked + any_up_to((asked / 8).min(SECOND), clock);
        let wait = backoff.max(asked);
        let in_time = |deadline| clock.elapsed().saturating_add(wait) < deadline;
        let allowed =
            self.deadline.is_none_or(in_time) && (!in_budget || self.session.budget.take());
        allowed.then_some(wait)
    }

    /// How long a service that refused a call by a limit wants to be left alone, as far as a call would wait
    /// for it.
    pub(crate) fn asked_by(&self, outcome: &Outcome<'_>) -> Option<Duration> {
        match self.reason(outcome, false)? {
            Reason::Limit(wait) => Some(wait.min(self.session.retries.longest_wait)),
            Reason::Fault(_) => None,
        }
    }

    fn reason(&self, outcome: &Outcome<'_>, repeatable: bool) -> Option<Reason> {
        use crate::error::TransportErrorKind::{Connect, Cut, Dns};
        match outcome {
            Outcome::Fault(fault) => match fault.kind() {
                Connect | Dns => Some(Reason::Fault(Duration::ZERO)),
                Cut if repeatable => Some(Reason::Fault(Duration::ZERO)),
                _ => None,
            },
            Outcome::Answer(answer) => match answer.status().as_u16() {
                429 => Some(Reason::Limit(self.resets_after(answer))),
                // A gateway may say so after the service began to act: with `Retry-After`, too, it may have arrived.
                503 if repeatable => Some(Reason::Fault(self.asked(answer.headers()))),
                408 | 502 | 504 if repeatable => Some(Reason::Fault(Duration::ZERO)),
                _ => None,
            },
        }
    }

    fn asked(&self, headers: &HeaderMap) -> Duration {
        let value = headers
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok());
        let asked = value.and_then(|value| time::retry_after(value, self.session.now()));
        asked.unwrap_or_default()
    }

    /// What a `429` says of the limit: a daily one is not waited for, unless the day is almost over.
    fn resets_after(&self, answer: &Response<Body>) -> Duration {
        let (info, now) = (self.session.info, self.session.now());
        let body = answer.body().bytes().filter(|bytes| bytes.len() <= LONGEST);
        let sketch = body.and_then(|bytes| {
            let text = charset::to_utf8(bytes, answer.header(CONTENT_TYPE.as_str()));
            Json::sketch(&text, &info.errors.paths())
        });
        let message = info.errors.message_of(&sketch.unwrap_or_default());
        let limit = RateLimit::read(&info.rates, answer.headers(), message.as_deref(), now);
        let resets_at = limit.resets_at();
        resets_at
            .and_then(|at| at.duration_since(now).ok())
            .unwrap_or_default()
    }
}

/// Waits before the rest of an answer is asked for, the longer the more often it was cut off.
pub(crate) async fn wait_after_cut(session: &Session, cuts: u32) {
    let policy = &session.retries;
    let doubled = policy
        .first_wait
        .saturating_mul(1 << cuts.saturating_sub(1).min(16));
    let wait = any_up_to(doubled.min(policy.highest_wait), &*session.clock);
    session.clock.sleep(wait).await;
}
