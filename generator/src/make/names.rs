//! What stands beside a crate: the lock of its names, and the page that lists them.

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk::{self, FileDrift, Tree};
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::make::pipeline::Made;
use crate::read::config::{self, Client};

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
            .map(|path| (path, disk::sealed(&made.names_page)));
        let output = config::whole(&client.output);
        let mut files = Vec::new();
        for (path, text) in lock.into_iter().chain(page) {
            // Whatever steps lead there: `client/../names.md` stands beside `client`.
            match config::whole(&path).strip_prefix(&output) {
                Ok(inside) if is_taken(&made.tree, inside) => {
                    let message = format!("the names would overwrite {path}, a file of the crate");
                    let help = "give `names` and `names_page` paths of their own";
                    return Err(Diagnostic::new(Code::BadSettings, message).help(help));
                }
                Ok(inside) => made.tree.insert(inside, text),
                // A step through a folder that is not there yet would lead elsewhere once it is there.
                Err(_) if path.parent().is_some_and(|folder| !folder.exists()) => {
                    files.push((config::plain(&path), text));
                }
                Err(_) => files.push((path, text)),
            }
        }
        Ok(Self(files))
    }

    /// Whether all of them may be written.
    ///
    /// # Errors
    /// Something else stands in the place of one of them.
    pub(super) fn permit(&self, force: bool) -> Result<(), Diagnostic> {
        let mut files = self.0.iter();
        files.try_for_each(|(path, text)| disk::permit_file(path, text.as_bytes(), force))
    }

    /// Writes what differs, and tells what that was.
    pub(super) fn write(&self) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
        let mut written = Vec::new();
        for (path, text) in &self.0 {
            if disk::write_file(path, text.as_bytes())? {
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

/// Whether a path inside the crate is that of another file that is written there.
fn is_taken(tree: &Tree, inside: &Utf8Path) -> bool {
    tree.get(inside.as_str()).is_some()
        || inside == disk::MANIFEST
        || inside.starts_with(disk::STAGING)
}

/// The crate's files and those beside it.
///
/// # Errors
/// As [`Beside::of`].
pub(super) fn split(client: &Client, mut made: Made) -> Result<(Tree, Beside), Diagnostic> {
    let beside = Beside::of(client, &mut made)?;
    Ok((made.tree, beside))
}
