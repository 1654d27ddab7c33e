//! One call of a server on this machine: through the runtime, and by hand with reqwest.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use posthaste_runtime::{ApiInfo, Client, ClientBuilder, Operation, Scheme, Server, record};
use serde::Deserialize;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

static API: ApiInfo = ApiInfo::new("bench-client", "1.0.0")
    .servers(&[Server::new("baseUrl", "http://127.0.0.1")])
    .schemes(&[Scheme::Bearer { prefix: "Bearer" }]);

static GET: Operation = Operation::new("GET", "/animals/{animalId}")
    .name("Get an animal")
    .secured(0)
    .success(&[200]);

#[derive(Clone, Default)]
struct Animal {
    id: Option<i64>,
    name: Option<String>,
}
record!(read Animal(id, name));

#[derive(Debug, Deserialize)]
struct Derived {
    id: Option<i64>,
    name: Option<String>,
}

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 25\r\n\r\n{\"id\":7,\"name\":\"Octopus\"} ";

/// Answers each request alike; the URL.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) {
    _ = stream.set_nodelay(true);
    let (mut buffer, mut held) = ([0; 4096], Vec::new());
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        held.extend_from_slice(&buffer[..count]);
        if held.ends_with(b"\r\n\r\n") {
            held.clear();
            if stream.write_all(ANSWER).is_err() {
                return;
            }
        }
    }
}

fn executor() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

#[divan::bench]
fn runtime(bencher: divan::Bencher<'_, '_>) {
    let (url, executor) = (server(), executor());
    let client = executor.block_on(async {
        ClientBuilder::<Client>::new(&API)
            .base_url(url)
            .bearer("t0ken")
            .build()
            .expect("a client")
    });
    bencher.bench_local(|| {
        executor.block_on(async {
            let mut request = client.request(&GET);
            request.path("animalId", &"octo pus");
            request.query("verbose", &true);
            let animal: Animal = request.read_as().await.expect("an animal");
            assert!(animal.id == Some(7) && animal.name.is_some());
        });
    });
}

#[divan::bench]
fn reqwest_by_hand(bencher: divan::Bencher<'_, '_>) {
    let (url, executor) = (server(), executor());
    let client = reqwest::Client::builder()
        .user_agent("bench-client/1.0.0")
        .timeout(std::time::Duration::from_secs(60))
        .build()
        .expect("a client");
    bencher.bench_local(|| {
        executor.block_on(async {
            let url = format!("{url}/animals/octo%20pus?verbose=true");
            let answer = client.get(url).bearer_auth("t0ken").send().await;
            let answer = answer.and_then(reqwest::Response::error_for_status);
            let animal: Derived = answer.expect("an answer").json().await.expect("an animal");
            assert!(animal.id == Some(7) && animal.name.is_some());
        });
    });
}
