//! Posthaste reads a Postman collection or an OpenAPI document and writes a typed Rust client for it.
//!
//! [`Generator`] takes the settings of a run and makes or checks a crate; the `posthaste` command does the same from a shell.
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
//! The modules are hidden from the documentation and may change with every version; ARCHITECTURE.md describes them.

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

pub use make::{Checked, Compared, Failure, Generator, Report};
pub use read::config::{Docs, Runtime};
pub use read::report::Message;
pub use rust::diff::Comparison;
