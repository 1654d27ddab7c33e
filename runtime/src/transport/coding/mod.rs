//! Compressed answers, decoded while they arrive. What comes out at a time is small however much a few
//! bytes stand for, so that the limit on an answer's size stops a bomb before it takes memory.

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

use super::Body;
use crate::error::{TransportError, TransportErrorKind};

/// How many bytes come out of a decoder at a time, at most.
const CHUNK: usize = 32 * 1024;

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
/// is left as it is.
pub(crate) fn decoded(headers: &mut HeaderMap, body: Body) -> Body {
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
        started: false,
        ended: false,
    })
}

struct Decoded {
    body: Body,
    decoder: Box<dyn Decoder>,
    /// Whether there was a byte: an answer without a body may still be called compressed.
    started: bool,
    ended: bool,
}

impl Decoded {
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let broken = |error| TransportError::new(TransportErrorKind::Encoding, error);
        loop {
            if self.started {
                let mut out = vec![0; CHUNK];
                match self.decoder.decode(&mut out).map_err(broken)? {
                    Some(0) => return Poll::Ready(None),
                    Some(length) => {
                        out.truncate(length);
                        return Poll::Ready(Some(Ok(out.into())));
                    }
                    None if self.ended => {
                        let short = io::Error::from(io::ErrorKind::UnexpectedEof);
                        return Poll::Ready(Some(Err(broken(short))));
                    }
                    None => {}
                }
            }
            match ready!(http_body::Body::poll_frame(Pin::new(&mut self.body), cx)?) {
                Some(frame) => {
                    let bytes = frame.into_data().unwrap_or_default();
                    if !bytes.is_empty() {
                        self.started = true;
                        self.decoder.feed(bytes);
                    }
                }
                None if self.started => {
                    self.ended = true;
                    self.decoder.end();
                }
                None => return Poll::Ready(None),
            }
        }
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
