//! Cookies and redirects of `send`, against a server of this test that answers from a table.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};

use posthaste_tests::shared::shared;
use serde_json::{Value, json};

use super::{Run, collection, posthaste};

/// A request: its first line, its `Cookie` header and its body.
type Received = Arc<Mutex<Vec<(String, String, String)>>>;

/// Starts a server that answers the request line `METHOD /path` as `answer` says: the head without its last line breaks.
fn serve(answer: fn(&str) -> String) -> (String, Received) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let received = Received::default();
    let kept = Arc::clone(&received);
    std::thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            let mut reader = BufReader::new(socket.try_clone().expect("a socket"));
            let (mut line, mut cookie, mut length) = (String::new(), String::new(), 0);
            if reader.read_line(&mut line).is_err() {
                continue;
            }
            loop {
                let mut header = String::new();
                let read = reader.read_line(&mut header).unwrap_or(0);
                let Some((name, value)) = header.trim().split_once(':').filter(|_| read > 0) else {
                    break;
                };
                match name.to_ascii_lowercase().as_str() {
                    "cookie" => value.trim().clone_into(&mut cookie),
                    "content-length" => length = value.trim().parse().expect("a length"),
                    _ => {}
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            let line = line
                .rsplit_once(' ')
                .map_or("", |(line, _)| line)
                .to_owned();
            let head = answer(&line);
            let body = String::from_utf8_lossy(&body).into_owned();
            kept.lock().expect("the list").push((line, cookie, body));
            let answer =
                format!("HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let _ = socket.write_all(answer.as_bytes());
        }
    });
    (url, received)
}

fn send(folder: &Path, input: &str, url: &str, item: &str) -> Run {
    let base = format!("baseUrl={url}");
    posthaste(folder, &["send", input, item, "--var", &base])
}

fn written(items: &[Value]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let items: Vec<String> = items.iter().map(Value::to_string).collect();
    fs::write(folder.path().join("a.json"), collection(&items.join(","))).expect("written");
    folder
}

fn item(name: &str, method: &str, path: &str, behavior: Value) -> Value {
    json!({"name": name, "protocolProfileBehavior": behavior, "request": {
        "method": method, "url": format!("{{{{baseUrl}}}}{path}"),
        "body": {"mode": "raw", "raw": if method == "GET" { "" } else { "text" }}}})
}

fn lines(received: &Received) -> Vec<String> {
    let received = received.lock().expect("the list");
    received.iter().map(|request| request.0.clone()).collect()
}

fn shop(line: &str) -> String {
    match line {
        "POST /login" => {
            "200 OK\r\nSet-Cookie: sid=abc; Path=/; HttpOnly\r\nSet-Cookie: cart=1; Path=/shop"
        }
        "GET /leave" => "302 Found\r\nLocation: /left\r\nSet-Cookie: sid=; Path=/; Max-Age=0",
        _ => "200 OK",
    }
    .to_owned()
}

#[test]
fn cookies_are_kept_from_one_item_to_the_next_and_hidden() {
    let items = [
        item("Log in", "POST", "/login", json!({})),
        item("Me", "GET", "/me", json!({})),
        item("Shop", "GET", "/shop", json!({})),
        item("Leave", "GET", "/leave", json!({})),
    ];
    let folder = written(&items);
    let (url, received) = serve(shop);
    let run = send(folder.path(), "a.json", &url, "--all");
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let received = received.lock().expect("the list");
    let cookies: Vec<(&str, &str)> = received
        .iter()
        .map(|(line, cookie, _)| (line.as_str(), cookie.as_str()))
        .collect();
    assert_eq!(
        cookies,
        [
            ("POST /login", ""),
            ("GET /me", "sid=abc"),
            ("GET /shop", "cart=1; sid=abc"),
            ("GET /leave", "sid=abc"),
            ("GET /left", ""),
        ]
    );
    assert!(run.out.contains("> cookie: "), "{}", run.out);
    assert!(!run.out.contains("sid=abc"), "{}", run.out);
}

fn moved(line: &str) -> String {
    match line {
        "POST /login" => "302 Found\r\nLocation: /home",
        "GET /old" => "302 Found\r\nLocation: /old",
        "PUT /sent" | "POST /sent" => "301 Moved Permanently\r\nLocation: /home",
        _ => "200 OK",
    }
    .to_owned()
}

#[test]
fn redirects_are_followed_as_the_item_says() {
    let items = [
        item("Off", "POST", "/login", json!({"followRedirects": false})),
        item("Two", "GET", "/old", json!({"maxRedirects": 2})),
        item(
            "Kept",
            "POST",
            "/sent",
            json!({"followOriginalHttpMethod": true}),
        ),
        item("Changed", "POST", "/sent", json!({})),
    ];
    let folder = written(&items);
    let asked = |name: &str| {
        let (url, received) = serve(moved);
        let run = send(folder.path(), "a.json", &url, name);
        (run, lines(&received), received)
    };
    let (off, sent, _) = asked("Off");
    assert_eq!((off.code, sent), (0, vec!["POST /login".to_owned()]));
    assert!(
        off.out.contains("< 302 Found\n") && off.out.contains("location: /home"),
        "{}",
        off.out
    );
    let (two, sent, _) = asked("Two");
    assert_eq!((two.code, sent), (1, vec!["GET /old".to_owned(); 3]));
    assert!(two.err.contains("more than 2 redirects"), "{}", two.err);
    let (_, sent, received) = asked("Kept");
    assert_eq!(sent, ["POST /sent", "POST /home"]);
    let received = received.lock().expect("the list");
    assert_eq!(
        received.last().map(|request| request.2.as_str()),
        Some("text")
    );
    let (_, sent, _) = asked("Changed");
    assert_eq!(sent, ["POST /sent", "GET /home"]);
}

#[test]
fn the_cases_of_sessions_and_redirects() {
    if let Some(folder) = shared("cases/session-cookie") {
        let (url, received) = serve(shop);
        let run = send(&folder, "input.json", &url, "--all");
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        let received = received.lock().expect("the list");
        let cookies: Vec<&str> = received.iter().map(|request| request.1.as_str()).collect();
        assert_eq!(cookies, ["", "sid=abc", "cart=1; sid=abc"]);
    }
    if let Some(folder) = shared("cases/redirects-turned-off") {
        let (url, received) = serve(moved);
        let run = send(&folder, "input.json", &url, "--all");
        assert!(run.out.contains("< 302 Found\n"), "{}", run.out);
        assert!(run.err.contains("more than 2 redirects"), "{}", run.err);
        assert_eq!(
            lines(&received),
            ["POST /login", "GET /old", "GET /old", "GET /old"]
        );
    }
}
