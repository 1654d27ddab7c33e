//! Turns for others: a body that is always ready must not keep its thread to itself.

use std::task::{Context, Poll};

/// After so many pieces, or bytes, in a row the task gives way.
const PIECES: u32 = 32;
const BYTES: usize = 256 * 1024;

/// What was read since the task gave way.
#[derive(Default)]
pub(super) struct Pace {
    pieces: u32,
    bytes: usize,
}

impl Pace {
    /// Counts a piece of so many bytes.
    pub(super) fn count(&mut self, bytes: usize) {
        self.pieces += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Counts from zero, because the task waits anyway.
    pub(super) fn reset(&mut self) {
        *self = Pace::default();
    }

    /// Pending once it is time to give way. The task is woken at once, so that its executor runs others first and
    /// a timeout around it is polled.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.pieces < PIECES && self.bytes < BYTES {
            return Poll::Ready(());
        }
        self.reset();
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
