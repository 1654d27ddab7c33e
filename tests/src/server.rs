//! A loopback server that answers exactly as a test says, byte for byte, and remembers what it was sent.
//!
//! Each accepted connection takes answers from one queue, a request each. When the queue is empty the
//! last answer is repeated. Nothing here understands HTTP beyond finding where a request ends.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// One scripted answer.
#[derive(Debug, Clone)]
pub struct Answer {
    bytes: Vec<u8>,
    delay: Duration,
    end: End,
}

/// What happens to the connection behind an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Keep,
    Close,
    Reset,
    Abort,
}

impl Answer {
    /// An answer with a status line, headers and a body with its length.
    pub fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut bytes = format!("HTTP/1.1 {status} Scripted\r\n").into_bytes();
        for (name, value) in headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        if status != 204 {
            bytes.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(body);
        Self::raw(bytes)
    }

    /// A JSON answer.
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status, &[("content-type", "application/json")], body)
    }

    /// These very bytes.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            delay: Duration::ZERO,
            end: End::Keep,
        }
    }

    /// The same, but only the first `count` bytes, and then the connection is closed.
    pub fn cut_after(mut self, count: usize) -> Self {
        self.bytes.truncate(count);
        self.end = End::Close;
        self
    }

    /// The same, `count` bytes short, and then the connection is closed.
    pub fn cut_short_by(self, count: usize) -> Self {
        let keep = self.bytes.len().saturating_sub(count);
        self.cut_after(keep)
    }

    /// No answer: the connection is dropped with a reset once the request was read.
    pub fn reset() -> Self {
        Self {
            bytes: Vec::new(),
            delay: Duration::ZERO,
            end: End::Reset,
        }
    }

    /// No answer: the connection is reset in the middle of the request, its body unread.
    pub fn reset_midway() -> Self {
        Self {
            end: End::Abort,
            ..Self::reset()
        }
    }

    /// The same, later.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// One request as it arrived.
#[derive(Debug, Clone)]
pub struct Received {
    /// The request line and headers, without the empty line.
    pub head: String,
    /// The body, dechunked.
    pub body: Vec<u8>,
    /// When its last byte was read.
    pub at: Instant,
}

impl Received {
    /// `PUT`.
    pub fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    /// The request target as it stood on the line.
    pub fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// A header's value; names compare without case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// All header lines in order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.head.split("\r\n").skip(1).filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name, value.trim_start()))
        })
    }

    /// The parts of a multipart body: each part's head and bytes.
    ///
    /// # Panics
    /// Where the body is not what its `Content-Type` says.
    pub fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let content_type = self.header("content-type").expect("a content type");
        let boundary = content_type
            .split_once("boundary=")
            .map(|(_, boundary)| boundary.trim_matches('"'))
            .unwrap_or_else(|| panic!("no boundary in {content_type}"));
        let delimiter = format!("\r\n--{boundary}");
        let mut rest = [b"\r\n".as_slice(), &self.body].concat();
        let mut parts = Vec::new();
        let start = find(&rest, delimiter.as_bytes()).expect("an opening boundary");
        rest.drain(..start + delimiter.len());
        while !rest.starts_with(b"--") {
            let end = find(&rest, delimiter.as_bytes()).expect("a closing boundary");
            let part = &rest[2..end];
            let split = find(part, b"\r\n\r\n").expect("a part's head ends");
            let head = String::from_utf8(part[..split].to_vec()).expect("a head is text");
            parts.push((head, part[split + 4..].to_vec()));
            rest.drain(..end + delimiter.len());
        }
        parts
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// The server; it stops when the test's process does.
#[derive(Debug, Clone)]
pub struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Starts one with its answers.
    ///
    /// # Panics
    /// Where the loopback interface cannot be bound.
    pub fn start(answers: Vec<Answer>) -> Self {
        Self::start_at("127.0.0.1:0", answers)
    }

    /// Starts one at an address of your choice.
    ///
    /// # Panics
    /// Where the address cannot be bound.
    pub fn start_at(address: &str, answers: Vec<Answer>) -> Self {
        // Whatever a test sends: a canary among it is looked for in all that is logged.
        crate::canary::watch();
        let listener = TcpListener::bind(address).expect("a loopback port");
        let address = listener.local_addr().expect("its address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let script = Arc::new(Mutex::new((answers, 0)));
        let log = Arc::clone(&received);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (script, log) = (Arc::clone(&script), Arc::clone(&log));
                thread::spawn(move || serve(stream, &script, &log));
            }
        });
        Self { address, received }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// `127.0.0.1:PORT`.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// What arrived so far.
    pub fn received(&self) -> Vec<Received> {
        self.received
            .lock()
            .expect("no test panicked while holding it")
            .clone()
    }

    /// The only request that arrived.
    ///
    /// # Panics
    /// Where there was none or more than one.
    pub fn only(&self) -> Received {
        let mut all = self.received();
        assert_eq!(all.len(), 1, "one request was expected: {all:#?}");
        all.remove(0)
    }
}

type Script = Mutex<(Vec<Answer>, usize)>;

fn serve(mut stream: TcpStream, script: &Script, log: &Mutex<Vec<Received>>) {
    let mut buffer = Vec::new();
    while let Some(head) = read_head(&mut stream, &mut buffer) {
        if peek(script).is_some_and(|answer| answer.end == End::Abort) {
            next(script);
            log.lock().expect("the log").push(head);
            // What lies unread in the socket makes the system answer with a reset.
            return;
        }
        let Some(request) = read_body(&mut stream, &mut buffer, head) else {
            return;
        };
        let wants_close = request
            .header("connection")
            .is_some_and(|v| v.eq_ignore_ascii_case("close"));
        log.lock().expect("the log").push(request);
        let Some(answer) = next(script) else { return };
        thread::sleep(answer.delay);
        if answer.end == End::Reset {
            // Unread bytes or a zero linger would be needed for a hard reset; closing at once is what
            // a client sees as "connection closed before the message completed".
            return;
        }
        if stream.write_all(&answer.bytes).is_err() || answer.end == End::Close || wants_close {
            return;
        }
    }
}

fn peek(script: &Script) -> Option<Answer> {
    let script = script.lock().expect("the script");
    let (answers, position) = &*script;
    answers.get(*position).or_else(|| answers.last()).cloned()
}

fn next(script: &Script) -> Option<Answer> {
    let mut script = script.lock().expect("the script");
    let (answers, position) = &mut *script;
    let answer = answers.get(*position).or_else(|| answers.last()).cloned();
    *position += 1;
    answer
}

fn read_head(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Received> {
    let end = loop {
        if let Some(end) = find(buffer, b"\r\n\r\n") {
            break end;
        }
        fill(stream, buffer)?;
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    buffer.drain(..end + 4);
    Some(Received {
        head,
        body: Vec::new(),
        at: Instant::now(),
    })
}

fn read_body(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    mut received: Received,
) -> Option<Received> {
    if received.header("expect").is_some() {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").ok()?;
    }
    let length = received
        .header("content-length")
        .and_then(|value| value.parse::<usize>().ok());
    if let Some(length) = length {
        while buffer.len() < length {
            fill(stream, buffer)?;
        }
        received.body = buffer.drain(..length).collect();
    } else if received.header("transfer-encoding").is_some() {
        received.body = read_chunks(stream, buffer)?;
    }
    received.at = Instant::now();
    Some(received)
}

fn read_chunks(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = loop {
            if let Some(line) = find(buffer, b"\r\n") {
                break line;
            }
            fill(stream, buffer)?;
        };
        let size = std::str::from_utf8(&buffer[..line]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        while buffer.len() < line + 2 + size + 2 {
            fill(stream, buffer)?;
        }
        body.extend_from_slice(&buffer[line + 2..line + 2 + size]);
        buffer.drain(..line + 2 + size + 2);
        if size == 0 {
            return Some(body);
        }
    }
}

fn fill(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let mut chunk = [0; 16 * 1024];
    match stream.read(&mut chunk) {
        Ok(0) | Err(_) => None,
        Ok(count) => {
            buffer.extend_from_slice(&chunk[..count]);
            Some(())
        }
    }
}
