//! What the command prints, and how: results on standard output, everything else on standard error.

use std::io::{IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::diagnostic::Diagnostic;
use crate::report::{self, Locator, Message, Style};
use crate::source::SourceMap;

/// Where and how much is printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    /// Nothing but errors and what was asked for.
    pub(super) quiet: bool,
    /// Every diagnostic.
    pub(super) verbose: bool,
}

impl Terminal {
    /// A result. That nobody reads on (`| head`) is no failure.
    pub(super) fn print(&self, text: &str) {
        let mut out = anstream::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
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

    /// Diagnostics, on standard error.
    pub(super) fn report(&self, messages: &[Message]) {
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
        !self.quiet && std::io::stderr().is_terminal()
    }
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
