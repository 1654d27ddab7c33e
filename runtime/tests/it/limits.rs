//! What calls may take: connections, and threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use posthaste_runtime::{
    Body, BoxFuture, Call, Decode, Error, ErrorResponse, Json, Mismatch, Operation, Pages, Paging,
    Retries, Transport, TransportError, UntypedCall, http,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::filled;
use crate::support::zoo::Zoo;

static GET: Operation = Operation::new("GET", "/text");
static LIST: Operation = Operation::new("GET", "/list").paged(Paging::token("page", "next"));

/// How many connections a server has, and had at most.
#[derive(Default)]
struct Connections {
    open: AtomicUsize,
    most: AtomicUsize,
    requests: AtomicUsize,
}

/// Starts a server that counts connections and, if it shall, answers `null`.
async fn server(answers: bool) -> (String, Arc<Connections>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let connections = Arc::new(Connections::default());
    let counted = connections.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let counted = counted.clone();
            tokio::spawn(async move {
                let open = counted.open.fetch_add(1, Ordering::SeqCst) + 1;
                counted.most.fetch_max(open, Ordering::SeqCst);
                serve(stream, answers, &counted).await;
                counted.open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (url, connections)
}

async fn serve(mut stream: TcpStream, answers: bool, counted: &Connections) {
    let mut request = Vec::new();
    while stream
        .read_buf(&mut request)
        .await
        .is_ok_and(|read| read > 0)
    {
        if !request.ends_with(b"\r\n\r\n") {
            continue;
        }
        request.clear();
        counted.requests.fetch_add(1, Ordering::SeqCst);
        if !answers {
            continue;
        }
        // Others come in between, as they do with a service that has something to do.
        tokio::time::sleep(Duration::from_millis(1)).await;
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nnull";
        if stream.write_all(answer).await.is_err() {
            return;
        }
    }
}

fn get(zoo: &Zoo) -> UntypedCall<Json> {
    zoo.request(&GET).read_as()
}

#[tokio::test]
async fn many_calls_at_once_share_few_connections() {
    let (url, connections) = server(true).await;
    let zoo = Zoo::builder().base_url(url).max_connections(40);
    let zoo = zoo.build().expect("a client");
    let calls: Vec<_> = (0..3000)
        .map(|_| {
            let zoo = zoo.clone();
            tokio::spawn(
                async move { get(&zoo).await.map(drop).map_err(|error| error.to_string()) },
            )
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.expect("no panic"), Ok(()));
    }
    assert_eq!(connections.requests.load(Ordering::SeqCst), 3000);
    let most = connections.most.load(Ordering::SeqCst);
    // Up to 32 idle ones may be open beside those in use.
    assert!((2..=40 + 32).contains(&most), "{most}");
    for _ in 0..500 {
        if connections.open.load(Ordering::SeqCst) <= 32 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{} idle", connections.open.load(Ordering::SeqCst));
}

#[tokio::test]
async fn waiting_for_a_connection_counts_in_the_time_of_a_call() {
    let (url, connections) = server(false).await;
    let zoo = Zoo::builder().base_url(url).max_connections(1);
    let zoo = zoo.build().expect("a client");
    let first = {
        let zoo = zoo.clone();
        tokio::spawn(async move { get(&zoo).await })
    };
    while connections.requests.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let second = get(&zoo).with_timeout(Duration::from_millis(50)).await;
    assert!(matches!(second, Err(Error::Timeout(_))), "{second:?}");
    assert_eq!(connections.requests.load(Ordering::SeqCst), 1);
    // Who gives up makes room.
    first.abort();
    let third = get(&zoo).with_timeout(Duration::from_millis(200)).await;
    assert!(matches!(third, Err(Error::Timeout(_))), "{third:?}");
    assert_eq!(connections.requests.load(Ordering::SeqCst), 2);
}

#[test]
fn a_client_without_connections_is_refused() {
    let refused = Zoo::builder()
        .base_url("http://127.0.0.1")
        .max_connections(0);
    let error = refused.build().expect_err("no connection").to_string();
    assert!(error.contains("at least"), "{error}");
}

/// Answers with a text of JSON that is so long.
struct Long(usize);

impl Transport for Long {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let text = format!("\"{}\"", "a".repeat(self.0 - 2));
        Box::pin(async move { Ok(http::Response::new(Body::from(text))) })
    }
}

fn long(length: usize) -> Zoo {
    let zoo = Zoo::builder().transport(Long(length));
    zoo.build().expect("a client")
}

/// The thread on which it was read.
#[derive(Debug)]
struct ReadOn(ThreadId);

impl Decode for ReadOn {
    fn decode(_: Json) -> Result<Self, Mismatch> {
        Ok(ReadOn(thread::current().id()))
    }
}

#[tokio::test]
async fn large_answers_are_read_beside_the_async_threads() {
    let here = thread::current().id();
    for (length, is_here) in [(100, true), (1024 * 1024 - 1, true), (1024 * 1024, false)] {
        let zoo = long(length);
        let call = zoo.request(&GET).read_as::<ReadOn>();
        let ReadOn(thread) = call.await.expect("an answer");
        assert_eq!(thread == here, is_here, "{length}");
    }
}

#[tokio::test]
async fn large_pages_are_read_beside_the_async_threads() {
    let here = thread::current().id();
    for (length, is_here) in [(100, true), (1024 * 1024, false)] {
        let zoo = long(length);
        let mut pages: Pages<ReadOn, ErrorResponse> = Pages::new(zoo.request(&LIST));
        let page = pages.try_next().await.expect("a page");
        let ReadOn(thread) = page.expect("a page");
        assert_eq!(thread == here, is_here, "{length}");
        assert!(pages.try_next().await.expect("the end").is_none());
    }
}

/// What takes until it may end to be read.
#[derive(Debug)]
struct Slow;

static MAY_END: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

impl Decode for Slow {
    fn decode(_: Json) -> Result<Self, Mismatch> {
        let (may_end, changed) = &MAY_END;
        let guard = may_end.lock().expect("the lock");
        // Not for ever: where it is read on the test's own thread, the test fails.
        let longest = Duration::from_secs(20);
        drop(changed.wait_timeout_while(guard, longest, |may_end| !*may_end));
        Ok(Slow)
    }
}

#[tokio::test]
async fn reading_an_answer_or_a_page_counts_in_the_time_of_its_call() {
    let zoo = long(2 * 1024 * 1024);
    let call = zoo.request(&GET).read_as::<Slow>();
    let limit = Duration::from_millis(100);
    let answer = call.with_timeout(limit).await;
    let request = filled(zoo.request(&LIST), |request| request.with_timeout(limit));
    let mut pages: Pages<Slow, ErrorResponse> = Pages::new(request);
    let page = pages.try_next().await;
    *MAY_END.0.lock().expect("the lock") = true;
    MAY_END.1.notify_all();
    assert!(matches!(answer, Err(Error::Timeout(_))), "{answer:?}");
    assert!(matches!(page, Err(Error::Timeout(_))), "{page:?}");
    assert!(pages.position().is_some());
}

/// Answers with `429 Too Many Requests` and a body, and counts how often.
struct Refusing(Vec<u8>, Arc<AtomicUsize>);

impl Transport for Refusing {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.1.fetch_add(1, Ordering::SeqCst);
        let mut answer = http::Response::new(Body::from(self.0.clone()));
        *answer.status_mut() = http::StatusCode::TOO_MANY_REQUESTS;
        Box::pin(async move { Ok(answer) })
    }
}

/// How often a call is sent that is always refused with this body.
async fn attempts_against(body: Vec<u8>) -> usize {
    let sent = Arc::new(AtomicUsize::new(0));
    // Nothing is waited for that the service says, so that the time of the day does not matter.
    let retries = Retries::new().attempts(2).longest_wait(Duration::ZERO);
    let zoo = Zoo::builder().transport(Refusing(body, sent.clone()));
    let zoo = zoo.retries(retries).build().expect("a client");
    let error = get(&zoo).await.expect_err("a refusal");
    assert!(matches!(error, Error::RateLimited(_)), "{error:?}");
    sent.load(Ordering::SeqCst)
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_searched_for_its_message_only_up_to_a_size() {
    let nested = |depth| [vec![b'['; depth], vec![b']'; depth]].concat();
    let with = |rest: &[u8]| {
        let message = br#","message":"this is the daily limit"}"#;
        [br#"{"x":"#.as_slice(), rest, message].concat()
    };
    // A daily limit is not waited for. No tree of the deep one is built, which would be refused as too deep.
    assert_eq!(attempts_against(with(b"1")).await, 1);
    assert_eq!(attempts_against(with(&nested(100_000))).await, 1);
    assert_eq!(attempts_against(with(&nested(1_000_000))).await, 2);
}
