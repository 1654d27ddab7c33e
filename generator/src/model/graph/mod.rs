//! How operations and types of an [`Api`](super::api::Api) refer to each other, and what describes them.

mod descriptions;
mod direction;
mod recursion;
mod usage;
pub mod visit;

pub use descriptions::{change_descriptions, member_descriptions_mut};
pub use direction::Directions;
pub use recursion::{Recursion, needs_box};
pub use usage::{PathStart, TypeUsage, UsagePath, type_usage};
