//! The calls that change the disk, and those that wait until it has stored the changes.
//!
//! Names and bytes are stored apart: after a loss of power a file may have its name and none of its bytes, unless
//! its bytes were synchronised (`fsync`) before it got the name. A name is stored with the folder that holds it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

/// How many files are synchronised at once. A disk stores many in about the time that it needs for one.
const AT_ONCE: usize = 8;

/// What the system refused.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) path: Utf8PathBuf,
    pub(super) error: io::Error,
}

/// The changes of the disk that may not be stored yet.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// New files whose bytes are not synchronised.
    files: Vec<Utf8PathBuf>,
    /// Folders in which names were added, replaced or removed.
    folders: BTreeSet<Utf8PathBuf>,
    /// After how many changes of the disk a test refuses all others.
    #[cfg(test)]
    pub(super) fuse: Option<usize>,
    #[cfg(test)]
    pub(super) log: Vec<Step>,
}

/// A call, for tests that look at their order.
#[cfg(test)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Folder(Utf8PathBuf),
    Write(Utf8PathBuf, Vec<u8>),
    Link(Utf8PathBuf, Utf8PathBuf),
    Rename(Utf8PathBuf, Utf8PathBuf),
    Remove(Utf8PathBuf),
    RemoveAll(Utf8PathBuf),
    SyncFile(Utf8PathBuf),
    SyncFolder(Utf8PathBuf),
}

impl Store {
    /// Makes a folder and those above it that are missing.
    pub(super) fn make_folder(&mut self, path: &Utf8Path) -> io::Result<()> {
        if path.as_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.make_folder(parent)?;
        }
        #[cfg(test)]
        self.step(Step::Folder(path.to_owned()))?;
        fs::create_dir(path)?;
        self.entered(path);
        Ok(())
    }

    /// Writes a file that is not there yet, in a folder that is made where it is missing. Its name may go with a loss of
    /// power, unless [`Store::entered`] is called for it.
    pub(super) fn write(&mut self, path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
        self.make_parent(path)?;
        #[cfg(test)]
        self.step(Step::Write(path.to_owned(), bytes.to_owned()))?;
        File::create_new(path)?.write_all(bytes)?;
        self.files.push(path.to_owned());
        Ok(())
    }

    /// Gives a file a second name; writes its bytes into a new one where the system cannot link.
    ///
    /// The bytes of what is linked are as safe as they were; the name is as that of [`Store::write`].
    pub(super) fn link(&mut self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.make_parent(to)?;
        #[cfg(test)]
        self.step(Step::Link(from.to_owned(), to.to_owned()))?;
        match fs::hard_link(from, to) {
            Ok(()) => Ok(()),
            Err(_) => self.write(to, &fs::read(from)?),
        }
    }

    /// Renames a file or a folder, in a folder that is made where it is missing. The bytes are synchronised before.
    pub(super) fn rename(&mut self, from: &Utf8Path, to: &Utf8Path) -> Result<(), Refusal> {
        self.sync_files()?;
        let renamed = self.make_parent(to).and_then(|()| {
            #[cfg(test)]
            self.step(Step::Rename(from.to_owned(), to.to_owned()))?;
            fs::rename(from, to)
        });
        renamed.map_err(|error| Refusal {
            path: to.to_owned(),
            error,
        })?;
        self.entered(to);
        Ok(())
    }

    /// Removes a file, if it is there.
    pub(super) fn remove_file(&mut self, path: &Utf8Path) -> io::Result<()> {
        if fs::symlink_metadata(path).is_err() {
            return Ok(());
        }
        #[cfg(test)]
        self.step(Step::Remove(path.to_owned()))?;
        fs::remove_file(path)?;
        self.entered(path);
        Ok(())
    }

    /// Removes a folder, if it is empty; whether it was.
    pub(super) fn remove_empty(&mut self, path: &Utf8Path) -> bool {
        if fs::remove_dir(path).is_err() {
            return false;
        }
        #[cfg(test)]
        self.log.push(Step::Remove(path.to_owned()));
        self.folders.remove(path);
        self.entered(path);
        true
    }

    /// Removes a folder with all that is in it, if it is there. Nobody waits until the disk has stored that.
    pub(super) fn remove_all(&mut self, path: &Utf8Path) -> io::Result<()> {
        if fs::symlink_metadata(path).is_err() {
            return Ok(());
        }
        #[cfg(test)]
        self.step(Step::RemoveAll(path.to_owned()))?;
        fs::remove_dir_all(path)?;
        self.files.retain(|file| !file.starts_with(path));
        self.folders.retain(|folder| !folder.starts_with(path));
        Ok(())
    }

    /// Waits until the disk has stored all changes.
    pub(super) fn sync(&mut self) -> Result<(), Refusal> {
        self.sync_files()?;
        let folders = std::mem::take(&mut self.folders);
        let folders: Vec<Utf8PathBuf> = folders.into_iter().collect();
        #[cfg(test)]
        for folder in &folders {
            self.refusable(Step::SyncFolder(folder.clone()))?;
        }
        each(&folders, sync_folder)
    }

    fn sync_files(&mut self) -> Result<(), Refusal> {
        let files = std::mem::take(&mut self.files);
        #[cfg(test)]
        for file in &files {
            self.refusable(Step::SyncFile(file.clone()))?;
        }
        each(&files, sync_file)
    }

    fn make_parent(&mut self, path: &Utf8Path) -> io::Result<()> {
        path.parent()
            .map_or(Ok(()), |parent| self.make_folder(parent))
    }

    /// Notes that a name was added, replaced or removed in the folder of a path, which [`Store::sync`] then waits for.
    pub(super) fn entered(&mut self, path: &Utf8Path) {
        if let Some(folder) = path.parent() {
            self.folders.insert(folder.to_owned());
        }
    }

    #[cfg(test)]
    fn step(&mut self, step: Step) -> io::Result<()> {
        if let Some(fuse) = &mut self.fuse {
            let left = fuse.checked_sub(1);
            *fuse = left.ok_or_else(|| io::Error::other("the plug is pulled"))?;
        }
        self.log.push(step);
        Ok(())
    }

    #[cfg(test)]
    fn refusable(&mut self, step: Step) -> Result<(), Refusal> {
        let path = Utf8PathBuf::new();
        self.step(step).map_err(|error| Refusal { path, error })
    }
}

/// Calls a function for each of some paths, for several at once.
fn each(paths: &[Utf8PathBuf], call: fn(&Utf8Path) -> io::Result<()>) -> Result<(), Refusal> {
    let all = |paths: &[Utf8PathBuf]| {
        paths.iter().try_for_each(|path| {
            call(path).map_err(|error| Refusal {
                path: path.clone(),
                error,
            })
        })
    };
    if paths.len() < 2 || cfg!(test) {
        return all(paths);
    }
    thread::scope(|scope| {
        let parts = paths.chunks(paths.len().div_ceil(AT_ONCE));
        let started: Vec<_> = parts
            .map(|part| {
                let thread = thread::Builder::new().spawn_scoped(scope, move || all(part));
                thread.map_err(|_| all(part))
            })
            .collect();
        // All of them are waited for, whatever one of them says.
        let ended: Vec<_> = started
            .into_iter()
            .map(|part| match part {
                Ok(thread) => thread.join().unwrap_or_else(|_| all(paths)),
                Err(done) => done,
            })
            .collect();
        ended.into_iter().collect()
    })
}

/// The log of the calls is enough for tests, which need not wait for a disk.
fn sync_file(path: &Utf8Path) -> io::Result<()> {
    if cfg!(test) {
        return Ok(());
    }
    // Some systems synchronise only what is open for writing.
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
}

/// Not every system opens folders, and not every file system synchronises them: there it is left to the system.
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
