//! The system calls that change files, and those that wait until the disk has stored the changes.
//!
//! A disk stores names and contents separately. After a loss of power a file may have its name without its contents, unless
//! its contents were synchronized (`fsync`) before it got the name. A name is stored when its folder is synchronized.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

use super::unwritable;
use crate::ground::diagnostic::Diagnostic;

/// How many files are synchronized at once. A disk stores many in about the time that it needs for one.
const AT_ONCE: usize = 8;

/// The file system, with the changes that the disk may not have stored yet.
#[derive(Debug, Default)]
pub(super) struct FileSystem {
    /// New files whose contents are not synchronized.
    files: Vec<Utf8PathBuf>,
    /// Folders in which names were added, replaced or removed.
    folders: BTreeSet<Utf8PathBuf>,
    /// How many more calls succeed in a test.
    #[cfg(test)]
    pub(super) calls_left: Option<usize>,
    #[cfg(test)]
    pub(super) log: Vec<Call>,
}

/// A call, for tests that examine their order.
#[cfg(test)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Call {
    CreateFolder(Utf8PathBuf),
    Write(Utf8PathBuf, Vec<u8>),
    Link(Utf8PathBuf, Utf8PathBuf),
    Rename(Utf8PathBuf, Utf8PathBuf),
    Remove(Utf8PathBuf),
    RemoveAll(Utf8PathBuf),
    SyncFile(Utf8PathBuf),
    SyncFolder(Utf8PathBuf),
}

impl FileSystem {
    /// Creates the folder of a path, and those above it, where they are missing.
    fn create_parents(&mut self, path: &Utf8Path) -> Result<(), Diagnostic> {
        let Some(folder) = path.parent() else {
            return Ok(());
        };
        if folder.as_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        self.create_parents(folder)?;
        #[cfg(test)]
        self.record_or_fail(Call::CreateFolder(folder.to_owned()))?;
        with_path(folder, fs::create_dir(folder))?;
        self.mark_parent_changed(folder);
        Ok(())
    }

    /// Writes a file that does not exist yet, and creates its folders. [`FileSystem::sync`] stores its name only if
    /// [`FileSystem::mark_parent_changed`] is called for it.
    pub(super) fn write_new(&mut self, path: &Utf8Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.create_parents(path)?;
        #[cfg(test)]
        self.record_or_fail(Call::Write(path.to_owned(), bytes.to_owned()))?;
        with_path(
            path,
            File::create_new(path).and_then(|mut file| file.write_all(bytes)),
        )?;
        self.files.push(path.to_owned());
        Ok(())
    }

    /// Gives a file a second name; copies it where the system has no links. The second name is stored as that of
    /// [`FileSystem::write_new`] is.
    pub(super) fn link(&mut self, from: &Utf8Path, to: &Utf8Path) -> Result<(), Diagnostic> {
        self.create_parents(to)?;
        #[cfg(test)]
        self.record_or_fail(Call::Link(from.to_owned(), to.to_owned()))?;
        match fs::hard_link(from, to) {
            Ok(()) => Ok(()),
            Err(_) => self.write_new(to, &with_path(from, fs::read(from))?),
        }
    }

    /// Renames a file or a folder, and creates the folders of its new path. New contents are synchronized before.
    pub(super) fn rename(&mut self, from: &Utf8Path, to: &Utf8Path) -> Result<(), Diagnostic> {
        self.sync_files()?;
        self.create_parents(to)?;
        #[cfg(test)]
        self.record_or_fail(Call::Rename(from.to_owned(), to.to_owned()))?;
        with_path(to, fs::rename(from, to))?;
        self.mark_parent_changed(to);
        Ok(())
    }

    /// Removes a file, if it exists.
    pub(super) fn remove_file(&mut self, path: &Utf8Path) -> Result<(), Diagnostic> {
        if fs::symlink_metadata(path).is_err() {
            return Ok(());
        }
        #[cfg(test)]
        self.record_or_fail(Call::Remove(path.to_owned()))?;
        with_path(path, fs::remove_file(path))?;
        self.mark_parent_changed(path);
        Ok(())
    }

    /// Removes a folder if it is empty, and returns whether it was.
    pub(super) fn remove_empty_folder(&mut self, path: &Utf8Path) -> bool {
        if fs::remove_dir(path).is_err() {
            return false;
        }
        #[cfg(test)]
        self.log.push(Call::Remove(path.to_owned()));
        self.folders.remove(path);
        self.mark_parent_changed(path);
        true
    }

    /// Removes a folder with everything in it, if it exists. [`FileSystem::sync`] does not wait for that.
    pub(super) fn remove_folder(&mut self, path: &Utf8Path) -> Result<(), Diagnostic> {
        if fs::symlink_metadata(path).is_err() {
            return Ok(());
        }
        #[cfg(test)]
        self.record_or_fail(Call::RemoveAll(path.to_owned()))?;
        with_path(path, fs::remove_dir_all(path))?;
        self.files.retain(|file| !file.starts_with(path));
        self.folders.retain(|folder| !folder.starts_with(path));
        Ok(())
    }

    /// Waits until the disk has stored all changes.
    pub(super) fn sync(&mut self) -> Result<(), Diagnostic> {
        self.sync_files()?;
        let folders: Vec<Utf8PathBuf> = std::mem::take(&mut self.folders).into_iter().collect();
        #[cfg(test)]
        for folder in &folders {
            self.record_or_fail(Call::SyncFolder(folder.clone()))?;
        }
        for_each_in_threads(&folders, sync_folder)
    }

    fn sync_files(&mut self) -> Result<(), Diagnostic> {
        let files = std::mem::take(&mut self.files);
        #[cfg(test)]
        for file in &files {
            self.record_or_fail(Call::SyncFile(file.clone()))?;
        }
        for_each_in_threads(&files, sync_file)
    }

    /// Notes that a name was added, replaced or removed, so that [`FileSystem::sync`] synchronizes its folder.
    pub(super) fn mark_parent_changed(&mut self, path: &Utf8Path) {
        if let Some(folder) = path.parent() {
            self.folders.insert(folder.to_owned());
        }
    }

    #[cfg(test)]
    fn record_or_fail(&mut self, call: Call) -> Result<(), Diagnostic> {
        if let Some(calls_left) = &mut self.calls_left {
            let fewer = calls_left.checked_sub(1);
            *calls_left = fewer.ok_or_else(|| {
                unwritable(Utf8Path::new(""), &io::Error::other("the run is killed"))
            })?;
        }
        self.log.push(call);
        Ok(())
    }
}

/// The result of a system call, with the path in the error.
fn with_path<T>(path: &Utf8Path, result: io::Result<T>) -> Result<T, Diagnostic> {
    result.map_err(|error| unwritable(path, &error))
}

/// Calls a function for each path, on several threads.
fn for_each_in_threads(
    paths: &[Utf8PathBuf],
    call: fn(&Utf8Path) -> io::Result<()>,
) -> Result<(), Diagnostic> {
    let for_each = |paths: &[Utf8PathBuf]| {
        let mut paths = paths.iter();
        paths.try_for_each(|path| with_path(path, call(path)))
    };
    if paths.len() < 2 || cfg!(test) {
        return for_each(paths);
    }
    thread::scope(|scope| {
        let chunks = paths.chunks(paths.len().div_ceil(AT_ONCE));
        let threads: Vec<_> = chunks
            .map(|chunk| {
                let thread = thread::Builder::new().spawn_scoped(scope, move || for_each(chunk));
                // Without a further thread, the work is done here.
                thread.map_err(|_| for_each(chunk))
            })
            .collect();
        // All threads are joined before the first error is returned.
        let results: Vec<_> = threads
            .into_iter()
            .map(|thread| match thread {
                Ok(thread) => thread.join().unwrap_or_else(|_| for_each(paths)),
                Err(result) => result,
            })
            .collect();
        results.into_iter().collect()
    })
}

/// Tests do not wait for the disk; they examine the log of calls.
fn sync_file(path: &Utf8Path) -> io::Result<()> {
    if cfg!(test) {
        return Ok(());
    }
    // Some systems synchronize only files that are open for writing.
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Some systems cannot open folders, and some file systems cannot synchronize them. There, the system decides when a name
/// is stored.
fn sync_folder(path: &Utf8Path) -> io::Result<()> {
    if cfg!(all(unix, not(test))) {
        let path = if path.as_str().is_empty() {
            ".".into()
        } else {
            path
        };
        let _ = File::open(path).and_then(|folder| folder.sync_all());
    }
    Ok(())
}
