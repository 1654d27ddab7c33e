//! Waiting for the rate limiter.

use std::time::Duration;

use http::StatusCode;

use super::Watch;
use crate::auth::Session;
use crate::error::{Failure, TimeoutError};
use crate::policy::{Limiter, WaitReason};

/// The reservations of a call at the rate limiter, if there is one.
#[derive(Default)]
pub(super) struct Pacing<'t> {
    pub(super) limiter: Option<(&'t Limiter, &'static str)>,
    pub(super) limit: Option<Duration>,
    pub(super) deadline: Option<Duration>,
}

impl Pacing<'_> {
    /// Waits for a slot, and returns the round in which it was reserved.
    pub(super) async fn wait_for_slot(
        &self,
        watch: &Watch<'_>,
        attempt: u32,
    ) -> Result<u64, Failure> {
        let Some((limiter, label)) = self.limiter else {
            return Ok(0);
        };
        let session = watch.session;
        loop {
            let slot = limiter.reserve(label, session.clock.elapsed(), self.deadline);
            let late = || TimeoutError::new(self.limit.unwrap_or_default());
            let (wait, round) = slot.ok_or_else(late)?;
            if !wait.is_zero() {
                watch.wait(attempt, wait, WaitReason::Limit).await;
            }
            if limiter.is_current(label, round) {
                return Ok(round);
            }
        }
    }

    /// Reports the status of a call to the limiter. `requested_pause` is how long the service asks to wait.
    pub(super) fn report(
        &self,
        session: &Session,
        round: u64,
        status: Option<StatusCode>,
        requested_pause: Option<Duration>,
    ) {
        match (self.limiter, status) {
            (Some((limiter, label)), Some(StatusCode::TOO_MANY_REQUESTS)) => {
                let now = session.clock.elapsed();
                limiter.refused(label, round, now, requested_pause.unwrap_or_default());
            }
            (Some((limiter, label)), Some(_)) => limiter.accepted(label),
            _ => {}
        }
    }
}
