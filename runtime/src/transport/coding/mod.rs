//! Decompression of responses while they arrive. The output is decoded in small pieces, so that the limit on the size
//! of a response stops a decompression bomb before it uses memory. The compressed input counts against the same
//! limit, because it may decode to nothing.

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

/// The maximum number of bytes that a decoder returns at a time.
const CHUNK: usize = 32 * 1024;
/// The maximum number of bytes that a decoder receives at a time: it may consume all of them before it returns any.
const SLICE: usize = 4 * 1024;
/// After this many inputs in a row without output, the decoder returns `Pending` once, so that other tasks run.
const MOST_WITHOUT_OUTPUT: u32 = 4;

/// The value of `Accept-Encoding`.
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
        // This function is compiled only if one of the features is on.
        (_, false, false) => "gzip",
    },
);

/// Decodes compressed bytes piece by piece.
trait Decoder: Send {
    /// Passes further compressed bytes. Called when the decoder has consumed all input.
    fn feed(&mut self, bytes: Bytes);

    /// Marks the end of the input.
    fn end(&mut self);

    /// Writes decoded bytes; returns `None` if it needs more input, and 0 at the end.
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

/// Decodes the body of a response and adjusts its headers. A body with an unknown encoding stays as it is. At most
/// `limit` compressed bytes are read.
pub(crate) fn decode(headers: &mut HeaderMap, body: Body, limit: usize) -> Body {
    // The response to HEAD has the headers of a body that is not sent.
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
    Body::from_http_body(Decoded {
        body,
        decoder,
        limit,
        left: limit,
        input: Bytes::new(),
        started: false,
        ended: false,
        without_output: 0,
        out: vec![0; CHUNK].into(),
    })
}

struct Decoded {
    body: Body,
    decoder: Box<dyn Decoder>,
    /// The maximum number of compressed bytes, and how many of them may still arrive.
    limit: usize,
    left: usize,
    /// Bytes that arrived and were not passed to the decoder yet.
    input: Bytes,
    /// Whether a byte arrived: an empty body may still have a `Content-Encoding`.
    started: bool,
    ended: bool,
    /// How many inputs in a row had no output.
    without_output: u32,
    /// The buffer for the output, which is reused.
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
            ready!(self.poll_yield(cx));
            if self.input.is_empty() {
                match ready!(http_body::Body::poll_frame(Pin::new(&mut self.body), cx)?) {
                    Some(frame) => self.take_input(frame.into_data().unwrap_or_default())?,
                    None if self.started => {
                        self.ended = true;
                        self.decoder.end();
                    }
                    None => return Poll::Ready(None),
                }
            }
            if !self.input.is_empty() {
                let slice = self.input.split_to(SLICE.min(self.input.len()));
                self.started = true;
                self.without_output += 1;
                self.decoder.feed(slice);
            }
        }
    }

    /// The next decoded bytes, empty at the end; `None` if more input must arrive first.
    fn decode(&mut self) -> Result<Option<Bytes>, TransportError> {
        let invalid_data = |error| TransportError::new(TransportErrorKind::Encoding, error);
        let length = self.decoder.decode(&mut self.out).map_err(invalid_data)?;
        let Some(length) = length else {
            let short = || invalid_data(io::ErrorKind::UnexpectedEof.into());
            return if self.ended { Err(short()) } else { Ok(None) };
        };
        self.without_output = 0;
        let decoded = self.out.get(..length).unwrap_or_default();
        Ok(Some(Bytes::copy_from_slice(decoded)))
    }

    /// Takes a chunk of input, unless that exceeds the limit.
    fn take_input(&mut self, bytes: Bytes) -> Result<(), TransportError> {
        let left = self.left.checked_sub(bytes.len());
        self.left = left.ok_or_else(|| too_large(self.limit))?;
        self.input = bytes;
        Ok(())
    }

    /// Yields from time to time while there is no output.
    fn poll_yield(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.without_output < MOST_WITHOUT_OUTPUT {
            return Poll::Ready(());
        }
        self.without_output = 0;
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
