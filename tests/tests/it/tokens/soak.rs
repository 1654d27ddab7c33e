//! Many calls at once, some of them dropped on the way: each answer reaches its own caller, and nothing that a dropped
//! call held is lost. It makes 500 calls, and 100,000 where `POSTHASTE_SOAK` is set.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use zoom_client::runtime::OAuth2;
use zoom_client::{Client, Json};

const TASKS: usize = 50;

/// How many calls are made.
fn calls() -> usize {
    if std::env::var_os("POSTHASTE_SOAK").is_some() {
        return 100_000;
    }
    println!("SKIPPED: 99,500 of 100,000 calls; set POSTHASTE_SOAK=1 to make them all");
    500
}

/// A server that answers with the path, gives tokens that expire after a second, and is now and then slow or busy.
fn echo() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let count = Arc::new(AtomicUsize::new(0));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let count = count.clone();
            thread::spawn(move || serve(&stream, &count));
        }
    });
    url
}

/// Answers the requests of a connection until it ends.
fn serve(stream: &TcpStream, count: &AtomicUsize) -> Option<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let (mut line, mut length) = (String::new(), 0);
        reader.read_line(&mut line).ok()?;
        let target = line.split(' ').nth(1)?.to_owned();
        while line.trim_end() != "" {
            line.clear();
            reader.read_line(&mut line).ok()?;
            let header = line.to_ascii_lowercase();
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
        }
        reader.read_exact(&mut vec![0; length]).ok()?;
        let number = count.fetch_add(1, Ordering::Relaxed);
        if number.is_multiple_of(7) {
            thread::sleep(Duration::from_millis(2));
        }
        let (status, body) = match target.as_str() {
            "/token" => (200, r#"{"access_token":"t","expires_in":1}"#.to_owned()),
            _ if number.is_multiple_of(97) => (503, "{}".to_owned()),
            path => (200, format!(r#"{{"path":"{path}"}}"#)),
        };
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = stream;
        stream.write_all((head + &body).as_bytes()).ok()?;
    }
}

/// Calls and checks that the answer is the call's own.
async fn call(client: &Client, number: usize) {
    let path = format!("/echo/{number}");
    let request = client.runtime().by_hand("GET", &path);
    let answer = request.read_as::<Json>().await;
    let answer = answer.expect("an answer");
    let own = answer.get("path").and_then(Json::as_str);
    assert_eq!(own, Some(path.as_str()));
}

/// The same sequence of numbers in every run.
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

/// Makes some calls one after the other, drops every fourth early, and gives back how many came to their end.
async fn some(client: Client, task: usize, count: usize) -> usize {
    let mut seed = 0x9e37_79b9_7f4a_7c15 ^ (task as u64 + 1);
    let mut answered = 0;
    for index in 0..count {
        let call = call(&client, task * count + index);
        if !next(&mut seed).is_multiple_of(4) {
            call.await;
            answered += 1;
            continue;
        }
        let patience = Duration::from_micros(next(&mut seed) % 3000);
        answered += usize::from(tokio::time::timeout(patience, call).await.is_ok());
    }
    answered
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_calls_take_nothing_from_the_others() {
    let (url, calls) = (echo(), calls());
    let credentials =
        OAuth2::client_credentials("the id", "s/ecret").token_url(format!("{url}/token"));
    let client: Client = Client::builder()
        .base_url(&url)
        .credentials(credentials)
        .build()
        .expect("a client");
    let run = |count: usize| -> Vec<_> {
        (0..TASKS)
            .map(|task| tokio::spawn(some(client.clone(), task, count)))
            .collect()
    };
    let mut answered = 0;
    for task in run(calls / TASKS) {
        answered += task.await.expect("each answer at its own caller");
    }
    assert!(
        (calls / 2..calls).contains(&answered),
        "{answered} of {calls} calls were answered, and none or most were dropped"
    );
    // What a dropped call had kept would be missing here.
    let last: Vec<_> = (0..4 * TASKS)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move { call(&client, number).await })
        })
        .collect();
    for task in last {
        task.await.expect("each answer at its own caller");
    }
}
