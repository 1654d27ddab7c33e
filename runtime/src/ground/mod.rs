//! Helpers that depend on no other room: text, URLs, time, random numbers and files; and the errors of requests that
//! cannot be built or sent.

pub(crate) mod charset;
#[cfg_attr(target_family = "wasm", path = "no_disk.rs")]
pub(crate) mod disk;
mod escaped;
pub(crate) mod percent;
mod random;
pub(crate) mod redact;
mod request_error;
pub(crate) mod secret;
pub(crate) mod shown;
pub(crate) mod time;
mod transport_error;
pub(crate) mod url;

pub(crate) use escaped::Escaped;
pub(crate) use random::random;
pub use request_error::RequestError;
pub(crate) use transport_error::write_attempts;
pub use transport_error::{TimeoutError, TransportError, TransportErrorKind};

use std::pin::Pin;

/// A boxed future, for traits that are used as trait objects.
pub type BoxFuture<'f, T> = Pin<Box<dyn Future<Output = T> + Send + 'f>>;
