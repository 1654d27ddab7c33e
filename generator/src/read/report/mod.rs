//! Diagnostics as text: with line and column, the underlined line, and only the first messages of each code.
//!
//! A [`Message`] owns all that is printed of it, so that it outlives the sources.

mod excerpt;
mod index;
mod lines;
mod locate;
mod render;

pub use lines::lines;
pub use locate::{Locator, locate};
pub use render::{Style, render, summary};

use indexmap::IndexMap;

use crate::ground::diagnostic::{Code, Severity};

/// The number of messages of a code that are printed; the others are only counted.
const REPEATS: usize = 3;

/// A diagnostic with its line and column.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The entry of the catalogue.
    pub code: Code,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Its place in a file; `None` where it is about the whole run.
    pub place: Option<Place>,
}

impl Message {
    /// The severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether its severity is [`Severity::Error`].
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The name of the file as the caller gave it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The text of the line without its secrets; `None` where it is too long.
    excerpt: Option<Excerpt>,
}

/// One or two lines of a source, with the bytes to underline.
#[derive(Debug, Clone, PartialEq)]
struct Excerpt {
    text: String,
    start: usize,
    end: usize,
}

/// The messages that are printed, and of each code how many more there are. All messages are printed if `all` is set;
/// otherwise no [`Severity::Info`], and only the first of each code.
fn folded<'m>(
    messages: impl IntoIterator<Item = &'m Message>,
    all: bool,
) -> (Vec<&'m Message>, Vec<(Code, usize)>) {
    let mut counts: IndexMap<Code, usize> = IndexMap::new();
    let mut printed = Vec::new();
    for message in messages {
        if !all && message.severity() == Severity::Info {
            continue;
        }
        let count = counts.entry(message.code).or_default();
        *count += 1;
        if all || *count <= REPEATS {
            printed.push(message);
        }
    }
    counts.retain(|_, count| !all && *count > REPEATS);
    let more = counts
        .into_iter()
        .map(|(code, count)| (code, count - REPEATS));
    (printed, more.collect())
}
