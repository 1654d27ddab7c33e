//! Files that a run writes besides those of the crate: `names.lock`, and the page that lists the names.

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk::{self, FileDrift, Tree};
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::read::config::{self, Client};
use crate::rust::name::Lock;

/// Files outside the crate's folder: paths and texts.
pub(super) struct FilesBeside(Vec<(Utf8PathBuf, String)>);

impl FilesBeside {
    /// The crate's files and those beside it: a lock or page of names inside the crate's folder is one of its files.
    ///
    /// # Errors
    /// One of them has the path of a file of the crate.
    pub(super) fn split(
        client: &Client,
        mut tree: Tree,
        lock: &Lock,
        page: &str,
    ) -> Result<(Tree, Self), Diagnostic> {
        let lock = client.names.clone().map(|path| (path, lock.to_string()));
        let page = client
            .names_page
            .clone()
            .map(|path| (path, disk::with_digest(page)));
        let output = config::absolute(&client.output);
        let mut files = Vec::new();
        for (path, text) in lock.into_iter().chain(page) {
            // `client/../names.md` is not inside `client`.
            match config::absolute(&path).strip_prefix(&output) {
                Ok(inside) if is_taken(&tree, inside) => {
                    let message = format!("the names would overwrite {path}, a file of the crate");
                    let help = "give `names` and `names_page` paths of their own";
                    return Err(Diagnostic::new(Code::BadSettings, message).help(help));
                }
                Ok(inside) => tree.insert(inside, text),
                // A path through a folder that does not exist is simplified: the folder could become a link.
                Err(_) if path.parent().is_some_and(|folder| !folder.exists()) => {
                    files.push((config::normalized(&path), text));
                }
                Err(_) => files.push((path, text)),
            }
        }
        Ok((tree, Self(files)))
    }

    /// Whether all of them may be written.
    ///
    /// # Errors
    /// One of the paths holds a file that was not generated, or that a person edited.
    pub(super) fn check_overwrites(&self, force: bool) -> Result<(), Diagnostic> {
        let mut files = self.0.iter();
        files.try_for_each(|(path, text)| disk::check_overwrite(path, text.as_bytes(), force))
    }

    /// Writes the files that differ, and returns their paths.
    pub(super) fn write(&self) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
        let mut written = Vec::new();
        for (path, text) in &self.0 {
            if disk::write_file(path, text.as_bytes())? {
                written.push(path.clone());
            }
        }
        Ok(written)
    }

    /// Writes the files that differ into another folder; returns the path of each beside that of its copy.
    pub(super) fn copy(
        &self,
        folder: &Utf8Path,
    ) -> Result<Vec<(Utf8PathBuf, Utf8PathBuf)>, Diagnostic> {
        let mut copies = Vec::new();
        for (path, text) in &self.0 {
            if disk::check_file(path, text.as_bytes())?.is_some() {
                let copy = folder.join(path.file_name().unwrap_or("names.lock"));
                disk::write_file(&copy, text.as_bytes())?;
                copies.push((path.clone(), copy));
            }
        }
        Ok(copies)
    }

    /// Compares with the disk.
    pub(super) fn check(&self) -> Result<Vec<FileDrift>, Diagnostic> {
        let drift = self
            .0
            .iter()
            .map(|(path, text)| disk::check_file(path, text.as_bytes()));
        drift.filter_map(Result::transpose).collect()
    }
}

/// Whether a run writes another file at a path inside the crate.
fn is_taken(tree: &Tree, inside: &Utf8Path) -> bool {
    tree.get(inside.as_str()).is_some()
        || inside == disk::MANIFEST
        || inside.starts_with(disk::STAGING)
}
