//! The crate's plan as Rust source: quoted, formatted, and not a decision in it.

mod client;
mod error;
mod format;
mod grant;
mod inclusion;
mod item;
mod limit;
mod macros;
mod method;
mod module;
mod parallel;
mod tokens;
mod webhook;

pub use inclusion::inclusion;
pub use module::files;
