//! Cooperative scheduling: a body that is always ready must let other tasks run.

use std::task::{Context, Poll};

/// After this many pieces or bytes in a row, the task yields.
const PIECES: u32 = 32;
const BYTES: usize = 256 * 1024;

/// What was read since the task yielded last.
#[derive(Default)]
pub(super) struct Pace {
    pieces: u32,
    bytes: usize,
}

impl Pace {
    /// Counts a piece of this many bytes.
    pub(super) fn count(&mut self, bytes: usize) {
        self.pieces += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Resets the counts, because the task waits anyway.
    pub(super) fn reset(&mut self) {
        *self = Pace::default();
    }

    /// `Pending` if the task should yield. The task is woken at once, so that the executor runs other tasks first,
    /// and polls a timeout around this one.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.pieces < PIECES && self.bytes < BYTES {
            return Poll::Ready(());
        }
        self.reset();
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
