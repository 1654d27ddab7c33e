//! What went wrong, where, and how to mend it.
//!
//! Every room reports through [`Diagnostics`]; nothing here knows what a collection is. A diagnostic
//! names its place by [`Origin`], a JSON pointer into a numbered source: lines and columns are looked
//! up only when it is printed.

mod code;
mod legible;
mod nearest;
mod origin;

pub use code::Code;
pub use legible::{is_invisible, one_line};
pub use nearest::{nearest, nearest_of};
pub use origin::{Origin, SourceId};

use std::fmt;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Info,
    /// Something was left out or guessed.
    Warning,
    /// The run cannot go on, or an operation could not be made.
    Error,
}

impl Severity {
    /// The word that people and programs read: `info`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One finding: what, where, and the mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The catalogue entry; decides the severity and what `posthaste explain` says.
    pub code: Code,
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// The place in a source; none where the whole run is meant.
    pub origin: Option<Origin>,
    /// What to do about it, where that is not obvious.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding without a place; see [`Diagnostic::at`].
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            origin: None,
            help: None,
        }
    }

    /// The same finding at a place.
    pub fn at(mut self, origin: &Origin) -> Self {
        self.origin = Some(origin.clone());
        self
    }

    /// The same finding with its mend.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Findings in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another list, behind these.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|one| one.severity() == Severity::Error)
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
