//! A server that answers on 127.0.0.1 with what the API documents.
//!
//! It chooses as Postman's own mock servers do: the first documented success, unless the request says
//! otherwise with `x-mock-response-code` or `x-mock-response-name`.

mod answer;
pub(super) mod command;
mod credentials;
mod route;
mod server;

pub use server::{Exchange, Mock};

#[cfg(test)]
mod tests;
