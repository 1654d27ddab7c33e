//! What several tests share: a server that answers by script, a clock that a test sets, the documents beside the
//! repository, and collections of any size.

pub mod canary;
pub mod clock;
pub mod scale;
pub mod scratch;
pub mod server;
/// Documents of one repeated thing.
pub mod shapes;
pub mod shared;
pub mod spans;

/// The README, whose code must compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The page about generated code, whose calls must compile.
#[cfg(doctest)]
#[doc = include_str!("../../docs/generated-code.md")]
struct GeneratedCode;
