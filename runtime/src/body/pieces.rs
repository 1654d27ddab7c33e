//! Bodies of several pieces. Files are read while they are sent, so that a large upload needs little memory.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::{Body, Content, Piece, body_error};
use crate::ground::TransportError;
use crate::ground::disk::Reader;

/// The pieces of a body, in order.
pub(super) struct Pieces {
    pieces: VecDeque<Piece>,
    reading: Option<Reading>,
    /// The number of remaining bytes, if it is known.
    left: Option<u64>,
}

enum Reading {
    File(Reader),
    Stream(Body),
}

impl Pieces {
    pub(super) fn new(pieces: Vec<Piece>, length: Option<u64>) -> Pieces {
        Pieces {
            pieces: pieces.into(),
            reading: None,
            left: length,
        }
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let Some(reading) = &mut self.reading else {
                match self.pieces.pop_front() {
                    None => return Poll::Ready(None),
                    Some(Piece {
                        content: Content::Bytes(bytes),
                        ..
                    }) if bytes.is_empty() => {}
                    Some(Piece {
                        content: Content::Bytes(bytes),
                        ..
                    }) => {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                    Some(Piece {
                        content: Content::Path(path),
                        length,
                    }) => {
                        let file = Reader::new(path, length.unwrap_or_default());
                        self.reading = Some(Reading::File(file));
                    }
                    Some(Piece {
                        content: Content::Once(once),
                        ..
                    }) => match once.take() {
                        Ok(body) => self.reading = Some(Reading::Stream(body)),
                        Err(error) => return Poll::Ready(Some(Err(body_error(error)))),
                    },
                }
                continue;
            };
            match ready!(reading.poll_chunk(cx)) {
                Some(result) => return Poll::Ready(Some(result)),
                None => self.reading = None,
            }
        }
    }
}

impl Reading {
    /// The next bytes; `None` at the end.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match self {
            Reading::File(file) => {
                let chunk = ready!(file.poll_chunk(cx));
                Poll::Ready(chunk.map(|chunk| chunk.map_err(body_error)))
            }
            Reading::Stream(body) => {
                let frame = ready!(http_body::Body::poll_frame(Pin::new(body), cx));
                let bytes = |frame: Frame<Bytes>| frame.into_data().unwrap_or_default();
                Poll::Ready(frame.map(|frame| frame.map(bytes)))
            }
        }
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let chunk = ready!(self.poll_chunk(cx));
        Poll::Ready(chunk.map(|chunk| match chunk {
            Ok(bytes) => {
                let length = bytes.len() as u64;
                self.left = self.left.map(|left| left.saturating_sub(length));
                Ok(Frame::data(bytes))
            }
            Err(error) => Err(error),
        }))
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
