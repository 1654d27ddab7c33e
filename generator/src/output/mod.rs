//! Generated files in memory, and the only writer of the disk.
//!
//! A folder that was written holds a manifest of what was generated, so that the next run removes what
//! is stale and leaves alone what a person put there.

mod check;
mod manifest;
mod tree;
mod write;

pub use check::{Drift, FileDrift, check, check_file};
pub use tree::Tree;
pub use write::{Report, write, write_file};

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic};

/// The file that lists the generated ones.
const MANIFEST: &str = ".posthaste-manifest";

fn unwritable(path: &Utf8Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, format!("cannot write {path}: {error}"))
}

fn unreadable(path: &Utf8Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("cannot read {path}: {error}"))
}

/// A file's bytes; none where there is no such file.
fn read(path: &Utf8Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}
