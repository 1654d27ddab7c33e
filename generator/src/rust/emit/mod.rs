//! Writes the plan of a crate as Rust source: tokens by `quote`, formatted by `prettyplease`. It decides nothing.

mod call;
mod client;
mod error;
mod file;
mod grant;
mod header;
mod imports;
mod inclusion;
mod item;
mod layout;
mod module;
mod operation;
mod root;
mod server;
mod tokens;
mod webhook;

#[cfg(test)]
mod tests;

pub use inclusion::inclusion;
pub use module::files;
