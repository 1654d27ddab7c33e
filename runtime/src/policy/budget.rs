//! A limit on the retries of all calls together, so that clients do not overload a service that has problems.

use std::sync::atomic::{AtomicU32, Ordering};

/// How many successful calls add one attempt to the budget.
const COST: u32 = 10;

/// The attempts that all calls of a client have left.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU32,
    full: u32,
}

impl Budget {
    pub(crate) fn new(attempts: u32) -> Budget {
        let full = attempts.saturating_mul(COST);
        Budget {
            left: AtomicU32::new(full),
            full,
        }
    }

    /// Takes one attempt; `false` if none is left.
    pub(crate) fn withdraw(&self) -> bool {
        let take = |left: u32| left.checked_sub(COST);
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    /// Adds a tenth of an attempt, after a call succeeded at its first attempt.
    pub(crate) fn deposit(&self) {
        let give = |left: u32| (left < self.full).then_some(left + 1);
        // A full budget stays unchanged.
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_successes_pay_for_an_attempt() {
        let budget = Budget::new(2);
        assert!(budget.withdraw() && budget.withdraw() && !budget.withdraw());
        (0..9).for_each(|_| budget.deposit());
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.withdraw() && !budget.withdraw());
        (0..100).for_each(|_| budget.deposit());
        assert!(budget.withdraw() && budget.withdraw() && !budget.withdraw());
    }
}
