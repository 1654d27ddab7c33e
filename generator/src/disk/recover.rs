//! What a run that was stopped left to be done, taken only from where it may have left it.

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic};

use super::manifest::Manifest;
use super::place::Inside;
use super::plan::{Plan, named};
use super::text::same;
use super::{STAGING, Tree};

/// Prepared files that are not in their places yet, while the pivot refers to the prepared ones.
#[derive(Debug)]
pub(super) struct Recovery {
    pub(super) files: Vec<(Utf8PathBuf, Vec<u8>)>,
    /// The pivot's last version.
    pub(super) pivot: (Utf8PathBuf, Vec<u8>),
}

impl Recovery {
    /// Looks at what is prepared; none where the pivot does not refer to it. Such a folder may come with a checkout: only files that
    /// the list of files names, with digests that it holds, are taken from it and overwritten.
    ///
    /// # Errors
    /// A link stands among the files or leads to them. Unless `force` is given: a file was edited, or is not in the
    /// list with the digest that it has.
    pub(super) fn of(
        tree: &Tree,
        folder: &Utf8Path,
        known: Option<&Manifest>,
        force: bool,
    ) -> Result<Option<Self>, Diagnostic> {
        let mut inside = Inside::of(folder);
        let staging = Utf8Path::new(STAGING);
        if !inside.is_folder(staging)? {
            return Ok(None);
        }
        let Some(pivot) = tree.the_pivot() else {
            return Ok(None);
        };
        let Some(text) = inside.read(&pivot.path)? else {
            return Ok(None);
        };
        if !String::from_utf8_lossy(&text).contains(STAGING) {
            return Ok(None);
        }
        let nothing = Manifest::default();
        let known = known.unwrap_or(&nothing);
        let mut found = Found::default();
        for path in inside.below(staging)? {
            let Ok(path) = path.strip_prefix(staging) else {
                continue;
            };
            let is_kept = tree.kept().is_some_and(|kept| path.starts_with(kept));
            if !is_kept && path != super::disk::NAMELESS {
                found.look(path, &mut inside, known)?;
            }
        }
        // The plan finds the same and refuses; until then the crate stays whole as it is.
        if !force && !known.wrote(&pivot.path, &text) {
            return Ok(None);
        }
        if !force {
            found.permit(folder, tree)?;
        }
        let (last, files) = found
            .files
            .into_iter()
            .partition(|(path, _)| *path == pivot.path);
        let last: Vec<_> = last;
        Ok(last.into_iter().next().map(|pivot| Self { files, pivot }))
    }
}

#[derive(Debug, Default)]
struct Found {
    /// What is to be written.
    files: Vec<(Utf8PathBuf, Vec<u8>)>,
    /// Files that a person edited.
    edited: Vec<Utf8PathBuf>,
    /// Prepared files that no run of ours prepared.
    foreign: Vec<Utf8PathBuf>,
}

impl Found {
    fn look(
        &mut self,
        path: &Utf8Path,
        inside: &mut Inside<'_>,
        known: &Manifest,
    ) -> Result<(), Diagnostic> {
        let staged = Utf8Path::new(STAGING).join(path);
        let place = inside.read(path)?;
        let Some(bytes) = inside.read(&staged)? else {
            return Ok(());
        };
        if place.as_ref().is_some_and(|old| same(old, &bytes)) {
            return Ok(());
        }
        if !known.wrote(path, &bytes) {
            self.foreign.push(staged);
            return Ok(());
        }
        if place.is_some_and(|old| !known.wrote(path, &old)) {
            self.edited.push(path.to_owned());
        }
        self.files.push((path.to_owned(), bytes));
        Ok(())
    }

    fn permit(&self, folder: &Utf8Path, tree: &Tree) -> Result<(), Diagnostic> {
        if !self.foreign.is_empty() {
            let message = format!(
                "not prepared by an earlier run: {}",
                named(folder, &self.foreign)
            );
            let help = "a run was stopped in the middle of writing, and this is not what it left: remove it, or write \
                        everything again with `--force`";
            return Err(Diagnostic::new(Code::ForeignFiles, message).help(help));
        }
        let plan = Plan {
            edited: self.edited.clone(),
            listed: true,
            kept: tree.kept(),
            ..Plan::default()
        };
        plan.permit(folder, false)
    }
}
