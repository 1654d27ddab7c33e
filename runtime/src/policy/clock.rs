//! Time and randomness, which tests can replace.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::ground::{self, BoxFuture};

/// The time and the randomness that waits, expiry and jitter use. Clients use the system's clock; a test can set its
/// own by [`ClientBuilder::clock`](crate::ClientBuilder::clock), so that it does not wait.
///
/// ```
/// use posthaste_runtime::{BoxFuture, Clock};
/// use std::sync::Mutex;
/// use std::time::{Duration, SystemTime, UNIX_EPOCH};
///
/// /// A clock that sleeps by advancing its time.
/// #[derive(Default)]
/// struct Jumping(Mutex<Duration>);
///
/// impl Clock for Jumping {
///     fn now(&self) -> SystemTime {
///         UNIX_EPOCH + self.elapsed()
///     }
///     fn elapsed(&self) -> Duration {
///         self.0.lock().map_or(Duration::ZERO, |time| *time)
///     }
///     fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async move {
///             if let Ok(mut time) = self.0.lock() {
///                 *time += duration;
///             }
///         })
///     }
///     fn random(&self) -> u64 {
///         0
///     }
/// }
/// ```
pub trait Clock: Send + Sync + 'static {
    /// The time of day, which is compared with expiry dates.
    fn now(&self) -> SystemTime;

    /// The time since a fixed moment. It never decreases.
    fn elapsed(&self) -> Duration;

    /// Waits for this duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// A random number for jitter. It is not suitable for secrets.
    fn random(&self) -> u64;
}

/// The start of `elapsed`: one moment for all clients, because they may share a limiter.
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

/// A random duration between zero and `limit`, uniformly distributed.
pub(crate) fn random_up_to(limit: Duration, clock: &dyn Clock) -> Duration {
    // A double has 53 significant bits.
    let share = (clock.random() >> 11) as f64 / (1_u64 << 53) as f64;
    limit.mul_f64(share)
}
