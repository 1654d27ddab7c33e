//! How operations and types of an [`Api`](super::api::Api) hold each other.

mod direction;
mod recursion;
pub mod visit;

pub use direction::Directions;
pub use recursion::{Recursion, needs_box};
