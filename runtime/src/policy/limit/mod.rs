//! Rate limiting in the client, so that the service does not have to refuse calls.

mod gcra;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use self::gcra::Gcra;
use crate::operation::Plan;

/// Delays calls so that they stay within the rate limits of a plan. Clones share their counts: clients of one account
/// should share one limiter.
///
/// Calls are spread evenly, at 95 % of the allowed rate, because requests take different times to arrive. If the
/// service still refuses a call (another program may use the same limit), calls with its label are slowed down, and
/// sped up again little by little.
///
/// ```
/// use posthaste_runtime::{Limit, Limiter, Plan};
///
/// static PRO: Plan = Plan::new("pro", &[
///     Limit::new(&["Light"], 30, 1),
///     Limit::new(&["Heavy", "Resource-intensive"], 10, 1),
/// ]);
/// let limiter = Limiter::new(&PRO);
/// # let _ = limiter;
/// ```
#[derive(Clone)]
pub struct Limiter {
    plan: &'static Plan,
    /// One for each limit of the plan.
    counts: Arc<Mutex<Vec<Gcra>>>,
}

impl Limiter {
    /// A limiter for a plan, without past calls.
    pub fn new(plan: &'static Plan) -> Limiter {
        let counts = plan.limits.iter().map(|limit| {
            let period = Duration::from_secs(limit.seconds.max(1).into());
            Gcra::new(limit.count, period)
        });
        Limiter {
            plan,
            counts: Arc::new(Mutex::new(counts.collect())),
        }
    }

    /// Reserves the next free slot for a call with this label. Returns the wait and the round, which is how many refusals
    /// there were so far: a later refusal voids the reservation. `None` if the slot would be later than `latest`.
    pub(crate) fn reserve(
        &self,
        label: &str,
        now: Duration,
        latest: Option<Duration>,
    ) -> Option<(Duration, u64)> {
        self.with_counts(label, |counts| {
            let allowed = counts.iter().map(|count| count.allowed_at(now)).max();
            let at = allowed.unwrap_or(now);
            if latest.is_some_and(|latest| at > latest) {
                return None;
            }
            counts.iter_mut().for_each(|count| count.admit(at));
            Some((at - now, round(counts)))
        })
    }

    /// Whether reservations of this round are still valid.
    pub(crate) fn is_current(&self, label: &str, from_round: u64) -> bool {
        self.with_counts(label, |counts| round(counts) == from_round)
    }

    /// Slows down after a refused call. Only the first refusal of a round counts, because the other calls had been
    /// sent before it.
    pub(crate) fn refused(
        &self,
        label: &str,
        from_round: u64,
        now: Duration,
        requested_pause: Duration,
    ) {
        self.with_counts(label, |counts| {
            if round(counts) == from_round {
                counts
                    .iter_mut()
                    .for_each(|count| count.refused(now, requested_pause));
            }
        });
    }

    /// The service accepted a call with this label.
    pub(crate) fn accepted(&self, label: &str) {
        self.with_counts(label, |counts| {
            counts.iter_mut().for_each(|count| count.accepted())
        });
    }

    fn with_counts<T>(&self, label: &str, act: impl FnOnce(&mut [&mut Gcra]) -> T) -> T {
        // No code panics while it holds the lock; the counts are valid in any case.
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs = self.plan.limits.iter().zip(counts.iter_mut());
        let mut own: Vec<&mut Gcra> = pairs
            .filter(|(limit, _)| limit.applies_to(label))
            .map(|(_, count)| count)
            .collect();
        act(&mut own)
    }
}

/// The sum of the limits' rounds. Each refusal begins a new round.
fn round(counts: &[&mut Gcra]) -> u64 {
    counts.iter().map(|count| count.round()).sum()
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Limiter").field(&self.plan.name).finish()
    }
}
