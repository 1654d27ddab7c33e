//! What happens on the way of a call, as hooks and spans report it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use posthaste_tests::spans::Spans;
use zoom_client::runtime::{Event, EventKind, WaitReason};
use zoom_client::{Call, Client, Error};

/// One test at a time: tracing caches for all threads whether a span is enabled, when the first thread reaches it.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

type Events = Arc<Mutex<Vec<(u32, EventKind)>>>;

fn client(url: &str) -> (Client, Events) {
    let events = Events::default();
    let log = Arc::clone(&events);
    let client = Client::builder()
        .base_url(url)
        .bearer("s3cret")
        .clock(TestClock::new())
        .observe(|_: &Event| panic!("another one was set"))
        .observe(move |event| {
            let mut log = log.lock().expect("the log");
            log.push((event.attempt, event.kind.clone()));
        })
        .build()
        .expect("a client");
    (client, events)
}

fn busy_then_done() -> Server {
    let busy = Answer::new(503, &[("retry-after", "2")], "");
    Server::start(vec![busy, Answer::new(204, &[], "")])
}

#[tokio::test]
async fn hooks_get_attempts_answers_and_waits() {
    let _turn = TURN.lock().await;
    let server = busy_then_done();
    let (client, events) = client(&server.url());
    let done = client.users().update_password("me", "n3w").await;
    assert!(done.is_ok(), "{done:?}");
    let kinds: Vec<String> = events.lock().unwrap().iter().map(short).collect();
    assert_eq!(
        kinds,
        [
            "1 sends",
            "1 gets 503",
            "1 waits 2.125s for Retry",
            "2 sends",
            "2 gets 204"
        ]
    );
}

fn short((attempt, kind): &(u32, EventKind)) -> String {
    match kind {
        EventKind::Sending => format!("{attempt} sends"),
        EventKind::Answered { status, .. } => format!("{attempt} gets {}", status.as_u16()),
        EventKind::Failed { error, .. } => format!("{attempt} fails: {error}"),
        EventKind::Waiting { time, reason } => format!("{attempt} waits {time:?} for {reason:?}"),
        other => format!("{attempt} {other:?}"),
    }
}

#[tokio::test]
async fn hooks_get_faults_and_timeouts() {
    let _turn = TURN.lock().await;
    let server = Server::start(vec![Answer::reset()]);
    let (client, events) = client(&server.url());
    let call = client.users().get("me").with_attempts(1).await;
    assert!(matches!(call, Err(Error::Transport(_))), "{call:?}");
    assert_eq!(short(&events.lock().unwrap()[1]), "1 fails: cut");

    let slow = Answer::json(200, "{}").after(Duration::from_secs(60));
    let server = Server::start(vec![slow]);
    let (client, events) = self::client(&server.url());
    let limit = Duration::from_millis(50);
    let call = client.users().get("me").with_timeout(limit).await;
    assert!(matches!(call, Err(Error::Timeout(_))), "{call:?}");
    let last = events.lock().unwrap().last().cloned();
    assert_eq!(last, Some((1, EventKind::TimedOut { limit })));
}

#[tokio::test]
async fn waits_for_a_limit_are_events() {
    let _turn = TURN.lock().await;
    let server = Server::start(vec![Answer::new(204, &[], "")]);
    let events = Events::default();
    let log = Arc::clone(&events);
    let client = Client::builder()
        .base_url(server.url())
        .bearer("s3cret")
        .clock(TestClock::new())
        .plan("free")
        .observe(move |event| {
            log.lock()
                .unwrap()
                .push((event.attempt, event.kind.clone()))
        })
        .build()
        .expect("a client");
    for _ in 0..20 {
        client
            .users()
            .update_password("me", "n3w")
            .await
            .expect("done");
    }
    let is_wait = |one: &&(u32, EventKind)| {
        matches!(
            one,
            (
                0,
                EventKind::Waiting {
                    reason: WaitReason::Limit,
                    ..
                }
            )
        )
    };
    assert!(events.lock().unwrap().iter().filter(is_wait).count() > 0);
}

#[tokio::test]
async fn a_call_is_a_span_and_each_attempt_one_within() {
    let _turn = TURN.lock().await;
    let server = busy_then_done();
    let (client, _) = client(&server.url());
    let spans = Spans::default();
    let guard = tracing::subscriber::set_default(spans.clone());
    client
        .users()
        .update_password("me@corp.example", "n3w")
        .await
        .expect("done");
    drop(guard);

    let all = spans.all();
    let names: Vec<&str> = all.iter().map(|span| span.name).collect();
    assert_eq!(names, ["call", "attempt", "attempt"]);
    assert_eq!(all[1].parent, Some(0));
    assert_eq!(all[2].parent, Some(0));
    let call = &all[0].fields;
    assert_eq!(call["otel.name"], "Update a user's password");
    assert_eq!(call["url.template"], "/users/{userId}/password");
    assert!(!call.contains_key("error.type"), "{call:?}");
    let (first, second) = (&all[1].fields, &all[2].fields);
    let (address, port) = server
        .host()
        .split_once(':')
        .map(|(a, p)| (a.to_owned(), p.to_owned()))
        .unwrap();
    assert_eq!(first["http.request.method"], "PUT");
    assert_eq!(first["otel.name"], "PUT /users/{userId}/password");
    assert_eq!(first["otel.kind"], "client");
    assert_eq!(
        (&first["server.address"], &first["server.port"]),
        (&address, &port)
    );
    assert_eq!(first["http.response.status_code"], "503");
    assert_eq!(first["error.type"], "503");
    assert_eq!(first["otel.status_code"], "ERROR");
    assert!(!first.contains_key("http.request.resend_count"));
    assert_eq!(second["http.response.status_code"], "204");
    assert_eq!(second["http.request.resend_count"], "1");
    assert!(!second.contains_key("error.type"));
    assert!(
        spans.events().contains("reason=retry"),
        "{}",
        spans.events()
    );
    let text = format!("{all:?}{}", spans.events());
    for value in ["s3cret", "me@corp.example", "n3w"] {
        assert!(!text.contains(value), "{value} in {text}");
    }
}

#[tokio::test]
async fn spans_record_how_a_call_failed() {
    let _turn = TURN.lock().await;
    let spans = Spans::default();
    let guard = tracing::subscriber::set_default(spans.clone());
    let error = r#"{"code":1001,"message":"User does not exist: me@corp.example"}"#;
    let server = Server::start(vec![
        Answer::json(404, error),
        Answer::json(200, "no JSON"),
        Answer::reset(),
    ]);
    let (client, _) = client(&server.url());
    let refused = client.users().update_password("me", "n3w").await;
    assert!(matches!(refused, Err(Error::Api(_))), "{refused:?}");
    let unreadable = client.users().get("me").await;
    assert!(
        matches!(unreadable, Err(Error::Decode(_))),
        "{unreadable:?}"
    );
    let broken = client
        .users()
        .update_password("me", "n3w")
        .with_attempts(1)
        .await;
    assert!(matches!(broken, Err(Error::Transport(_))), "{broken:?}");
    drop(guard);

    let calls = spans.named("call");
    let types: Vec<Option<&String>> = calls
        .iter()
        .map(|call| call.fields.get("error.type"))
        .collect();
    let expected = ["404", "decode", "cut"].map(str::to_owned);
    assert_eq!(types, expected.each_ref().map(Some));
    assert_eq!(calls[0].fields["http.response.status_code"], "404");
    assert!(
        spans.events().contains("error.type=decode"),
        "{}",
        spans.events()
    );
    assert!(!format!("{:?}", spans.all()).contains("corp.example"));
}
