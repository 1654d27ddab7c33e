//! The built-in HTTP client: hyper with a connection pool, and rustls for HTTPS.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::connect::{ConnectTimeout, Limited, NameError, SystemResolver};
use crate::body::Body;
use crate::ground::{BoxFuture, TransportError, TransportErrorKind};
use crate::transport::Transport;

type Tcp = HttpConnector<SystemResolver>;
#[cfg(feature = "tls")]
type Connector = Limited<hyper_rustls::HttpsConnector<Tcp>>;
#[cfg(not(feature = "tls"))]
type Connector = Limited<Tcp>;

/// Connections that were idle for this long are closed.
const IDLE: Duration = Duration::from_secs(60);

/// How many idle connections per host are kept.
const IDLE_PER_HOST: usize = 32;

pub(super) struct HttpClient {
    client: legacy::Client<Connector, Body>,
    /// One permit per exchange. Requests wait for permits in the order of their arrival.
    permits: Arc<Semaphore>,
}

impl HttpClient {
    pub(super) fn new(connect_timeout: Duration, connections: usize) -> Result<HttpClient, String> {
        if connections == 0 {
            return Err("it needs one connection at least".to_owned());
        }
        let mut tcp = HttpConnector::new_with_resolver(SystemResolver);
        tcp.enforce_http(!cfg!(feature = "tls"));
        tcp.set_nodelay(true);
        // The timeout is divided among the addresses of a host, so that another address is tried after an unreachable
        // one.
        tcp.set_connect_timeout(Some(connect_timeout));
        let connector = Limited {
            connector: with_tls(tcp)?,
            limit: connect_timeout,
        };
        let client = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_PER_HOST.min(connections))
            .build(connector);
        Ok(HttpClient {
            client,
            permits: Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS))),
        })
    }
}

#[cfg(feature = "tls")]
fn with_tls(tcp: Tcp) -> Result<hyper_rustls::HttpsConnector<Tcp>, String> {
    let provider = rustls::crypto::ring::default_provider();
    let builder = hyper_rustls::HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(provider)
        .map_err(|error| error.to_string())?
        .https_or_http()
        .enable_http1();
    #[cfg(feature = "http2")]
    let builder = builder.enable_http2();
    Ok(builder.wrap_connector(tcp))
}

#[cfg(not(feature = "tls"))]
fn with_tls(tcp: Tcp) -> Result<Tcp, String> {
    Ok(tcp)
}

impl Transport for HttpClient {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let permit = self.permits.clone().acquire_owned().await;
            let permit =
                permit.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
            let response = self
                .client
                .request(request)
                .await
                .map_err(transport_error)?;
            Ok(response.map(|body| Body::from_http_body(Network::new(body, permit))))
        })
    }
}

fn transport_error(error: legacy::Error) -> TransportError {
    let kind = kind_of(&error).unwrap_or(match error.is_connect() {
        true => TransportErrorKind::Connect,
        false => TransportErrorKind::Cut,
    });
    TransportError::new(kind, error)
}

/// The kind of the first known error among the causes.
pub(crate) fn kind_of(error: &(dyn std::error::Error + 'static)) -> Option<TransportErrorKind> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<NameError>() {
            return Some(TransportErrorKind::Dns);
        }
        if error.is::<ConnectTimeout>() {
            return Some(TransportErrorKind::Connect);
        }
        #[cfg(feature = "tls")]
        if error.is::<rustls::Error>() {
            return Some(TransportErrorKind::Tls);
        }
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return Some(error.kind());
        }
        // The inner error of an I/O error is not returned by its `source`.
        let inside = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        cause = inside.map_or_else(|| error.source(), |inside| Some(inside));
    }
    None
}

/// The body of a response, with errors as [`TransportError`].
struct Network {
    body: Incoming,
    /// Released at the end of the body, which may be before this value is dropped.
    permit: Option<OwnedSemaphorePermit>,
}

impl Network {
    fn new(body: Incoming, permit: OwnedSemaphorePermit) -> Network {
        let is_over = http_body::Body::is_end_stream(&body);
        Network {
            body,
            permit: Some(permit).filter(|_| !is_over),
        }
    }
}

impl http_body::Body for Network {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(frame, Poll::Ready(None | Some(Err(_)))) {
            self.permit = None;
        }
        frame.map_err(|error| TransportError::new(TransportErrorKind::Cut, error))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
