//! What stands in the place of disks and sockets where there is no operating system.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::Transport;
#[cfg(feature = "tower")]
use crate::error::{TransportError, TransportErrorKind};

fn none<T>() -> io::Result<T> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "there are no files here",
    ))
}

pub(crate) async fn length(_: &Path) -> io::Result<Option<u64>> {
    none()
}

pub(super) struct Reader;

impl Reader {
    pub(super) fn new(_: PathBuf, _: u64) -> Reader {
        Reader
    }

    pub(super) fn poll_chunk(&mut self, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        Poll::Ready(Some(none()))
    }
}

pub(crate) struct Partial;

impl Partial {
    pub(crate) async fn create(_: &Path) -> io::Result<Partial> {
        none()
    }

    pub(crate) async fn write(&mut self, _: &[u8]) -> io::Result<()> {
        none()
    }

    pub(crate) async fn finish(self) -> io::Result<()> {
        none()
    }
}

/// The first cause that tells what happened.
#[cfg(feature = "tower")]
pub(super) fn kind_of(error: &(dyn std::error::Error + 'static)) -> Option<TransportErrorKind> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return Some(error.kind());
        }
        cause = error.source();
    }
    None
}

/// Runs what takes long, here, for there are no threads.
pub(crate) async fn aside<T>(work: impl FnOnce() -> T) -> T {
    work()
}

pub(crate) fn default_transport(_: Duration, _: usize) -> Result<Arc<dyn Transport>, String> {
    Err("there is none for this target: set one by `.transport(..)`".to_owned())
}
