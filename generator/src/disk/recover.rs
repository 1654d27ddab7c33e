//! Finding out what a run that was stopped left to do.

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic};

use super::folder::LinkFreeReader;
use super::manifest::{Manifest, is_same_text};
use super::plan::{check_edited, path_list};
use super::update::TEMPORARY;
use super::{CARGO_TOML, STAGING, Tree};

/// The staged files that are not at their own paths yet, while `Cargo.toml` refers to the staging directory.
#[derive(Debug)]
pub(super) struct Recovery {
    pub(super) files: Vec<(Utf8PathBuf, Vec<u8>)>,
    /// The final version of `Cargo.toml`.
    pub(super) cargo_toml: Vec<u8>,
}

impl Recovery {
    /// What is left to do in a folder; none if `Cargo.toml` does not refer to the staging directory.
    ///
    /// A checkout of an untrusted repository may have a staging directory, too. So only files that the manifest lists with
    /// the digests of their contents are taken from it, and only such files are overwritten.
    ///
    /// # Errors
    /// There is a link among the files or the folders above them. Unless `force` is set: a file was edited, or the manifest
    /// does not list it with its digest.
    pub(super) fn of(
        tree: &Tree,
        folder: &Utf8Path,
        manifest: Option<&Manifest>,
        force: bool,
    ) -> Result<Option<Self>, Diagnostic> {
        let mut reader = LinkFreeReader::new(folder);
        let (staging, cargo_toml) = (Utf8Path::new(STAGING), Utf8Path::new(CARGO_TOML));
        if !reader.is_folder(staging)? || tree.staged_cargo_toml().is_none() {
            return Ok(None);
        }
        let text = reader.read(cargo_toml)?.unwrap_or_default();
        if !String::from_utf8_lossy(&text).contains(STAGING) {
            return Ok(None);
        }
        let empty = Manifest::default();
        let manifest = manifest.unwrap_or(&empty);
        let mut staged = StagedFiles::default();
        for path in reader.files_below(staging)? {
            let Ok(path) = path.strip_prefix(staging) else {
                continue;
            };
            if !tree.is_user_owned(path) && path != TEMPORARY {
                staged.add(path, &mut reader, manifest)?;
            }
        }
        if !force {
            // The plan refuses an edited `Cargo.toml`; until then the folder stays as it is.
            if !manifest.is_generated(cargo_toml, &text) {
                return Ok(None);
            }
            staged.check_overwrites(folder, tree)?;
        }
        let mut files = staged.files;
        let index = files.iter().position(|(path, _)| path == cargo_toml);
        Ok(index.map(|index| Self {
            cargo_toml: files.remove(index).1,
            files,
        }))
    }
}

#[derive(Debug, Default)]
struct StagedFiles {
    /// The files to put at their own paths.
    files: Vec<(Utf8PathBuf, Vec<u8>)>,
    /// The files whose versions at their own paths were edited.
    edited: Vec<Utf8PathBuf>,
    /// Staged files that no run wrote.
    foreign: Vec<Utf8PathBuf>,
}

impl StagedFiles {
    /// Reads a staged file, and compares it with the file at its own path.
    fn add(
        &mut self,
        path: &Utf8Path,
        reader: &mut LinkFreeReader<'_>,
        manifest: &Manifest,
    ) -> Result<(), Diagnostic> {
        let staged = Utf8Path::new(STAGING).join(path);
        let old = reader.read(path)?;
        let Some(bytes) = reader.read(&staged)? else {
            return Ok(());
        };
        if old.as_ref().is_some_and(|old| is_same_text(old, &bytes)) {
            return Ok(());
        }
        if !manifest.is_generated(path, &bytes) {
            self.foreign.push(staged);
            return Ok(());
        }
        if old.is_some_and(|old| !manifest.is_generated(path, &old)) {
            self.edited.push(path.to_owned());
        }
        self.files.push((path.to_owned(), bytes));
        Ok(())
    }

    /// Returns an error if no run wrote one of the staged files, or if a file to be overwritten was edited by hand.
    fn check_overwrites(&self, folder: &Utf8Path, tree: &Tree) -> Result<(), Diagnostic> {
        if self.foreign.is_empty() {
            return check_edited(folder, &self.edited, tree.user_folder());
        }
        let files = path_list(folder, &self.foreign);
        let message = format!("not prepared by an earlier run: {files}");
        let help = "an earlier run was stopped while it was writing, and this file is not one that it wrote: remove it, \
                    or write everything again with `--force`";
        Err(Diagnostic::new(Code::ForeignFiles, message).help(help))
    }
}
