//! Bodies that come from streams, and setters that are called twice.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use posthaste_tests::canary::CANARY;
use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use zoom_client::runtime::bytes::Bytes;
use zoom_client::runtime::{Body, ListStyle, Operation, Request, TransportErrorKind};
use zoom_client::{Call, Client, Error, ErrorResponse, File};

static UPLOAD: Operation = Operation::new("POST", "/files");
/// It may be repeated, so that only the stream keeps it from being.
static REPLACE: Operation = Operation::new("PUT", "/files/1");

fn client(url: &str) -> Client {
    let builder = Client::builder().base_url(url).bearer(CANARY);
    builder.clock(TestClock::new()).build().expect("a client")
}

async fn send(request: Request) -> Result<u32, Error<ErrorResponse>> {
    let call = request.read_nothing();
    Ok(call.send().await?.attempts())
}

/// A request whose body is this file.
fn with_file(client: &Client, operation: &'static Operation, file: File) -> Request {
    let mut request = client.runtime().request(operation);
    request.file(file);
    request
}

/// `0 1 2 … `, made while it is sent; `made` counts the chunks.
fn numbers(made: &Arc<AtomicUsize>) -> Body {
    let made = Arc::clone(made);
    Body::unfold(0_u32, move |number| {
        let made = Arc::clone(&made);
        async move {
            tokio::task::yield_now().await;
            made.fetch_add(1, Ordering::Relaxed);
            let bytes = Bytes::from(format!("{number} "));
            Ok((number < 1000).then_some((bytes, number + 1)))
        }
    })
}

fn all_numbers() -> String {
    (0..1000).map(|number| format!("{number} ")).collect()
}

fn done() -> Answer {
    Answer::new(204, &[], "")
}

#[tokio::test]
async fn a_part_from_a_stream_of_unknown_length_is_sent_in_chunks() {
    let server = Server::start(vec![done()]);
    let client = client(&server.url());
    let file = File::stream("numbers.txt", numbers(&Arc::default()));
    let mut request = client.runtime().request(&UPLOAD);
    request.part("title", &"t");
    request.part_file("file", file);
    assert_eq!(send(request).await.expect("done"), 1);
    let request = server.only();
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert_eq!(request.header("content-length"), None);
    let parts = request.parts();
    assert_eq!(parts[0].1, b"t");
    assert!(
        parts[1]
            .0
            .contains("filename=\"numbers.txt\"\r\nContent-Type: text/plain")
    );
    assert_eq!(String::from_utf8_lossy(&parts[1].1), all_numbers());
}

#[tokio::test]
async fn a_known_length_is_sent_exactly() {
    let server = Server::start(vec![done()]);
    let client = client(&server.url());
    let numbers = numbers(&Arc::default()).with_length(all_numbers().len() as u64);
    let mut request = client.runtime().request(&UPLOAD);
    request.part_file("file", File::stream("n", numbers));
    request.part("title", &"t");
    send(request).await.expect("done");
    let request = server.only();
    assert_eq!(request.header("transfer-encoding"), None);
    let length: usize = request.header("content-length").unwrap().parse().unwrap();
    assert_eq!(length, request.body.len());
    assert_eq!(
        String::from_utf8_lossy(&request.parts()[1].1),
        all_numbers()
    );
}

#[tokio::test]
async fn a_whole_body_may_be_a_stream() {
    let server = Server::start(vec![done()]);
    let client = client(&server.url());
    let file = File::stream("n.bin", numbers(&Arc::default())).media_type("x/y");
    send(with_file(&client, &UPLOAD, file)).await.expect("done");
    let request = server.only();
    assert_eq!(request.header("content-type"), Some("x/y"));
    assert_eq!(String::from_utf8_lossy(&request.body), all_numbers());
}

#[tokio::test]
async fn a_length_that_is_wrong_is_an_error() {
    for (length, word) in [(10, "longer"), (1_000_000, "shorter")] {
        let server = Server::start(vec![done()]);
        let client = client(&server.url());
        let file = File::stream("n", numbers(&Arc::default()).with_length(length));
        let error = send(with_file(&client, &UPLOAD, file))
            .await
            .expect_err(word);
        let Error::Transport(fault) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(fault.kind(), TransportErrorKind::Body);
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[tokio::test]
async fn a_stream_is_never_sent_twice() {
    let refused = Answer::json(401, "{}");
    let busy = Answer::new(503, &[("retry-after", "1")], "");
    let moved = Answer::new(307, &[("location", "/elsewhere")], "");
    for answer in [
        busy,
        refused,
        moved,
        Answer::new(429, &[], ""),
        Answer::reset(),
    ] {
        let server = Server::start(vec![answer.clone(), done()]);
        let client = client(&server.url());
        let made = Arc::default();
        let mut request = client.runtime().request(&REPLACE);
        request.part_file("file", File::stream("n", numbers(&made)));
        let outcome = send(request).await;
        assert!(outcome.is_err(), "{answer:?}: {outcome:?}");
        assert_eq!(server.received().len(), 1, "{answer:?}");
        assert_eq!(made.load(Ordering::Relaxed), 1001, "{answer:?}");
    }
}

#[tokio::test]
async fn what_was_not_read_may_still_be_sent_and_a_copy_is_the_same_stream() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let clock = TestClock::with_meanwhile({
        let once = std::sync::Once::new();
        move |_| once.call_once(|| drop(Server::start_at(&address.to_string(), vec![done()])))
    });
    let builder = Client::builder().base_url(format!("http://{address}"));
    let client = builder
        .bearer(CANARY)
        .clock(clock)
        .build()
        .expect("a client");
    let file = File::stream("n", numbers(&Arc::default()));
    let request = with_file(&client, &UPLOAD, file.clone());
    assert_eq!(send(request).await.expect("there is a server now"), 2);
    let error = send(with_file(&client, &UPLOAD, file))
        .await
        .expect_err("spent");
    assert!(error.to_string().contains("was read before"), "{error}");
}

#[tokio::test]
async fn an_error_of_the_stream_ends_the_call() {
    let server = Server::start(vec![done()]);
    let client = client(&server.url());
    let chunks = [
        Ok(Bytes::from("begun")),
        Err(io::Error::other("the disk is on fire")),
    ];
    let file = File::stream("n", Body::from_chunks(chunks));
    let error = send(with_file(&client, &REPLACE, file))
        .await
        .expect_err("no file");
    assert!(error.to_string().contains("the disk is on fire"), "{error}");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn what_is_set_again_replaces_what_was_set_before() {
    let server = Server::start(vec![done()]);
    let client = client(&server.url());
    let new = || client.runtime().request(&UPLOAD);
    let mut request = new();
    request.query("a", &1);
    request.query("b", &2);
    request.query("a", &"3&b");
    request.query_list("c", &["x", "y"], ListStyle::Repeat);
    request.query_list("c", &["z", "z"], ListStyle::Repeat);
    request.query_list("d", &["x", "y"], ListStyle::Brackets);
    request.query_list("d", &["z"], ListStyle::Brackets);
    request.field("f", &1);
    request.field("g", &2);
    request.field("f", &3);
    request.field_list("l", &[4, 5]);
    request.field_list("l", &[6]);
    send(request).await.expect("done");
    let first = server.only();
    assert_eq!(first.target(), "/files?a=3%26b&b=2&c=z&c=z&d[]=z");
    assert_eq!(first.body, b"g=2&f=3&l=6");

    let file = |text: &'static str| File::bytes("f.txt", text);
    let mut request = new();
    request.part("a", &1);
    request.part("b", &2);
    request.part_file("a", file("one"));
    request.part_file("a", file("two"));
    request.part("a", &3);
    request.part_list("l", &[1, 2]);
    request.part_files("m", vec![file("x"), file("y")]);
    send(request).await.expect("done");
    let second = server.received().remove(1);
    let bodies: Vec<String> = second
        .parts()
        .iter()
        .map(|part| String::from_utf8_lossy(&part.1).into_owned())
        .collect();
    assert_eq!(bodies, ["2", "3", "1", "2", "two", "x", "y"]);

    // What a call is given beside its setters is added.
    let mut request = new();
    request.query("a", &1);
    let call = request.read_nothing();
    call.with_query("a", "2").await.expect("done");
    assert_eq!(server.received().remove(2).target(), "/files?a=1&a=2");
}
