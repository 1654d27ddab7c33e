//! Compressed answers, decoded while they arrive. What comes out at a time is small however much a few
//! bytes stand for, so that the limit on an answer's size stops a bomb before it takes memory. What comes in counts
//! against the same limit, for compressed bytes may stand for nothing.

#[cfg(feature = "br")]
mod brotli;
#[cfg(any(feature = "br", feature = "gzip"))]
mod feed;
#[cfg(feature = "gzip")]
mod gzip;
#[cfg(feature = "zstd")]
mod zstd;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http_body::Frame;

use crate::body::{Body, too_large};
use crate::ground::{TransportError, TransportErrorKind};

/// How many bytes come out of a decoder at a time, at most.
const CHUNK: usize = 32 * 1024;
/// How many bytes go into a decoder at a time, at most: as many may be read before something comes out.
const SLICE: usize = 4 * 1024;
/// After this many slices in a row without output the decoder returns `Pending` once, so that other tasks run.
const FRUITLESS: u32 = 4;

/// The encodings that can be decoded, as `Accept-Encoding` lists them.
pub(crate) const ACCEPTED: Option<&str> = Some(
    match (
        cfg!(feature = "gzip"),
        cfg!(feature = "br"),
        cfg!(feature = "zstd"),
    ) {
        (true, true, true) => "gzip, br, zstd",
        (true, true, false) => "gzip, br",
        (true, false, true) => "gzip, zstd",
        (false, true, true) => "br, zstd",
        (false, true, false) => "br",
        (false, false, true) => "zstd",
        // One of them is on, or this would not be compiled.
        (_, false, false) => "gzip",
    },
);

/// Turns compressed bytes into what they stand for, piece by piece.
trait Decoder: Send {
    /// Takes the next compressed bytes. It is called when the decoder is out of them.
    fn feed(&mut self, bytes: Bytes);

    /// Learns that there are no more.
    fn end(&mut self);

    /// Writes what is decoded; `None` where more bytes are needed, 0 at the end.
    fn decode(&mut self, out: &mut [u8]) -> io::Result<Option<usize>>;
}

fn decoder(name: &str) -> Option<Box<dyn Decoder>> {
    match name.to_ascii_lowercase().as_str() {
        #[cfg(feature = "gzip")]
        "gzip" | "x-gzip" => Some(Box::new(gzip::Gzip::new())),
        #[cfg(feature = "br")]
        "br" => Some(Box::new(brotli::Brotli::new())),
        #[cfg(feature = "zstd")]
        "zstd" => Some(Box::new(zstd::Zstd::new())),
        _ => None,
    }
}

/// The body that an answer stands for, and its headers as they fit that. An encoding that nobody asked for
/// is left as it is. No more than `limit` bytes are read, compressed.
pub(crate) fn decoded(headers: &mut HeaderMap, body: Body, limit: usize) -> Body {
    // The answer to HEAD tells of a body that does not come.
    if body.length() == Some(0) {
        return body;
    }
    let name = headers.get(CONTENT_ENCODING);
    let decoder = name
        .and_then(|name| name.to_str().ok())
        .and_then(|name| decoder(name.trim()));
    let Some(decoder) = decoder else {
        return body;
    };
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    Body::network(Decoded {
        body,
        decoder,
        limit,
        left: limit,
        arrived: Bytes::new(),
        started: false,
        ended: false,
        fruitless: 0,
        out: vec![0; CHUNK].into(),
    })
}

struct Decoded {
    body: Body,
    decoder: Box<dyn Decoder>,
    /// How many compressed bytes the answer may have, and how many of them may still come.
    limit: usize,
    left: usize,
    /// What came and is not with the decoder yet.
    arrived: Bytes,
    /// Whether there was a byte: an answer without a body may still be called compressed.
    started: bool,
    ended: bool,
    /// How many slices in a row nothing came of.
    fruitless: u32,
    /// What the decoder writes to, however often.
    out: Box<[u8]>,
}

impl Decoded {
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            if self.started
                && let Some(chunk) = self.decode().transpose()
            {
                return Poll::Ready(
                    chunk
                        .map(|bytes| (!bytes.is_empty()).then_some(bytes))
                        .transpose(),
                );
            }
            ready!(self.poll_turn(cx));
            if self.arrived.is_empty() {
                match ready!(http_body::Body::poll_frame(Pin::new(&mut self.body), cx)?) {
                    Some(frame) => self.arrive(frame.into_data().unwrap_or_default())?,
                    None if self.started => {
                        self.ended = true;
                        self.decoder.end();
                    }
                    None => return Poll::Ready(None),
                }
            }
            if !self.arrived.is_empty() {
                let slice = self.arrived.split_to(SLICE.min(self.arrived.len()));
                self.started = true;
                self.fruitless += 1;
                self.decoder.feed(slice);
            }
        }
    }

    /// The next bytes that are decoded, none of them at the end; nothing where more have to arrive.
    fn decode(&mut self) -> Result<Option<Bytes>, TransportError> {
        let broken = |error| TransportError::new(TransportErrorKind::Encoding, error);
        let length = self.decoder.decode(&mut self.out).map_err(broken)?;
        let Some(length) = length else {
            let short = || broken(io::ErrorKind::UnexpectedEof.into());
            return if self.ended { Err(short()) } else { Ok(None) };
        };
        self.fruitless = 0;
        let decoded = self.out.get(..length).unwrap_or_default();
        Ok(Some(Bytes::copy_from_slice(decoded)))
    }

    /// Takes what came, if it is not too much.
    fn arrive(&mut self, bytes: Bytes) -> Result<(), TransportError> {
        let left = self.left.checked_sub(bytes.len());
        self.left = left.ok_or_else(|| too_large(self.limit))?;
        self.arrived = bytes;
        Ok(())
    }

    /// Pending now and then while nothing comes out.
    fn poll_turn(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.fruitless < FRUITLESS {
            return Poll::Ready(());
        }
        self.fruitless = 0;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl http_body::Body for Decoded {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let chunk = ready!(self.poll_chunk(cx));
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
