//! Which saved response `mock` answers with.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use posthaste_tests::shared::shared;
use serde_json::{Value, json};

use super::collection;
use super::exchange::Mock;

/// The answer of a mock to a request: its status and headers, and its body.
fn ask(mock: &Mock, method: &str, target: &str, headers: &str, body: &str) -> (String, String) {
    let address = mock.url.trim_start_matches("http://");
    let mut socket = TcpStream::connect(address).expect("a connection");
    let length = body.len();
    let request = format!(
        "{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    socket.write_all(request.as_bytes()).expect("sent");
    socket.shutdown(Shutdown::Write).expect("half closed");
    let mut answer = String::new();
    socket.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (head.to_owned(), body.to_owned())
}

fn get(mock: &Mock, target: &str) -> String {
    ask(mock, "GET", target, "", "").1
}

fn saved(name: &str, method: &str, url: &str, code: u16, body: &Value) -> Value {
    json!({
        "name": name, "code": code, "body": body.to_string(),
        "header": [{"key": "Content-Type", "value": "application/json"}],
        "originalRequest": {"method": method, "url": url},
    })
}

/// A mock of one item with these saved responses.
fn mock_of(method: &str, url: &str, responses: &[Value]) -> (tempfile::TempDir, Mock) {
    let item =
        json!({"name": "It", "request": {"method": method, "url": url}, "response": responses});
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.json"), collection(&item.to_string())).expect("written");
    let mock = Mock::start(folder.path(), "a.json");
    (folder, mock)
}

#[test]
fn the_saved_response_whose_request_is_most_like_the_sent_one_answers() {
    let url = "{{baseUrl}}/birds";
    let responses = [
        saved(
            "grey",
            "GET",
            "{{baseUrl}}/birds?color=grey",
            200,
            &json!({"is": "grey"}),
        ),
        saved(
            "red",
            "GET",
            "{{baseUrl}}/birds?color=red",
            200,
            &json!({"is": "red"}),
        ),
        saved("all", "GET", url, 200, &json!({"is": "all"})),
        saved(
            "none",
            "GET",
            "{{baseUrl}}/birds?color=none",
            404,
            &json!({"is": "none"}),
        ),
    ];
    let (_folder, mock) = mock_of("GET", "{{baseUrl}}/birds?color=grey", &responses);
    for (target, expected) in [
        ("/birds?color=red", "red"),
        ("/birds", "all"),
        ("/birds?color=none", "none"),
        ("/birds?size=9&color=red", "red"),
        // No saved request is like this one: the first success.
        ("/birds?color=blue", "grey"),
    ] {
        assert_eq!(
            get(&mock, target),
            json!({"is": expected}).to_string(),
            "{target}"
        );
    }
    let named = ask(
        &mock,
        "GET",
        "/birds?color=red",
        "x-mock-response-name: all\r\n",
        "",
    );
    assert_eq!(named.1, r#"{"is":"all"}"#);
    let coded = ask(
        &mock,
        "GET",
        "/birds?color=red",
        "x-mock-response-code: 404\r\n",
        "",
    );
    assert_eq!(coded.1, r#"{"is":"none"}"#);
}

#[test]
fn values_of_the_path_and_the_body_choose_too() {
    let url = "{{baseUrl}}/birds/:id";
    let responses = [
        saved(
            "first",
            "GET",
            "{{baseUrl}}/birds/7",
            200,
            &json!({"id": 7}),
        ),
        saved(
            "second",
            "GET",
            "{{baseUrl}}/birds/8",
            200,
            &json!({"id": 8}),
        ),
        saved("gone", "GET", "{{baseUrl}}/birds/9", 410, &json!({"id": 9})),
    ];
    let (_folder, mock) = mock_of("GET", url, &responses);
    assert_eq!(get(&mock, "/birds/8"), r#"{"id":8}"#);
    assert_eq!(get(&mock, "/birds/9"), r#"{"id":9}"#);
    assert_eq!(get(&mock, "/birds/10"), r#"{"id":7}"#);

    let posted = |name: &str, code: u16, body: &str| {
        let mut response = saved(
            name,
            "POST",
            "{{baseUrl}}/birds",
            code,
            &json!({"was": name}),
        );
        response["originalRequest"]["body"] = json!({"mode": "raw", "raw": body});
        response
    };
    let responses = [
        posted("made", 201, r#"{"name": "owl", "legs": 2}"#),
        posted("refused", 400, r#"{"name": ""}"#),
    ];
    let (_folder, mock) = mock_of("POST", "{{baseUrl}}/birds", &responses);
    for (body, expected) in [
        (r#"{"legs":2,"name":"owl"}"#, "made"),
        (r#"{"name":""}"#, "refused"),
        (r#"{"name":"jay"}"#, "made"),
    ] {
        let answer = ask(&mock, "POST", "/birds", "", body);
        assert_eq!(answer.1, json!({"was": expected}).to_string(), "{body}");
    }
}

#[test]
fn a_page_that_nobody_saved_is_empty() {
    let url = "{{baseUrl}}/birds?page_size=1&next_page_token=";
    let page = json!({"birds": [{"id": "1"}], "next_page_token": "t2"});
    let (_folder, mock) = mock_of("GET", url, &[saved("page", "GET", url, 200, &page)]);
    assert_eq!(get(&mock, "/birds?page_size=1"), page.to_string());
    let end = json!({"birds": [], "next_page_token": ""}).to_string();
    assert_eq!(get(&mock, "/birds?page_size=1&next_page_token=t2"), end);
}

#[test]
fn cookies_and_redirects_are_answered_as_they_were_saved() {
    let response = json!({"name": "in", "code": 302, "header": [
        {"key": "Set-Cookie", "value": "sid=abc; Domain=zoo.example; Path=/; Secure; HttpOnly"},
        {"key": "Set-Cookie", "value": "long=0123456789abcdef0123456789abcdef"},
        {"key": "Location", "value": "/home"}]});
    let (_folder, mock) = mock_of("POST", "{{baseUrl}}/login", &[response]);
    let (head, _) = ask(&mock, "POST", "/login", "", "");
    assert!(head.starts_with("HTTP/1.1 302 Found\r\n"), "{head}");
    assert!(head.contains("\r\nlocation: /home"), "{head}");
    assert!(
        head.contains("\r\nset-cookie: sid=abc; Path=/; HttpOnly"),
        "{head}"
    );
    assert!(head.contains("\r\nset-cookie: long=mock"), "{head}");
}

#[test]
fn the_cases_of_saved_requests() {
    for (case, asked) in [
        (
            "mock-by-query",
            &[
                ("/flights?node=child", r#"{"from":"child"}"#),
                ("/flights", r#"{"from":"plain"}"#),
                ("/flights?node=gone", r#"{"message":"gone"}"#),
                ("/flights?x=9&node=child", r#"{"from":"child"}"#),
            ][..],
        ),
        (
            "mock-of-a-list-in-pages",
            &[
                (
                    "/users?page_size=1",
                    r#"{"users":[{"id":"1"}],"next_page_token":"t2"}"#,
                ),
                (
                    "/users?page_size=1&next_page_token=t2",
                    r#"{"users":[{"id":"2"}],"next_page_token":""}"#,
                ),
            ],
        ),
    ] {
        let Some(folder) = shared(&format!("cases/{case}")) else {
            continue;
        };
        let mock = Mock::start(&folder, "input.json");
        for (target, expected) in asked {
            assert_eq!(get(&mock, target), *expected, "{case} {target}");
        }
    }
}
