//! Postman collections: what people export, and what Postman would send for it.

pub mod model;
pub mod parse;

mod circle;
mod dynamic;
mod encode;
mod growth;
mod lower;
pub mod resolve;
mod template;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod trials;
mod url;
mod variables;
pub mod wire;

pub use lower::{credentials, lower};
pub use variables::{DynamicValue, Scope};
