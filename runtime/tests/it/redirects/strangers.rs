//! Redirects away from the origin, over a transport that records what would be sent.

use std::sync::{Arc, Mutex};

use posthaste_runtime::http::{self, HeaderMap, StatusCode};
use posthaste_runtime::{
    AccessToken, ApiInfo, AuthenticationError, Body, BoxFuture, Call, Client, ClientBuilder,
    Credentials, Error, ErrorResponse, Json, Operation, PageErrorKind, Pages, Paging, Request,
    Scheme, Server, Session, TokenSource, Transport, TransportError, TransportErrorKind,
};

use crate::support::filled;

static API: ApiInfo = ApiInfo::new("zoo-client", "1.0.0")
    .servers(&[
        Server::new("baseUrl", "https://api.zoo.example/v2"),
        Server::new("uploads", "https://up.zoo.example:9443"),
        Server::new("old", "http://old.zoo.example"),
    ])
    .schemes(&[Scheme::Bearer { prefix: "Bearer" }])
    .hosts(&["zoo.example", "*.zoo.example"]);

static PASSWORD: Operation = Operation::new("PUT", "/users/me/password").secured(0);
static CREATE: Operation = Operation::new("POST", "/users").secured(0);
static CHANGE: Operation = Operation::new("PATCH", "/users/me").secured(0);
static REMOVE: Operation = Operation::new("DELETE", "/users/me").secured(0);
static READ: Operation = Operation::new("GET", "/users/me").secured(0);
static OLD: Operation = Operation::new("GET", "/users/me").secured(0).server(2);

/// What was sent: the method, the URL, the headers and the body.
type Sent = (String, String, HeaderMap, Vec<u8>);

/// Answers the first request with a redirect and every other with `204 No Content`.
#[derive(Clone)]
struct Redirecting {
    status: u16,
    location: &'static str,
    body: &'static str,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Transport for Redirecting {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, mut body) = request.into_parts();
            let mut bytes = Vec::new();
            while let Some(chunk) = body.chunk().await {
                bytes.extend_from_slice(&chunk?);
            }
            let mut sent = self.sent.lock().expect("the log");
            sent.push((
                parts.method.to_string(),
                parts.uri.to_string(),
                parts.headers,
                bytes,
            ));
            let status = if sent.len() == 1 { self.status } else { 204 };
            let answer = http::Response::builder()
                .status(StatusCode::from_u16(status).expect("a status"))
                .header("location", self.location);
            Ok(answer.body(Body::from(self.body)).expect("an answer"))
        })
    }
}

/// A client whose service answers the first request so, and what it sends.
fn client(status: u16, location: &'static str) -> (Client, Arc<Mutex<Vec<Sent>>>) {
    client_with(Credentials::bearer("t0ken"), status, location, "")
}

fn client_with(
    credentials: Credentials,
    status: u16,
    location: &'static str,
    body: &'static str,
) -> (Client, Arc<Mutex<Vec<Sent>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let transport = Redirecting {
        status,
        location,
        body,
        sent: sent.clone(),
    };
    let builder: ClientBuilder<Client> = ClientBuilder::new(&API);
    let builder = builder.credentials(credentials).transport(transport);
    (builder.build().expect("a client"), sent)
}

async fn call(request: Request) -> Result<(), Error<ErrorResponse>> {
    let call = request.read_nothing();
    call.with_header("X-Zoo-Pin", "1234").await
}

fn redirect_error(outcome: Result<(), Error<ErrorResponse>>, what: &str) -> String {
    let Err(Error::Transport(error)) = outcome else {
        panic!("{what}: {outcome:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Redirect, "{what}");
    error.to_string()
}

const STRANGERS: [(&str, &str); 9] = [
    (
        "https://evil.example/x?p=1",
        "https://evil.example, which is not one of",
    ),
    (
        "//evil.example/x",
        "https://evil.example, which is not one of",
    ),
    (
        "http://api.zoo.example/v2/x",
        "http://api.zoo.example, which is not encrypted",
    ),
    (
        "http://zoo.example:443/",
        "http://zoo.example:443, which is not encrypted",
    ),
    (
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.169.254, which is not one of",
    ),
    (
        "http://localhost:1/x",
        "http://localhost:1, which is not one of",
    ),
    (
        "https://api.zoo.example.evil.example/x",
        "https://api.zoo.example.evil.example, which",
    ),
    (
        "https://zoo.example@evil.example/x",
        "https://evil.example, which is not one of",
    ),
    (
        "https://api.zoo.example:8443/x",
        "https://api.zoo.example:8443, which is a port",
    ),
];

#[tokio::test]
async fn a_body_is_sent_to_no_stranger_and_not_out_of_tls() {
    for (location, place) in STRANGERS {
        for (status, operation) in [
            (307, &PASSWORD),
            (308, &PASSWORD),
            (301, &PASSWORD),
            (302, &PASSWORD),
            (307, &CREATE),
            (308, &CREATE),
            (302, &CHANGE),
            (301, &REMOVE),
        ] {
            let what = format!("{status} {} to {location}", operation.method);
            let (client, sent) = client(status, location);
            let request = filled(client.request(operation), |request| {
                request.field("password", &"s3cret")
            });
            let message = redirect_error(call(request).await, &what);
            assert!(message.contains(place), "{what}: {message}");
            assert!(message.contains(operation.method), "{what}: {message}");
            assert!(!message.contains("s3cret"), "{what}: {message}");
            assert_eq!(sent.lock().expect("the log").len(), 1, "{what}");
        }
    }
}

#[tokio::test]
async fn a_method_that_changes_something_is_sent_to_no_stranger_even_without_a_body() {
    for operation in [&PASSWORD, &CREATE, &CHANGE, &REMOVE] {
        let (client, sent) = client(307, "https://evil.example/x");
        redirect_error(call(client.request(operation)).await, operation.method);
        assert_eq!(sent.lock().expect("the log").len(), 1);
    }
}

#[tokio::test]
async fn the_vendors_hosts_get_body_credentials_and_headers() {
    for location in [
        "https://eu.zoo.example/x",
        "https://zoo.example:443/x",
        "https://up.zoo.example:9443/x",
        "/elsewhere?u=https://evil.example/",
        "next?u=http://evil.example/",
    ] {
        for status in [301, 302, 307, 308] {
            let (client, sent) = client(status, location);
            let request = filled(client.request(&PASSWORD), |request| {
                request.field("password", &"s3cret")
            });
            call(request).await.expect(location);
            let sent = sent.lock().expect("the log");
            let (first, second) = (&sent[0], &sent[1]);
            assert_eq!((&second.0, &second.3), (&first.0, &first.3), "{location}");
            assert_eq!(second.3, b"password=s3cret");
            assert_eq!(second.2["authorization"], "Bearer t0ken", "{location}");
            assert_eq!(second.2["x-zoo-pin"], "1234", "{location}");
            assert!(!second.1.starts_with("https://evil"), "{location}");
        }
    }
}

#[tokio::test]
async fn the_same_host_over_tls_gets_body_and_credentials_even_without_a_vendor() {
    static UNKNOWN: ApiInfo = ApiInfo::new("unknown", "1.0.0")
        .servers(&[Server::new("baseUrl", "http://shop.example/v2")])
        .schemes(&[Scheme::Bearer { prefix: "Bearer" }]);
    for (location, is_followed) in [
        ("https://shop.example/v2/users/me/password", true),
        ("https://SHOP.example:443/x", true),
        ("https://shop.example:8443/x", false),
        ("https://eu.shop.example/x", false),
        ("http://shop.example:8080/x", false),
    ] {
        let sent = Arc::new(Mutex::new(Vec::new()));
        let builder: ClientBuilder<Client> = ClientBuilder::new(&UNKNOWN);
        let builder = builder.allow_http_credentials(true).transport(Redirecting {
            status: 308,
            location,
            body: "",
            sent: sent.clone(),
        });
        let builder = builder.credentials(Credentials::bearer("t0ken"));
        let client = builder.build().expect("a client");
        let request = filled(client.request(&PASSWORD), |request| {
            request.field("password", &"s3cret")
        });
        let outcome = call(request).await;
        if !is_followed {
            redirect_error(outcome, location);
            assert_eq!(sent.lock().expect("the log").len(), 1, "{location}");
            continue;
        }
        outcome.expect(location);
        let sent = sent.lock().expect("the log");
        assert_eq!(sent[1].3, b"password=s3cret", "{location}");
        assert_eq!(sent[1].2["authorization"], "Bearer t0ken", "{location}");
    }
}

#[tokio::test]
async fn what_only_reads_is_followed_to_strangers_without_credentials_and_headers() {
    for (location, _) in STRANGERS {
        for (status, operation) in [(302, &READ), (307, &READ), (303, &PASSWORD), (303, &CREATE)] {
            let (client, sent) = client(status, location);
            let mut request = client.request(operation);
            if operation.method != "GET" {
                request.field("password", &"s3cret");
            }
            call(request).await.expect(location);
            let sent = sent.lock().expect("the log");
            let (method, _, headers, body) = &sent[1];
            assert_eq!((method.as_str(), body.len()), ("GET", 0), "{location}");
            for name in [
                "authorization",
                "x-zoo-pin",
                "content-type",
                "content-length",
            ] {
                assert!(!headers.contains_key(name), "{status} {location}: {name}");
            }
            assert!(headers.contains_key("user-agent"), "{location}");
        }
    }
}

#[tokio::test]
async fn a_whole_url_gets_credentials_only_at_the_vendors_places() {
    for (url, trusted) in [
        ("https://files.zoo.example/x", true),
        ("https://up.zoo.example:9443/x", true),
        ("https://api.zoo.example:8443/x", false),
        ("https://evil.example/x", false),
    ] {
        let (client, sent) = client(200, "");
        let call = client.by_hand("GET", url).read_nothing();
        call.await.expect(url);
        let sent = sent.lock().expect("the log");
        assert_eq!(sent[0].2.contains_key("authorization"), trusted, "{url}");
    }
}

#[tokio::test]
async fn credentials_are_not_sent_to_a_servers_http_url() {
    let (client, sent) = client(200, "");
    let error = call(client.request(&OLD)).await.expect_err("a refusal");
    let message = error.to_string();
    assert!(matches!(error, Error::Request(_)), "{message}");
    assert!(message.contains("http://old.zoo.example"), "{message}");
    assert!(
        message.contains("allow_http_credentials(true)"),
        "{message}"
    );
    assert!(sent.lock().expect("the log").is_empty());
}

static LIST: Operation = Operation::new("GET", "/things")
    .secured(0)
    .paged(Paging::link("next").items("things"));

#[tokio::test]
async fn links_to_pages_are_followed_only_to_the_vendors_places() {
    for (body, requests) in [
        (
            r#"{"things":[1],"next":"https://eu.zoo.example/v2/things?page=2"}"#,
            2,
        ),
        (
            r#"{"things":[1],"next":"https://up.zoo.example:9443/things"}"#,
            2,
        ),
        (
            r#"{"things":[1],"next":"things?from=http://evil.example/"}"#,
            2,
        ),
        (
            r#"{"things":[1],"next":"https://eu.zoo.example:8443/things"}"#,
            1,
        ),
        (r#"{"things":[1],"next":"http://eu.zoo.example/things"}"#, 1),
        (r#"{"things":[1],"next":"//evil.example/things"}"#, 1),
    ] {
        let (client, sent) = client_with(Credentials::bearer("t"), 200, "", body);
        let mut pages: Pages<Json, ErrorResponse> = Pages::new(client.request(&LIST));
        pages.try_next().await.expect("the first page");
        let second = pages.try_next().await;
        assert_eq!(sent.lock().expect("the log").len(), requests, "{body}");
        if requests == 1 {
            let Err(Error::Page(error)) = second else {
                panic!("{body}: the link was followed")
            };
            assert_eq!(error.kind(), PageErrorKind::ForeignLink, "{body}");
        }
    }
}

/// A source whose token names the server of the account.
struct Regional(&'static str);

impl TokenSource for Regional {
    fn token<'a>(
        &'a self,
        _: &'a Session,
    ) -> BoxFuture<'a, Result<AccessToken, AuthenticationError>> {
        Box::pin(async { Ok(AccessToken::new("t0ken").base_url(self.0)) })
    }
}

#[tokio::test]
async fn the_server_that_a_token_names_is_used_only_at_the_vendors_places() {
    for (region, place) in [
        ("https://eu.zoo.example", "https://eu.zoo.example/"),
        (
            "https://up.zoo.example:9443",
            "https://up.zoo.example:9443/",
        ),
        ("https://eu.zoo.example:8443", "https://api.zoo.example/"),
        ("http://eu.zoo.example", "https://api.zoo.example/"),
        (
            "https://eu.zoo.example.evil.example",
            "https://api.zoo.example/",
        ),
    ] {
        let source = Credentials::source(Regional(region));
        let (client, sent) = client_with(source, 204, "", "");
        call(client.request(&READ)).await.expect(region);
        let sent = sent.lock().expect("the log");
        assert!(sent[0].1.starts_with(place), "{region}: {}", sent[0].1);
    }
}
