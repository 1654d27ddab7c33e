//! What several tests share: a server that misbehaves to order, and the documents beside the repository.

pub mod server;
pub mod shared;

/// The README, whose code must compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
