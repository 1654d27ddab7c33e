//! A server on the loopback that answers by script and remembers what it was asked, byte for byte, and a
//! small client written the way the generator writes one.

pub mod zoo;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use posthaste_runtime::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The request after values were set on it.
pub fn filled(mut request: Request, set_values: impl FnOnce(&mut Request)) -> Request {
    set_values(&mut request);
    request
}

/// One request as it came.
#[derive(Debug, Clone)]
pub struct Received {
    pub head: String,
    pub body: Vec<u8>,
}

impl Received {
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or("(not text)")
    }
}

/// One answer as it shall go out.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    bytes: Vec<u8>,
    delay: Duration,
    cut: bool,
}

impl Answer {
    pub fn new(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Answer {
        let body = body.as_ref();
        let mut text = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        Answer {
            bytes: [text.as_bytes(), b"\r\n", body].concat(),
            ..Answer::default()
        }
    }

    pub fn json(status: &str, body: &str) -> Answer {
        Answer::new(status, &[("Content-Type", "application/json")], body)
    }

    pub fn no_content() -> Answer {
        Answer {
            bytes: b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),
            ..Answer::default()
        }
    }

    pub fn redirect(status: &str, location: &str) -> Answer {
        Answer::new(status, &[("Location", location)], "moved")
    }

    /// Ends the connection after these bytes.
    pub fn cut(bytes: &str) -> Answer {
        Answer {
            bytes: bytes.as_bytes().to_vec(),
            cut: true,
            ..Answer::default()
        }
    }

    pub fn after(mut self, delay: Duration) -> Answer {
        self.delay = delay;
        self
    }
}

pub struct Server {
    pub url: String,
    pub host: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Starts a server; the last answer is given again and again.
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        let received = Arc::new(Mutex::new(Vec::new()));
        let answers: Arc<Vec<Answer>> = Arc::new(answers.into_iter().collect());
        let log = received.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answers.clone(), log.clone()));
            }
        });
        Server {
            url: format!("http://{host}"),
            host,
            received,
        }
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("the log").clone()
    }

    /// The only request that came.
    pub fn only(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }
}

async fn serve(mut stream: TcpStream, answers: Arc<Vec<Answer>>, log: Arc<Mutex<Vec<Received>>>) {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await {
        let count = {
            let mut log = log.lock().expect("the log");
            log.push(request);
            log.len()
        };
        let answer = answers
            .get(count - 1)
            .or(answers.last())
            .cloned()
            .unwrap_or_default();
        tokio::time::sleep(answer.delay).await;
        if stream.write_all(&answer.bytes).await.is_err() || answer.cut {
            let _ = stream.shutdown().await;
            return;
        }
    }
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Received> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    let request = Received {
        head,
        body: Vec::new(),
    };
    let length: usize = request
        .header("content-length")
        .and_then(|v| v.parse().ok())
        .unwrap_or(0);
    while buffer.len() < end + 4 + length {
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
    let body = buffer[end + 4..end + 4 + length].to_vec();
    buffer.drain(..end + 4 + length);
    Some(Received { body, ..request })
}
