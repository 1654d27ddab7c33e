//! Compressed answers: asked for, decoded while they arrive, and never larger than what the client takes.
#![cfg(all(feature = "gzip", feature = "br", feature = "zstd"))]

use std::io::Write as _;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use posthaste_runtime::bytes::Bytes;
use posthaste_runtime::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use posthaste_runtime::http::{HeaderMap, Request, Response};
use posthaste_runtime::{
    Body, BoxFuture, Call, Error, ErrorResponse, Operation, Retries, Transport, TransportError,
    TransportErrorKind,
};

use crate::support::zoo::Zoo;

static GET: Operation = Operation::new("GET", "/text").secured(0);

/// `{"name":"Zoë","text":"hello hello …"}` and 200 MiB of spaces, as another implementation of Brotli writes them.
const BROTLI_TEXT: &str = "1bf82ef89d0976ec9441cc869d87374cc452676fb545d840de164b5f6b95a10deb402411e836ddc003303cc11ce08f70\
     942600591f0a";
const BROTLI_BOMB: &str = "cbffff3ff82540e2b14020f7fe8fffff7ff04b00c4611180eefd1fffffffe0970088c30200ddfb3ffeffffc12f011087\
     0500baf77ffcffff835f02200e0b0074effff8ffff07bf04401c1600e8defff1ffff0f7e0980382c00d0bdffe3ffff1f\
     fc1200715800a07bffc7ffff3ff82500e2b00040f7fe8fffff7ff04b00c4610180eefd1fffffffe0970088c30200ddfb\
     3ffeffffc12f0110870500baf77ffcffff835f02200e0b0074effff8ffff07bf04401c1600e8defff1ffff0f7e098038\
     2c00d0bdffe3ffff1ffc1200715800a07bffc7ffff3ff82500e2b00040f7fe8fffff7ff04b00c4610180eefd1fffffff\
     e0970088c30200ddfb3ffeffffc12f0110870500baf77ffcffff835f02200e0b0074effff8ffff07bf04401c1600e8de\
     fff1ffff0f7e0980382c00d0bdffe3ffff1ffc1200715800a07bff97ffff7ff82500e2b00040f7fe0f";

fn text() -> String {
    format!(
        "{{\"name\":\"Zoë\",\"text\":\"{}\"}}",
        "hello ".repeat(2000)
    )
}

/// Answers with the same bytes always, in pieces, and keeps the headers of what it was sent.
#[derive(Clone)]
struct Canned {
    encoding: &'static str,
    bytes: Bytes,
    piece: usize,
    heads: Arc<Mutex<Vec<HeaderMap>>>,
}

impl Canned {
    fn new(encoding: &'static str, bytes: impl Into<Bytes>, piece: usize) -> Canned {
        Canned {
            encoding,
            bytes: bytes.into(),
            piece,
            heads: Arc::default(),
        }
    }

    fn zoo(&self) -> Zoo {
        let builder = Zoo::builder().bearer("t0ken").retries(Retries::none());
        builder.transport(self.clone()).build().expect("a client")
    }

    async fn answer(&self) -> Result<posthaste_runtime::Response<Bytes>, Error<ErrorResponse>> {
        let zoo = self.zoo();
        let call = zoo.request(&GET).read_bytes();
        call.send().await
    }

    async fn kind_of_error(&self) -> TransportErrorKind {
        match self.answer().await {
            Err(Error::Transport(error)) => error.kind(),
            other => panic!("{other:?}"),
        }
    }
}

impl Transport for Canned {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        self.heads
            .lock()
            .expect("the log")
            .push(request.headers().clone());
        let pieces: Vec<_> = self
            .bytes
            .chunks(self.piece)
            .map(Bytes::copy_from_slice)
            .collect();
        let answer = Response::builder()
            .header(CONTENT_ENCODING, self.encoding)
            .header(CONTENT_LENGTH, self.bytes.len())
            .body(Body::from_chunks(pieces.into_iter().map(Ok)));
        Box::pin(async move { Ok(answer.expect("an answer")) })
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn unhex(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits
        .map(|pair| byte(pair).expect("hexadecimal"))
        .collect()
}

fn samples() -> [(&'static str, Vec<u8>); 3] {
    let text = text();
    [
        ("gzip", gzip(text.as_bytes())),
        ("br", unhex(BROTLI_TEXT)),
        ("zstd", zstd(text.as_bytes())),
    ]
}

#[tokio::test]
async fn answers_are_decoded_however_they_arrive() {
    for (encoding, bytes) in samples() {
        for piece in [1, 2, 7, 1000, usize::MAX] {
            let answer = Canned::new(encoding, bytes.clone(), piece).answer().await;
            let answer = answer.unwrap_or_else(|error| panic!("{encoding} by {piece}: {error}"));
            assert_eq!(answer.body(), text().as_bytes(), "{encoding} by {piece}");
            // They would lie about what was decoded.
            assert_eq!(answer.header("content-encoding"), None);
            assert_eq!(answer.header("content-length"), None);
        }
    }
}

#[tokio::test]
async fn several_members_follow_each_other() {
    let twice = |bytes: Vec<u8>| [bytes.clone(), bytes].concat();
    for (encoding, bytes) in [("gzip", gzip(b"ab")), ("zstd", zstd(b"ab"))] {
        let answer = Canned::new(encoding, twice(bytes), 3).answer().await;
        assert_eq!(
            answer.expect("an answer").body(),
            &b"abab"[..],
            "{encoding}"
        );
    }
}

#[tokio::test]
async fn compression_is_asked_for_unless_the_call_says_otherwise() {
    let canned = Canned::new("identity", "{}", 9);
    let zoo = canned.zoo();
    let call = || zoo.request(&GET).read_nothing();
    call().await.expect("an answer");
    call()
        .with_header("Accept-Encoding", "identity")
        .await
        .expect("an answer");
    call()
        .with_header("Range", "bytes=0-1")
        .await
        .expect("an answer");
    call().download().await.expect("an answer");
    let heads = canned.heads.lock().expect("the log");
    let asked: Vec<_> = heads
        .iter()
        .map(|head| {
            head.get(ACCEPT_ENCODING)
                .and_then(|value| value.to_str().ok())
        })
        .collect();
    assert_eq!(
        asked,
        [Some("gzip, br, zstd"), Some("identity"), None, None]
    );
}

#[tokio::test]
async fn what_is_downloaded_is_stored_as_it_came() {
    let canned = Canned::new("gzip", gzip(b"a file"), 9);
    let zoo = canned.zoo();
    let call = zoo.request(&GET).read_nothing();
    let file = call.download().await.expect("an answer").bytes().await;
    assert_eq!(file.expect("a file"), gzip(b"a file"));
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_takes_memory() {
    // 3 GiB of zeros: blocks of one byte each that is repeated 128 Ki times.
    let mut zstd = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    for _ in 0..24 * 1024 {
        zstd.extend_from_slice(&[0x02, 0x00, 0x10, 0x00]);
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..100 {
        gzip.write_all(&[0; 1024 * 1024]).expect("memory takes all");
    }
    let bombs = [
        ("gzip", gzip.finish().expect("memory takes all")),
        ("br", unhex(BROTLI_BOMB)),
        ("zstd", zstd),
    ];
    for (encoding, bytes) in bombs {
        let bomb = Canned::new(encoding, bytes, usize::MAX);
        assert_eq!(
            bomb.kind_of_error().await,
            TransportErrorKind::TooLarge,
            "{encoding}"
        );
    }
}

/// Answers with one piece again and again behind a start, and counts how often it was taken.
#[derive(Clone)]
struct Endless {
    encoding: &'static str,
    start: &'static [u8],
    piece: Bytes,
    taken: Arc<AtomicUsize>,
}

impl Endless {
    fn new(encoding: &'static str, start: &'static [u8], piece: impl Into<Bytes>) -> Endless {
        Endless {
            encoding,
            start,
            piece: piece.into(),
            taken: Arc::default(),
        }
    }
}

impl Transport for Endless {
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let Endless { piece, taken, .. } = self.clone();
        let start = std::iter::once(Ok(Bytes::from_static(self.start)));
        let pieces = std::iter::repeat_with(move || {
            taken.fetch_add(1, Ordering::Relaxed);
            Ok(piece.clone())
        });
        // An end, so that a client that does not give way fails here and does not hang.
        let answer = Response::builder()
            .header(CONTENT_ENCODING, self.encoding)
            .body(Body::from_chunks(start.chain(pieces.take(2000))));
        Box::pin(async move { Ok(answer.expect("an answer")) })
    }
}

/// What begins an answer, and 40 KB that can follow each other and stand for no byte.
fn nothings() -> [(&'static str, &'static [u8], Vec<u8>); 4] {
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38, 0x01, 0x00, 0x00];
    let skipped = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7];
    [
        ("gzip", b"", gzip(b"").repeat(2000)),
        ("zstd", b"", frame.repeat(4500)),
        ("zstd", b"", skipped.repeat(4000)),
        // A window of 64 KiB (one bit, 0), and metadata blocks without bytes (0, 11, 0, 00 and padding).
        ("br", b"\x0c", vec![0x06; 40_000]),
    ]
}

#[tokio::test]
async fn what_stands_for_nothing_ends_by_its_size() {
    for (encoding, start, piece) in nothings() {
        let endless = Endless::new(encoding, start, piece);
        let client = Zoo::builder().bearer("t0ken").largest_answer(200_000);
        let zoo = client.transport(endless.clone()).build().expect("a client");
        let call = zoo.request(&GET).read_bytes();
        match call.await {
            Err(Error::Transport(error)) => {
                assert_eq!(error.kind(), TransportErrorKind::TooLarge, "{encoding}");
            }
            other => panic!("{encoding}: {other:?}"),
        }
        assert!(endless.taken.load(Ordering::Relaxed) <= 6, "{encoding}");
    }
}

#[tokio::test]
async fn others_get_their_turn_while_nothing_comes_out() {
    let empty: (_, &[u8], _) = ("identity", b"", Vec::new());
    for (encoding, start, piece) in nothings().into_iter().chain([empty]) {
        let endless = Endless::new(encoding, start, piece);
        let client = Zoo::builder().bearer("t0ken").no_timeout();
        let zoo = client.transport(endless.clone()).build().expect("a client");
        let call = zoo.request(&GET).read_bytes();
        let mut call = pin!(call.send());
        let mut context = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending(), "{encoding}");
        let taken = endless.taken.load(Ordering::Relaxed);
        assert!((1..=64).contains(&taken), "{encoding}: {taken}");
    }
}

#[tokio::test]
async fn a_call_ends_in_time_whatever_its_answer_stands_for() {
    let zoo = Zoo::builder()
        .bearer("t0ken")
        .timeout(Duration::from_millis(100))
        .largest_answer(usize::MAX)
        .transport(Endless::new("gzip", b"", gzip(b"").repeat(20_000)))
        .build()
        .expect("a client");
    let call = zoo.request(&GET).read_bytes();
    let error = call.await.expect_err("it never ends");
    assert!(matches!(error, Error::Timeout(_)), "{error}");
}

#[tokio::test]
async fn frames_that_are_to_be_skipped_are_skipped() {
    let skipped = |magic: u8, length: usize| {
        let length = (length as u32).to_le_bytes();
        [&[magic, 0x2a, 0x4d, 0x18][..], &length].concat()
    };
    let some = [skipped(0x50, 3), vec![1, 2, 3]].concat();
    let none = skipped(0x5f, 0);
    let long = [skipped(0x57, 300_000), vec![0x28; 300_000]].concat();
    let bytes = [
        &some[..],
        &none,
        &zstd(b"ab"),
        &long,
        &zstd(b"cd"),
        &some,
        &none,
    ]
    .concat();
    for piece in [1, 3, 5000, usize::MAX] {
        let answer = Canned::new("zstd", bytes.clone(), piece).answer().await;
        let answer = answer.unwrap_or_else(|error| panic!("by {piece}: {error}"));
        assert_eq!(answer.body(), &b"abcd"[..], "by {piece}");
    }
    let only = Canned::new("zstd", some, 4).answer().await;
    assert!(only.expect("an answer").body().is_empty());
    let cut = Canned::new("zstd", long[..1000].to_vec(), 4);
    assert_eq!(cut.kind_of_error().await, TransportErrorKind::Encoding);
}

#[tokio::test]
async fn what_is_broken_is_an_error_of_its_own() {
    for (encoding, bytes) in samples() {
        let cut = bytes[..bytes.len() / 2].to_vec();
        let cut = Canned::new(encoding, cut, 10);
        assert_eq!(
            cut.kind_of_error().await,
            TransportErrorKind::Encoding,
            "{encoding}"
        );
        let other = Canned::new(encoding, "{\"not\":\"compressed\"}", 10);
        assert_eq!(
            other.kind_of_error().await,
            TransportErrorKind::Encoding,
            "{encoding}"
        );
    }
    let mut wrong = gzip(b"ab");
    let checksum = wrong.len() - 6;
    wrong[checksum] ^= 1;
    let wrong = Canned::new("gzip", wrong, 100);
    assert_eq!(wrong.kind_of_error().await, TransportErrorKind::Encoding);
}

#[tokio::test]
async fn nothing_is_nothing_and_the_unknown_stays_as_it_is() {
    let nothing = Canned::new("gzip", "", 1)
        .answer()
        .await
        .expect("an answer");
    assert!(nothing.body().is_empty());
    let unknown = Canned::new("compress", "as it is", 1)
        .answer()
        .await
        .expect("an answer");
    assert_eq!(unknown.body(), &b"as it is"[..]);
    assert_eq!(unknown.header("content-encoding"), Some("compress"));
}
