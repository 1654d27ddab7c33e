//! How a client behaves: how often it repeats, how fast it sends, by which clock, and who is told.

mod budget;
mod clock;
mod event;
mod limit;
mod retries;

pub(crate) use budget::Budget;
pub use clock::Clock;
pub(crate) use clock::{SystemClock, any_up_to};
pub(crate) use event::Observer;
pub use event::{Event, EventKind, WaitReason};
pub use limit::Limiter;
pub use retries::Retries;
