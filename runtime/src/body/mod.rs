//! Bodies of requests and answers: in memory, from files, or from the network.

mod file;
pub(crate) mod form;
pub(crate) mod lines;
mod multipart;
mod pace;
mod payload;
mod pieces;
mod stream;
#[cfg(feature = "xml")]
pub(crate) mod xml;

pub(crate) use file::Content;
pub use file::File;
pub(crate) use form::FieldText;
pub(crate) use multipart::Part;
pub(crate) use payload::{Payload, Piece, Prepared};
pub(crate) use stream::Once;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

use self::pace::Pace;
use self::pieces::Pieces;
use crate::ground::{TransportError, TransportErrorKind};

type Chunks = dyn http_body::Body<Data = Bytes, Error = TransportError> + Send;

/// How many frames of an unread body are read before its connection is closed.
const DISCARDED_FRAMES: usize = 1024;

/// The body of a request or a response.
///
/// ```
/// use posthaste_runtime::Body;
///
/// let body = Body::from("hello");
/// assert_eq!(body.length(), Some(5));
/// ```
pub struct Body(Inner);

enum Inner {
    Full(Option<Bytes>),
    Chunks(Pin<Box<Chunks>>, Pace),
}

impl Body {
    /// An empty body.
    pub fn empty() -> Body {
        Body(Inner::Full(None))
    }

    /// A body whose chunks come from an iterator while it is sent.
    ///
    /// ```
    /// use posthaste_runtime::{Body, bytes::Bytes};
    ///
    /// let lines = (0..3).map(|n| Ok(Bytes::from(format!("{n}\n"))));
    /// let body = Body::from_chunks(lines);
    /// assert_eq!(body.length(), None);
    /// ```
    pub fn from_chunks<I>(chunks: I) -> Body
    where
        I: IntoIterator<Item = std::io::Result<Bytes>>,
        I::IntoIter: Send + 'static,
    {
        Body::from_http_body(Iterated(Box::new(chunks.into_iter())))
    }

    pub(crate) fn pieces(pieces: Vec<Piece>, length: Option<u64>) -> Body {
        Body::from_http_body(Pieces::new(pieces, length))
    }

    pub(crate) fn from_http_body(
        body: impl http_body::Body<Data = Bytes, Error = TransportError> + Send + 'static,
    ) -> Body {
        Body(Inner::Chunks(Box::pin(body), Pace::default()))
    }

    /// The number of remaining bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        http_body::Body::size_hint(self).exact()
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// [`TransportError`] when the connection breaks or a file cannot be read.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        loop {
            let frame = poll_fn(|cx| http_body::Body::poll_frame(Pin::new(self), cx)).await?;
            match frame.map(Frame::into_data) {
                Ok(Ok(bytes)) if !bytes.is_empty() => return Some(Ok(bytes)),
                // Empty chunks and trailers are skipped.
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// Reads the whole body.
    ///
    /// # Errors
    /// [`TransportError`] when the connection breaks before the end.
    pub async fn collect(self) -> Result<Bytes, TransportError> {
        self.collect_up_to(usize::MAX).await
    }

    /// Reads the whole body, unless it is longer than `limit` bytes.
    pub(crate) async fn collect_up_to(mut self, limit: usize) -> Result<Bytes, TransportError> {
        if self.length().is_some_and(|length| length > limit as u64) {
            return Err(too_large(limit));
        }
        let Some(first) = self.chunk().await.transpose()? else {
            return Ok(Bytes::new());
        };
        if first.len() > limit {
            return Err(too_large(limit));
        }
        let Some(second) = self.chunk().await.transpose()? else {
            return Ok(first);
        };
        let mut all = BytesMut::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            if all.len() + chunk.len() > limit {
                return Err(too_large(limit));
            }
            all.extend_from_slice(&chunk);
            next = self.chunk().await.transpose()?;
        }
        Ok(all.freeze())
    }

    /// Puts bytes that were read before back to the front of the body.
    pub(crate) fn with_prefix(self, start: Bytes) -> Body {
        Body::from_http_body(Resumed { start, rest: self })
    }

    /// All bytes, if they are in memory.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Full(bytes) => bytes.as_ref(),
            Inner::Chunks(..) => None,
        }
    }

    /// Reads and drops the rest of the body, so that the connection can be reused. A long rest is not read. Frames
    /// are counted as well as bytes, because a frame may be empty.
    pub(crate) async fn discard(mut self) {
        let mut left: usize = 64 * 1024;
        for _ in 0..DISCARDED_FRAMES {
            let frame = poll_fn(|cx| http_body::Body::poll_frame(Pin::new(&mut self), cx)).await;
            let Some(Ok(frame)) = frame else { return };
            let length = frame.data_ref().map_or(0, Bytes::len);
            match left.checked_sub(length) {
                Some(rest) => left = rest,
                None => return,
            }
        }
    }
}

/// A file or stream of a body cannot be read.
fn body_error(error: std::io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Body, error)
}

pub(crate) fn too_large(limit: usize) -> TransportError {
    let why =
        format!("it has more than {limit} bytes; the builder's `largest_answer` sets the limit");
    TransportError::new(TransportErrorKind::TooLarge, why)
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.0 {
            Inner::Full(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Chunks(chunks, pace) => {
                ready!(pace.poll(cx));
                let frame = chunks.as_mut().poll_frame(cx);
                match &frame {
                    Poll::Ready(Some(Ok(frame))) => {
                        pace.count(frame.data_ref().map_or(0, Bytes::len));
                    }
                    Poll::Ready(_) => {}
                    Poll::Pending => pace.reset(),
                }
                frame
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Full(bytes) => bytes.is_none(),
            Inner::Chunks(chunks, _) => chunks.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Full(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Inner::Chunks(chunks, _) => chunks.size_hint(),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Body {
        Body(Inner::Full(Some(bytes).filter(|bytes| !bytes.is_empty())))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Body {
        Body::from(Bytes::from(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Body {
        Body::from(Bytes::from(text))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Body {
        Body::from(Bytes::from_static(text.as_bytes()))
    }
}

/// Shows only the length.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(of unknown length)"),
        }
    }
}

/// A body with bytes in front that were read before.
struct Resumed {
    start: Bytes,
    rest: Body,
}

impl http_body::Body for Resumed {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        if !self.start.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.start)))));
        }
        Pin::new(&mut self.rest).poll_frame(cx)
    }

    fn size_hint(&self) -> SizeHint {
        let rest = http_body::Body::size_hint(&self.rest).exact();
        rest.map_or_else(SizeHint::new, |rest| {
            SizeHint::with_exact(rest + self.start.len() as u64)
        })
    }
}

/// A body whose chunks come from an iterator.
struct Iterated(Box<dyn Iterator<Item = std::io::Result<Bytes>> + Send>);

impl http_body::Body for Iterated {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Poll::Ready(
            self.0
                .next()
                .map(|chunk| chunk.map(Frame::data).map_err(body_error)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// The number of chunks that `discard` reads of a body with a million of these chunks.
    async fn chunks_discarded(chunk: &'static [u8]) -> usize {
        let read = Arc::new(AtomicUsize::new(0));
        let counted = read.clone();
        // Finite, so that an error is a failed test and not an endless one.
        let chunks = (0..1_000_000).map(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(Bytes::from_static(chunk))
        });
        Body::from_chunks(chunks).discard().await;
        read.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn discard_reads_a_limited_number_of_bytes_and_frames() {
        assert_eq!(chunks_discarded(b"").await, DISCARDED_FRAMES);
        assert_eq!(chunks_discarded(b"a").await, DISCARDED_FRAMES);
        assert_eq!(chunks_discarded(&[0; 1024]).await, 65);
    }
}
