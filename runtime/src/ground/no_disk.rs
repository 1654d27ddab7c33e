//! The functions of `disk` for targets without an operating system: every file is an error.

use std::io;
use std::path::{Path, PathBuf};
use std::task::{Context, Poll};

use bytes::Bytes;

fn unsupported<T>() -> io::Result<T> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "there are no files here",
    ))
}

pub(crate) async fn length(_: &Path) -> io::Result<Option<u64>> {
    unsupported()
}

pub(crate) struct Reader;

impl Reader {
    pub(crate) fn new(_: PathBuf, _: u64) -> Reader {
        Reader
    }

    pub(crate) fn poll_chunk(&mut self, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        Poll::Ready(Some(unsupported()))
    }
}

pub(crate) struct Partial;

impl Partial {
    pub(crate) async fn create(_: &Path) -> io::Result<Partial> {
        unsupported()
    }

    pub(crate) async fn write(&mut self, _: &[u8]) -> io::Result<()> {
        unsupported()
    }

    pub(crate) async fn finish(self) -> io::Result<()> {
        unsupported()
    }
}

/// Runs the work on this thread, because there are no others.
pub(crate) async fn run_blocking<T>(work: impl FnOnce() -> T) -> T {
    work()
}
