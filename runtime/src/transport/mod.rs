//! How requests reach a service and answers come back.

#[cfg(any(feature = "br", feature = "gzip", feature = "zstd"))]
pub(crate) mod coding;
#[cfg_attr(target_family = "wasm", path = "no_os.rs")]
mod os;
#[cfg(feature = "tower")]
mod tower;

#[cfg(not(any(feature = "br", feature = "gzip", feature = "zstd")))]
pub(crate) use no_coding as coding;
pub(crate) use os::default_transport;
#[cfg(feature = "tower")]
pub use tower::{HttpService, Tower};

use crate::body::Body;
use crate::ground::{BoxFuture, TransportError};

/// How many connections are in use at a time, unless a builder sets another number: with the files and sockets of everything
/// else well below the 1,024 descriptors that many systems allow a process.
pub(crate) const CONNECTIONS: usize = 256;

/// Sends one request and gives its answer: the built-in HTTP client, or one of your own.
///
/// A transport does not follow redirects, sign or judge; all that is done above it.
///
/// ```
/// use posthaste_runtime::{Body, BoxFuture, Transport, TransportError, http};
///
/// /// Answers everything with "204 No Content".
/// struct Nothing;
///
/// impl Transport for Nothing {
///     fn send(
///         &self,
///         _: http::Request<Body>,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         let mut answer = http::Response::new(Body::empty());
///         *answer.status_mut() = http::StatusCode::NO_CONTENT;
///         Box::pin(async move { Ok(answer) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends the request. The answer's body may still be on its way when this is done.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// Without a feature for it, nothing is compressed on request, and what is stays so.
#[cfg(not(any(feature = "br", feature = "gzip", feature = "zstd")))]
pub(crate) mod no_coding {
    pub(crate) const ACCEPTED: Option<&str> = None;

    use crate::body::Body;

    pub(crate) fn decoded(_: &mut http::HeaderMap, body: Body, _: usize) -> Body {
        body
    }
}
