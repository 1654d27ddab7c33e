//! Files that come: whole, what was asked for, and after a cut from where it broke.

use std::path::PathBuf;
use std::time::Duration;

use posthaste_tests::canary::CANARY;
use posthaste_tests::clock::TestClock;
use posthaste_tests::server::{Answer, Server};
use zoom_client::runtime::{Download, Operation, TransportErrorKind, UntypedCall};
use zoom_client::{Call, Client, Error, ErrorResponse};

static FILE: Operation = Operation::new("GET", "/file").secured(0);

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url()).bearer(CANARY);
    builder.clock(TestClock::new()).build().expect("a client")
}

fn call(client: &Client) -> UntypedCall<()> {
    client.runtime().request(&FILE).read_nothing()
}

fn video() -> Vec<u8> {
    (0..100_000_u32)
        .map(|index| (index * 7 % 251) as u8)
        .collect()
}

fn file(headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let headers = [&[("content-type", "video/mp4")], headers].concat();
    Answer::new(200, &headers, body)
}

fn part(range: &str, etag: &str, body: &[u8]) -> Answer {
    Answer::new(206, &[("content-range", range), ("etag", etag)], body)
}

/// What a whole download gives.
async fn loaded(server: &Server) -> Result<Vec<u8>, Error<ErrorResponse>> {
    Ok(call(&client(server))
        .download()
        .await?
        .bytes()
        .await?
        .to_vec())
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("posthaste-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder.join(name)
}

/// Why something that came is no file.
async fn refused(answer: Answer) -> Error<ErrorResponse> {
    let server = Server::start(vec![answer]);
    let folder = scratch("refused");
    std::fs::create_dir_all(&folder).expect("a folder");
    let client = client(&server);
    let outcome = async {
        let download = call(&client).download().await?;
        download.to_file(folder.join("refused.mp4")).await
    };
    let outcome = outcome.await;
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 0);
    outcome.expect_err("this is no file")
}

#[tokio::test]
async fn an_html_login_page_with_status_200_and_a_59_byte_error_body_are_errors_not_files() {
    let page = "<!DOCTYPE html><html><body>Sign in</body></html>";
    for answer in [
        Answer::new(200, &[("content-type", "text/html; charset=utf-8")], page),
        Answer::new(200, &[("content-type", "video/mp4")], format!("\n {page}")),
        Answer::new(200, &[("content-type", "text/html")], page.repeat(1000)),
    ] {
        let Error::Decode(error) = refused(answer).await else {
            panic!("a web page was expected")
        };
        assert!(error.to_string().contains("a web page"), "{error}");
        assert!(error.body().len() >= page.len());
    }
    let body = r#"{"status":false,"errorCode":401,"errorMessage":"Forbidden"}"#;
    assert_eq!(body.len(), 59);
    for media_type in ["application/json", "video/mp4", "application/octet-stream"] {
        let answer = Answer::new(200, &[("content-type", media_type)], body);
        let Error::Api(error) = refused(answer).await else {
            panic!("an error of the service was expected")
        };
        assert_eq!(
            (error.code(), error.message()),
            (Some("401"), Some("Forbidden"))
        );
    }
    let error = refused(Answer::json(
        404,
        r#"{"code":3301,"message":"No recording."}"#,
    ))
    .await;
    assert_eq!(error.response().and_then(ErrorResponse::code), Some("3301"));
}

#[tokio::test]
async fn size_and_type_are_checked_where_they_are_known() {
    let server = Server::start(vec![file(&[], &video())]);
    let client = client(&server);
    let error = call(&client)
        .download()
        .expect_bytes(7)
        .await
        .expect_err("too large");
    assert!(
        error
            .to_string()
            .contains("7 bytes were expected, and 100000 came"),
        "{error}"
    );
    let error = call(&client)
        .download()
        .expect_media_type("application/pdf")
        .await
        .expect_err("a video");
    assert!(error.to_string().contains("`video/mp4`"), "{error}");
    let right = call(&client)
        .download()
        .expect_media_type("video/")
        .expect_bytes(100_000);
    assert_eq!(
        right
            .await
            .expect("a video")
            .bytes()
            .await
            .expect("all of it"),
        video()
    );
    // What is meant to be JSON or a page can be had.
    for (media_type, body) in [
        ("text/html", "<html>"),
        ("application/json", "{\"code\":1,\"message\":\"m\"}"),
    ] {
        let server = Server::start(vec![Answer::new(
            200,
            &[("content-type", media_type)],
            body,
        )]);
        let client = self::client(&server);
        let any: Download = call(&client)
            .download()
            .accept_anything()
            .await
            .expect("anything");
        assert_eq!(any.bytes().await.expect("all of it"), body);
    }
}

#[tokio::test]
async fn a_file_bears_its_name_when_it_is_whole() {
    let server = Server::start(vec![file(&[], &video())]);
    let (client, folder) = (client(&server), scratch("whole"));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("whole.mp4");
    let download = call(&client).download().await.expect("a video");
    assert_eq!(download.length(), Some(100_000));
    assert_eq!(download.to_file(&path).await.expect("written"), 100_000);
    assert_eq!(std::fs::read(&path).expect("the file"), video());
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 1);
    let nowhere = call(&client).download().await.expect("a video");
    let error = nowhere
        .to_file("/nowhere/at/all")
        .await
        .expect_err("no folder");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Write),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_cut_is_resumed_where_it_broke() {
    let (video, tag) = (video(), "\"v1\"");
    let first = file(&[("etag", tag)], &video).cut_short_by(40_000);
    let rest = |from: usize| part(&format!("bytes {from}-99999/100000"), tag, &video[from..]);
    let server = Server::start(vec![
        first.clone(),
        rest(60_000).cut_short_by(10_000),
        rest(90_000),
    ]);
    assert_eq!(loaded(&server).await.expect("all of it"), video);
    let received = server.received();
    let ranges: Vec<_> = received
        .iter()
        .map(|request| request.header("range"))
        .collect();
    assert_eq!(ranges, [None, Some("bytes=60000-"), Some("bytes=90000-")]);
    assert_eq!(received[1].header("if-range"), Some(tag));
    assert_eq!(
        received[2].header("authorization"),
        Some(format!("Bearer {CANARY}").as_str())
    );
    // A service that gives less than was asked for, or all of it again.
    let server = Server::start(vec![first.clone(), rest(50_000)]);
    assert_eq!(loaded(&server).await.expect("all of it"), video);
    let server = Server::start(vec![first.clone(), file(&[("etag", tag)], &video)]);
    assert_eq!(loaded(&server).await.expect("all of it"), video);
    // Another file under the same address is not joined to the first.
    for other in [
        file(&[("etag", "\"v2\"")], &video),
        part("bytes 60000-99999/100000", "\"v2\"", &video[60_000..]),
    ] {
        let server = Server::start(vec![first.clone(), other]);
        let error = loaded(&server).await.expect_err("another file");
        assert!(error.to_string().contains("is gone"), "{error}");
    }
}

#[tokio::test]
async fn cuts_without_progress_come_to_an_end() {
    let first = file(&[], &video()).cut_short_by(40_000);
    let server = Server::start(vec![first, Answer::reset()]);
    let error = loaded(&server).await.expect_err("gone");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(server.received().len() <= 20, "{}", server.received().len());
    // Where ranges are not taken, all of it is asked for again.
    let headers = [("accept-ranges", "none"), ("etag", "\"v1\"")];
    let first = file(&headers, &video()).cut_short_by(1);
    let server = Server::start(vec![first, file(&headers, &video())]);
    assert_eq!(loaded(&server).await.expect("all of it"), video());
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert!(
        received
            .iter()
            .all(|request| request.header("range").is_none())
    );
}

#[tokio::test]
async fn silence_has_a_limit_and_length_has_none() {
    let server = Server::start(vec![file(&[], &video()).after(Duration::from_millis(400))]);
    let client = client(&server);
    let late = call(&client)
        .with_timeout(Duration::from_millis(50))
        .download()
        .await;
    assert!(matches!(late, Err(Error::Timeout(_))), "{late:?}");
}

#[tokio::test]
async fn generated_calls_download_and_urls_by_hand_do() {
    let other = Server::start(vec![file(&[], b"abc")]);
    let server = Server::start(vec![file(&[], b"abc")]);
    let client = client(&server);
    let invoice = client
        .download()
        .get_invoice_file("7")
        .download()
        .await
        .expect("a file");
    assert_eq!(invoice.bytes().await.expect("all of it"), "abc");
    let urls = [
        format!("{}/rec/1?x=1", server.url()),
        format!("{}/rec/1", other.url()),
    ];
    for url in &urls {
        let call = client.runtime().by_hand("GET", url).read_nothing();
        assert_eq!(
            call.download()
                .await
                .expect("a file")
                .bytes()
                .await
                .expect("all"),
            "abc"
        );
    }
    assert_eq!(
        server.received()[1].header("authorization"),
        Some(format!("Bearer {CANARY}").as_str())
    );
    assert_eq!(server.received()[1].target(), "/rec/1?x=1");
    assert_eq!(other.only().header("authorization"), None);
}
