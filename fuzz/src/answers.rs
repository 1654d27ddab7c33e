//! Answers that a server may send, read through the public API of the runtime as a generated client reads them.
//!
//! An input is a line that describes the answer, `STATUS ENCODING CHUNK CONTENT-TYPE`, and the bytes of its body.
//! `ENCODING` is the value of `Content-Encoding`, or `-`; `CHUNK` is how many bytes arrive at a time.

use std::fmt::{Debug, Display};
use std::io;
use std::time::Duration;

use posthaste::ground::diagnostic::is_invisible;
use posthaste_runtime::bytes::Bytes;
use posthaste_runtime::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use posthaste_runtime::http::{HeaderValue, Request, Response, StatusCode};
use posthaste_runtime::value::{Decimal, Secret};
use posthaste_runtime::{
    ApiInfo, Body, BoxFuture, Client, ClientBuilder, Error, ErrorResponse, Items, Json, Operation,
    Paging, Retries, Server, Transport, TransportError, record,
};

/// An answer is read within this time, or the call ends with `Error::Timeout`.
const TIMEOUT: Duration = Duration::from_secs(5);

/// What an error may print, in bytes, however long the answer is.
const LONGEST_TEXT: usize = 64 * 1024;

/// More items than two pages of an input can hold.
const LONGEST_LIST: usize = 1_000_000;

static API: ApiInfo =
    ApiInfo::new("fuzz", "0.1.0").servers(&[Server::new("baseUrl", "http://fuzz.invalid")]);
static ONE: Operation = Operation::new("GET", "/one");
static LIST: Operation =
    Operation::new("GET", "/list").paged(Paging::token("next", "next").items("items"));

/// A record with a field of each kind that has a reader of its own.
#[derive(Clone, Default)]
struct Record {
    text: Option<String>,
    whole: Option<i64>,
    number: Option<f64>,
    flag: Option<bool>,
    list: Vec<Record>,
    json: Option<Json>,
    password: Option<String>,
    amount: Option<Decimal>,
    key: Option<Secret>,
}
record!(read Record(text, whole, number, flag, list, json, password, amount, key));

/// The answer that an input describes; the same for each request.
struct Answer {
    status: StatusCode,
    encoding: Option<HeaderValue>,
    content_type: HeaderValue,
    chunk: usize,
    body: Bytes,
}

impl Answer {
    /// Reads an input; nothing where its first line does not describe an answer.
    fn parse(data: &[u8]) -> Option<Self> {
        let end = data.iter().position(|byte| *byte == b'\n')?;
        let (line, body) = data.split_at_checked(end)?;
        let line = std::str::from_utf8(line).ok()?;
        let mut words = line.splitn(4, ' ');
        let status = StatusCode::from_bytes(words.next()?.as_bytes()).ok()?;
        let encoding = words.next()?;
        let chunk: usize = words.next()?.parse().ok()?;
        Some(Self {
            status: Some(status).filter(|status| !status.is_informational())?,
            encoding: match encoding {
                "-" => None,
                name => Some(HeaderValue::from_str(name).ok()?),
            },
            content_type: HeaderValue::from_str(words.next()?).ok()?,
            chunk: chunk.max(1),
            body: Bytes::copy_from_slice(body.get(1..)?),
        })
    }
}

impl Transport for Answer {
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let chunks: Vec<io::Result<Bytes>> = self
            .body
            .chunks(self.chunk)
            .map(|chunk| Ok(self.body.slice_ref(chunk)))
            .collect();
        let mut response = Response::new(Body::from_chunks(chunks));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.content_type.clone());
        if let Some(encoding) = &self.encoding {
            headers.insert(CONTENT_ENCODING, encoding.clone());
        }
        Box::pin(async move { Ok(response) })
    }
}

/// Reads an answer in each way that a generated client has: as a record, as any JSON, as text, as bytes and as a list
/// of pages. Errors are formatted.
///
/// # Panics
/// The input shows a mistake of ours.
pub fn answer(data: &[u8]) {
    let Some(answer) = Answer::parse(data) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let builder = ClientBuilder::<Client>::new(&API).retries(Retries::none());
    let client = builder.timeout(TIMEOUT).transport(answer).build();
    assert!(runtime.is_ok() && client.is_ok(), "{runtime:?} {client:?}");
    if let (Ok(runtime), Ok(client)) = (runtime, client) {
        runtime.block_on(read(&client));
    }
}

async fn read(client: &Client) {
    let request = || client.request(&ONE);
    inspect(request().read_as::<Record>().await);
    inspect(request().read_as::<Json>().await);
    inspect(request().read_text().await);
    inspect(request().read_bytes().await);
    let mut items = Items::<Record, ErrorResponse>::new(client.request(&LIST));
    // Each page is the same, so that a token comes again at once, and a page without one is the last.
    let mut is_open = true;
    for _ in 0..LONGEST_LIST {
        match items.try_next().await {
            Ok(Some(record)) => drop(format!("{record:?}")),
            Ok(None) => {
                is_open = false;
                break;
            }
            Err(error) => bounded(&error),
        }
    }
    assert!(!is_open, "a list without an end");
}

fn inspect<T: Debug>(outcome: Result<T, Error<ErrorResponse>>) {
    match outcome {
        Ok(value) => drop(format!("{value:?}")),
        Err(error) => bounded(&error),
    }
}

/// An error's text is one line of limited length, and shows no character that acts on a terminal.
fn bounded<E: Display + Debug>(error: &E) {
    let text = error.to_string();
    assert!(
        text.len() <= LONGEST_TEXT,
        "an error of {} bytes",
        text.len()
    );
    // Joiners stay, because letters and pictures are made of them.
    let acts = |letter: char| is_invisible(letter) && !matches!(letter, '\u{200c}' | '\u{200d}');
    assert!(!text.contains(acts), "characters that act: {text:?}");
    let text = format!("{error:?}");
    assert!(
        text.len() <= LONGEST_TEXT,
        "an error of {} bytes in Debug",
        text.len()
    );
}
