//! What `users().update_password` puts on the socket, byte for byte, beside what curl puts there.

use std::process::Command;

use posthaste_tests::canary::CANARY;
use posthaste_tests::server::{Answer, Received, Server};
use zoom_client::Client;

const PASSWORDS: &[&str] = &[
    "n3w-Passw0rd!",
    "with \"quotes\" and 'ticks'",
    "two\r\nlines\nand a half",
    "",
    "ü€𝄞 --boundary--",
];

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.url())
        .bearer(CANARY)
        .build()
        .expect("a client")
}

async fn sent(user_id: &str, password: &str) -> Received {
    let server = Server::start(vec![Answer::new(204, &[], "")]);
    client(&server)
        .users()
        .update_password(user_id, password)
        .await
        .expect("204 is success");
    server.only()
}

#[tokio::test]
async fn the_request_line_and_headers_are_the_documented_ones() {
    let server = Server::start(vec![Answer::new(204, &[], "")]);
    client(&server)
        .users()
        .update_password("me", "secret")
        .await
        .expect("204 is success");
    let request = server.only();
    assert_eq!(request.method(), "PUT");
    assert_eq!(request.target(), "/users/me/password");
    assert_eq!(request.header("host"), Some(server.host().as_str()));
    assert_eq!(
        request.header("authorization"),
        Some(format!("Bearer {CANARY}").as_str())
    );
    assert!(
        request
            .header("content-type")
            .is_some_and(|v| v.starts_with("multipart/form-data; boundary="))
    );
    assert_eq!(
        request.header("content-length"),
        Some(request.body.len().to_string().as_str())
    );
    assert!(
        request
            .header("user-agent")
            .is_some_and(|v| v.starts_with("zoom-client/"))
    );
}

#[tokio::test]
async fn a_user_id_is_always_one_segment() {
    for (user_id, segment) in [
        ("me", "me"),
        ("a b", "a%20b"),
        ("ü/..%2F", "%C3%BC%2F..%252F"),
        ("jo+x@example.com", "jo%2Bx%40example.com"),
        ("..", "%2E%2E"),
    ] {
        let request = sent(user_id, "x").await;
        let (_, rest) = request
            .target()
            .split_once("/users/")
            .expect("the literal part");
        let got = rest.strip_suffix("/password").expect("the literal end");
        assert!(!got.contains('/'), "{user_id}: {got}");
        assert_eq!(decode(got), user_id, "decoded once, the segment is the id");
        assert_eq!(decode(got), decode(segment));
        if user_id == ".." {
            assert_eq!(got, segment, "dots alone would be read as a step up");
        }
    }
}

#[tokio::test]
async fn the_password_travels_as_one_text_part_unchanged() {
    for password in PASSWORDS {
        let parts = sent("me", password).await.parts();
        assert_eq!(parts.len(), 1);
        let (head, value) = &parts[0];
        assert_eq!(disposition(head), r#"form-data; name="password""#);
        assert_eq!(value, password.as_bytes());
    }
}

#[tokio::test]
async fn curl_sends_the_same() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("SKIPPED: curl is not installed, so there is nothing to compare with");
        return;
    }
    for password in PASSWORDS {
        let server = Server::start(vec![Answer::new(204, &[], "")]);
        let status = Command::new("curl")
            .args(["--silent", "--noproxy", "*", "-X", "PUT"])
            .args([
                "-H",
                &format!("Authorization: Bearer {CANARY}"),
                "-H",
                "Content-Type: multipart/form-data",
            ])
            .args(["--form-string", &format!("password={password}")])
            .arg(format!("{}/users/me/password", server.url()))
            .status()
            .expect("curl runs");
        assert!(status.success());
        let (theirs, ours) = (server.only(), sent("me", password).await);
        assert_eq!(theirs.method(), ours.method());
        assert_eq!(theirs.target(), ours.target());
        assert_eq!(theirs.header("authorization"), ours.header("authorization"));
        let plain = |request: &Received| -> Vec<(String, Vec<u8>)> {
            request
                .parts()
                .into_iter()
                .map(|(head, value)| (disposition(&head), value))
                .collect()
        };
        assert_eq!(plain(&theirs), plain(&ours));
    }
}

#[tokio::test]
async fn debug_prints_neither_token_nor_password() {
    let server = Server::start(vec![Answer::new(204, &[], "")]);
    let client = client(&server);
    let call = client.users().update_password("me", "canary-password");
    let text = format!("{client:?} {call:?} {:?}", Client::builder().bearer(CANARY));
    assert!(!text.contains("canary") && !text.contains(CANARY), "{text}");
}

#[tokio::test]
async fn a_redirect_to_another_host_loses_the_token() {
    let elsewhere = Server::start(vec![Answer::new(204, &[], "")]);
    let location = format!("{}/stolen", elsewhere.url());
    let server = Server::start(vec![Answer::new(307, &[("location", &location)], "")]);
    let answer = client(&server).users().update_password("me", "x").await;
    for request in elsewhere.received() {
        assert_eq!(request.header("authorization"), None, "{answer:?}");
    }
    assert_eq!(server.received().len(), 1);
}

fn disposition(head: &str) -> String {
    head.split("\r\n")
        .find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-disposition")
                .then(|| value.trim().to_owned())
        })
        .expect("a part has a disposition")
}

fn decode(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().expect("a digit"), rest.next().expect("a digit")];
            let hex = std::str::from_utf8(&hex).expect("ascii");
            bytes.push(u8::from_str_radix(hex, 16).expect("hexadecimal"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("utf-8")
}
