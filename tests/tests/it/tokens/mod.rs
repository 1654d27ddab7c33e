//! Tokens that are asked for, renewed, kept, refused and never shown.

mod grants;
mod hosts;
mod limits;
mod soak;
mod support;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use posthaste_tests::server::{Answer, Server};
use zoom_client::Error;
use zoom_client::runtime::{
    BoxFuture, Call, Client, ClientBuilder, ErrorResponse, OAuth2, StoreError, TokenStore, Tokens,
};

use self::support::{
    CREATE, HOUR, READ, Store, Zoo, api, ok, refusal, service_account, token, token_error,
    without_canary,
};

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_tasks_on_an_expired_token_make_one_token_request() {
    let slow = |name| token(name, None).after(Duration::from_millis(50));
    let zoo = Arc::new(Zoo::new(
        vec![ok()],
        vec![slow("one"), slow("two")],
        service_account(),
    ));
    zoo.read().await.expect("an answer");
    zoo.clock.advance(HOUR);
    for outcome in zoo.read_at_once(200).await {
        outcome.expect("an answer");
    }
    assert_eq!(
        zoo.authorization.received().len(),
        2,
        "one at first, one for all of them"
    );
    let bearers = zoo.bearers();
    assert_eq!(bearers[0], "one");
    assert_eq!(bearers[1..], vec!["two"; 200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_tasks_share_one_refusal() {
    let no = Answer::json(
        400,
        r#"{"reason":"Invalid client_id or client_secret","error":"invalid_client"}"#,
    );
    let zoo = Arc::new(Zoo::new(
        vec![ok()],
        vec![no.after(Duration::from_millis(200))],
        service_account(),
    ));
    for outcome in zoo.read_at_once(200).await {
        let error = token_error(outcome);
        assert_eq!(error.error(), Some("invalid_client"));
        assert_eq!(error.reason(), Some("Invalid client_id or client_secret"));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    }
    assert!(
        zoo.authorization.received().len() < 5,
        "{}",
        zoo.authorization.received().len()
    );
    assert!(zoo.service.received().is_empty());
}

#[tokio::test]
async fn a_failing_store_loses_no_grant() {
    let store = Store::default();
    store.broken.store(true, Ordering::SeqCst);
    let user = OAuth2::refresh_token("id", "secret", "r1").store(store.clone());
    let zoo = Zoo::new(
        vec![ok()],
        vec![token("a2", Some("r2")), token("a3", Some("r3"))],
        user.clone(),
    );
    // The new pair cannot be kept: it is not used, and not asked for again.
    for _ in 0..3 {
        let error = token_error(zoo.read().await);
        assert!(
            error.is_store() && error.to_string().contains("the disk is full"),
            "{error}"
        );
    }
    assert_eq!((zoo.forms().len(), zoo.bearers().len()), (1, 0));
    assert_eq!(
        user.current()
            .await
            .and_then(|t| t.refresh_token().map(without_canary))
            .as_deref(),
        Some("r2")
    );
    store.broken.store(false, Ordering::SeqCst);
    zoo.read().await.expect("an answer");
    assert_eq!(
        (zoo.forms().len(), zoo.bearers()),
        (1, vec!["a2".to_owned()])
    );
    // The rotated token is the one that is used next.
    zoo.clock.advance(HOUR);
    zoo.read().await.expect("an answer");
    assert_eq!(zoo.forms()[1], "grant_type=refresh_token&refresh_token=r2");
    assert_eq!(zoo.bearers(), ["a2", "a3"]);
    let saved = store.saved.lock().expect("the store").clone();
    assert!(
        saved.len() == 2 && saved[1].contains("\"refresh_token\":\"r3\""),
        "{saved:?}"
    );
}

#[tokio::test]
async fn tokens_are_kept_before_they_are_used_and_found_again() {
    struct Ordered(Server);
    impl TokenStore for Ordered {
        fn load(&self) -> BoxFuture<'_, Result<Option<Tokens>, StoreError>> {
            Box::pin(async { Ok(Some(Tokens::new("kept"))) })
        }
        fn save<'s>(&'s self, _: &'s Tokens) -> BoxFuture<'s, Result<(), StoreError>> {
            let seen = self.0.received().len();
            Box::pin(async move {
                if seen == 1 {
                    Ok(())
                } else {
                    Err("used before it was kept".into())
                }
            })
        }
    }
    let service = Server::start(vec![refusal(), ok()]);
    let authorization = Server::start(vec![token("new", None)]);
    let client: Client = ClientBuilder::new(api(&service, &authorization))
        .credentials(service_account().store(Ordered(service.clone())))
        .build()
        .expect("a client");
    let call = client.request(&READ).read_nothing();
    call.await.expect("an answer");
    let bearer = |index: usize| {
        service.received()[index]
            .header("authorization")
            .map(without_canary)
    };
    assert_eq!(
        (bearer(0).as_deref(), bearer(1).as_deref()),
        (Some("Bearer kept"), Some("Bearer new"))
    );
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_sent_once_more() {
    let tokens = || vec![token("one", None), token("two", None), token("three", None)];
    let zoo = Zoo::new(vec![refusal(), ok()], tokens(), service_account());
    let call = zoo.client.request(&CREATE).read_nothing();
    assert_eq!(call.send().await.expect("an answer").attempts(), 2);
    assert_eq!(zoo.bearers(), ["one", "two"]);
    // The second refusal is an error.
    let zoo = Zoo::new(vec![refusal()], tokens(), service_account());
    let Err(Error::Authentication(error)) = zoo.read().await else {
        panic!("a refusal was expected")
    };
    assert_eq!(error.response().and_then(ErrorResponse::code), Some("124"));
    assert_eq!(zoo.bearers(), ["one", "two"]);
    // A token that nothing can replace is refused at once.
    let zoo = Zoo::new(
        vec![refusal()],
        tokens(),
        OAuth2::tokens("id", Tokens::new("only")),
    );
    zoo.read().await.expect_err("a refusal");
    assert_eq!(
        (zoo.bearers(), zoo.forms().len()),
        (vec!["only".to_owned()], 0)
    );
}

#[tokio::test]
async fn tokens_are_renewed_ahead_of_time_and_used_while_that_fails() {
    let down = Answer::json(500, "{}");
    let tokens = vec![token("one", None), down, token("two", None)];
    let zoo = Zoo::new(vec![ok()], tokens, service_account());
    let at = async |minutes: u64| {
        zoo.clock.advance(Duration::from_secs(60 * minutes));
        zoo.read().await.expect("an answer");
        (
            zoo.bearers().last().cloned().unwrap_or_default(),
            zoo.forms().len(),
        )
    };
    assert_eq!(at(0).await, ("one".to_owned(), 1));
    assert_eq!(at(54).await, ("one".to_owned(), 1));
    // Five minutes are left: renewing fails, and the token still works.
    assert_eq!(at(1).await, ("one".to_owned(), 2));
    assert_eq!(at(0).await, ("one".to_owned(), 2));
    assert_eq!(at(1).await, ("two".to_owned(), 3));
}

#[tokio::test]
async fn a_caller_that_stops_waiting_does_not_stop_the_renewal() {
    let store = Store::default();
    let user = OAuth2::refresh_token("id", "secret", "r1").store(store.clone());
    let slow = token("a2", Some("r2")).after(Duration::from_millis(300));
    let zoo = Zoo::new(vec![ok()], vec![slow], user);
    let call = zoo.client.request(&READ).read_nothing();
    call.with_timeout(Duration::from_millis(50))
        .await
        .expect_err("too late");
    zoo.read().await.expect("an answer");
    assert_eq!(
        (zoo.forms().len(), zoo.bearers()),
        (1, vec!["a2".to_owned()])
    );
    assert_eq!(store.saved.lock().expect("the store").len(), 1);
}

#[tokio::test]
async fn a_refresh_whose_fate_is_unknown_is_not_repeated() {
    let tokens = vec![Answer::reset(), token("a2", Some("r2"))];
    let zoo = Zoo::new(
        vec![ok()],
        tokens,
        OAuth2::refresh_token("id", "secret", "r1"),
    );
    assert!(token_error(zoo.read().await).is_transient());
    assert_eq!(zoo.forms().len(), 1);
    // Asking for a service's own token may be repeated.
    let zoo = Zoo::new(
        vec![ok()],
        vec![Answer::reset(), token("a", None)],
        service_account(),
    );
    zoo.read().await.expect("an answer");
    assert_eq!(zoo.forms().len(), 2);
}
