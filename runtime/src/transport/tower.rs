//! `tower` services as transports, and the built-in HTTP client as a `tower` service.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Buf, Bytes};
use http_body::{Frame, SizeHint};
use tower_service::Service;

use super::os::{default_transport, kind_of};
use super::{CONNECTIONS, Transport};
use crate::body::Body;
use crate::error::BuildError;
use crate::ground::{BoxFuture, TransportError, TransportErrorKind};

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Sends requests by a [`Service`]: your own, or layers around the built-in [`HttpService`]. Each request is sent by
/// a clone of the service.
///
/// An error of the service that is a [`TransportError`], or has one among its causes, keeps the kind of it, which
/// determines whether the request may be sent again. Other errors are [`Other`](TransportErrorKind::Other), and are
/// not retried.
///
/// ```
/// use posthaste_runtime::transport::Tower;
/// use posthaste_runtime::{ApiInfo, Body, BoxFuture, Client, ClientBuilder, Server, http};
/// use std::convert::Infallible;
/// use std::task::{Context, Poll};
/// use tower_service::Service;
///
/// /// Responds from memory, for tests.
/// #[derive(Clone)]
/// struct Memory;
///
/// impl Service<http::Request<Body>> for Memory {
///     type Response = http::Response<Body>;
///     type Error = Infallible;
///     type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;
///
///     fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
///         Poll::Ready(Ok(()))
///     }
///     fn call(&mut self, _: http::Request<Body>) -> Self::Future {
///         Box::pin(async { Ok(http::Response::new(Body::from("{}"))) })
///     }
/// }
///
/// static API: ApiInfo = ApiInfo::new("zoo-client", "1.0.0")
///     .servers(&[Server::new("baseUrl", "https://zoo.example/v1")]);
///
/// let client: Client = ClientBuilder::new(&API).transport(Tower::new(Memory)).build()?;
/// # let _ = client;
/// # Ok::<(), posthaste_runtime::BuildError>(())
/// ```
pub struct Tower<S>(Mutex<S>);

impl<S> Tower<S> {
    /// A transport that uses this service.
    pub fn new(service: S) -> Tower<S> {
        Tower(Mutex::new(service))
    }
}

impl<S> fmt::Debug for Tower<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tower").finish_non_exhaustive()
    }
}

impl<S, B> Transport for Tower<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Cause>,
    B: http_body::Body + Send + 'static,
    B::Error: Into<Cause>,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        // The lock is only held to clone the service, so the value is valid even after a panic.
        let service = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut service = service.clone();
        Box::pin(async move {
            let ready = poll_fn(|cx| service.poll_ready(cx)).await;
            ready.map_err(|error| transport_error(error.into()))?;
            let response = service.call(request).await;
            let response = response.map_err(|error| transport_error(error.into()))?;
            Ok(response.map(|body| Body::from_http_body(Foreign(Box::pin(body)))))
        })
    }
}

fn transport_error(error: Cause) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => {
            let kind = kind_of(&*error).unwrap_or(TransportErrorKind::Other);
            TransportError::new(kind, error)
        }
    }
}

/// The body of a service's response, with errors as [`TransportError`].
struct Foreign<B>(Pin<Box<B>>);

impl<B> http_body::Body for Foreign<B>
where
    B: http_body::Body,
    B::Error: Into<Cause>,
{
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = self.0.as_mut().poll_frame(cx);
        frame.map(|frame| {
            frame.map(|frame| match frame {
                Ok(frame) => Ok(frame.map_data(|mut data| data.copy_to_bytes(data.remaining()))),
                Err(error) => {
                    let error = transport_error(error.into());
                    // A body that breaks off is a broken connection, whatever error the service returns.
                    Err(match error.kind() {
                        TransportErrorKind::Other => {
                            TransportError::new(TransportErrorKind::Cut, error)
                        }
                        _ => error,
                    })
                }
            })
        })
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// The built-in HTTP client as a [`Service`], for layers around it. Clones share connections.
#[derive(Clone)]
pub struct HttpService(Arc<dyn Transport>);

impl HttpService {
    /// A new HTTP client. `connect_timeout` is the time limit for making a connection.
    ///
    /// # Errors
    /// The HTTP client cannot be created.
    pub fn new(connect_timeout: Duration) -> Result<HttpService, BuildError> {
        let transport = default_transport(connect_timeout, CONNECTIONS);
        let transport = transport.map_err(|why| BuildError::new("the HTTP client", why))?;
        Ok(HttpService(transport))
    }
}

impl fmt::Debug for HttpService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpService").finish_non_exhaustive()
    }
}

impl Service<http::Request<Body>> for HttpService {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Self::Response, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let transport = self.0.clone();
        Box::pin(async move { transport.send(request).await })
    }
}
