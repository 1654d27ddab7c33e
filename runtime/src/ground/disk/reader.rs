//! Reading files piece by piece.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use crate::ground::BoxFuture;

/// The size of a piece in bytes.
const CHUNK: usize = 64 * 1024;

/// The length of a file in bytes; `None` if the path is not a file.
pub(crate) async fn length(path: &Path) -> io::Result<Option<u64>> {
    let metadata = tokio::fs::metadata(path).await?;
    Ok(metadata.is_file().then_some(metadata.len()))
}

/// A file that is being read.
pub(crate) struct Reader {
    file: Opening,
    /// How many bytes are left, counted from the length that was announced.
    left: u64,
}

enum Opening {
    Pending(BoxFuture<'static, io::Result<File>>),
    Done(File),
}

impl Reader {
    pub(crate) fn new(path: PathBuf, length: u64) -> Reader {
        Reader {
            file: Opening::Pending(Box::pin(File::open(path))),
            left: length,
        }
    }

    /// The next bytes; `None` at the end.
    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if let Opening::Pending(opening) = &mut self.file {
            match ready!(opening.as_mut().poll(cx)) {
                Ok(file) => self.file = Opening::Done(file),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        let Opening::Done(file) = &mut self.file else {
            return Poll::Ready(None);
        };
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let mut buffer = vec![0; CHUNK.min(usize::try_from(self.left).unwrap_or(CHUNK))];
        let mut read = ReadBuf::new(&mut buffer);
        if let Err(error) = ready!(Pin::new(file).poll_read(cx, &mut read)) {
            return Poll::Ready(Some(Err(error)));
        }
        let length = read.filled().len();
        if length == 0 {
            let shrunk = io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter");
            return Poll::Ready(Some(Err(shrunk)));
        }
        self.left -= length as u64;
        buffer.truncate(length);
        Poll::Ready(Some(Ok(Bytes::from(buffer))))
    }
}
