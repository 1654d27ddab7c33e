//! The macros that generated code calls, and the functions that they call.

mod answers;
mod api_error;
mod call;
mod identifier;
mod open_enum;
mod operation;
mod records;
mod union;

pub use open_enum::{is_number_like, no_empty, number_json};
pub use union::{choose, rank, tag_of, with_tag};
