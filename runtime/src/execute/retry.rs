//! Whether, and after which wait, a request is sent again.

use std::time::Duration;

use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use crate::auth::Session;
use crate::body::Body;
use crate::error::{RateLimit, Response, TransportError};
use crate::ground::{charset, time};
use crate::json::sketch::Sketch;
use crate::policy::random_up_to;

/// The first wait after a `429` without `Retry-After`: most limits are counted per second.
const SECOND: Duration = Duration::from_secs(1);

/// The maximum length in bytes of a `429` body that is searched for a message. The search runs on an async thread, so
/// it must be short. The headers are read in any case.
const LONGEST: usize = 1024 * 1024;

/// The result of an attempt.
pub(crate) enum Outcome<'o> {
    /// A response
    Response(&'o Response<Body>),
    /// An error of the connection
    Fault(&'o TransportError),
}

impl Outcome<'_> {
    /// The status of the response, if there was one.
    pub(crate) fn status(&self) -> Option<StatusCode> {
        match self {
            Outcome::Response(response) => Some(response.status()),
            Outcome::Fault(_) => None,
        }
    }
}

/// The retries of one call.
pub(crate) struct Retrying<'r> {
    pub(crate) session: &'r Session,
    /// The maximum number of attempts.
    pub(crate) attempts: u32,
    /// When the timeout of the call expires, as `elapsed` of the clock.
    pub(crate) deadline: Option<Duration>,
    /// Whether a limiter slows down after a `429`, which then does not use the budget.
    pub(crate) paced: bool,
}

/// Why a request may be sent again. The duration is what the service asks for, or zero.
enum Reason {
    /// `429`: the service did not act on the request.
    Limit(Duration),
    /// An error that may be temporary.
    Fault(Duration),
}

impl Retrying<'_> {
    /// Adds to the retry budget after a call that succeeded at its first attempt.
    pub(crate) fn refill_budget(&self, outcome: &Outcome<'_>, sent: u32) {
        let is_accepted = |status: StatusCode| {
            !status.is_server_error()
                && !matches!(
                    status,
                    StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
                )
        };
        if sent == 1 && outcome.status().is_some_and(is_accepted) {
            self.session.budget.deposit();
        }
    }

    /// How long to wait before the next attempt, or `None` if the request is not sent again. The wait is the backoff
    /// or what the service asks for, whichever is longer. `repeatable` is whether the request may be sent again after
    /// the service may have received it.
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
        let (backoff, requested, in_budget) = match reason {
            Reason::Limit(requested) => {
                let half = limit(SECOND) / 2;
                (half + random_up_to(half, clock), requested, !self.paced)
            }
            Reason::Fault(requested) => (
                random_up_to(limit(policy.first_wait), clock),
                requested,
                true,
            ),
        };
        if requested > policy.longest_wait {
            return None;
        }
        // All refused calls receive the same `Retry-After`, so jitter is added.
        let jitter = random_up_to((requested / 8).min(SECOND), clock);
        let requested = requested.saturating_add(jitter);
        let wait = backoff.max(requested);
        let in_time = |deadline| clock.elapsed().saturating_add(wait) < deadline;
        let allowed =
            self.deadline.is_none_or(in_time) && (!in_budget || self.session.budget.withdraw());
        allowed.then_some(wait)
    }

    /// How long a `429` response asks to wait, at most `longest_wait`.
    pub(crate) fn requested_pause(&self, outcome: &Outcome<'_>) -> Option<Duration> {
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
            Outcome::Response(response) => match response.status().as_u16() {
                429 => Some(Reason::Limit(self.time_until_reset(response))),
                // A gateway may send it after the service began to act, even with `Retry-After`.
                503 if repeatable => Some(Reason::Fault(self.retry_after(response.headers()))),
                408 | 502 | 504 if repeatable => Some(Reason::Fault(Duration::ZERO)),
                _ => None,
            },
        }
    }

    fn retry_after(&self, headers: &HeaderMap) -> Duration {
        let value = headers
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok());
        let requested = value.and_then(|value| time::retry_after(value, self.session.now()));
        requested.unwrap_or_default()
    }

    /// How long until the exceeded limit is reset. A daily limit is usually reset too late to wait for.
    fn time_until_reset(&self, response: &Response<Body>) -> Duration {
        let (info, now) = (self.session.info, self.session.now());
        let bytes = response.body().bytes();
        let bytes = bytes.filter(|bytes| bytes.len() <= LONGEST);
        let bytes = bytes.map_or(&[][..], |bytes| bytes);
        let media_type = response.header(CONTENT_TYPE.as_str());
        let text = charset::to_utf8(bytes, media_type);
        let body = Sketch::read_leniently(&text, &info.errors.paths()).unwrap_or_default();
        RateLimit::read(info, response.headers(), &text, &body.tree, now).wait(now)
    }
}

/// Waits before the rest of a response is requested again, longer after each broken connection.
pub(crate) async fn wait_after_broken_connection(session: &Session, cuts: u32) {
    let policy = &session.retries;
    let doubled = policy
        .first_wait
        .saturating_mul(1 << cuts.saturating_sub(1).min(16));
    let wait = random_up_to(doubled.min(policy.highest_wait), &*session.clock);
    session.clock.sleep(wait).await;
}
