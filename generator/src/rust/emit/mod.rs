//! Writes the plan of a crate as Rust source: tokens by `quote`, formatted by `prettyplease`. It decides nothing.

mod call;
mod client;
mod error;
mod file;
mod grant;
mod header;
mod imports;
mod item;
mod layout;
mod module;
mod module_declaration;
mod operation;
mod root;
mod server;
mod tokens;
mod webhook;

#[cfg(test)]
mod tests;

pub use module::files;
pub use module_declaration::module_declaration;
