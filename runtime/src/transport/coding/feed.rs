//! The input of a decoder.

use std::io::{self, BufRead, Read};

use bytes::{Buf, Bytes};

/// Bytes that arrived and are not decoded yet. When it is empty, reading returns `WouldBlock` until the end of the
/// input is set.
#[derive(Default)]
pub(super) struct Feed {
    bytes: Bytes,
    ended: bool,
}

impl Feed {
    pub(super) fn put(&mut self, bytes: Bytes) {
        if self.bytes.is_empty() {
            self.bytes = bytes;
        } else {
            self.bytes = [&self.bytes[..], &bytes[..]].concat().into();
        }
    }

    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    #[cfg(feature = "br")]
    pub(super) fn rest(&self) -> &[u8] {
        &self.bytes
    }

    #[cfg(feature = "br")]
    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }
}

impl BufRead for Feed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.bytes.is_empty() && !self.ended {
            true => Err(io::ErrorKind::WouldBlock.into()),
            false => Ok(&self.bytes),
        }
    }

    fn consume(&mut self, count: usize) {
        self.bytes.advance(count);
    }
}

impl Read for Feed {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.len().min(out.len());
        self.bytes.copy_to_slice(&mut out[..count]);
        Ok(count)
    }
}
