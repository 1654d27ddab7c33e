//! What the command prints: results on standard output, everything else on standard error.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::{AutoStream, ColorChoice};

use super::{Exit, Misused};
use crate::ground::diagnostic::{Diagnostic, Severity};
use crate::make::Failure;
use crate::read::report::{self, Locator, Message, Style};
use crate::read::source::SourceMap;

/// How much is printed, and what affects the exit code. Clones share the latter.
#[derive(Debug, Clone)]
pub(super) struct Terminal {
    /// Only errors and results are printed.
    quiet: bool,
    /// Every diagnostic is printed.
    verbose: bool,
    /// A warning changes the exit code.
    deny_warnings: bool,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    /// There was a warning among the diagnostics.
    warned: AtomicBool,
    /// A result could not be written to standard output.
    result_lost: AtomicBool,
}

impl Terminal {
    pub(super) fn new(quiet: bool, verbose: bool, deny_warnings: bool) -> Self {
        Self {
            quiet,
            verbose,
            deny_warnings,
            state: Arc::default(),
        }
    }

    /// Prints a result to standard output. A reader that ends early (`| head`) is no error.
    pub(super) fn print(&self, text: &str) {
        let mut stdout = anstream::stdout().lock();
        let written = stdout.write_all(text.as_bytes());
        if let Err(error) = written.and_then(|()| stdout.flush())
            && error.kind() != ErrorKind::BrokenPipe
            && !self.state.result_lost.swap(true, Ordering::Relaxed)
        {
            self.print_error(&format!("cannot write to standard output: {error}"));
        }
    }

    /// The exit of the process: a lost result or a denied warning makes the exit of the verb worse.
    pub(super) fn final_exit(&self, exit: Exit) -> Exit {
        if self.state.result_lost.load(Ordering::Relaxed) {
            Exit::Misused
        } else if self.has_denied_warning() {
            exit.max(Exit::Found)
        } else {
            exit
        }
    }

    /// Whether there was a warning and `--deny warnings` is set.
    pub(super) fn has_denied_warning(&self) -> bool {
        self.deny_warnings && self.state.warned.load(Ordering::Relaxed)
    }

    /// Prints a line about what was done, unless `--quiet` is set.
    pub(super) fn print_note(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }

    /// Prints a line that begins with `error:`.
    pub(super) fn print_error(&self, text: &str) -> Misused {
        let _ = writeln!(anstream::stderr(), "error: {text}");
        Misused
    }

    /// Prints diagnostics only if `--verbose` or `--deny` asks for them.
    pub(super) fn report_on_request(&self, messages: &[Message]) {
        if self.deny_warnings || self.verbose {
            self.report(messages);
        }
    }

    /// Notes whether there is a warning among diagnostics, and prints nothing.
    pub(super) fn record_warnings(&self, messages: &[Message]) {
        let is_warning = |message: &Message| message.severity() == Severity::Warning;
        if messages.iter().any(is_warning) {
            self.state.warned.store(true, Ordering::Relaxed);
        }
    }

    /// Prints diagnostics.
    pub(super) fn report(&self, messages: &[Message]) {
        self.record_warnings(messages);
        let shown = messages.iter();
        let shown = shown.filter(|message| !self.quiet || message.is_error());
        let shown: Vec<Message> = shown.cloned().collect();
        let colour = AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
        let style = Style {
            colour,
            all: self.verbose,
        };
        let text = report::render(&shown, style);
        let _ = anstream::stderr().write_all(text.as_bytes());
    }

    /// Prints a diagnostic that ends the command.
    pub(super) fn report_diagnostic(&self, diagnostic: Diagnostic, sources: &SourceMap) -> Misused {
        self.report(&[Locator::new(sources).message(&diagnostic)]);
        Misused
    }

    /// Prints the diagnostics of a failure that ends the command.
    pub(super) fn report_failure(&self, failure: &Failure) -> Misused {
        self.report(&failure.messages);
        Misused
    }

    /// Whether to show progress: standard error is a terminal on which a line can be overwritten.
    pub(super) fn shows_progress(&self) -> bool {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        !self.quiet && !is_dumb && std::io::stderr().is_terminal()
    }
}

/// The format of a result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
