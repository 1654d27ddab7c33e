//! What stands beside a crate: the lock of its names, and the page that lists them.

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::Client;
use crate::diagnostic::{Code, Diagnostic};
use crate::output::{self, FileDrift, Tree};
use crate::pipeline::Made;

/// Files that stand outside the crate, by their paths.
pub(super) struct Beside(Vec<(Utf8PathBuf, String)>);

impl Beside {
    /// Puts what stands in the crate's folder into the crate, and keeps the rest beside it.
    ///
    /// # Errors
    /// One of them would take the place of a file of the crate.
    fn of(client: &Client, made: &mut Made) -> Result<Self, Diagnostic> {
        let lock = client
            .names
            .clone()
            .map(|path| (path, made.lock.to_string()));
        let page = client
            .names_page
            .clone()
            .map(|path| (path, made.names_page.clone()));
        let mut files = Vec::new();
        for (path, text) in lock.into_iter().chain(page) {
            match path.strip_prefix(&client.output) {
                Ok(inside) if made.tree.get(inside.as_str()).is_some() => {
                    let message = format!("the names would overwrite {path}, a file of the crate");
                    let help = "give `names` and `names_page` paths of their own";
                    return Err(Diagnostic::new(Code::BadSettings, message).help(help));
                }
                Ok(inside) => made.tree.insert(inside, text),
                Err(_) => files.push((path, text)),
            }
        }
        Ok(Self(files))
    }

    /// Writes what differs, and tells what that was.
    pub(super) fn write(&self) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
        let mut written = Vec::new();
        for (path, text) in &self.0 {
            if output::write_file(path, text.as_bytes())? {
                written.push(path.clone());
            }
        }
        Ok(written)
    }

    /// Writes those that differ on the disk into another folder; gives the paths of both.
    pub(super) fn copy(
        &self,
        folder: &Utf8Path,
    ) -> Result<Vec<(Utf8PathBuf, Utf8PathBuf)>, Diagnostic> {
        let mut copies = Vec::new();
        for (path, text) in &self.0 {
            if output::check_file(path, text.as_bytes())?.is_some() {
                let copy = folder.join(path.file_name().unwrap_or("names.lock"));
                output::write_file(&copy, text.as_bytes())?;
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
            .map(|(path, text)| output::check_file(path, text.as_bytes()));
        drift.filter_map(Result::transpose).collect()
    }
}

/// The crate's files and those beside it.
///
/// # Errors
/// As [`Beside::of`].
pub(super) fn split(client: &Client, mut made: Made) -> Result<(Tree, Beside), Diagnostic> {
    let beside = Beside::of(client, &mut made)?;
    Ok((made.tree, beside))
}
