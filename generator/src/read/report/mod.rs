//! Diagnostics as people read them: the place looked up, the line shown and underlined, repeats folded.
//!
//! A [`Message`] owns all that it prints, so that it outlives the sources it is about.

mod excerpt;
mod index;
mod lines;
mod locate;
mod mask;
mod render;

pub use lines::lines;
pub use locate::{Locator, locate};
pub use render::{Style, render, summary};

use crate::ground::diagnostic::{Code, Severity};

/// How many messages of one code are printed before the rest is only counted.
const REPEATS: usize = 3;

/// A diagnostic with its place looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The catalogue entry.
    pub code: Code,
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where, if it is about a place.
    pub place: Option<Place>,
}

impl Message {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether the run, or an operation, could not go on.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The file as the caller named it.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// The line, without its secrets; none where it cannot be shown.
    excerpt: Option<Excerpt>,
}

#[derive(Debug, Clone, PartialEq)]
struct Excerpt {
    text: String,
    start: usize,
    end: usize,
}
