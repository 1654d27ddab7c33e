//! Requests for tokens keep to the limits of the calls that need the tokens, and are shared by those that wait.

use std::sync::Arc;
use std::time::Duration;

use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use zoom_client::runtime::{ClientBuilder, Retries, UntypedCall};
use zoom_client::{Call, Error};

use super::support::{READ, Zoo, api, ok, service_account, token_error};

/// A token that is good for so many seconds.
fn token_for(seconds: &str) -> Answer {
    let body = format!(r#"{{"access_token":"short","expires_in":{seconds}}}"#);
    Answer::json(200, &body)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_tasks_share_a_token_that_expires_at_once() {
    for life in ["0", "1"] {
        let slow = token_for(life).after(Duration::from_millis(300));
        let zoo = Arc::new(Zoo::new(vec![ok()], vec![slow], service_account()));
        for outcome in zoo.read_at_once(200).await {
            outcome.expect("an answer");
        }
        assert_eq!(zoo.service.received().len(), 200);
        let requests = zoo.authorization.received().len();
        // A task that came to its turn only after the answer had no part in it.
        assert!(requests <= 5, "{requests} token requests for 200 calls");
    }
}

#[tokio::test]
async fn a_token_that_expired_is_not_shared_with_calls_that_come_later() {
    let zoo = Zoo::new(vec![ok()], vec![token_for("0")], service_account());
    for _ in 0..3 {
        zoo.read().await.expect("an answer");
    }
    assert_eq!(zoo.authorization.received().len(), 3);
}

/// Calls, one after the other, of a client whose authorization server only gives this answer: how often that
/// server was asked, and how the last call ended.
async fn refused(
    answer: &Answer,
    retries: Retries,
    calls: usize,
    limit: impl Fn(UntypedCall<()>) -> UntypedCall<()>,
) -> (usize, Duration) {
    let (service, authorization) = (
        Server::start(vec![ok()]),
        Server::start(vec![answer.clone()]),
    );
    let clock = TestClock::new();
    let client: zoom_client::runtime::Client = ClientBuilder::new(api(&service, &authorization))
        .credentials(service_account())
        .clock(clock.clone())
        .retries(retries)
        .build()
        .expect("a client");
    for _ in 0..calls {
        let outcome = limit(client.request(&READ).read_nothing()).await;
        assert!(matches!(outcome, Err(Error::Authentication(_))));
        token_error(outcome);
    }
    assert!(service.received().is_empty());
    (authorization.received().len(), clock.slept_in_all())
}

#[tokio::test]
async fn requests_for_tokens_obey_the_attempts_of_the_client_and_of_the_call() {
    let down = Answer::new(503, &[], "");
    let of_client = refused(&down, Retries::none(), 1, |call| call).await;
    assert_eq!(of_client.0, 1);
    let of_call = refused(&down, Retries::new(), 1, |call| call.with_attempts(2)).await;
    assert_eq!(of_call.0, 2);
}

#[tokio::test]
async fn requests_for_tokens_obey_the_deadline_of_the_call() {
    let later = Answer::new(503, &[("retry-after", "4")], "");
    let limit = Duration::from_secs(10);
    let retries = Retries::new().attempts(100);
    let (asked, slept) = refused(&later, retries, 1, |call| call.with_timeout(limit)).await;
    assert_eq!(asked, 3, "after four and eight seconds");
    assert!(slept < limit, "{slept:?}");
}

#[tokio::test]
async fn requests_for_tokens_share_the_budget_of_the_client() {
    for answer in [
        Answer::new(503, &[], ""),
        Answer::new(503, &[("retry-after", "0")], ""),
        Answer::new(429, &[], ""),
    ] {
        let (asked, _) = refused(&answer, Retries::new().budget(5), 50, |call| call).await;
        assert_eq!(asked, 55, "50 calls and the budget");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_with_more_attempts_does_not_share_the_failure_of_one_with_fewer() {
    let down = Answer::new(503, &[], "").after(Duration::from_millis(200));
    let good = token_for("3600");
    let zoo = Arc::new(Zoo::new(vec![ok()], vec![down, good], service_account()));
    let first = {
        let zoo = zoo.clone();
        tokio::spawn(async move {
            let call = zoo.client.request(&READ).read_nothing();
            call.with_attempts(1).await
        })
    };
    while zoo.authorization.received().is_empty() {
        tokio::task::yield_now().await;
    }
    zoo.read().await.expect("an answer at its own attempt");
    token_error(first.await.expect("no panic"));
    assert_eq!(zoo.authorization.received().len(), 2);
}
