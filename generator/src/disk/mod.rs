//! Generated files in memory, and the only code that writes files.
//!
//! The output folder holds a manifest: a list of the files that posthaste generated, with a digest of each. By it the next
//! run removes files that are no longer generated, leaves other files alone, and notices files that a person edited.
//!
//! A run that is killed, or stopped by a loss of power, leaves the old crate or the new one. All new files are first
//! written to a staging directory inside the output folder. Then `Cargo.toml` is replaced by one that refers to the
//! staging directory, so that cargo builds the new crate. Then the files are put at their own paths, and at last
//! `Cargo.toml` is replaced by its final version, which refers to these.

mod check;
mod file_system;
mod folder;
mod manifest;
mod plan;
mod recover;
mod single;
mod tree;
mod update;
mod write;

pub use check::{Drift, FileDrift, check, check_file};
pub use manifest::is_blank;
pub use single::{check_overwrite, with_digest, write_file, write_new};
pub use tree::Tree;
pub use write::{FolderState, Refused, Report, write};

use camino::Utf8Path;

use crate::ground::diagnostic::{Code, Diagnostic};

/// The name of the manifest.
pub const MANIFEST: &str = ".posthaste-manifest";

/// The name of the staging directory.
pub const STAGING: &str = ".posthaste-next";

/// The file by which cargo finds all other files of a crate.
const CARGO_TOML: &str = "Cargo.toml";

fn unwritable(path: &Utf8Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, format!("cannot write {path}: {error}"))
}

fn unreadable(path: &Utf8Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("cannot read {path}: {error}"))
}

/// Whether there is a file at this path.
pub fn exists(path: &Utf8Path) -> bool {
    path.is_file()
}

/// The text of a file in an output folder; none if it cannot be read as text.
pub fn text(folder: &Utf8Path, path: &str) -> Option<String> {
    let bytes = folder::LinkFreeReader::new(folder).read(Utf8Path::new(path));
    String::from_utf8(bytes.ok()??).ok()
}

/// The bytes of a file; none if there is no file.
fn read(path: &Utf8Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if folder::is_not_found(&error) => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}
