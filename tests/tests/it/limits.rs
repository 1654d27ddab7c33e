//! Limits: kept before the service has to say so, and understood when it does.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use tokio::time::Instant;
use zoom_client::runtime::{
    Body, BoxFuture, Call, ErrorResponse, Limiter, Operation, RateLimitKind, Retries, Transport,
    TransportError, http,
};
use zoom_client::{Client, Error};

static LIGHT: Operation = Operation::new("GET", "/light").rate_label("Light");
static MEDIUM: Operation = Operation::new("GET", "/medium").rate_label("Medium");
static HEAVY: Operation = Operation::new("POST", "/heavy").rate_label("Heavy");
static RESOURCE: Operation = Operation::new("GET", "/resource").rate_label("Resource-intensive");

/// The plan `pro` as the service counts it: path, calls, seconds.
const PRO: [(&str, usize, u64); 4] = [
    ("/light", 30, 1),
    ("/medium", 20, 1),
    ("/heavy", 10, 1),
    ("/resource", 10, 60),
];

/// A service that enforces a table over any stretch of its time, reached by ways of unequal length.
#[derive(Clone, Default)]
struct Enforcer {
    /// What other programs use up of each limit, in percent.
    taken: usize,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    accepted: BTreeMap<String, Vec<Instant>>,
    refused: usize,
    arrivals: u64,
}

impl Enforcer {
    fn judge(&self, path: &str) -> u16 {
        let mut log = self.log.lock().expect("the log");
        let now = Instant::now();
        let (_, count, seconds) = PRO
            .into_iter()
            .find(|row| path.ends_with(row.0))
            .expect("a label");
        let allowed = count * (100 - self.taken) / 100;
        let times = log.accepted.entry(path.to_owned()).or_default();
        let recent = times
            .iter()
            .rev()
            .take_while(|at| now - **at < Duration::from_secs(seconds));
        if recent.count() < allowed {
            times.push(now);
            return 204;
        }
        log.refused += 1;
        429
    }
}

impl Transport for Enforcer {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let number = {
                let mut log = self.log.lock().expect("the log");
                log.arrivals += 1;
                log.arrivals
            };
            // From 20 to 35 milliseconds, in no order.
            tokio::time::sleep(Duration::from_millis(20 + number * 7 % 16)).await;
            let mut answer = http::Response::new(Body::empty());
            *answer.status_mut() =
                http::StatusCode::from_u16(self.judge(request.uri().path())).expect("a status");
            Ok(answer)
        })
    }
}

fn pro(enforcer: &Enforcer) -> Client {
    let builder = Client::builder()
        .transport(enforcer.clone())
        .plan("pro")
        .no_timeout();
    let builder = builder.retries(Retries::new().attempts(8));
    builder.build().expect("a client")
}

async fn send(client: Client, operation: &'static Operation) -> Result<(), Error<ErrorResponse>> {
    client.runtime().request(operation).read_nothing().await
}

/// Sends calls of all labels at once, mixed, and gives back for each label how long it took.
async fn mixed(
    client: &Client,
    enforcer: &Enforcer,
    calls: usize,
) -> Vec<(usize, u64, usize, Duration)> {
    let start = Instant::now();
    // Of a hundred calls, 55 are light, 30 medium, 12 heavy and 3 cost much.
    let operation = |index: usize| match index * 37 % 100 {
        0..55 => &LIGHT,
        55..85 => &MEDIUM,
        85..97 => &HEAVY,
        _ => &RESOURCE,
    };
    let tasks: Vec<_> = (0..calls)
        .map(|index| tokio::spawn(send(client.clone(), operation(index))))
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("accepted");
    }
    let log = enforcer.log.lock().expect("the log");
    let row = |(path, count, seconds): (&str, usize, u64)| {
        let times = &log.accepted[&format!("/v2{path}")];
        (
            count,
            seconds,
            times.len(),
            *times.last().expect("calls") - start,
        )
    };
    PRO.into_iter().map(row).collect()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_mixed_calls_meet_no_429_and_use_nine_tenths_of_the_allowed_throughput() {
    let enforcer = Enforcer::default();
    let rows = mixed(&pro(&enforcer), &enforcer, 1000).await;
    assert_eq!(enforcer.log.lock().expect("the log").refused, 0);
    assert_eq!(rows.iter().map(|row| row.2).sum::<usize>(), 1000);
    for (count, seconds, calls, took) in rows {
        let ideal = (seconds as f64) * (calls as f64) / (count as f64);
        assert!(
            took.as_secs_f64() <= ideal / 0.9,
            "{calls} calls at {count}/{seconds}s: {took:?} for {ideal}s"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_limiter_the_service_has_to_refuse() {
    // The test above can fail: the same calls run into the limits without a plan.
    let enforcer = Enforcer::default();
    let builder = Client::builder().transport(enforcer.clone()).no_timeout();
    let client: Client = builder.retries(Retries::none()).build().expect("a client");
    let tasks: Vec<_> = (0..100)
        .map(|_| tokio::spawn(send(client.clone(), &LIGHT)))
        .collect();
    for task in tasks {
        let _ = task.await.expect("no panic");
    }
    assert_eq!(enforcer.log.lock().expect("the log").refused, 70);
}

#[tokio::test(start_paused = true)]
async fn calls_become_rarer_when_others_eat_the_quota() {
    let enforcer = Enforcer {
        taken: 50,
        ..Enforcer::default()
    };
    let rows = mixed(&pro(&enforcer), &enforcer, 1000).await;
    let refused = enforcer.log.lock().expect("the log").refused;
    assert!(refused > 0, "half of the table is not enough");
    assert!(refused < 150, "{refused} refusals");
    for (count, seconds, calls, took) in rows {
        let ideal = (seconds as f64) * (calls as f64) / (count as f64 / 2.0);
        assert!(
            took.as_secs_f64() <= ideal * 1.6,
            "{calls} calls at {count}/{seconds}s: {took:?} for {ideal}s"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn clients_of_one_account_share_a_limiter() {
    let enforcer = Enforcer::default();
    let one = pro(&enforcer);
    let limiter: Limiter = one.runtime().limiter().expect("a limiter").clone();
    let builder = Client::builder()
        .transport(enforcer.clone())
        .limiter(limiter)
        .no_timeout();
    let other: Client = builder.build().expect("a client");
    let tasks: Vec<_> = (0..200)
        .map(|index| {
            tokio::spawn(send(
                if index % 2 == 0 {
                    one.clone()
                } else {
                    other.clone()
                },
                &LIGHT,
            ))
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("accepted");
    }
    assert_eq!(enforcer.log.lock().expect("the log").refused, 0);
}

#[tokio::test(start_paused = true)]
async fn a_turn_that_comes_too_late_is_not_waited_for() {
    let enforcer = Enforcer::default();
    let client = pro(&enforcer);
    let start = Instant::now();
    let mut late = 0;
    for _ in 0..3 {
        let call = client.runtime().request(&RESOURCE).read_nothing();
        if let Err(error) = call.with_timeout(Duration::from_secs(2)).await {
            assert!(matches!(error, Error::Timeout(_)), "{error:?}");
            assert_eq!(error.attempts(), 0);
            late += 1;
        }
    }
    assert_eq!((late, start.elapsed() < Duration::from_secs(1)), (2, true));
}

#[tokio::test]
async fn an_unknown_plan_is_an_error_that_names_the_known_ones() {
    let error = Client::builder()
        .plan("por")
        .build()
        .expect_err("no such plan")
        .to_string();
    assert!(
        error.contains("`por`") && error.contains("business, free, pro"),
        "{error}"
    );
}

/// What a `429` is understood to be, how long it was waited for, and the number of arrivals.
async fn refused(headers: &[(&str, &str)], message: &str) -> (ErrorResponse, Duration, usize) {
    let body = format!(r#"{{"code":429,"message":"{message}"}}"#);
    let server = Server::start(vec![Answer::new(429, headers, body)]);
    let clock = TestClock::new();
    let builder = Client::builder()
        .base_url(server.url())
        .clock(clock.clone());
    let client: Client = builder
        .retries(Retries::new().attempts(2))
        .build()
        .expect("a client");
    let Err(Error::RateLimited(answer)) = send(client, &LIGHT).await else {
        panic!("a refusal was expected")
    };
    (answer, clock.slept_in_all(), server.received().len())
}

#[tokio::test]
async fn a_daily_limit_fails_at_once_and_says_when_it_ends() {
    let midnight = UNIX_EPOCH + Duration::from_secs(1_795_651_200 + 86_400);
    let lying = [
        ("x-ratelimit-category", "Light"),
        ("x-ratelimit-limit", "6000"),
        ("x-ratelimit-remaining", "5893"),
    ];
    let cases: [(&[(&str, &str)], &str); 5] = [
        (
            &lying,
            "You have exceeded the daily rate limit of (100) for meeting create/update API requests for this user.",
        ),
        (&[("x-ratelimit-type", "Daily-limit")], "Slow down."),
        (
            &[("x-ratelimit-type", "QPS")],
            "The maximum number of requests per day is used up.",
        ),
        (
            &[("retry-after", "2026-11-27T00:00:00Z")],
            "You have reached the maximum daily rate limit.",
        ),
        (
            &[
                ("retry-after", "86400"),
                ("x-ratelimit-type", "Daily-limit"),
            ],
            "",
        ),
    ];
    for (headers, message) in cases {
        let (answer, slept, arrivals) = refused(headers, message).await;
        let limit = answer.rate_limit().expect("a limit");
        assert_eq!(
            (limit.kind(), limit.resets_at()),
            (RateLimitKind::Daily, Some(midnight)),
            "{message}"
        );
        assert_eq!((slept, arrivals), (Duration::ZERO, 1), "{message}");
        assert_eq!(answer.resets_at(), Some(midnight));
    }
    let (answer, ..) = refused(&lying, "the daily limit").await;
    let limit = answer.rate_limit().expect("a limit");
    assert_eq!(
        (limit.limit(), limit.remaining(), limit.category()),
        (Some(6000), Some(5893), Some("Light"))
    );
}

/// Headers, message, what they mean, and the shortest and longest wait that follows.
type Refusal<'r> = (
    &'r [(&'r str, &'r str)],
    &'r str,
    RateLimitKind,
    Duration,
    Duration,
);

#[tokio::test]
async fn a_short_limit_is_waited_for_in_every_spelling() {
    let from = |seconds: u64| Duration::from_secs(seconds);
    let cases: [Refusal<'_>; 7] = [
        (
            &[("retry-after", "4")],
            "",
            RateLimitKind::Rate,
            from(4),
            from(5),
        ),
        (
            &[("retry-after", "Thu, 26 Nov 2026 00:00:04 GMT")],
            "",
            RateLimitKind::Rate,
            from(4),
            from(5),
        ),
        (
            &[("retry-after", "2026-11-26T00:00:04Z")],
            "",
            RateLimitKind::Rate,
            from(4),
            from(5),
        ),
        (
            &[("x-ratelimit-reset", "1795651204")],
            "",
            RateLimitKind::Rate,
            from(4),
            from(5),
        ),
        (
            &[("ratelimit-reset", "4")],
            "",
            RateLimitKind::Rate,
            from(4),
            from(5),
        ),
        (
            &[("x-ratelimit-type", "QPS")],
            "You have reached the maximum per-second rate limit for this API. Try again later.",
            RateLimitKind::Rate,
            Duration::from_millis(500),
            from(1),
        ),
        (
            &[],
            "Too many concurrent requests. A request to disassociate this user has already been made.",
            RateLimitKind::Concurrent,
            Duration::from_millis(500),
            from(1),
        ),
    ];
    for (headers, message, kind, at_least, at_most) in cases {
        let (answer, slept, arrivals) = refused(headers, message).await;
        assert_eq!(
            answer.rate_limit().map(|limit| limit.kind()),
            Some(kind),
            "{message}"
        );
        assert!(
            (at_least..=at_most).contains(&slept) && arrivals == 2,
            "{headers:?}: {slept:?}"
        );
    }
}
