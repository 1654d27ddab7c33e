//! Requests that go out exactly as they are written down.
#![cfg(feature = "raw")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use posthaste_runtime::bytes::Bytes;
use posthaste_runtime::raw::{RawBody, RawClient, RawContent, RawPart, RawRequest};
use posthaste_runtime::{
    Body, BoxFuture, Credentials, Error, Scheme, Transport, TransportError, TransportErrorKind,
    http,
};

use crate::support::{Answer, Server};

fn request(server: &Server, target: &str) -> RawRequest {
    RawRequest {
        method: "GET".to_owned(),
        url: format!("{}{target}", server.url),
        headers: Vec::new(),
        body: RawBody::Empty,
        credentials: None,
        redirects: 0,
        keep_method: false,
        timeout: Some(Duration::from_secs(5)),
        largest_answer: 1 << 20,
    }
}

fn client() -> RawClient {
    RawClient::new(Duration::from_secs(5)).expect("a client")
}

fn lines(lines: &[(&str, &str)]) -> Vec<(String, String)> {
    lines
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn nothing_is_added_and_nothing_is_changed() {
    let server = Server::start([Answer::json("404 Not Found", "no")]).await;
    for target in [
        "/a/../b//%2e%2E/c;d",
        "/q?a%20b=x[]'{{v}}|,:@/?&&=w&",
        "/",
        "/ü",
    ] {
        let mut request = request(&server, target);
        request.headers = lines(&[("X-B", "2"), ("x-a", "1"), ("Accept", "*/*")]);
        let exchange = client().send(request).await.expect("an answer");
        assert_eq!(exchange.response.status().as_u16(), 404);
        assert_eq!(exchange.sent.len(), 1);
        let received = server.received().pop().expect("a request");
        let expected = format!(
            "GET {target} HTTP/1.1\r\nx-b: 2\r\nx-a: 1\r\naccept: */*\r\nhost: {}",
            server.host
        );
        assert_eq!(received.head, expected);
    }
}

#[tokio::test]
async fn bodies_bring_their_media_type_unless_a_header_does() {
    let server = Server::start([Answer::no_content()]).await;
    let path = std::env::temp_dir().join(format!("posthaste-raw-{}.txt", std::process::id()));
    std::fs::write(&path, "FILE").expect("a file");
    let part = |name: &str, content| RawPart {
        name: name.to_owned(),
        file_name: None,
        media_type: None,
        content,
    };
    let parts = vec![
        part("a", RawContent::Bytes(Bytes::from("1"))),
        part("f", RawContent::Path(path.clone())),
        RawPart {
            file_name: Some(String::new()),
            ..part("g", RawContent::Bytes(Bytes::new()))
        },
    ];
    let form = Some("application/x-www-form-urlencoded".to_owned());
    for (body, headers) in [
        (RawBody::Bytes(form, Bytes::from("a=1")), lines(&[])),
        (
            RawBody::Bytes(None, Bytes::from("{}")),
            lines(&[("Content-Type", "application/json")]),
        ),
        (RawBody::File(path.clone()), lines(&[])),
        (
            RawBody::Multipart(parts),
            lines(&[("Content-Type", "multipart/form-data")]),
        ),
        (RawBody::Empty, lines(&[])),
    ] {
        let request = RawRequest {
            method: "POST".to_owned(),
            body,
            headers,
            ..request(&server, "/b")
        };
        client().send(request).await.expect("an answer");
    }
    let _ = std::fs::remove_file(&path);
    let received = server.received();
    let seen: Vec<_> = received
        .iter()
        .map(|r| (r.header("content-type"), r.text()))
        .collect();
    assert_eq!(seen[0], (Some("application/x-www-form-urlencoded"), "a=1"));
    assert_eq!(seen[1], (Some("application/json"), "{}"));
    assert_eq!(seen[2], (Some("text/plain"), "FILE"));
    assert_eq!(seen[4], (None, ""));
    assert_eq!(received[4].header("content-length"), Some("0"));
    let (media_type, text) = seen[3];
    let boundary = media_type
        .and_then(|value| value.split_once("boundary="))
        .expect("a boundary")
        .1;
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"f\"; filename=\"{name}\"\r\n\
         Content-Type: text/plain\r\n\r\nFILE\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"g\"; filename=\"\"\r\n\r\n\r\n--{boundary}--\r\n"
    );
    assert_eq!(text, expected);
}

#[tokio::test]
async fn every_hop_is_reported_and_secrets_are_marked() {
    let server = Server::start([Answer::redirect("302 Found", "/two"), Answer::no_content()]).await;
    let request = RawRequest {
        headers: lines(&[("X-Api-Key", "k"), ("X-Name", "ü")]),
        credentials: Some((Credentials::bearer("t"), Scheme::Bearer { prefix: "Token" })),
        redirects: 10,
        ..request(&server, "/one")
    };
    let exchange = client().send(request).await.expect("an answer");
    let paths: Vec<_> = exchange
        .sent
        .iter()
        .map(|head| head.uri.path().to_owned())
        .collect();
    assert_eq!(paths, ["/one", "/two"]);
    let head = &exchange.sent[0];
    let names: Vec<_> = head.headers.keys().map(|name| name.as_str()).collect();
    assert_eq!(names, ["x-api-key", "x-name", "authorization", "host"]);
    assert!(
        head.headers["x-api-key"].is_sensitive() && head.headers["authorization"].is_sensitive()
    );
    assert_eq!(head.headers["x-name"].as_bytes(), b"\xfc");
    assert_eq!(head.headers["authorization"], "Token t");
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error() {
    let server = Server::start([Answer::no_content()]).await;
    let bad_method = RawRequest {
        method: "G T".to_owned(),
        ..request(&server, "/")
    };
    let bad_header = RawRequest {
        headers: lines(&[("A B", "1")]),
        ..request(&server, "/")
    };
    let bad_url = RawRequest {
        url: "h/x".to_owned(),
        ..request(&server, "/")
    };
    for request in [bad_method, bad_header, bad_url] {
        let error = client().send(request).await.expect_err("an error");
        assert!(matches!(error, Error::Request(_)), "{error}");
    }
    assert!(server.received().is_empty());
}

/// Answers with a body that never ends, and counts its chunks.
struct Endless(Arc<AtomicUsize>);

impl Transport for Endless {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let taken = Arc::clone(&self.0);
        let chunks = std::iter::repeat_with(move || {
            taken.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::io::Error>(Bytes::from_static(&[0; 1024]))
        });
        Box::pin(async { Ok(http::Response::new(Body::from_chunks(chunks))) })
    }
}

#[tokio::test]
async fn an_answer_is_read_up_to_its_limit_and_no_further() {
    let taken = Arc::new(AtomicUsize::new(0));
    let client = RawClient::over(Endless(Arc::clone(&taken)));
    let request = RawRequest {
        method: "GET".to_owned(),
        url: "http://h/".to_owned(),
        headers: Vec::new(),
        body: RawBody::Empty,
        credentials: None,
        redirects: 0,
        keep_method: false,
        timeout: Some(Duration::from_secs(5)),
        largest_answer: 10 * 1024,
    };
    let error = client.send(request).await.expect_err("too much");
    let Error::Transport(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert_eq!(taken.load(Ordering::Relaxed), 11);
}
