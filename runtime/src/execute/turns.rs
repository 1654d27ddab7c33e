//! Waiting until a limit allows a call.

use std::time::Duration;

use http::StatusCode;

use super::Watch;
use crate::auth::Session;
use crate::error::{Failure, TimeoutError};
use crate::policy::{Limiter, WaitReason};

/// The turns of a client's calls, where it keeps to limits.
#[derive(Default)]
pub(super) struct Turns<'t> {
    pub(super) limiter: Option<(&'t Limiter, &'static str)>,
    pub(super) limit: Option<Duration>,
    pub(super) deadline: Option<Duration>,
}

impl Turns<'_> {
    /// Waits until it is this call's turn, and gives the round that the turn is in.
    pub(super) async fn take(&self, watch: &Watch<'_>, attempt: u32) -> Result<u64, Failure> {
        let Some((limiter, label)) = self.limiter else {
            return Ok(0);
        };
        let session = watch.session;
        loop {
            let turn = limiter.reserve(label, session.clock.elapsed(), self.deadline);
            let late = || TimeoutError::new(self.limit.unwrap_or_default());
            let (wait, round) = turn.ok_or_else(late)?;
            if !wait.is_zero() {
                watch.wait(attempt, wait, WaitReason::Limit).await;
            }
            if limiter.is_current(label, round) {
                return Ok(round);
            }
        }
    }

    /// Tells the limiter how the service took a call of a round. `asked` is how long it wants to be left alone.
    pub(super) fn tell(
        &self,
        session: &Session,
        round: u64,
        status: Option<StatusCode>,
        asked: Option<Duration>,
    ) {
        match (self.limiter, status) {
            (Some((limiter, label)), Some(StatusCode::TOO_MANY_REQUESTS)) => {
                let now = session.clock.elapsed();
                limiter.refused(label, round, now, asked.unwrap_or_default());
            }
            (Some((limiter, label)), Some(_)) => limiter.accepted(label),
            _ => {}
        }
    }
}
