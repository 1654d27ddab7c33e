//! Sending of single requests.

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

/// The default maximum of connections in use. Together with files and other sockets it stays well below 1,024
/// descriptors, which many systems allow per process.
pub(crate) const CONNECTIONS: usize = 256;

/// Sends one request and returns its response: the built-in HTTP client, or your own implementation.
///
/// A transport neither follows redirects nor signs or retries requests.
///
/// ```
/// use posthaste_runtime::{Body, BoxFuture, Transport, TransportError, http};
///
/// /// Responds to everything with "204 No Content".
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
    /// Sends the request. The body of the response may still be arriving when the future is ready.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// Without a feature for compression, no compressed responses are requested, and none are decoded.
#[cfg(not(any(feature = "br", feature = "gzip", feature = "zstd")))]
pub(crate) mod no_coding {
    pub(crate) const ACCEPTED: Option<&str> = None;

    use crate::body::Body;

    pub(crate) fn decode(_: &mut http::HeaderMap, body: Body, _: usize) -> Body {
        body
    }
}
