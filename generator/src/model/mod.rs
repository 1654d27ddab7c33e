//! The API as its service means it, and what is known of its vendor.

pub mod api;
pub mod graph;
pub mod profile;
pub mod sample;
