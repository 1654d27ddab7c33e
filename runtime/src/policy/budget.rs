//! What keeps a service in trouble from being asked again by everyone.

use std::sync::atomic::{AtomicU32, Ordering};

/// One attempt costs as much as this many calls that succeed give back.
const COST: u32 = 10;

/// Attempts that all calls of a client have left.
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

    /// Takes one attempt, if one is left.
    pub(crate) fn take(&self) -> bool {
        let take = |left: u32| left.checked_sub(COST);
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    /// The service answered at the first attempt, and not with a fault of its own.
    pub(crate) fn give(&self) {
        let give = |left: u32| (left < self.full).then_some(left + 1);
        // A full budget stays as it is.
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
        assert!(budget.take() && budget.take() && !budget.take());
        (0..9).for_each(|_| budget.give());
        assert!(!budget.take());
        budget.give();
        assert!(budget.take() && !budget.take());
        (0..100).for_each(|_| budget.give());
        assert!(budget.take() && budget.take() && !budget.take());
    }
}
