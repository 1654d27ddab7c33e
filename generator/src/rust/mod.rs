//! From an API to the files of a Rust crate.

pub mod diff;
pub mod emit;
pub mod name;
pub mod plan;
pub mod render;
