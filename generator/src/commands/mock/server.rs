//! The socket and the thread behind it.

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

/// One request that was answered, for whoever watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The request's method.
    pub method: String,
    /// The request's path, without its query: that may carry a key.
    pub path: String,
    /// The answer's status.
    pub status: u16,
}

type Watch = Arc<dyn Fn(&Exchange) + Send + Sync>;

/// A running mock server; dropping it stops it.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// let mock = posthaste::commands::mock::Mock::start(posthaste::model::api::Api::default(), 0)?;
/// println!("answers on http://{}", mock.address());
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Mock {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Mock {
    /// Starts to answer on a port of 127.0.0.1; port 0 takes any free one.
    ///
    /// # Errors
    /// The port is taken, or the system gives no socket or thread.
    pub fn start(api: Api, port: u16) -> io::Result<Self> {
        Self::watched(api, port, |_| {})
    }

    /// As [`Mock::start`], telling `watch` of every exchange.
    ///
    /// # Errors
    /// As [`Mock::start`].
    pub fn watched(
        api: Api,
        port: u16,
        watch: impl Fn(&Exchange) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        // Bound without the runtime, so that a mock may start inside somebody else's.
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let (api, watch) = (Arc::new(api), Arc::new(watch) as Watch);
        let serve = move || {
            runtime.block_on(async {
                let Ok(listener) = TcpListener::from_std(listener) else {
                    return;
                };
                tokio::select! {
                    () = accept(listener, api, watch) => {}
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

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it answers, as a base URL: `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers until the process ends.
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

async fn accept(listener: TcpListener, api: Arc<Api>, watch: Watch) {
    loop {
        // A connection that could not be accepted (too many open files) costs that connection.
        let Ok((socket, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let (api, watch) = (Arc::clone(&api), Arc::clone(&watch));
        let service =
            service_fn(move |request| respond(Arc::clone(&api), Arc::clone(&watch), request));
        tokio::spawn(async move {
            let mut connection = hyper::server::conn::http1::Builder::new();
            // Whoever has said all may still listen (`printf … | nc`).
            connection.half_close(true);
            // A caller that hangs up is no concern of the next one.
            let _ = connection
                .serve_connection(TokioIo::new(socket), service)
                .await;
        });
    }
}

async fn respond(
    api: Arc<Api>,
    watch: Watch,
    request: http::Request<Incoming>,
) -> Result<Answer, Infallible> {
    let (head, mut body) = request.into_parts();
    // Read to the end, or the connection would be reset under the caller's feet.
    while let Some(Ok(_)) = body.frame().await {}
    let (path, query) = (head.uri.path(), head.uri.query().unwrap_or(""));
    let answer = answer(&api, head.method.as_str(), path, query, &head.headers);
    watch(&Exchange {
        method: head.method.to_string(),
        path: path.to_owned(),
        status: answer.status().as_u16(),
    });
    Ok(answer)
}
