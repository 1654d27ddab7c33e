//! A line that says that work goes on, where somebody watches and it takes more than a second.

use std::io::Write;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::terminal::Terminal;

/// Work that is going on; dropping it ends the line.
pub(super) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts to count; the first line shows after a second.
    pub(super) fn start(terminal: &Terminal, what: &str) -> Self {
        if !terminal.is_watched() {
            return Self { running: None };
        }
        let (done, waiting) = channel();
        let what = what.to_owned();
        let started = Instant::now();
        let thread = std::thread::spawn(move || {
            let mut shown = false;
            while waiting.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                let mut err = std::io::stderr();
                let _ = write!(err, "\r\x1b[K{what} ({} s)", started.elapsed().as_secs());
                let _ = err.flush();
                shown = true;
            }
            if shown {
                let _ = write!(std::io::stderr(), "\r\x1b[K");
            }
        });
        Self {
            running: Some((done, thread)),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.running.take() {
            drop(done);
            let _ = thread.join();
        }
    }
}
