//! Time and chance: the system's, or a test's own.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::ground::{self, BoxFuture};

/// What waits, expires and is left to chance goes by this. Clients use the system's clock; a test can put
/// its own in the place of it by [`ClientBuilder::clock`](crate::ClientBuilder::clock) and so wait for nothing.
///
/// ```
/// use posthaste_runtime::{BoxFuture, Clock};
/// use std::sync::Mutex;
/// use std::time::{Duration, SystemTime, UNIX_EPOCH};
///
/// /// A clock that sleeps by moving its hands.
/// #[derive(Default)]
/// struct Jumping(Mutex<Duration>);
///
/// impl Clock for Jumping {
///     fn now(&self) -> SystemTime {
///         UNIX_EPOCH + self.elapsed()
///     }
///     fn elapsed(&self) -> Duration {
///         self.0.lock().map_or(Duration::ZERO, |hands| *hands)
///     }
///     fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async move {
///             if let Ok(mut hands) = self.0.lock() {
///                 *hands += duration;
///             }
///         })
///     }
///     fn random(&self) -> u64 {
///         0
///     }
/// }
/// ```
pub trait Clock: Send + Sync + 'static {
    /// The time of day, by which tokens and dates are judged.
    fn now(&self) -> SystemTime;

    /// The time since some fixed moment; it never goes back.
    fn elapsed(&self) -> Duration;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Any number, to spread what would otherwise happen all at once. It keeps no secrets.
    fn random(&self) -> u64;
}

/// What the system's clock counts from: one moment for all clients, which may share a limiter.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The system's clock.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        Instant::now().saturating_duration_since(*START)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> u64 {
        ground::random()
    }
}

/// A length of time from nothing up to a limit, any of them equally likely.
pub(crate) fn any_up_to(limit: Duration, clock: &dyn Clock) -> Duration {
    // 53 bits are what a float can hold evenly.
    let share = (clock.random() >> 11) as f64 / (1_u64 << 53) as f64;
    limit.mul_f64(share)
}
