//! From memory to the disk: whole or not at all.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic};

use super::disk::Disk;
use super::manifest::Manifest;
use super::place::{Hold, Inside};
use super::plan::Plan;
use super::recover::Recovery;
use super::{MANIFEST, Tree};

/// What writing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have other bytes than before.
    pub written: Vec<Utf8PathBuf>,
    /// Files that an earlier run wrote and this one does not.
    pub removed: Vec<Utf8PathBuf>,
    /// How many files were as they should be and were not touched.
    pub unchanged: usize,
}

/// What stands in a folder after a run that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// What stood there before.
    Old,
    /// Some of the new files, beside those of before.
    Mixed,
    /// The new crate: the pivot refers to the new files, of which some are only in [`STAGING`](super::STAGING) yet.
    Prepared,
    /// The new crate, and maybe some of what it was prepared in.
    New,
}

/// Why a folder was not written as a whole.
#[derive(Debug)]
pub struct Refused {
    /// What was refused.
    pub diagnostic: Diagnostic,
    /// What stands in the folder now.
    pub left: Left,
}

/// Writes a tree into a folder, touching only what differs; `force` overwrites what a person edited.
///
/// All bytes are written, in a folder inside the output, before the first file appears in its place, so
/// that a full disk, a missing right or a killed process leaves the old files or the new ones. Each step waits until
/// the disk has stored those before it (`fsync`), so that a loss of power does, too.
///
/// # Errors
/// The folder holds files that no run of ours wrote or that a person edited, a link leads out of it, or the system
/// refused to write.
pub fn write(tree: &Tree, folder: &Utf8Path, force: bool) -> Result<Report, Refused> {
    let refused = |diagnostic| Refused {
        diagnostic,
        left: Left::Old,
    };
    if folder.is_file() {
        let message = format!("{folder} is a file, not a folder");
        let diagnostic = Diagnostic::new(Code::ForeignFiles, message);
        return Err(refused(diagnostic.help("name another folder with `-o`")));
    }
    let is_new = !folder.exists();
    let hold = Hold::take(folder).map_err(refused)?;
    let mut disk = Disk::new(folder);
    if is_new {
        disk.store.entered(folder);
    }
    let written = write_held(tree, folder, force, &mut disk);
    if is_new && written.is_err() {
        // Only an empty folder goes.
        let _ = fs::remove_dir(folder);
    }
    drop(hold);
    written.map_err(|diagnostic| Refused {
        diagnostic,
        left: disk.left,
    })
}

/// As [`write`], in a folder that no other run writes.
fn write_held(
    tree: &Tree,
    folder: &Utf8Path,
    force: bool,
    disk: &mut Disk,
) -> Result<Report, Diagnostic> {
    let listed = Inside::of(folder).read(Utf8Path::new(MANIFEST))?;
    let known = Manifest::of(folder)?;
    if let Some(recovery) = Recovery::of(tree, folder, known.as_ref(), force)? {
        disk.finish(&recovery)?;
    }
    let plan = Plan::of(tree, folder, known.as_ref())?;
    plan.permit(folder, force)?;
    if let Err(refusal) = disk.run(tree, &plan, known.unwrap_or_default()) {
        disk.withdraw(listed.as_deref());
        return Err(refusal.into());
    }
    let written = plan.fresh.iter().map(|(path, _)| (*path).to_owned());
    Ok(Report {
        written: written.collect(),
        removed: plan.stale,
        unchanged: plan.unchanged,
    })
}

#[cfg(test)]
mod tests;
