use http::StatusCode;

use super::*;
use crate::error::{Error, Failure, TransportErrorKind};
use crate::execute::redirect::send_following_redirects;

async fn text(text: &'static str) -> Prepared {
    let payload = Payload::text("text/plain", text);
    payload.prepare().await.unwrap()
}

fn to(status: u16, location: &str) -> Answer {
    answer(status, &[("location", location)], "")
}

/// Sends a request; returns the status, or the kind of the transport's error.
async fn send(
    script: &Arc<Script>,
    request: &mut InFlight,
) -> Result<StatusCode, TransportErrorKind> {
    let transport = Shown(script.clone());
    match send_following_redirects(&transport, request).await {
        Ok(response) => Ok(response.status()),
        Err(Failure(Error::Transport(error))) => Err(error.kind()),
        Err(_) => panic!("another kind of error"),
    }
}

#[tokio::test]
async fn a_303_becomes_a_get_without_a_body() {
    let script = Script::new([to(303, "/done"), answer(200, &[], "")]);
    let mut request = in_flight(
        Method::POST,
        "https://zoo.example/animals",
        text("Ann").await,
    );
    assert_eq!(send(&script, &mut request).await, Ok(StatusCode::OK));
    let sent = script.sent();
    assert_eq!(
        (&sent[0].method, &sent[0].body[..]),
        (&Method::POST, &b"Ann"[..])
    );
    assert_eq!((&sent[1].method, sent[1].body.len()), (&Method::GET, 0));
    assert_eq!(sent[1].url, "https://zoo.example/done");
    assert!(request.repeatable);
}

#[tokio::test]
async fn a_307_keeps_method_body_and_credentials_on_the_hosts_of_the_vendor() {
    let script = Script::new([
        to(307, "https://eu.zoo.example/animals"),
        answer(201, &[], ""),
    ]);
    let mut request = in_flight(
        Method::POST,
        "https://zoo.example/animals",
        text("Ann").await,
    );
    assert_eq!(send(&script, &mut request).await, Ok(StatusCode::CREATED));
    let sent = script.sent();
    assert_eq!(
        (&sent[1].method, &sent[1].body[..]),
        (&Method::POST, &b"Ann"[..])
    );
    assert_eq!(sent[1].header("authorization"), Some("Bearer s3cret"));
    assert_eq!(sent[1].header("host"), Some("eu.zoo.example"));
}

#[tokio::test]
async fn a_redirect_to_another_host_loses_credentials_and_headers() {
    let script = Script::new([to(302, "https://cdn.example/a"), answer(200, &[], "")]);
    let mut request = in_flight(Method::GET, "https://zoo.example/a", Prepared::none());
    for name in ["x-api-key", "accept"] {
        request.headers.insert(name, "text/csv".parse().unwrap());
    }
    assert_eq!(send(&script, &mut request).await, Ok(StatusCode::OK));
    let sent = script.sent();
    assert_eq!(sent[0].header("x-api-key"), Some("text/csv"));
    assert_eq!(sent[1].header("x-api-key"), None);
    assert_eq!(sent[1].header("authorization"), None);
    assert_eq!(sent[1].header("accept"), Some("text/csv"));
}

#[tokio::test]
async fn a_body_is_not_redirected_to_another_host() {
    let script = Script::new([to(307, "https://evil.example/animals")]);
    let mut request = in_flight(
        Method::POST,
        "https://zoo.example/animals",
        text("Ann").await,
    );
    let error = send(&script, &mut request).await;
    assert_eq!(error, Err(TransportErrorKind::Redirect));
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test]
async fn more_redirects_than_allowed_are_an_error() {
    let script = Script::new((0..3).map(|_| to(302, "/again")));
    let mut request = in_flight(Method::GET, "https://zoo.example/a", Prepared::none());
    request.redirects = 2;
    let error = send(&script, &mut request).await;
    assert_eq!(error, Err(TransportErrorKind::Redirect));
    assert_eq!(script.sent().len(), 3);
}

#[tokio::test]
async fn a_redirect_that_is_a_documented_success_is_not_followed() {
    let script = Script::new([to(302, "/elsewhere")]);
    let mut request = in_flight(Method::GET, "https://zoo.example/a", Prepared::none());
    request.keep = &[302];
    assert_eq!(send(&script, &mut request).await, Ok(StatusCode::FOUND));
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test]
async fn after_an_error_the_request_is_the_redirected_one() {
    let broken = TransportError::new(TransportErrorKind::Cut, "reset");
    let script = Script::new([to(302, "/b"), Err(broken)]);
    let mut request = in_flight(Method::GET, "https://zoo.example/a", Prepared::none());
    assert_eq!(
        send(&script, &mut request).await,
        Err(TransportErrorKind::Cut)
    );
    assert_eq!(request.uri.to_string(), "https://zoo.example/b");
}
