//! gzip (RFC 1952), with its checksum.

use std::io::{self, Read};

use bytes::Bytes;
use flate2::bufread::MultiGzDecoder;

use super::Decoder;
use super::feed::Feed;

pub(super) struct Gzip(MultiGzDecoder<Feed>);

impl Gzip {
    pub(super) fn new() -> Gzip {
        Gzip(MultiGzDecoder::new(Feed::default()))
    }
}

impl Decoder for Gzip {
    fn feed(&mut self, bytes: Bytes) {
        self.0.get_mut().put(bytes);
    }

    fn end(&mut self) {
        self.0.get_mut().end();
    }

    fn decode(&mut self, out: &mut [u8]) -> io::Result<Option<usize>> {
        match self.0.read(out) {
            Ok(length) => Ok(Some(length)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }
}
