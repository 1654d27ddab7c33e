//! Making connections: name resolution, the timeout, and their errors.

use std::fmt;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

use crate::ground::BoxFuture;

/// The host's name cannot be resolved.
#[derive(Debug)]
pub(super) struct NameError(io::Error);

/// The connection could not be made in time.
#[derive(Debug)]
pub(super) struct ConnectTimeout(Duration);

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ConnectTimeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not connected within {:?}", self.0)
    }
}

impl std::error::Error for NameError {}
impl std::error::Error for ConnectTimeout {}

/// The resolver of the operating system. It blocks, so it runs on a thread for blocking work.
#[derive(Clone)]
pub(super) struct SystemResolver;

impl Service<Name> for SystemResolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = NameError;
    type Future = BoxFuture<'static, Result<Self::Response, NameError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NameError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let lookup = tokio::task::spawn_blocking(move || (name.as_str(), 0).to_socket_addrs());
        Box::pin(async move {
            match lookup.await {
                Ok(found) => found.map_err(NameError),
                Err(stopped) => Err(NameError(stopped.into())),
            }
        })
    }
}

/// A connector with a timeout, which covers name resolution, connecting and the TLS handshake.
#[derive(Clone)]
pub(super) struct Limited<C> {
    pub(super) connector: C,
    pub(super) limit: Duration,
}

type Cause = Box<dyn std::error::Error + Send + Sync>;

impl<C> Service<Uri> for Limited<C>
where
    C: Service<Uri, Error: Into<Cause>, Future: Send + 'static>,
{
    type Response = C::Response;
    type Error = Cause;
    type Future = BoxFuture<'static, Result<C::Response, Cause>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Cause>> {
        self.connector.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let (connecting, limit) = (self.connector.call(uri), self.limit);
        Box::pin(async move {
            match tokio::time::timeout(limit, connecting).await {
                Ok(connection) => connection.map_err(Into::into),
                Err(_) => Err(ConnectTimeout(limit).into()),
            }
        })
    }
}
