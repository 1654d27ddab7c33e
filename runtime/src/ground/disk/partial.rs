//! A file that gets its name only when it is complete.

use std::fs::Metadata;
use std::future::poll_fn;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::pin::Pin;

use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWrite;

/// How many random names are tried for the temporary file.
const NAMES: u32 = 16;

/// A file that is being written under a temporary name in the directory of its path. It is removed if it is dropped
/// before [`Partial::finish`].
pub(crate) struct Partial {
    file: File,
    created: Metadata,
    part: PathBuf,
    path: PathBuf,
    is_renamed: bool,
}

impl Partial {
    /// Creates the temporary file. `create_new` neither opens an existing file nor follows a link (`O_EXCL`).
    pub(crate) async fn create(path: &Path) -> io::Result<Partial> {
        if path.file_name().is_none() {
            let why = "the path does not end with the name of a file";
            return Err(io::Error::new(ErrorKind::InvalidInput, why));
        }
        let mut tries = 0;
        loop {
            // Each `RandomState` has different keys, so each name differs.
            let random = RandomState::new().hash_one((std::process::id(), tries));
            let part = path.with_file_name(format!(".download-{random:016x}.part"));
            let mut options = OpenOptions::new();
            match options.write(true).create_new(true).open(&part).await {
                Ok(file) => {
                    return Ok(Partial {
                        created: file.metadata().await?,
                        file,
                        part,
                        path: path.to_owned(),
                        is_renamed: false,
                    });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists && tries < NAMES => {
                    tries += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    pub(crate) async fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let file = &mut self.file;
            let written = poll_fn(|cx| Pin::new(&mut *file).poll_write(cx, bytes)).await?;
            bytes = bytes.get(written..).unwrap_or_default();
        }
        Ok(())
    }

    /// Flushes the file to the disk and renames it to its path. An existing file or link at this path is replaced;
    /// the target of a link is not changed.
    pub(crate) async fn finish(mut self) -> io::Result<()> {
        let file = &mut self.file;
        poll_fn(|cx| Pin::new(&mut *file).poll_flush(cx)).await?;
        self.file.sync_all().await?;
        if !self.is_in_place() {
            let why = "the temporary file of the download was removed or replaced";
            return Err(io::Error::other(why));
        }
        tokio::fs::rename(&self.part, &self.path).await?;
        self.is_renamed = true;
        Ok(())
    }

    /// Whether the temporary name still refers to the file that was created.
    fn is_in_place(&self) -> bool {
        std::fs::symlink_metadata(&self.part).is_ok_and(|found| is_same(&self.created, &found))
    }
}

#[cfg(unix)]
fn is_same(file: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    other.is_file() && (file.dev(), file.ino()) == (other.dev(), other.ino())
}

/// The standard library cannot identify a file on other systems.
#[cfg(not(unix))]
fn is_same(_: &Metadata, other: &Metadata) -> bool {
    other.is_file()
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_renamed && self.is_in_place() {
            // A file that cannot be removed is left behind.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A temporary directory, removed when dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> io::Result<Folder> {
            let name = format!("posthaste-{:016x}", RandomState::new().hash_one(0));
            let folder = std::env::temp_dir().join(name);
            std::fs::create_dir(&folder)?;
            Ok(Folder(folder))
        }

        fn file(&self, name: &str) -> PathBuf {
            self.0.join(name)
        }

        fn count(&self) -> io::Result<usize> {
            Ok(std::fs::read_dir(&self.0)?.count())
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[tokio::test]
    async fn two_downloads_to_one_path_do_not_mix() -> io::Result<()> {
        let folder = Folder::new()?;
        let path = folder.file("report.bin");
        std::fs::write(&path, "before")?;
        let mut first = Partial::create(&path).await?;
        first.write(&[b'A'; 1000]).await?;
        let mut second = Partial::create(&path).await?;
        second.write(&[b'B'; 10]).await?;
        first.write(&[b'A'; 1000]).await?;
        assert_eq!(std::fs::read(&path)?, b"before");
        first.finish().await?;
        assert_eq!(std::fs::read(&path)?, [b'A'; 2000]);
        second.write(&[b'B'; 10]).await?;
        second.finish().await?;
        assert_eq!(std::fs::read(&path)?, [b'B'; 20]);
        assert_eq!(folder.count()?, 1);
        Ok(())
    }

    #[tokio::test]
    async fn a_failure_removes_only_its_own_temporary_file() -> io::Result<()> {
        let folder = Folder::new()?;
        let path = folder.file("report.bin");
        std::fs::write(&path, "before")?;
        std::fs::write(folder.file("report.bin.part"), "a stranger's")?;
        let mut file = Partial::create(&path).await?;
        file.write(b"half").await?;
        assert_eq!(folder.count()?, 3);
        drop(file);
        assert_eq!(std::fs::read(&path)?, b"before");
        assert_eq!(
            std::fs::read(folder.file("report.bin.part"))?,
            b"a stranger's"
        );
        assert_eq!(folder.count()?, 2);
        Ok(())
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn links_are_replaced_and_never_followed() -> io::Result<()> {
        use std::os::unix::fs::symlink;
        let folder = Folder::new()?;
        let (path, victim) = (folder.file("report.bin"), folder.file("victim"));
        std::fs::write(&victim, "untouched")?;
        symlink(&victim, folder.file("report.bin.part"))?;
        symlink(&victim, &path)?;
        let mut file = Partial::create(&path).await?;
        file.write(b"whole").await?;
        file.finish().await?;
        assert!(std::fs::symlink_metadata(&path)?.is_file());
        assert_eq!(std::fs::read(&path)?, b"whole");

        // A link that replaced the temporary file is neither renamed nor removed.
        let mut file = Partial::create(&path).await?;
        file.write(b"newer").await?;
        let part = file.part.clone();
        std::fs::remove_file(&part)?;
        symlink(&victim, &part)?;
        let error = file.finish().await.err();
        assert!(error.is_some_and(|error| error.to_string().contains("replaced")));
        assert!(std::fs::symlink_metadata(&part)?.is_symlink());
        assert_eq!(std::fs::read(&path)?, b"whole");
        assert_eq!(std::fs::read(&victim)?, b"untouched");
        Ok(())
    }
}
