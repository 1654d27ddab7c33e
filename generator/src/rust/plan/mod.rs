//! The shapes of the Rust crate, decided from the API and its names: no tokens, no templates.

mod answer;
mod call;
mod codes;
mod credentials;
mod declared;
mod docs;
mod doctest;
mod example;
mod field_docs;
mod group;
mod guide;
mod headers;
mod input;
mod item;
mod method;
pub mod model;
mod options;
mod owner;
mod paging;
mod parameter;
mod response_docs;
mod rows;
mod scheme;
mod server;
mod service;
mod types;
mod whole;

pub use call::{Call, CallInput, call};
pub use declared::undeclared_type;
pub use model::{Crate, Example};
pub use options::{Examples, Inside, Options, Runtime};
pub use types::{Generated, TypeRef, ValueType};
pub use whole::plan;
