//! The output folder as it is found: whose it is, and what stands in it.

use std::collections::BTreeMap;
use std::fs::{self, File, FileType, TryLockError};
use std::io::{self, ErrorKind};

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic};

use super::{unreadable, unwritable};

/// The output folder while one run writes it; given back when it is dropped, or when the process ends.
#[derive(Debug)]
pub(super) struct Hold {
    _folder: Option<File>,
}

impl Hold {
    /// Takes a folder, which is made where it is missing.
    ///
    /// The folder itself is locked: no file of ours is left behind that a killed run would have to account for.
    pub(super) fn take(folder: &Utf8Path) -> Result<Self, Diagnostic> {
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        // Not every system opens folders, and not every disk has locks: there people look out for themselves.
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

/// Files below the output folder, read only where nothing but files and folders leads to them.
#[derive(Debug)]
pub(super) struct Inside<'f> {
    folder: &'f Utf8Path,
    /// Folders that were looked at, and whether they are there.
    known: BTreeMap<Utf8PathBuf, bool>,
}

impl<'f> Inside<'f> {
    pub(super) fn of(folder: &'f Utf8Path) -> Self {
        let known = BTreeMap::from([(Utf8PathBuf::new(), true)]);
        Self { folder, known }
    }

    /// A file's bytes; none where there is no such file.
    ///
    /// A link would lead out of the folder, and a pipe would never end.
    pub(super) fn read(&mut self, path: &Utf8Path) -> Result<Option<Vec<u8>>, Diagnostic> {
        if !self.is_led_to(path)? {
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
            Some(kind) => Err(self.odd(path, kind, "file")),
        }
    }

    /// The files below a folder, sorted; a link among them is refused.
    pub(super) fn below(&mut self, folder: &Utf8Path) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            if !self.is_led_to(&next)? || !self.is_folder(&next)? {
                continue;
            }
            let place = self.folder.join(&next);
            let names = names(&place).map_err(|error| unreadable(&place, &error))?;
            for name in names {
                let path = next.join(name);
                match self.kind(&path)? {
                    Some(kind) if kind.is_dir() => open.push(path),
                    Some(kind) if kind.is_file() => found.push(path),
                    Some(kind) => return Err(self.odd(&path, kind, "file or a folder")),
                    None => {}
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Whether all folders above a path are there.
    fn is_led_to(&mut self, path: &Utf8Path) -> Result<bool, Diagnostic> {
        let mut parents: Vec<&Utf8Path> = path.ancestors().skip(1).collect();
        parents.reverse();
        for parent in parents {
            if !self.is_folder(parent)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a folder is there; the system is asked once for each.
    pub(super) fn is_folder(&mut self, path: &Utf8Path) -> Result<bool, Diagnostic> {
        if let Some(known) = self.known.get(path) {
            return Ok(*known);
        }
        let is_there = match self.kind(path)? {
            None => false,
            Some(kind) if kind.is_dir() => true,
            Some(kind) => return Err(self.odd(path, kind, "folder")),
        };
        self.known.insert(path.to_owned(), is_there);
        Ok(is_there)
    }

    fn kind(&self, path: &Utf8Path) -> Result<Option<FileType>, Diagnostic> {
        let path = self.folder.join(path);
        match fs::symlink_metadata(&path) {
            Ok(meta) => Ok(Some(meta.file_type())),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(unreadable(&path, &error)),
        }
    }

    fn odd(&self, path: &Utf8Path, kind: FileType, expected: &str) -> Diagnostic {
        let help = "remove it, or name another folder with `-o`";
        odd(&self.folder.join(path), kind, expected).help(help)
    }
}

/// The diagnostic for something that stands where another file is generated.
pub(super) fn odd(path: &Utf8Path, kind: FileType, expected: &str) -> Diagnostic {
    let is = match kind {
        _ if kind.is_symlink() => "a link",
        _ if kind.is_dir() => "a folder",
        _ if kind.is_file() => "a file",
        _ => "a pipe or a device",
    };
    let message = format!("{path} is {is}, where a {expected} is generated");
    Diagnostic::new(Code::ForeignFiles, message)
}

/// The names in a folder, in order.
pub(super) fn names(folder: &Utf8Path) -> io::Result<Vec<String>> {
    let entries = folder.read_dir_utf8()?;
    let mut names: Vec<String> = entries
        .map(|entry| Ok(entry?.file_name().to_owned()))
        .collect::<io::Result<_>>()?;
    names.sort_unstable();
    Ok(names)
}

/// Whether nothing is there. Below a file there is nothing either; whoever writes there is told of it.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
