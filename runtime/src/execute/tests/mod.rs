//! Tests of this room over a transport that answers from memory.

mod judging;
mod preparing;
mod redirects;
mod retries;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, Method};

use super::{Defaults, InFlight, RequestData, Shared, Vendor};
use crate::auth::{Credentials, Session};
use crate::body::{Body, Payload, Prepared};
use crate::ground::{BoxFuture, TransportError, url};
use crate::operation::{ApiInfo, Operation, Scheme, Server};
use crate::policy::{Budget, Clock, Retries};
use crate::transport::Transport;

static API: ApiInfo = ApiInfo::new("zoo-client", "1.0.0")
    .servers(&[Server::new("baseUrl", "https://zoo.example/v1")])
    .hosts(&["zoo.example", "*.zoo.example"])
    .schemes(&[Scheme::Bearer { prefix: "Bearer" }]);

static READ: Operation = Operation::new("GET", "/animals/{id}").secured(0);
static CREATE: Operation = Operation::new("POST", "/animals").secured(0);

/// A request as the transport received it.
struct Sent {
    method: Method,
    url: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Sent {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

type Answer = Result<http::Response<Body>, TransportError>;

/// A transport that gives the next answer of its script to each request, and records the requests.
#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<Answer>>,
    sent: Mutex<Vec<Sent>>,
}

impl Script {
    fn new(answers: impl IntoIterator<Item = Answer>) -> Arc<Script> {
        Arc::new(Script {
            answers: Mutex::new(answers.into_iter().collect()),
            sent: Mutex::default(),
        })
    }

    fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The part of the script that a session owns.
struct Shown(Arc<Script>);

impl Transport for Shown {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Answer> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?;
            let mut sent = self.0.sent.lock().unwrap();
            sent.push(Sent {
                method: parts.method,
                url: parts.uri.to_string(),
                headers: parts.headers,
                body,
            });
            let next = self.0.answers.lock().unwrap().pop_front();
            next.expect("the script has an answer for each request")
        })
    }
}

/// An answer with a status, headers and a body.
fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Ok(response.body(Body::from(body.to_owned())).unwrap())
}

/// A clock that sleeps by advancing its time, and whose random durations are half of their limit.
#[derive(Default)]
struct Jumping(Mutex<Duration>);

impl Clock for Jumping {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        *self.0.lock().unwrap() += duration;
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> u64 {
        1 << 63
    }
}

fn session(script: &Arc<Script>, retries: Retries) -> Session {
    Session {
        info: &API,
        tokens: API.oauth2,
        transport: Arc::new(Shown(script.clone())),
        clock: Arc::new(Jumping::default()),
        budget: Arc::new(Budget::new(retries.budget)),
        retries,
        deadline: None,
        user_agent: "zoo-client/1.0.0".to_owned(),
        largest: 1024,
        http_credentials: false,
        observer: None,
    }
}

/// The settings of a client with these credentials.
fn shared(session: Session, credentials: Vec<Credentials>) -> Arc<Shared> {
    Arc::new(Shared {
        defaults: Defaults::default(),
        servers: vec!["https://zoo.example/v1".to_owned()],
        credentials,
        timeout: None,
        replaced_servers: Vec::new(),
        session,
        limiter: None,
    })
}

/// A request of an operation, with 7 as the value of the path parameter.
fn request(shared: &Arc<Shared>, operation: &'static Operation) -> RequestData {
    RequestData {
        shared: shared.clone(),
        operation,
        path: vec![("id".to_owned(), "7".to_owned())],
        target: None,
        by_hand: None,
        query: String::new(),
        spread: Vec::new(),
        headers: HeaderMap::new(),
        cookies: Vec::new(),
        payload: Payload::None,
        timeout: None,
        attempts: None,
        problem: None,
    }
}

/// A request to a URL, with a bearer token, that may be redirected five times.
fn in_flight(method: Method, to: &str, body: Prepared) -> InFlight {
    InFlight {
        method,
        uri: url::parse(to).unwrap(),
        headers: HeaderMap::new(),
        body,
        signers: vec![(
            Credentials::bearer("s3cret"),
            Scheme::Bearer { prefix: "Bearer" },
        )],
        vendor: Vendor::of(&API),
        keep: &[],
        redirects: 5,
        keep_method: false,
        followed: 0,
        repeatable: false,
    }
}
