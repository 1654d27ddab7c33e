//! Inputs and settings: bytes to trees of values with positions.

pub mod config;
pub mod detect;
pub mod overlay;
pub mod report;
pub mod source;
