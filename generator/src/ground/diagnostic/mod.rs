//! Diagnostics: errors, warnings and notes with their position in a source and with help.
//!
//! Every room reports through [`Diagnostics`]; nothing here depends on the format of the sources. A diagnostic has its
//! position as an [`Origin`], a JSON pointer into a numbered source. Lines and columns are looked up only when it is
//! printed.

mod code;
mod legible;
mod nearest;
mod origin;

pub use code::Code;
pub use legible::{floor_char_boundary, is_invisible, one_line};
pub use nearest::{nearest, nearest_of};
pub use origin::{Origin, SourceId};

use std::fmt;
use std::ops::Deref;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Information; nothing was left out.
    Info,
    /// Something was left out or guessed.
    Warning,
    /// The run cannot continue, or an operation could not be generated.
    Error,
}

impl Severity {
    /// Its name in all output: `info`, `warning` or `error`.
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

/// An error, a warning or a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The entry of the catalogue, which has the severity and the explanation.
    pub code: Code,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// The position in a source; `None` where the diagnostic is about the whole run.
    pub origin: Option<Origin>,
    /// What to do about it, where that is not obvious.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a position and without help.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            origin: None,
            help: None,
        }
    }

    /// Sets the position.
    pub fn at(mut self, origin: &Origin) -> Self {
        self.origin = Some(origin.clone());
        self
    }

    /// Sets the help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// A list of diagnostics in the order in which they were reported.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all diagnostics of another list at the end.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
    }
}

impl Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.list
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
