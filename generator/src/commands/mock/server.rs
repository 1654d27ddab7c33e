//! The socket of the mock, and the thread that serves it.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::answer::{Answer, answer};
use crate::model::api::Api;

/// A request that the mock responded to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The request's method.
    pub method: String,
    /// The request's path, without its query, which may contain a secret.
    pub path: String,
    /// The response's status.
    pub status: u16,
}

/// The size from which on nothing more of a request's body is kept, in bytes.
const LARGEST_BODY: usize = 1024 * 1024;

type Observer = Arc<dyn Fn(&Exchange) + Send + Sync>;

/// A running mock server; dropping it stops it.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// let mock = posthaste::commands::mock::Mock::start(posthaste::model::api::Api::default(), 0)?;
/// println!("listening on http://{}", mock.address());
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Mock {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Mock {
    /// Listens on a port of 127.0.0.1; port 0 means any free one.
    ///
    /// # Errors
    /// The port is in use, or the system refuses a socket or a thread.
    pub fn start(api: Api, port: u16) -> io::Result<Self> {
        Self::start_observed(api, port, |_| {})
    }

    /// As [`Mock::start`], and calls `observer` after every response.
    ///
    /// # Errors
    /// As [`Mock::start`].
    pub fn start_observed(
        api: Api,
        port: u16,
        observer: impl Fn(&Exchange) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        // Bound without the runtime, so that a mock can also be started from inside another runtime.
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let (api, observer) = (Arc::new(api), Arc::new(observer) as Observer);
        let serve = move || {
            runtime.block_on(async {
                let Ok(listener) = TcpListener::from_std(listener) else {
                    return;
                };
                tokio::select! {
                    () = accept_connections(listener, api, observer) => {}
                    _ = stopped => {}
                }
            });
        };
        let thread = std::thread::Builder::new()
            .name("mock".to_owned())
            .spawn(serve)?;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base URL: `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until the server ends, which happens only when the process does.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept_connections(listener: TcpListener, api: Arc<Api>, observer: Observer) {
    loop {
        // A connection that cannot be accepted (too many open files) must not end the server.
        let Ok((socket, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let (api, observer) = (Arc::clone(&api), Arc::clone(&observer));
        let service =
            service_fn(move |request| respond(Arc::clone(&api), Arc::clone(&observer), request));
        tokio::spawn(async move {
            let mut connection = hyper::server::conn::http1::Builder::new();
            // A client may close its sending side before it reads the response (`printf … | nc`).
            connection.half_close(true);
            // An error on one connection does not concern the others.
            let _ = connection
                .serve_connection(TokioIo::new(socket), service)
                .await;
        });
    }
}

async fn respond(
    api: Arc<Api>,
    observer: Observer,
    request: http::Request<Incoming>,
) -> Result<Answer, Infallible> {
    let (head, mut body) = request.into_parts();
    let mut bytes = Vec::new();
    // Read the whole body: the system resets a connection that is closed with unread bytes. Only the beginning is kept.
    while let Some(Ok(frame)) = body.frame().await {
        let data = frame.data_ref().filter(|_| bytes.len() < LARGEST_BODY);
        bytes.extend_from_slice(data.map_or(&[][..], |data| data));
    }
    let (path, query) = (head.uri.path(), head.uri.query().unwrap_or(""));
    let method = head.method.as_str();
    let answer = answer(&api, method, path, query, &head.headers, &bytes);
    observer(&Exchange {
        method: head.method.to_string(),
        path: path.to_owned(),
        status: answer.status().as_u16(),
    });
    Ok(answer)
}
