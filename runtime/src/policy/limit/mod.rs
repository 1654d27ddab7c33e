//! Keeping to a service's limits before it has to say so.

mod gcra;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use self::gcra::Gcra;
use crate::operation::Plan;

/// Makes calls wait so that a service's limits are kept. Copies share what they count: clients of one
/// account should share one.
///
/// Calls are spread evenly at 95 % of what a plan allows, for the way to the service is not equally long for
/// each. Where the service still refuses one (another program uses up the account's limit), calls with its label
/// become rarer, and little by little as frequent as before.
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
    /// One for each of the plan's limits.
    counts: Arc<Mutex<Vec<Gcra>>>,
}

impl Limiter {
    /// A limiter for a plan, with nothing used up.
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

    /// How long a call with a label has to wait for its turn, and the round that the turn is in. `None` if it
    /// would come later than `latest`.
    pub(crate) fn reserve(
        &self,
        label: &str,
        now: Duration,
        latest: Option<Duration>,
    ) -> Option<(Duration, u64)> {
        self.with(label, |counts| {
            let allowed = counts.iter().map(|count| count.allowed_at(now)).max();
            let at = allowed.unwrap_or(now);
            if latest.is_some_and(|latest| at > latest) {
                return None;
            }
            counts.iter_mut().for_each(|count| count.admit(at));
            Some((at - now, round(counts)))
        })
    }

    /// Whether turns of a round still count.
    pub(crate) fn is_current(&self, label: &str, one: u64) -> bool {
        self.with(label, |counts| round(counts) == one)
    }

    /// The service refused a call of a round, and wants to be left alone for a while. Of several refusals
    /// in a round the first counts: the others were on their way already and say nothing about the pace since.
    pub(crate) fn refused(&self, label: &str, one: u64, now: Duration, asked: Duration) {
        self.with(label, |counts| {
            if round(counts) == one {
                counts
                    .iter_mut()
                    .for_each(|count| count.refused(now, asked));
            }
        });
    }

    /// The service took a call with this label.
    pub(crate) fn accepted(&self, label: &str) {
        self.with(label, |counts| {
            counts.iter_mut().for_each(|count| count.accepted())
        });
    }

    fn with<T>(&self, label: &str, act: impl FnOnce(&mut [&mut Gcra]) -> T) -> T {
        // No code panics while holding it; if it did, the counts would still be counts.
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs = self.plan.limits.iter().zip(counts.iter_mut());
        let mut own: Vec<&mut Gcra> = pairs
            .filter(|(limit, _)| limit.holds_for(label))
            .map(|(_, count)| count)
            .collect();
        act(&mut own)
    }
}

/// The round of turns that some limits are in together; a refusal begins a new one.
fn round(counts: &[&mut Gcra]) -> u64 {
    counts.iter().map(|count| count.round()).sum()
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Limiter").field(&self.plan.name).finish()
    }
}
