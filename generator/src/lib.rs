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

pub mod api;
#[cfg(feature = "command")]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod evidence;
pub mod generator;
pub mod inspect;
#[cfg(feature = "command")]
pub mod mock;
pub mod name;
pub mod output;
pub mod overlay;
pub mod pipeline;
pub mod postman;
pub mod refine;
pub mod render;
pub mod report;
pub mod rust;
pub mod sample;
pub mod snippet;
pub mod source;

pub use generator::{Checked, Compared, Failure, Generator, Report};
pub use pipeline::output_tree;
