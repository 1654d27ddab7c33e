//! Zstandard (RFC 8878), with the maximum window size for HTTP (RFC 9659).

use std::io::{self, Read};

use bytes::{Buf, Bytes, BytesMut};
use ruzstd::decoding::FrameDecoder;

use super::Decoder;

/// The length of the magic number and of the byte that determines the length of the remaining header.
const HEADER_START: usize = 5;
/// The length of the magic number and of the size of a skippable frame (RFC 8878, section 3.1.2).
const SKIPPABLE_HEADER: usize = 8;
/// The maximum window size: how much of the output is kept for references to it.
const WINDOW: u64 = 8 * 1024 * 1024;

pub(super) struct Zstd {
    input: BytesMut,
    ended: bool,
    frame: FrameDecoder,
    next: Next,
    has_checksum: bool,
}

/// What is read next.
enum Next {
    Header,
    Block,
    Checksum,
    /// The remaining bytes of a skippable frame.
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

    /// Reads the next part, if all of it has arrived. Returns whether it has.
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
        self.frame.init(&mut header).map_err(invalid_data)?;
        self.input.advance(length);
        self.has_checksum = flags & 4 != 0;
        self.next = Next::Block;
        Ok(true)
    }

    /// Reads the size of a skippable frame, if it has arrived.
    fn skippable(&mut self) -> bool {
        let Some(&[_, _, _, _, one, two, three, four]) = self.input.first_chunk() else {
            return false;
        };
        self.input.advance(SKIPPABLE_HEADER);
        self.next = Next::Skipped(u32::from_le_bytes([one, two, three, four]) as usize);
        true
    }

    /// Drops what has arrived of a skippable frame, which may be long.
    fn skip(&mut self, left: usize) -> bool {
        let count = left.min(self.input.len());
        self.input.advance(count);
        self.next = match left - count {
            0 => Next::Header,
            left => Next::Skipped(left),
        };
        matches!(self.next, Next::Header)
    }

    /// Decodes one block at a time: a block decodes to 128 KiB at most, but all input together could decode to any
    /// size.
    fn block(&mut self) -> io::Result<bool> {
        let Some(&[one, two, three]) = self.input.first_chunk() else {
            return Ok(false);
        };
        let header = u32::from_le_bytes([one, two, three, 0]);
        // A block of type 1 is one byte that is repeated.
        let content = match (header >> 1) & 3 {
            1 => 1,
            _ => (header >> 3) as usize,
        };
        if !self.pass_to_frame(3 + content)? {
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
        let is_there = self.pass_to_frame(4)?;
        if is_there {
            self.next = Next::Header;
        }
        Ok(is_there)
    }

    /// Passes this many bytes to the frame, if they have arrived.
    fn pass_to_frame(&mut self, length: usize) -> io::Result<bool> {
        let Some(bytes) = self.input.get(..length) else {
            return Ok(false);
        };
        let (read, _) = self
            .frame
            .decode_from_to(bytes, &mut [])
            .map_err(invalid_data)?;
        if read < length {
            return Err(invalid_data("a block is not what it says"));
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

/// The length of a frame's header, by its flags.
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

fn invalid_data(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
