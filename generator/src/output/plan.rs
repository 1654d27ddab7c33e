//! What a run has to do, and whether it may.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic};

use super::manifest::Manifest;
use super::{Tree, read};

/// At most this many files are named in one message.
const NAMED: usize = 5;

/// What separates a folder from a tree.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// Files that are new or have other bytes, in the order of their paths.
    pub fresh: Vec<(&'a Utf8Path, &'a [u8])>,
    /// Files that an earlier run wrote and this one does not.
    pub stale: Vec<Utf8PathBuf>,
    /// Files that are overwritten or removed though a person edited them.
    pub edited: Vec<Utf8PathBuf>,
    /// Files that would be overwritten though no run wrote them.
    pub foreign: Vec<Utf8PathBuf>,
    /// How many files are as they should be.
    pub unchanged: usize,
}

impl<'a> Plan<'a> {
    /// Compares a tree with a folder and with what earlier runs wrote there.
    pub(super) fn of(
        tree: &'a Tree,
        folder: &Utf8Path,
        known: Option<&Manifest>,
    ) -> Result<Self, Diagnostic> {
        let mut plan = Self::default();
        for (path, bytes) in tree.iter() {
            let old = read(&folder.join(path))?;
            if old.as_deref() == Some(bytes) {
                plan.unchanged += 1;
                continue;
            }
            plan.fresh.push((path, bytes));
            let Some(old) = old else { continue };
            match known.filter(|known| known.knows(path)) {
                // In a folder without a list of ours, every file is somebody else's.
                None => plan.foreign.push(path.to_owned()),
                Some(known) if known.is_edited(path, &old) => plan.edited.push(path.to_owned()),
                Some(_) => {}
            }
        }
        let known_paths = known.into_iter().flat_map(Manifest::paths);
        for path in known_paths.filter(|path| tree.get(path.as_str()).is_none()) {
            if let Some(old) = read(&folder.join(path))? {
                plan.stale.push(path.to_owned());
                if known.is_some_and(|known| known.is_edited(path, &old)) {
                    plan.edited.push(path.to_owned());
                }
            }
        }
        Ok(plan)
    }

    /// A file that somebody else made, or edited, is not overwritten unasked.
    pub(super) fn permit(&self, folder: &Utf8Path, force: bool) -> Result<(), Diagnostic> {
        if let Some(path) = self.foreign.first() {
            let message = format!("{} is not one of the generated files", folder.join(path));
            return Err(Diagnostic::new(Code::ForeignFiles, message)
                .help("move it away: a file of that name is generated"));
        }
        if force || self.edited.is_empty() {
            return Ok(());
        }
        let mut names: Vec<String> = self
            .edited
            .iter()
            .take(NAMED)
            .map(|path| folder.join(path).to_string())
            .collect();
        if self.edited.len() > NAMED {
            names.push(format!("{} more", self.edited.len() - NAMED));
        }
        let message = format!(
            "edited by hand since it was generated: {}",
            names.join(", ")
        );
        Err(Diagnostic::new(Code::HandEdited, message).help(
            "move the edit into the folder `src/ext` or into the profile, then overwrite with `--force`",
        ))
    }

    /// Whether a folder is as it should be.
    pub(super) fn is_empty(&self) -> bool {
        self.fresh.is_empty() && self.stale.is_empty()
    }
}

/// Files that stand among the generated ones and are not: in a folder that a run fills, and neither
/// generated, nor hidden, nor in the folder that is kept for people.
pub(super) fn strangers(
    tree: &Tree,
    folder: &Utf8Path,
    known: Option<&Manifest>,
) -> Vec<Utf8PathBuf> {
    let mut tops: Vec<&str> = tree
        .iter()
        .filter_map(|(path, _)| path.as_str().split_once('/').map(|(top, _)| top))
        .collect();
    tops.dedup();
    let mut found = Vec::new();
    for top in tops {
        for path in below(folder, Utf8Path::new(top)) {
            let ours = tree.get(path.as_str()).is_some()
                || known.is_some_and(|known| known.knows(&path))
                || tree.kept().is_some_and(|kept| path.starts_with(kept));
            if !ours {
                found.push(path);
            }
        }
    }
    found
}

/// The files below a path of a folder, sorted; links and hidden ones left out.
pub(super) fn below(folder: &Utf8Path, path: &Utf8Path) -> Vec<Utf8PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(next) = open.pop() {
        let Ok(entries) = folder.join(&next).read_dir_utf8() else {
            continue;
        };
        for entry in entries.flatten() {
            let path = next.join(entry.file_name());
            match fs::symlink_metadata(entry.path()) {
                _ if entry.file_name().starts_with('.') => {}
                Ok(meta) if meta.is_dir() => open.push(path),
                Ok(meta) if meta.is_file() => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}
