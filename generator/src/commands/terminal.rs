//! What the command prints, and how: results on standard output, everything else on standard error.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::{AutoStream, ColorChoice};

use super::{Exit, FOUND, MISUSED};
use crate::ground::diagnostic::{Diagnostic, Severity};
use crate::read::report::{self, Locator, Message, Style};
use crate::read::source::SourceMap;

/// Where and how much is printed, and what came of it; clones share that.
#[derive(Debug, Clone, Default)]
pub(super) struct Terminal {
    /// Nothing but errors and what was asked for.
    pub(super) quiet: bool,
    /// Every diagnostic.
    pub(super) verbose: bool,
    /// Warnings are not put up with.
    pub(super) strict: bool,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    /// A warning was among the diagnostics.
    warned: AtomicBool,
    /// A result could not be written.
    lost: AtomicBool,
}

impl Terminal {
    pub(super) fn new(quiet: bool, verbose: bool, strict: bool) -> Self {
        Self {
            quiet,
            verbose,
            strict,
            state: Arc::default(),
        }
    }

    /// A result. That nobody reads on (`| head`) is no failure; that it cannot be written is one.
    pub(super) fn print(&self, text: &str) {
        let mut out = anstream::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        let refused = written
            .err()
            .filter(|error| error.kind() != ErrorKind::BrokenPipe);
        if let Some(error) = refused
            && !self.state.lost.swap(true, Ordering::Relaxed)
        {
            self.fail(&format!("cannot write to standard output: {error}"));
        }
    }

    /// The exit code of a command that ended with another one, where a result was lost or warnings are not put up
    /// with.
    pub(super) fn judge(&self, exit: Exit) -> Exit {
        if self.state.lost.load(Ordering::Relaxed) {
            MISUSED
        } else if self.is_denied() {
            exit.max(FOUND)
        } else {
            exit
        }
    }

    /// Whether there was a warning, and none is put up with.
    pub(super) fn is_denied(&self) -> bool {
        self.strict && self.state.warned.load(Ordering::Relaxed)
    }

    /// A remark on what was done; a line.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }

    /// An error that no diagnostic stands for; a line.
    pub(super) fn fail(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "error: {text}");
    }

    /// Diagnostics of a command that is about something else: shown only to those who ask for them.
    pub(super) fn remark(&self, messages: &[Message]) {
        if self.strict || self.verbose {
            self.report(messages);
        }
    }

    /// Notes what diagnostics there are, without a word.
    pub(super) fn heed(&self, messages: &[Message]) {
        let warned = |one: &Message| one.severity() == Severity::Warning;
        if messages.iter().any(warned) {
            self.state.warned.store(true, Ordering::Relaxed);
        }
    }

    /// Diagnostics, on standard error.
    pub(super) fn report(&self, messages: &[Message]) {
        self.heed(messages);
        let shown = messages
            .iter()
            .filter(|one| !self.quiet || one.is_error())
            .cloned();
        let shown: Vec<Message> = shown.collect();
        let colour = AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
        let text = report::render(
            &shown,
            Style {
                colour,
                all: self.verbose,
            },
        );
        let _ = anstream::stderr().write_all(text.as_bytes());
    }

    /// One diagnostic, on standard error.
    pub(super) fn complain(&self, diagnostic: Diagnostic, sources: &SourceMap) {
        let message = Locator::new(sources).message(&diagnostic);
        self.report(&[message]);
    }

    /// Whether a progress line would be seen and is wanted.
    pub(super) fn is_watched(&self) -> bool {
        // A line that is written over needs a terminal that can.
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        !self.quiet && !dumb && std::io::stderr().is_terminal()
    }
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
