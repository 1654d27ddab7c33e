//! Posthaste reads a Postman collection and writes a typed Rust client for it.
//!
//! The front door is [`Generator`]; the `posthaste` command does the same from a shell.
//!
//! ```no_run
//! # fn main() -> Result<(), posthaste::Failure> {
//! let checked = posthaste::Generator::new()
//!     .input("shop.postman_collection.json")
//!     .environment("production.postman_environment.json")
//!     .output("shop-client")
//!     .check()?;
//! assert!(checked.drift.is_none(), "run `posthaste generate`");
//! # Ok(()) }
//! ```
//!
//! The other modules are the rooms that the work goes through; ARCHITECTURE.md tells what each may know.

#[cfg(feature = "command")]
#[doc(hidden)]
pub mod commands;
#[doc(hidden)]
pub mod disk;
#[doc(hidden)]
pub mod front;
#[doc(hidden)]
pub mod ground;
#[doc(hidden)]
pub mod infer;
#[doc(hidden)]
pub mod make;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod read;
#[doc(hidden)]
pub mod refine;
#[doc(hidden)]
pub mod rust;

pub use make::pipeline::output_tree;
pub use make::{Checked, Compared, Failure, Generator, Report};
