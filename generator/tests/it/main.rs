//! All integration tests of the generator, as one binary: linking is most of what a test binary costs.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails so"
)]

mod command;
mod conformance;
mod documents;
mod hostile;
mod loopback;
mod openapi_wire;
mod requests;
