//! The few macros that generated code is made of, and what they reach for.

mod api_error;
mod call;
mod identifier;
mod open_enum;
mod records;
mod union;

pub use open_enum::{is_number_like, no_empty, number_json};
pub use union::{pick, tag_of};
