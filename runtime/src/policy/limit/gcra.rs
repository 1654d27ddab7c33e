//! The generic cell rate algorithm: calls are spread at even intervals, with a small burst.

use std::time::Duration;

/// The used share of the allowed calls, in percent.
const SHARE: u32 = 95;
/// The share of a period's calls that may be sent at once, in percent.
const BURST: u32 = 4;
/// The factor by which a refusal multiplies the slowdown.
const SLOWDOWN_STEP: f64 = 1.5;
/// The greatest slowdown.
const MAX_SLOWDOWN: f64 = 16.0;
/// The factor by which each accepted call reduces the slowdown.
const RECOVERY: f64 = 0.98;

/// The state of one limit.
#[derive(Debug)]
pub(super) struct Gcra {
    period: Duration,
    interval: Duration,
    tolerance: Duration,
    /// When the next call is due.
    due: Duration,
    /// The factor on the interval, because other programs use the same limit.
    slowdown: f64,
    /// How many refusals there were. Reservations from before a refusal are void.
    round: u64,
    /// Until then, further refusals do not slow down more: a refusal is about a whole period.
    steady_until: Duration,
}

impl Gcra {
    /// At most `count` calls per period: up to `SHARE` percent at even intervals, and `BURST` percent early.
    pub(super) fn new(count: u32, period: Duration) -> Gcra {
        let count = count.max(1);
        let interval = period * 100 / (count.saturating_mul(SHARE));
        let burst = (count.saturating_mul(BURST) / 100).max(1);
        Gcra {
            period,
            interval,
            tolerance: interval * (burst - 1),
            due: Duration::ZERO,
            slowdown: 1.0,
            round: 0,
            steady_until: Duration::ZERO,
        }
    }

    pub(super) fn allowed_at(&self, now: Duration) -> Duration {
        now.max(self.due.saturating_sub(self.tolerance))
    }

    pub(super) fn admit(&mut self, at: Duration) {
        self.due = self.due.max(at) + self.interval.mul_f64(self.slowdown);
    }

    pub(super) fn round(&self) -> u64 {
        self.round
    }

    /// Slows down and pauses after a refused call. All reservations so far become void.
    pub(super) fn refused(&mut self, now: Duration, requested_pause: Duration) {
        self.round += 1;
        if now >= self.steady_until {
            self.slowdown = (self.slowdown * SLOWDOWN_STEP).min(MAX_SLOWDOWN);
            self.steady_until = now + self.period;
        }
        let pause = requested_pause.max(self.interval.mul_f64(self.slowdown) * 2);
        self.due = now + pause + self.tolerance;
    }

    pub(super) fn accepted(&mut self) {
        self.slowdown = 1.0 + (self.slowdown - 1.0) * RECOVERY;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The times at which calls that arrive together are admitted.
    fn admitted(count: u32, period: Duration, calls: usize) -> Vec<Duration> {
        let mut gcra = Gcra::new(count, period);
        let admit = |_| {
            let at = gcra.allowed_at(Duration::ZERO);
            gcra.admit(at);
            at
        };
        (0..calls).map(admit).collect()
    }

    proptest! {
        #[test]
        fn no_period_has_more_than_its_count_and_the_throughput_is_used(
            count in 1_u32..200, seconds in 1_u64..100,
        ) {
            let period = Duration::from_secs(seconds);
            let calls = count as usize * 5;
            let times = admitted(count, period, calls);
            for (index, start) in times.iter().enumerate() {
                let inside = times[index..].iter().take_while(|at| **at < *start + period).count();
                prop_assert!(inside <= count as usize, "{inside} of {count}");
            }
            let ideal = period.mul_f64(calls as f64 / f64::from(count));
            prop_assert!(times[calls - 1] <= ideal.mul_f64(1.0 / 0.9));
        }
    }

    #[test]
    fn a_refusal_slows_calls_down_until_they_are_accepted_again() {
        let second = Duration::from_secs(1);
        let mut gcra = Gcra::new(10, second);
        let usual = gcra.interval;
        gcra.refused(second, second * 4);
        assert_eq!(gcra.allowed_at(second), second * 5);
        // Calls that were sent before the refusal do not slow down further.
        gcra.refused(second, Duration::ZERO);
        gcra.admit(second * 5);
        gcra.admit(second * 5);
        assert_eq!(gcra.due, second * 5 + usual.mul_f64(SLOWDOWN_STEP) * 2);
        (0..500).for_each(|_| gcra.accepted());
        let before = gcra.due;
        gcra.admit(before);
        assert!(gcra.due - before < usual + usual / 100);
    }
}
