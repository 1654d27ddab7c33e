//! All integration tests of the runtime, as one binary: linking is most of what a test binary costs.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests fail by panicking, and helpers are used by some combinations of features only"
)]

mod alternatives;
mod answers;
mod blocking;
mod compression;
mod credentials;
mod limits;
mod paging;
mod raw;
mod redirects;
mod requests;
mod schemas;
mod support;
mod tower;
mod values;
mod webhook;
