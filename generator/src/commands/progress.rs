//! A line that shows how long a command has been working.

use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::terminal::Terminal;

/// Does some work, and after a second shows how long it has taken so far. The line is removed when the work ends.
pub(super) fn with_progress<T>(terminal: &Terminal, label: &str, work: impl FnOnce() -> T) -> T {
    if !terminal.shows_progress() {
        return work();
    }
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        scope.spawn(move || show_line(label, &receiver));
        let result = work();
        drop(sender);
        result
    })
}

/// Shows the line until the channel is closed.
fn show_line(label: &str, work: &Receiver<()>) {
    let started = Instant::now();
    let mut shown = false;
    while work.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
        let mut stderr = std::io::stderr();
        let seconds = started.elapsed().as_secs();
        let _ = write!(stderr, "\r\x1b[K{label} ({seconds} s)");
        let _ = stderr.flush();
        shown = true;
    }
    if shown {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
}
