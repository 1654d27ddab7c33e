use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::auth::{AccessToken, TokenSource};
use crate::body::Content;
use crate::body::Once;
use crate::error::{AuthenticationError, Error, Failure, TransportErrorKind};
use crate::execute::deliver::{Reading, deliver};

/// Sends a request by the retry loop; returns the status and the number of attempts.
async fn send(request: RequestData, limit: Option<Duration>) -> Result<(u16, u32), Failure> {
    let response = deliver(request, limit, Reading::Whole, &AtomicU32::new(0)).await?;
    Ok((response.status().as_u16(), response.attempts()))
}

fn client(script: &Arc<Script>, retries: Retries) -> Arc<Shared> {
    shared(
        session(script, retries),
        vec![Credentials::bearer("s3cret")],
    )
}

fn status(status: u16) -> Answer {
    answer(status, &[], "")
}

fn broken(kind: TransportErrorKind) -> Answer {
    Err(TransportError::new(kind, "broken"))
}

#[tokio::test]
async fn an_idempotent_request_is_sent_again_after_a_503() {
    let script = Script::new([status(503), status(200)]);
    let shared = client(&script, Retries::new());
    let result = send(request(&shared, &READ), None).await;
    assert_eq!(result.ok(), Some((200, 2)));
}

#[tokio::test]
async fn a_post_is_not_sent_again_if_the_service_may_have_acted() {
    for first in [
        status(503),
        answer(503, &[("retry-after", "1")], ""),
        answer(503, &[("retry-after", "0")], ""),
        status(408),
    ] {
        let script = Script::new([first, status(201)]);
        let shared = client(&script, Retries::new());
        let result = send(request(&shared, &CREATE), None).await;
        assert!(result.is_ok_and(|(status, attempts)| status != 201 && attempts == 1));
    }
    let script = Script::new([broken(TransportErrorKind::Cut), status(201)]);
    let shared = client(&script, Retries::new());
    assert!(send(request(&shared, &CREATE), None).await.is_err());
}

#[tokio::test]
async fn a_post_is_sent_again_if_the_service_did_not_receive_it() {
    let script = Script::new([
        broken(TransportErrorKind::Connect),
        status(429),
        status(201),
    ]);
    let shared = client(&script, Retries::new());
    let result = send(request(&shared, &CREATE), None).await;
    assert_eq!(result.ok(), Some((201, 3)));
}

#[tokio::test]
async fn the_wait_is_the_longer_of_backoff_and_retry_after() {
    for (first, seconds) in [
        // Jitter adds half of an eighth.
        (answer(429, &[("retry-after", "8")], ""), 8.5),
        // A quarter of the limit of one second, and a half of it as the minimum.
        (answer(429, &[("retry-after", "0")], ""), 0.75),
        (status(503), 0.125),
    ] {
        let script = Script::new([first, status(200)]);
        let shared = client(&script, Retries::new());
        assert!(send(request(&shared, &READ), None).await.is_ok());
        assert_eq!(shared.session.clock.elapsed().as_secs_f64(), seconds);
    }
}

#[tokio::test]
async fn a_longer_retry_after_than_allowed_ends_the_attempts() {
    let script = Script::new([answer(429, &[("retry-after", "16")], "")]);
    let shared = client(&script, Retries::new());
    let result = send(request(&shared, &READ), None).await;
    assert_eq!(result.ok(), Some((429, 1)));
}

#[tokio::test]
async fn a_limit_of_hours_or_longer_ends_the_attempts() {
    for (body, headers) in [
        (
            r#"{"message":"At most 100 meetings may be made by one user in one day."}"#,
            &[][..],
        ),
        (r#"{"message":"The "hourly" quota is used up."}"#, &[]),
        (r#"[{"Code":"MonthlyLimitExceeded"}]"#, &[]),
        (
            "No more than 100 calls a day.",
            &[("content-type", "text/plain")],
        ),
        ("", &[("x-ratelimit-reset", "3600")]),
        ("", &[("x-ratelimit-type", "Per-hour")]),
    ] {
        let script = Script::new([answer(429, headers, body)]);
        let shared = client(&script, Retries::new());
        let result = send(request(&shared, &READ), None).await;
        assert_eq!(result.ok(), Some((429, 1)), "{body} {headers:?}");
    }
}

#[tokio::test]
async fn a_request_is_sent_as_often_as_allowed_and_no_more() {
    let script = Script::new((0..3).map(|_| status(502)));
    let shared = client(&script, Retries::new().attempts(3));
    let result = send(request(&shared, &READ), None).await;
    assert_eq!(result.ok(), Some((502, 3)));
    assert_eq!(script.sent().len(), 3);
}

#[tokio::test]
async fn an_empty_budget_ends_the_retries_of_all_calls() {
    let script = Script::new((0..3).map(|_| status(502)));
    let shared = client(&script, Retries::new().budget(1));
    let first = send(request(&shared, &READ), None).await;
    assert_eq!(first.ok(), Some((502, 2)));
    let second = send(request(&shared, &READ), None).await;
    assert_eq!(second.ok(), Some((502, 1)));
}

#[tokio::test]
async fn a_wait_beyond_the_timeout_of_the_call_is_not_begun() {
    let script = Script::new([answer(429, &[("retry-after", "8")], "")]);
    let shared = client(&script, Retries::new());
    let result = send(request(&shared, &READ), Some(Duration::from_secs(8))).await;
    assert_eq!(result.ok(), Some((429, 1)));
    assert_eq!(shared.session.clock.elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let script = Script::new([status(429), status(201)]);
    let shared = client(&script, Retries::new());
    let mut request = request(&shared, &CREATE);
    let stream = Once::new(Body::from("a stream"));
    request.payload = Payload::Plain {
        media_type: None,
        content: Content::Once(stream),
    };
    assert_eq!(send(request, None).await.ok(), Some((429, 1)));
    let sent = script.sent();
    assert_eq!((sent.len(), &sent[0].body[..]), (1, &b"a stream"[..]));
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_an_error() {
    let script = Script::new([answer(200, &[], &"a".repeat(1025))]);
    let shared = client(&script, Retries::new());
    let Err(Failure(Error::Transport(error))) = send(request(&shared, &READ), None).await else {
        panic!("the answer is too large")
    };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
}

/// Gives the tokens `token-1`, `token-2` and so on, a new one after each refusal.
struct Counted(AtomicU32);

impl TokenSource for Counted {
    fn token<'a>(
        &'a self,
        _: &'a Session,
    ) -> BoxFuture<'a, Result<AccessToken, AuthenticationError>> {
        let number = self.0.load(Ordering::Relaxed);
        Box::pin(async move { Ok(AccessToken::new(format!("token-{number}"))) })
    }

    fn refused<'a>(&'a self, _: &'a AccessToken) -> BoxFuture<'a, bool> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(std::future::ready(true))
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let script = Script::new([status(401), status(401)]);
    let source = Credentials::source(Counted(AtomicU32::new(1)));
    let shared = shared(session(&script, Retries::none()), vec![source]);
    let result = send(request(&shared, &CREATE), None).await;
    assert_eq!(result.ok(), Some((401, 2)));
    let sent = script.sent();
    let tokens = sent.iter().map(|request| request.header("authorization"));
    assert_eq!(
        tokens.collect::<Vec<_>>(),
        [Some("Bearer token-1"), Some("Bearer token-2")]
    );
}
