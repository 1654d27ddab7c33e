//! Bodies of several pieces, of which files are read while they are sent, so that a large upload needs little memory.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use super::{Body, BoxFuture};
use crate::error::{TransportError, TransportErrorKind};
use crate::file::Content;
use crate::payload::Piece;

/// How much of a file is in memory at a time.
const CHUNK: usize = 64 * 1024;

/// Pieces of a body, one after the other.
pub(super) struct FileChunks {
    pieces: VecDeque<Piece>,
    reading: Option<Reading>,
    /// How many bytes are to come, where that is known.
    left: Option<u64>,
}

enum Reading {
    Opening {
        file: BoxFuture<'static, io::Result<File>>,
        left: u64,
    },
    Open {
        file: File,
        left: u64,
    },
    Stream(Body),
}

impl FileChunks {
    pub(super) fn new(pieces: Vec<Piece>, length: Option<u64>) -> FileChunks {
        FileChunks {
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
                        self.reading = Some(Reading::Opening {
                            file: open(path),
                            left: length.unwrap_or_default(),
                        });
                    }
                    Some(Piece {
                        content: Content::Once(once),
                        ..
                    }) => match once.take() {
                        Ok(body) => self.reading = Some(Reading::Stream(body)),
                        Err(error) => return Poll::Ready(Some(Err(fault(error)))),
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

fn fault(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Body, error)
}

fn open(path: PathBuf) -> BoxFuture<'static, io::Result<File>> {
    Box::pin(File::open(path))
}

impl Reading {
    /// The next bytes; `None` when as many were read as the file was long when its length was announced.
    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if let Reading::Stream(body) = self {
            let frame = ready!(http_body::Body::poll_frame(Pin::new(body), cx));
            let bytes = |frame: Frame<Bytes>| frame.into_data().unwrap_or_default();
            return Poll::Ready(frame.map(|frame| frame.map(bytes)));
        }
        if let Reading::Opening { file, left } = self {
            match ready!(file.as_mut().poll(cx)) {
                Ok(file) => *self = Reading::Open { file, left: *left },
                Err(error) => return Poll::Ready(Some(Err(fault(error)))),
            }
        }
        let Reading::Open { file, left } = self else {
            return Poll::Ready(None);
        };
        if *left == 0 {
            return Poll::Ready(None);
        }
        let mut buffer = vec![0; CHUNK.min(usize::try_from(*left).unwrap_or(CHUNK))];
        let mut read = ReadBuf::new(&mut buffer);
        if let Err(error) = ready!(Pin::new(file).poll_read(cx, &mut read)) {
            return Poll::Ready(Some(Err(fault(error))));
        }
        let length = read.filled().len();
        if length == 0 {
            let shrunk = io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter");
            return Poll::Ready(Some(Err(fault(shrunk))));
        }
        *left -= length as u64;
        buffer.truncate(length);
        Poll::Ready(Some(Ok(Bytes::from(buffer))))
    }
}

impl http_body::Body for FileChunks {
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
