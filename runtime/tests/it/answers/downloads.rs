//! Files that are cut on their way: what is delivered is always one version, and all of it.

use std::time::Duration;

use posthaste_runtime::{Call, Error, ErrorResponse, Operation, Retries};

use crate::support::zoo::Zoo;
use crate::support::{Answer, Server, filled};

static FILE: Operation = Operation::new("GET", "/file");

fn zoo(server: &Server) -> Zoo {
    let waits = Retries::new().waits(Duration::from_millis(1), Duration::from_millis(1));
    let builder = Zoo::builder().base_url(&server.url).retries(waits);
    builder.build().expect("a client")
}

/// An answer that announces `length` bytes; the connection ends behind `body`.
fn cut(status: &str, headers: &str, length: usize, body: &str) -> Answer {
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n");
    Answer::cut(&format!("{head}{body}"))
}

fn part(range: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let headers = [&[("content-range", range)], headers].concat();
    Answer::new("206 Partial Content", &headers, body)
}

async fn loaded(server: &Server) -> Result<String, Error<ErrorResponse>> {
    let zoo = zoo(server);
    let call = zoo.request(&FILE).read_nothing();
    let bytes = call.download().await?.bytes().await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn ranges(server: &Server) -> Vec<Option<String>> {
    let received = server.received();
    let range = |request: &crate::support::Received| request.header("range").map(str::to_owned);
    received.iter().map(range).collect()
}

#[tokio::test]
async fn a_cut_in_the_first_bytes_is_mended_like_any_other() {
    let whole = "x".repeat(4000);
    for length in [0, 1, 2000, 3999] {
        let server = Server::start([
            cut("200 OK", "etag: \"a\"\r\n", 4000, &whole[..length]),
            Answer::new("200 OK", &[("etag", "\"a\"")], &whole),
        ])
        .await;
        assert_eq!(loaded(&server).await.expect("all of it"), whole);
        assert_eq!(ranges(&server).len(), 2);
    }
    // A web page is refused as ever, and what breaks each time is an error.
    let server = Server::start([
        cut("200 OK", "", 4000, &whole[..2000]),
        Answer::new("200 OK", &[("content-type", "text/html")], "<html>"),
    ])
    .await;
    let error = loaded(&server).await.expect_err("a web page");
    assert!(error.to_string().contains("a web page"), "{error}");
    let server = Server::start([cut("200 OK", "", 4000, &whole[..2000])]).await;
    let error = loaded(&server).await.expect_err("a cut");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(ranges(&server).len(), 4);
}

/// The first half of version A, and what is answered then.
async fn behind(headers: &str, answers: impl IntoIterator<Item = Answer>) -> Server {
    let first = cut("200 OK", headers, 10_000, &"A".repeat(5000));
    Server::start([first].into_iter().chain(answers)).await
}

#[tokio::test]
async fn what_is_delivered_is_never_spliced_from_two_versions() {
    let (a, b) = ("A".repeat(5000), "B".repeat(5000));
    let other = |body: &str, headers: &[(&str, &str)]| Answer::new("200 OK", headers, body);
    let two_bs = b.repeat(2);
    let tag = [("etag", "\"a\"")];
    let old = "Mon, 02 Jan 2023 10:00:00 GMT";
    let tagged = "etag: \"a\"\r\n";
    let fits = "bytes 5000-9999/10000";
    let cases = [
        // No validator: the rest is never asked for, and what begins with other bytes is another version.
        ("", part(fits, &[], &b)),
        ("", other(&two_bs, &[])),
        ("etag: W/\"a\"\r\n", part(fits, &[("etag", "W/\"a\"")], &b)),
        (
            "last-modified: Mon, 02 Jan 2023 10:00:00 GMT\r\n",
            part(fits, &[("last-modified", old)], &b),
        ),
        // The validator is missing, or another one.
        (tagged, part(fits, &[], &b)),
        (tagged, part(fits, &[("etag", "\"b\"")], &b)),
        (tagged, other(&two_bs, &[("etag", "\"b\"")])),
        (tagged, other(&two_bs, &[])),
        // It holds, and the part does not fit.
        (tagged, part("bytes 5000-9999/77777", &tag, &b)),
        (tagged, part("bytes 5001-10000/10001", &tag, &b)),
        (tagged, part("bytes 6000-9999/10000", &tag, &b[..4000])),
        (tagged, part("bytes 5000-9999/10000", &tag, &b[..4000])),
        (tagged, part("items 5000-9999/10000", &tag, &b)),
        (tagged, Answer::new("206 Partial Content", &tag, &b)),
    ];
    for (headers, answer) in cases {
        let server = behind(headers, [answer.clone()]).await;
        let error = loaded(&server).await.expect_err("two versions");
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert!(ranges(&server).len() <= 3, "{answer:?}");
    }
    // What does not fit is mended by all of it.
    for unfit in [
        part("bytes 5000-9999/77777", &tag, &b),
        part(fits, &[], &b),
        Answer::new("416 Range Not Satisfiable", &[], ""),
    ] {
        let whole = other(&a.repeat(2), &tag);
        let server = behind(tagged, [unfit, whole]).await;
        assert_eq!(loaded(&server).await.expect("all of it"), a.repeat(2));
        let asked = ranges(&server);
        assert_eq!(asked, [None, Some("bytes=5000-".to_owned()), None]);
    }
}

#[tokio::test]
async fn the_rest_is_asked_for_by_a_strong_validator_only() {
    let a = "A".repeat(5000);
    let (old, new) = (
        "Mon, 02 Jan 2023 10:00:00 GMT",
        "Mon, 02 Jan 2023 11:00:00 GMT",
    );
    let dated = format!("last-modified: {old}\r\ndate: {new}\r\n");
    let rest = part("bytes 5000-9999/10000", &[("last-modified", old)], &a);
    let server = behind(&dated, [rest]).await;
    assert_eq!(loaded(&server).await.expect("all of it"), a.repeat(2));
    assert_eq!(server.received()[1].header("if-range"), Some(old));
    for headers in [
        "",
        "etag: W/\"a\"\r\n",
        "last-modified: Mon, 02 Jan 2023 10:00:00 GMT\r\n",
    ] {
        let server = behind(headers, [Answer::new("200 OK", &[], a.repeat(2))]).await;
        assert_eq!(loaded(&server).await.expect("all of it"), a.repeat(2));
        assert_eq!(ranges(&server), [None, None], "{headers}");
    }
}

#[tokio::test]
async fn a_part_that_nobody_asked_for_is_no_file() {
    let unasked = part("bytes 0-4/10", &[], "AAAAA");
    let server = Server::start([unasked.clone()]).await;
    let error = loaded(&server).await.expect_err("a part");
    assert!(
        error.to_string().contains("a part of a file came"),
        "{error}"
    );
    assert_eq!(ranges(&server).len(), 1);
    // Whoever asks for one gets it.
    let server = Server::start([unasked]).await;
    let zoo = zoo(&server);
    let request = filled(zoo.request(&FILE), |request| {
        request.header("range", &"bytes=0-4");
    });
    let call = request.read_nothing();
    let bytes = call.download().await.expect("a part").bytes().await;
    assert_eq!(bytes.expect("all of the part"), "AAAAA");
}

#[tokio::test]
async fn an_expected_size_counts_where_the_service_announces_none() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    let server = Server::start([Answer::cut(chunked)]).await;
    let zoo = zoo(&server);
    for (size, is_right) in [(3, true), (4, false), (2, false)] {
        let call = zoo.request(&FILE).read_nothing();
        let outcome = async { call.download().expect_bytes(size).await?.bytes().await };
        assert_eq!(outcome.await.is_ok(), is_right, "{size}");
    }
}
