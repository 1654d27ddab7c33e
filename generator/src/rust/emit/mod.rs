//! The crate's plan as Rust source: written as it is laid out, and not a decision in it.

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
