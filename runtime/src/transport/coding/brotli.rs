//! Brotli (RFC 7932).

use std::io::{self, BufRead};

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};
use bytes::Bytes;

use super::Decoder;
use super::feed::Feed;

pub(super) struct Brotli {
    feed: Feed,
    state: Box<BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>>,
    done: bool,
}

impl Brotli {
    pub(super) fn new() -> Brotli {
        let memory = StandardAlloc::default;
        Brotli {
            feed: Feed::default(),
            // Windows above 16 MiB are not allowed in HTTP.
            state: Box::new(BrotliState::new_strict(memory(), memory(), memory())),
            done: false,
        }
    }
}

impl Decoder for Brotli {
    fn feed(&mut self, bytes: Bytes) {
        self.feed.put(bytes);
    }

    fn end(&mut self) {
        self.feed.end();
    }

    fn decode(&mut self, out: &mut [u8]) -> io::Result<Option<usize>> {
        let input = self.feed.rest();
        if self.done {
            return match input.is_empty() {
                true if self.feed.has_ended() => Ok(Some(0)),
                true => Ok(None),
                false => Err(invalid_data("there are bytes behind its end")),
            };
        }
        let (mut left, mut read) = (input.len(), 0);
        let (mut room, mut written) = (out.len(), 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut read,
            input,
            &mut room,
            &mut written,
            out,
            &mut 0,
            &mut self.state,
        );
        self.feed.consume(read);
        match result {
            BrotliResult::ResultFailure => Err(invalid_data("it is not Brotli")),
            BrotliResult::ResultSuccess => {
                self.done = true;
                match written {
                    0 => self.decode(out),
                    _ => Ok(Some(written)),
                }
            }
            BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => {
                Ok(Some(written).filter(|written| *written > 0))
            }
        }
    }
}

fn invalid_data(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
