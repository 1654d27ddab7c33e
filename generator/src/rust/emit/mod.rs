//! Writes the plan of a crate as Rust source, already formatted. It decides nothing.

mod client;
mod error;
mod expression;
mod filled;
mod grant;
mod imports;
mod inclusion;
mod item;
mod layout;
mod limit;
mod method;
mod module;
mod page;
mod row;
mod scope;
mod server;
mod types;
mod webhook;
mod word;

#[cfg(test)]
mod tests;

pub use inclusion::inclusion;
pub use module::files;
