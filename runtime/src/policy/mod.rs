//! The settings of a client's behaviour: retries and their budget, rate limits, the clock, and observers.

mod budget;
mod clock;
mod event;
mod limit;
mod retries;

pub(crate) use budget::Budget;
pub use clock::Clock;
pub(crate) use clock::{SystemClock, random_up_to};
pub(crate) use event::Observer;
pub use event::{Event, EventKind, WaitReason};
pub use limit::Limiter;
pub use retries::Retries;
