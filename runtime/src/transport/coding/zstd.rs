//! Zstandard (RFC 8878), within the window that RFC 9659 allows on the web.

use std::io::{self, Read};

use bytes::{Buf, Bytes, BytesMut};
use ruzstd::decoding::FrameDecoder;

use super::Decoder;

/// The magic number and the byte that tells how long the rest of a frame's header is.
const HEADER_START: usize = 5;
/// The magic number and the length of a frame that is to be skipped (RFC 8878, section 3.1.2).
const SKIPPABLE_HEADER: usize = 8;
/// How far back what was decoded may be pointed to, and so how much of it is kept.
const WINDOW: u64 = 8 * 1024 * 1024;

pub(super) struct Zstd {
    input: BytesMut,
    ended: bool,
    frame: FrameDecoder,
    next: Next,
    has_checksum: bool,
}

/// What is to be read next.
enum Next {
    Header,
    Block,
    Checksum,
    /// So many bytes of a frame that is to be skipped.
    Skipped(usize),
}

impl Zstd {
    pub(super) fn new() -> Zstd {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(WINDOW);
        Zstd {
            input: BytesMut::new(),
            ended: false,
            frame,
            next: Next::Header,
            has_checksum: false,
        }
    }

    /// Takes what is next, if all of it is there. Whether it was.
    fn step(&mut self) -> io::Result<bool> {
        match self.next {
            Next::Header => self.header(),
            Next::Block => self.block(),
            Next::Checksum => self.checksum(),
            Next::Skipped(left) => Ok(self.skip(left)),
        }
    }

    fn header(&mut self) -> io::Result<bool> {
        if let Some([0x50..=0x5F, 0x2A, 0x4D, 0x18]) = self.input.first_chunk() {
            return Ok(self.skippable());
        }
        let Some(&flags) = self.input.get(HEADER_START - 1) else {
            return Ok(false);
        };
        let length = header_length(flags);
        let Some(mut header) = self.input.get(..length) else {
            return Ok(false);
        };
        self.frame.init(&mut header).map_err(broken)?;
        self.input.advance(length);
        self.has_checksum = flags & 4 != 0;
        self.next = Next::Block;
        Ok(true)
    }

    /// Reads how long a frame is that is to be skipped, if that is there.
    fn skippable(&mut self) -> bool {
        let Some(&[_, _, _, _, one, two, three, four]) = self.input.first_chunk() else {
            return false;
        };
        self.input.advance(SKIPPABLE_HEADER);
        self.next = Next::Skipped(u32::from_le_bytes([one, two, three, four]) as usize);
        true
    }

    /// Drops what is there of a frame that is to be skipped: it may be long, so none of it is kept.
    fn skip(&mut self, left: usize) -> bool {
        let count = left.min(self.input.len());
        self.input.advance(count);
        self.next = match left - count {
            0 => Next::Header,
            left => Next::Skipped(left),
        };
        matches!(self.next, Next::Header)
    }

    /// One block at a time: it stands for up to 128 KiB, so that all that arrived could stand for anything.
    fn block(&mut self) -> io::Result<bool> {
        let Some(&[one, two, three]) = self.input.first_chunk() else {
            return Ok(false);
        };
        let header = u32::from_le_bytes([one, two, three, 0]);
        // A block of kind 1 is a single byte that is repeated.
        let content = match (header >> 1) & 3 {
            1 => 1,
            _ => (header >> 3) as usize,
        };
        if !self.hand_over(3 + content)? {
            return Ok(false);
        }
        if header & 1 == 1 {
            self.next = match self.has_checksum {
                true => Next::Checksum,
                false => Next::Header,
            };
        }
        Ok(true)
    }

    fn checksum(&mut self) -> io::Result<bool> {
        let is_there = self.hand_over(4)?;
        if is_there {
            self.next = Next::Header;
        }
        Ok(is_there)
    }

    /// Gives the frame so many bytes, if they are there.
    fn hand_over(&mut self, length: usize) -> io::Result<bool> {
        let Some(bytes) = self.input.get(..length) else {
            return Ok(false);
        };
        let (read, _) = self.frame.decode_from_to(bytes, &mut []).map_err(broken)?;
        if read < length {
            return Err(broken("a block is not what it says"));
        }
        self.input.advance(length);
        Ok(true)
    }
}

impl Decoder for Zstd {
    fn feed(&mut self, bytes: Bytes) {
        self.input.extend_from_slice(&bytes);
    }

    fn end(&mut self) {
        self.ended = true;
    }

    fn decode(&mut self, out: &mut [u8]) -> io::Result<Option<usize>> {
        loop {
            if self.frame.can_collect() > 0 {
                return self.frame.read(out).map(Some);
            }
            let is_between = matches!(self.next, Next::Header);
            if is_between && self.ended && self.input.is_empty() {
                return Ok(Some(0));
            }
            if !self.step()? {
                return Ok(None);
            }
        }
    }
}

/// How long a frame's header is, by its flags.
fn header_length(flags: u8) -> usize {
    let is_single = flags & 0x20 != 0;
    let window = usize::from(!is_single);
    let dictionary = match flags & 3 {
        3 => 4,
        length => usize::from(length),
    };
    let size = match flags >> 6 {
        0 => usize::from(is_single),
        exponent => 1 << exponent,
    };
    HEADER_START + window + dictionary + size
}

fn broken(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
