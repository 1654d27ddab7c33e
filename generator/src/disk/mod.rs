//! Generated files in memory, and the only writer of the disk.
//!
//! A folder that was written holds a manifest of what was generated, so that the next run removes what
//! is stale, leaves alone what a person put there, and notices what a person edited.
//!
//! A run that is killed, or stopped by a loss of power, leaves the old crate or the new one: all new files first stand complete in a
//! folder of their own, then one renamed file (the *pivot*: the package's manifest) leads everybody
//! there, and only then are the files put into their places, before the pivot's last version leads back.

mod check;
mod disk;
mod manifest;
mod place;
mod plan;
mod recover;
mod single;
mod store;
mod text;
mod tree;
mod write;

pub use check::{Author, Drift, FileDrift, check, check_file};
pub use single::{permit_file, sealed, write_file, write_new};
pub use text::is_blank;
pub use tree::Tree;
pub use write::{Left, Refused, Report, write};

use camino::Utf8Path;

use crate::ground::diagnostic::{Code, Diagnostic};

/// The file that lists the generated ones.
pub const MANIFEST: &str = ".posthaste-manifest";

/// The folder inside the output where a run prepares the new files.
pub const STAGING: &str = ".posthaste-next";

fn unwritable(path: &Utf8Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, format!("cannot write {path}: {error}"))
}

fn unreadable(path: &Utf8Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("cannot read {path}: {error}"))
}

/// Whether a file is there.
pub fn exists(path: &Utf8Path) -> bool {
    path.is_file()
}

/// Whether a folder that is written to holds a file.
pub fn holds(folder: &Utf8Path, path: &str) -> bool {
    folder.join(path).is_file()
}

/// The text of a file of a folder that is written to; none where there is none.
pub fn text(folder: &Utf8Path, path: &str) -> Option<String> {
    let bytes = place::Inside::of(folder).read(Utf8Path::new(path));
    String::from_utf8(bytes.ok()??).ok()
}

/// A file's bytes; none where there is no such file.
fn read(path: &Utf8Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if place::is_absent(&error) => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}
