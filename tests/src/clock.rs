//! A clock that the test owns: it sleeps by moving its hands, and remembers for how long.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use posthaste_runtime::{BoxFuture, Clock};

/// What happens while the clock sleeps, given the time slept so far.
type Meanwhile = dyn Fn(Duration) + Send + Sync;

/// The clock; copies are the same clock.
#[derive(Clone)]
pub struct TestClock(Arc<Inner>);

struct Inner {
    hands: Mutex<Duration>,
    slept: Mutex<Vec<Duration>>,
    share: f64,
    meanwhile: Option<Box<Meanwhile>>,
}

impl TestClock {
    /// It is 2026-11-26, midnight UTC; chance gives the middle of every range.
    pub fn new() -> Self {
        Self::with(0.5, None)
    }

    /// The same, but chance gives this share of every range, from 0 to 1.
    pub fn with_chance(share: f64) -> Self {
        Self::with(share, None)
    }

    /// The same, and while somebody sleeps, something happens.
    pub fn with_meanwhile(happens: impl Fn(Duration) + Send + Sync + 'static) -> Self {
        Self::with(0.5, Some(Box::new(happens)))
    }

    fn with(share: f64, meanwhile: Option<Box<Meanwhile>>) -> Self {
        Self(Arc::new(Inner {
            hands: Mutex::new(Duration::ZERO),
            slept: Mutex::new(Vec::new()),
            share,
            meanwhile,
        }))
    }

    /// Moves the hands.
    pub fn advance(&self, by: Duration) {
        *self.0.hands.lock().expect("the hands") += by;
    }

    /// How long each sleep was.
    pub fn slept(&self) -> Vec<Duration> {
        self.0.slept.lock().expect("the sleeps").clone()
    }

    /// All sleeps together.
    pub fn slept_in_all(&self) -> Duration {
        self.slept().iter().sum()
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_795_651_200) + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        *self.0.hands.lock().expect("the hands")
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.0.slept.lock().expect("the sleeps").push(duration);
            self.advance(duration);
            if let Some(meanwhile) = &self.0.meanwhile {
                meanwhile(self.slept_in_all());
            }
            tokio::task::yield_now().await;
        })
    }

    fn random(&self) -> u64 {
        (self.0.share * u64::MAX as f64) as u64
    }
}
