//! The output folder: locking it, and reading files below it.

use std::collections::BTreeMap;
use std::fs::{self, File, FileType, TryLockError};
use std::io::{self, ErrorKind};

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic};

use super::{unreadable, unwritable};

/// A lock of the output folder, so that one run writes to it at a time. It ends when it is dropped or the process ends.
#[derive(Debug)]
pub(super) struct FolderLock {
    _folder: Option<File>,
}

impl FolderLock {
    /// Locks a folder, which is created if it is missing.
    ///
    /// The folder itself is locked, because a lock file would remain after a killed run.
    pub(super) fn acquire(folder: &Utf8Path) -> Result<Self, Diagnostic> {
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        // Some systems cannot open folders, and some file systems have no locks. There, nothing is locked.
        let Ok(handle) = File::open(folder) else {
            return Ok(Self { _folder: None });
        };
        match handle.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let message = format!("another run of posthaste is writing to {folder}");
                let help = "wait until it has ended, then run again";
                Err(Diagnostic::new(Code::Unwritable, message).help(help))
            }
            Err(TryLockError::Error(_)) => Ok(Self { _folder: None }),
            Ok(()) => Ok(Self {
                _folder: Some(handle),
            }),
        }
    }
}

/// Reads files below the output folder, and refuses links, because a link may lead out of the folder.
#[derive(Debug)]
pub(super) struct LinkFreeReader<'f> {
    folder: &'f Utf8Path,
    /// Whether a folder exists, for the folders that were looked at.
    folders: BTreeMap<Utf8PathBuf, bool>,
}

impl<'f> LinkFreeReader<'f> {
    pub(super) fn new(folder: &'f Utf8Path) -> Self {
        let folders = BTreeMap::from([(Utf8PathBuf::new(), true)]);
        Self { folder, folders }
    }

    /// The bytes of a file; none if there is no file. A link or a pipe, which may never end, is an error.
    pub(super) fn read(&mut self, path: &Utf8Path) -> Result<Option<Vec<u8>>, Diagnostic> {
        if !self.has_parents(path)? {
            return Ok(None);
        }
        match self.kind(path)? {
            None => Ok(None),
            Some(kind) if kind.is_file() => {
                let path = self.folder.join(path);
                fs::read(&path)
                    .map(Some)
                    .map_err(|error| unreadable(&path, &error))
            }
            Some(kind) => Err(self.unexpected(path, kind, "file")),
        }
    }

    /// The paths of all files below a folder, sorted. A link among them is an error.
    pub(super) fn files_below(
        &mut self,
        folder: &Utf8Path,
    ) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            if !self.has_parents(&next)? || !self.is_folder(&next)? {
                continue;
            }
            let full = self.folder.join(&next);
            let names = entry_names(&full).map_err(|error| unreadable(&full, &error))?;
            for name in names {
                let path = next.join(name);
                match self.kind(&path)? {
                    Some(kind) if kind.is_dir() => open.push(path),
                    Some(kind) if kind.is_file() => found.push(path),
                    Some(kind) => return Err(self.unexpected(&path, kind, "file or a folder")),
                    None => {}
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Whether all folders above a path exist.
    fn has_parents(&mut self, path: &Utf8Path) -> Result<bool, Diagnostic> {
        let mut parents: Vec<&Utf8Path> = path.ancestors().skip(1).collect();
        parents.reverse();
        for parent in parents {
            if !self.is_folder(parent)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a folder exists. The system is asked once for each folder.
    pub(super) fn is_folder(&mut self, path: &Utf8Path) -> Result<bool, Diagnostic> {
        if let Some(exists) = self.folders.get(path) {
            return Ok(*exists);
        }
        let exists = match self.kind(path)? {
            None => false,
            Some(kind) if kind.is_dir() => true,
            Some(kind) => return Err(self.unexpected(path, kind, "folder")),
        };
        self.folders.insert(path.to_owned(), exists);
        Ok(exists)
    }

    /// The kind of what is at a path; none if nothing is.
    fn kind(&self, path: &Utf8Path) -> Result<Option<FileType>, Diagnostic> {
        let path = self.folder.join(path);
        match fs::symlink_metadata(&path) {
            Ok(meta) => Ok(Some(meta.file_type())),
            Err(error) if is_not_found(&error) => Ok(None),
            Err(error) => Err(unreadable(&path, &error)),
        }
    }

    fn unexpected(&self, path: &Utf8Path, kind: FileType, expected: &str) -> Diagnostic {
        let help = "remove it, or name another folder with `-o`";
        unexpected(&self.folder.join(path), kind, expected).help(help)
    }
}

/// The diagnostic for a path at which something else is than the file or folder that would be generated there.
pub(super) fn unexpected(path: &Utf8Path, kind: FileType, expected: &str) -> Diagnostic {
    let is = match kind {
        _ if kind.is_symlink() => "a link",
        _ if kind.is_dir() => "a folder",
        _ if kind.is_file() => "a file",
        _ => "a pipe or a device",
    };
    let message = format!("{path} is {is}, where a {expected} is generated");
    Diagnostic::new(Code::ForeignFiles, message)
}

/// The names of what is in a folder, sorted.
pub(super) fn entry_names(folder: &Utf8Path) -> io::Result<Vec<String>> {
    let entries = folder.read_dir_utf8()?;
    let mut names: Vec<String> = entries
        .map(|entry| Ok(entry?.file_name().to_owned()))
        .collect::<io::Result<_>>()?;
    names.sort_unstable();
    Ok(names)
}

/// Whether the error means that nothing is at the path. One of the folders above it may be a file.
pub(super) fn is_not_found(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The paths of all files below `path` in a folder, sorted, without links and hidden files.
pub(super) fn visible_files_below(folder: &Utf8Path, path: &Utf8Path) -> Vec<Utf8PathBuf> {
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
