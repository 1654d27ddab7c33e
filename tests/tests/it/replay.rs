//! When a request is sent again: never if it may have arrived and must not arrive twice.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use posthaste_tests::canary::CANARY;
use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use zoom_client::runtime::{Operation, Retries};
use zoom_client::{Call, Client, Error, ErrorResponse};

static READ: Operation = Operation::new("GET", "/things");
static CREATE: Operation = Operation::new("POST", "/things");
static UPSERT: Operation = Operation::new("POST", "/things/upsert").idempotent(true);
static END: Operation = Operation::new("PUT", "/things/end").idempotent(false);

const SECOND: Duration = Duration::from_secs(1);

fn client(url: &str, clock: &TestClock, retries: Retries) -> Client {
    let builder = Client::builder()
        .base_url(url)
        .bearer(CANARY)
        .clock(clock.clone());
    builder.retries(retries).build().expect("a client")
}

async fn send(client: &Client, operation: &'static Operation) -> Result<u32, Error<ErrorResponse>> {
    let body = "{\"name\":\"x\"}".repeat(10_000);
    let mut request = client.runtime().request(operation);
    if operation.method != "GET" {
        request.text("application/json", &body);
    }
    Ok(request.read_nothing().send().await?.attempts())
}

/// How often a request arrives, and what comes of it.
async fn sent(
    operation: &'static Operation,
    answers: Vec<Answer>,
) -> (usize, Result<u32, Error<ErrorResponse>>, TestClock) {
    let (server, clock) = (Server::start(answers), TestClock::new());
    let outcome = send(&client(&server.url(), &clock, Retries::new()), operation).await;
    (server.received().len(), outcome, clock)
}

fn done() -> Answer {
    Answer::new(204, &[], "")
}

fn status(status: u16, headers: &[(&str, &str)]) -> Answer {
    Answer::new(status, headers, "{}")
}

#[tokio::test]
async fn a_reset_in_the_middle_of_a_post_one_arrival() {
    for fault in [
        Answer::reset_midway(),
        Answer::reset(),
        Answer::json(201, "{\"id\":1}").cut_short_by(3),
    ] {
        let (arrivals, outcome, clock) = sent(&CREATE, vec![fault, done()]).await;
        let error = outcome.expect_err("a broken connection");
        let Error::Transport(fault) = &error else {
            panic!("{error:?}")
        };
        assert!(fault.may_have_been_received(), "{fault:?}");
        assert_eq!((arrivals, error.attempts(), clock.slept().len()), (1, 1, 0));
    }
}

#[tokio::test]
async fn what_may_be_repeated_is_sent_again() {
    for operation in [&READ, &UPSERT] {
        for fault in [
            Answer::reset(),
            Answer::json(200, "{\"id\":1}").cut_short_by(3),
            status(502, &[]),
            status(503, &[]),
            status(504, &[]),
        ] {
            let (arrivals, outcome, _) = sent(operation, vec![fault.clone(), fault, done()]).await;
            assert_eq!((arrivals, outcome.expect("the third")), (3, 3));
        }
    }
}

#[tokio::test]
async fn what_must_not_be_repeated_is_not() {
    for operation in [&CREATE, &END] {
        for fault in [
            status(500, &[]),
            status(502, &[]),
            status(503, &[]),
            status(408, &[]),
        ] {
            let (arrivals, outcome, _) = sent(operation, vec![fault, done()]).await;
            assert_eq!(arrivals, 1);
            assert_eq!(outcome.expect_err("an error").attempts(), 1);
        }
    }
    // A mistake of the service's own is not one that passes.
    assert_eq!(sent(&READ, vec![status(500, &[]), done()]).await.0, 1);
}

#[tokio::test]
async fn a_refusal_is_sent_again_whatever_the_method() {
    let busy = status(429, &[("retry-after", "3")]);
    let (arrivals, outcome, clock) = sent(&CREATE, vec![busy.clone(), busy, done()]).await;
    assert_eq!((arrivals, outcome.expect("the third")), (3, 3));
    for wait in clock.slept() {
        assert!((3 * SECOND..=4 * SECOND).contains(&wait), "{wait:?}");
    }
    let down = status(503, &[("retry-after", "Thu, 26 Nov 2026 00:00:05 GMT")]);
    let (arrivals, outcome, clock) = sent(&UPSERT, vec![down, done()]).await;
    assert_eq!((arrivals, outcome.expect("the second")), (2, 2));
    assert!(
        (5 * SECOND..=6 * SECOND).contains(&clock.slept_in_all()),
        "{:?}",
        clock.slept()
    );
}

#[tokio::test]
async fn a_503_with_retry_after_does_not_send_again_what_must_not_arrive_twice() {
    for operation in [&CREATE, &END] {
        for value in ["0", "1", "Thu, 26 Nov 2026 00:00:05 GMT"] {
            let down = status(503, &[("retry-after", value)]);
            let (arrivals, outcome, clock) = sent(operation, vec![down, done()]).await;
            assert_eq!((arrivals, clock.slept().len()), (1, 0), "{value}");
            assert_eq!(outcome.expect_err("an error").attempts(), 1);
        }
    }
}

/// Values of `Retry-After` that ask for no wait.
const NO_WAIT: [&str; 5] = [
    "0",
    "0.0000001",
    "Thu, 01 Jan 2015 00:00:00 GMT",
    "2015-01-01T00:00:00Z",
    "Thu, 26 Nov 2026 00:00:00 GMT",
];

#[tokio::test]
async fn a_service_that_asks_for_no_wait_gets_the_backoff() {
    for value in NO_WAIT {
        for (code, least) in [(429, [750, 1500, 3000]), (503, [125, 250, 500])] {
            let again = status(code, &[("retry-after", value)]);
            let (arrivals, outcome, clock) = sent(&READ, vec![again]).await;
            assert_eq!(arrivals, 4, "{code} {value}");
            outcome.expect_err("busy for good");
            let slept = clock.slept();
            assert_eq!(slept, least.map(Duration::from_millis), "{code} {value}");
        }
    }
}

#[tokio::test]
async fn a_storm_of_1000_calls_is_bounded_by_the_budget_whatever_the_service_asks_for() {
    let answer = |code, value| status(code, &[("retry-after", value)]);
    let mut storms: Vec<_> = ["0", "0.0000001", "Thu, 01 Jan 2015 00:00:00 GMT", "1"]
        .into_iter()
        .flat_map(|value| [answer(429, value), answer(503, value)])
        .collect();
    storms.extend([status(429, &[]), status(503, &[])]);
    for storm in storms {
        let (server, clock) = (Server::start(vec![storm.clone()]), TestClock::new());
        let client = client(&server.url(), &clock, Retries::new());
        for _ in 0..20 {
            let calls = (0..50).map(|_| {
                let client = client.clone();
                let call = async move {
                    let request = client.runtime().request(&READ);
                    request.read_nothing().await
                };
                tokio::spawn(call)
            });
            for call in calls.collect::<Vec<_>>() {
                call.await.expect("no panic").expect_err("busy for good");
            }
        }
        assert_eq!(server.received().len(), 1020, "{storm:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_again_takes_nothing_from_the_budget() {
    let mut answers = vec![status(429, &[("retry-after", "3600")]); 10];
    answers.extend([status(503, &[]), done()]);
    let (server, clock) = (Server::start(answers), TestClock::new());
    let client = client(&server.url(), &clock, Retries::new().budget(1));
    for _ in 0..10 {
        send(&client, &READ).await.expect_err("put off for an hour");
    }
    assert_eq!(send(&client, &READ).await.expect("the second"), 2);
}

#[tokio::test]
async fn a_connection_refused_is_tried_again_whatever_the_method() {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = free.local_addr().expect("its address").to_string();
    drop(free);
    let started = Arc::new(std::sync::OnceLock::new());
    let (here, there) = (address.clone(), started.clone());
    let clock = TestClock::with_meanwhile(move |_| {
        there.get_or_init(|| Server::start_at(&here, vec![done()]));
    });
    let client = client(&format!("http://{address}"), &clock, Retries::new());
    assert_eq!(send(&client, &CREATE).await.expect("the second"), 2);
    assert_eq!(started.get().map(|server| server.received().len()), Some(1));
}

#[tokio::test]
async fn waits_double_and_are_left_to_chance() {
    let waits = async |share| {
        let (server, clock) = (
            Server::start(vec![status(502, &[])]),
            TestClock::with_chance(share),
        );
        let client = client(&server.url(), &clock, Retries::new().attempts(8));
        let error = send(&client, &READ).await.expect_err("down for good");
        assert_eq!((error.attempts(), server.received().len()), (8, 8));
        assert!(error.to_string().ends_with("(after 8 attempts)"), "{error}");
        clock.slept()
    };
    let millis = |all: &[u64]| {
        all.iter()
            .map(|&millis| Duration::from_millis(millis))
            .collect::<Vec<_>>()
    };
    assert_eq!(waits(0.0).await, millis(&[0; 7]));
    let half = waits(0.5).await;
    assert_eq!(half, millis(&[125, 250, 500, 1000, 2000, 4000, 4000]));
}

#[tokio::test]
async fn a_call_is_never_longer_than_its_deadline() {
    let (server, clock) = (
        Server::start(vec![status(429, &[("retry-after", "4")])]),
        TestClock::new(),
    );
    let builder = Client::builder()
        .base_url(server.url())
        .clock(clock.clone());
    let builder = builder
        .timeout(10 * SECOND)
        .retries(Retries::new().attempts(100));
    let client: Client = builder.build().expect("a client");
    let error = send(&client, &READ).await.expect_err("busy for good");
    assert!(matches!(error, Error::RateLimited(_)), "{error:?}");
    assert!(clock.slept_in_all() < 10 * SECOND, "{:?}", clock.slept());
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_not_waited_for() {
    let later = status(429, &[("retry-after", "3600")]);
    let (arrivals, outcome, clock) = sent(&READ, vec![later, done()]).await;
    let Err(Error::RateLimited(answer)) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!((arrivals, clock.slept().len()), (1, 0));
    assert_eq!(answer.retry_after(), Some(3600 * SECOND));
}

#[tokio::test]
async fn the_budget_stops_a_storm_and_successes_refill_it() {
    let mut answers = vec![status(503, &[]); 105];
    answers.extend(vec![done(); 10]);
    answers.push(status(503, &[]));
    answers.push(done());
    let (server, clock) = (Server::start(answers), TestClock::new());
    let client = client(&server.url(), &clock, Retries::new().budget(5));
    for _ in 0..100 {
        send(&client, &READ).await.expect_err("down");
    }
    assert_eq!(server.received().len(), 105, "100 calls and the budget");
    for _ in 0..10 {
        assert_eq!(send(&client, &READ).await.expect("up again"), 1);
    }
    assert_eq!(
        send(&client, &READ)
            .await
            .expect("one more attempt was earned"),
        2
    );
}

#[tokio::test]
async fn failures_refill_no_budget() {
    let mut answers = vec![status(503, &[]); 105];
    answers.extend(vec![status(500, &[]); 10]);
    answers.extend([status(503, &[]), done()]);
    let (server, clock) = (Server::start(answers), TestClock::new());
    let client = client(&server.url(), &clock, Retries::new().budget(5));
    for _ in 0..111 {
        send(&client, &READ).await.expect_err("down or broken");
    }
    assert_eq!(server.received().len(), 116, "111 calls and the budget");
}

#[tokio::test]
async fn attempts_can_be_limited_for_one_call() {
    let (server, clock) = (Server::start(vec![status(503, &[])]), TestClock::new());
    let client = client(&server.url(), &clock, Retries::new());
    let call = client.users().list().with_attempts(2);
    assert_eq!(call.raw().await.expect("an answer").attempts(), 2);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_fault_behind_a_redirect_does_not_repeat_what_came_before() {
    let other = Server::start(vec![Answer::reset(), done()]);
    let see = format!("{}/outcome", other.url());
    let server = Server::start(vec![status(303, &[("location", &see)])]);
    let clock = TestClock::new();
    let client = client(&server.url(), &clock, Retries::new());
    assert_eq!(send(&client, &CREATE).await.expect("the outcome"), 2);
    assert_eq!(server.received().len(), 1, "the POST went out once");
    let lines: Vec<_> = other
        .received()
        .iter()
        .map(|request| request.method().to_owned())
        .collect();
    assert_eq!(lines, ["GET", "GET"]);
}
