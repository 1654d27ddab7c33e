//! Redirects: followed where that is safe, and never with secrets for somebody else.

mod strangers;

use posthaste_runtime::{Call, Error, TransportErrorKind};

use crate::support::zoo::{DOWNLOAD, Zoo};
use crate::support::{Answer, Server};

#[tokio::test]
async fn another_host_gets_no_credentials_and_no_header_of_the_caller() {
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let other = Server::start([Answer::json("200 OK", "{}")]).await;
        let server = Server::start([Answer::redirect(status, &format!("{}/x", other.url))]).await;
        let zoo = Zoo::at(&server);
        let call = zoo
            .get("me")
            .with_header("Cookie", "c=1")
            .with_header("X-Api-Key", "k");
        let call = call.with_header("X-Plain", "p");
        call.with_header("Accept", "application/json")
            .await
            .expect(status);
        let (first, second) = (server.only(), other.only());
        assert_eq!(first.header("authorization"), Some("Bearer t0ken"));
        assert_eq!(first.header("cookie"), Some("c=1"));
        for name in ["authorization", "cookie", "x-api-key", "x-plain"] {
            assert_eq!(second.header(name), None, "{status}: {name}");
        }
        assert_eq!(second.header("accept"), Some("application/json"));
        assert_eq!(second.header("host"), Some(other.host.as_str()));
    }
}

#[tokio::test]
async fn the_same_host_gets_the_token_again() {
    let server = Server::start([
        Answer::redirect("302 Found", "/a/../b%2Fc?x=y#frag"),
        Answer::redirect("307 Temporary", "d"),
        Answer::json("200 OK", "{}"),
    ])
    .await;
    Zoo::at(&server).get("me").await.expect("an animal");
    let lines: Vec<_> = server
        .received()
        .iter()
        .map(|r| r.line().to_owned())
        .collect();
    // A relative reference is resolved; nothing else is touched.
    let expected = [
        "GET /animals/me HTTP/1.1",
        "GET /a/../b%2Fc?x=y HTTP/1.1",
        "GET /a/../d HTTP/1.1",
    ];
    assert_eq!(lines[..2], expected[..2]);
    assert_eq!(server.received().len(), 3);
    assert!(
        server
            .received()
            .iter()
            .all(|r| r.header("authorization") == Some("Bearer t0ken"))
    );
}

#[tokio::test]
async fn methods_and_bodies_follow_the_status() {
    for (status, method, keeps) in [
        ("303 See Other", "GET", false),
        ("302 Found", "PUT", true),
        ("307 Temporary", "PUT", true),
        ("308 Permanent", "PUT", true),
    ] {
        let server = Server::start([Answer::redirect(status, "/next"), Answer::no_content()]).await;
        Zoo::at(&server).rename("me", "Leo").await.expect(status);
        let [first, second] = server.received().try_into().expect("two requests");
        assert_eq!(
            second.line(),
            format!("{method} /next HTTP/1.1"),
            "{status}"
        );
        assert_eq!(second.body == first.body, keeps, "{status}");
        assert_eq!(second.header("content-type").is_some(), keeps, "{status}");
    }
    let server =
        Server::start([Answer::redirect("302 Found", "/next"), Answer::no_content()]).await;
    let picture = posthaste_runtime::File::bytes("a.png", "png");
    Zoo::at(&server)
        .upload(picture)
        .await
        .expect("302 after POST");
    assert_eq!(server.received()[1].line(), "GET /next HTTP/1.1");
    assert_eq!(server.received()[1].header("content-length"), None);
}

#[tokio::test]
async fn circles_and_nonsense_are_errors() {
    for location in ["/again", "ftp://h/x", "http://", "http://a b/"] {
        let server = Server::start([Answer::redirect("302 Found", location)]).await;
        let error = Zoo::at(&server).get("me").await.expect_err(location);
        let Error::Transport(error) = error else {
            panic!("{location}: {error}")
        };
        assert_eq!(error.kind(), TransportErrorKind::Redirect, "{location}");
        let requests = if location == "/again" { 11 } else { 1 };
        assert_eq!(server.received().len(), requests, "{location}");
    }
}

#[tokio::test]
async fn a_documented_redirect_is_an_answer() {
    let server = Server::start([Answer::redirect("302 Found", "http://files.invalid/x")]).await;
    let zoo = Zoo::at(&server);
    let call = zoo.request(&DOWNLOAD).read_bytes();
    let response = call.send().await.expect("an answer");
    assert_eq!(response.header("location"), Some("http://files.invalid/x"));
    // Without a place to go to, the answer is what it is.
    let server = Server::start([Answer::new("302 Found", &[], "")]).await;
    let error = Zoo::at(&server).get("me").await.expect_err("302");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
}
