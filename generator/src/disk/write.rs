//! Writing a tree into a folder, as a whole or not at all.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic};

use super::folder::{FolderLock, LinkFreeReader};
use super::manifest::Manifest;
use super::plan::Plan;
use super::recover::Recovery;
use super::update::Update;
use super::{MANIFEST, Tree};

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have new contents.
    pub written: Vec<Utf8PathBuf>,
    /// Files that an earlier run wrote and this one removed.
    pub removed: Vec<Utf8PathBuf>,
    /// How many files did not have to change.
    pub unchanged: usize,
}

/// What a folder contains after a run that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderState {
    /// What it contained before.
    Old,
    /// Some of the new files, and older ones.
    Mixed,
    /// The new crate. `Cargo.toml` refers to [`STAGING`](super::STAGING), and some files are only there.
    Staged,
    /// The new crate, and perhaps a staging directory that is no longer needed.
    New,
}

/// Why a run failed.
#[derive(Debug)]
pub struct Refused {
    /// The error.
    pub diagnostic: Diagnostic,
    /// What the folder contains now.
    pub state: FolderState,
}

/// Writes a tree into a folder. Only files that differ are written; `force` overwrites files that a person edited.
///
/// All new files are written to the staging directory before the first file changes, so that a full disk, a missing
/// permission or a killed process leaves the old crate or the new one. Each step waits until the disk has stored the
/// earlier steps (`fsync`), so that this also holds after a loss of power.
///
/// # Errors
/// A file to overwrite was written by no run or was edited by a person, there is a link at or above the path of a file,
/// or the system refused a call.
pub fn write(tree: &Tree, folder: &Utf8Path, force: bool) -> Result<Report, Refused> {
    let refused = |diagnostic| Refused {
        diagnostic,
        state: FolderState::Old,
    };
    if folder.is_file() {
        let message = format!("{folder} is a file, not a folder");
        let diagnostic = Diagnostic::new(Code::ForeignFiles, message);
        return Err(refused(diagnostic.help("name another folder with `-o`")));
    }
    let is_new = !folder.exists();
    let lock = FolderLock::acquire(folder).map_err(refused)?;
    let mut update = Update::new(folder);
    if is_new {
        update.file_system.mark_parent_changed(folder);
    }
    let written = write_locked(tree, folder, force, &mut update);
    if is_new && written.is_err() {
        // This fails if the folder is not empty, which is intended.
        let _ = fs::remove_dir(folder);
    }
    drop(lock);
    written.map_err(|diagnostic| Refused {
        diagnostic,
        state: update.state,
    })
}

/// As [`write`], in a locked folder.
fn write_locked(
    tree: &Tree,
    folder: &Utf8Path,
    force: bool,
    update: &mut Update,
) -> Result<Report, Diagnostic> {
    let manifest_bytes = LinkFreeReader::new(folder).read(Utf8Path::new(MANIFEST))?;
    let manifest = Manifest::read(folder)?;
    if let Some(recovery) = Recovery::of(tree, folder, manifest.as_ref(), force)? {
        update.finish(&recovery)?;
    }
    let plan = Plan::of(tree, folder, manifest.as_ref())?;
    plan.check_overwrites(folder, force)?;
    if let Err(diagnostic) = update.run(tree, &plan, manifest.unwrap_or_default()) {
        update.clean_up(manifest_bytes.as_deref());
        return Err(diagnostic);
    }
    let written = plan.writes.iter().map(|(path, _)| (*path).to_owned());
    Ok(Report {
        written: written.collect(),
        removed: plan.removals,
        unchanged: plan.unchanged,
    })
}

#[cfg(test)]
mod tests;
