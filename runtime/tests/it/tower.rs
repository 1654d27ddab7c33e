//! Services of the tower libraries as transports.
#![cfg(feature = "tower")]

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use posthaste_runtime::http::{Request, Response, StatusCode};
use posthaste_runtime::transport::{HttpService, Tower};
use posthaste_runtime::{Body, BoxFuture, Error, Retries, TransportError, TransportErrorKind};
use tower_service::Service;

use crate::support::zoo::Zoo;
use crate::support::{Answer, Server};

/// Answers from memory: each request with what it was sent as. It is ready only after it was asked once.
#[derive(Clone, Default)]
struct Memory {
    ready: bool,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Service<Request<Body>> for Memory {
    type Response = Response<Body>;
    type Error = std::convert::Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        if self.ready {
            return Poll::Ready(Ok(()));
        }
        self.ready = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        assert!(self.ready, "a service is called when it is ready");
        let line = format!("{} {}", request.method(), request.uri().path());
        self.lines.lock().expect("the log").push(line);
        Box::pin(async { Ok(Response::new(Body::from(r#"{"id":"7","legs":4}"#))) })
    }
}

#[tokio::test]
async fn a_service_answers_from_memory() {
    let memory = Memory::default();
    let builder = Zoo::builder()
        .bearer("t0ken")
        .transport(Tower::new(memory.clone()));
    let zoo = builder.build().expect("a client");
    for _ in 0..2 {
        let animal = zoo.get("leo").await.expect("an animal");
        assert_eq!(animal.legs, Some(4));
    }
    let lines = memory.lines.lock().expect("the log").clone();
    assert_eq!(lines, ["GET /v2/animals/leo", "GET /v2/animals/leo"]);
}

/// A layer that adds a header to requests, and fails where it is set to.
#[derive(Clone)]
struct Layer {
    inner: HttpService,
    fault: Option<Fault>,
}

#[derive(Debug, Clone)]
struct Fault(Option<TransportError>);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the layer gave up")
    }
}

impl StdError for Fault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.as_ref().map(|error| error as _)
    }
}

impl Service<Request<Body>> for Layer {
    type Response = Response<Body>;
    type Error = Box<dyn StdError + Send + Sync>;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        request
            .headers_mut()
            .insert("x-layer", "1".parse().expect("a value"));
        let (sending, fault) = (self.inner.call(request), self.fault.clone());
        Box::pin(async move {
            match fault {
                Some(fault) => Err(fault.into()),
                None => Ok(sending.await?),
            }
        })
    }
}

fn layered(server: &Server, fault: Option<Fault>) -> Zoo {
    let inner = HttpService::new(Duration::from_secs(5)).expect("a client");
    let builder = Zoo::builder().base_url(&server.url).bearer("t0ken");
    let builder = builder.retries(Retries::none());
    let layer = Tower::new(Layer { inner, fault });
    builder.transport(layer).build().expect("a client")
}

#[tokio::test]
async fn layers_stand_around_the_built_in_client() {
    let server = Server::start([Answer::no_content()]).await;
    let zoo = layered(&server, None);
    let done = zoo.rename("me", "Leo").send().await.expect("done");
    assert_eq!(done.status(), StatusCode::NO_CONTENT);
    assert_eq!(server.only().header("x-layer"), Some("1"));
}

#[tokio::test]
async fn errors_of_a_service_keep_their_kind() {
    let server = Server::start([Answer::no_content()]).await;
    let connect = TransportError::new(TransportErrorKind::Connect, "nobody there");
    let cases = [
        (Fault(None), TransportErrorKind::Other),
        (Fault(Some(connect)), TransportErrorKind::Connect),
    ];
    for (fault, kind) in cases {
        match layered(&server, Some(fault)).rename("me", "Leo").await {
            Err(Error::Transport(error)) => assert_eq!(error.kind(), kind),
            other => panic!("{other:?}"),
        }
    }
    let server = Server::start([Answer::cut(
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
    )])
    .await;
    match layered(&server, None).rename("me", "Leo").await {
        Err(Error::Transport(error)) => assert_eq!(error.kind(), TransportErrorKind::Cut),
        other => panic!("{other:?}"),
    }
}
