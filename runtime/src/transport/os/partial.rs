//! A file that bears its name only when it is whole.

use std::future::poll_fn;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use tokio::fs::File;
use tokio::io::AsyncWrite;

/// A file on its way, with `.part` behind its name. One that is given up is removed.
pub(crate) struct Partial {
    file: File,
    part: PathBuf,
    path: PathBuf,
    whole: bool,
}

impl Partial {
    pub(crate) async fn create(path: &Path) -> io::Result<Partial> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        Ok(Partial {
            file: File::create(&part).await?,
            part,
            path: path.to_owned(),
            whole: false,
        })
    }

    pub(crate) async fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let file = &mut self.file;
            let written = poll_fn(|cx| Pin::new(&mut *file).poll_write(cx, bytes)).await?;
            bytes = bytes.get(written..).unwrap_or_default();
        }
        Ok(())
    }

    pub(crate) async fn finish(mut self) -> io::Result<()> {
        let file = &mut self.file;
        poll_fn(|cx| Pin::new(&mut *file).poll_flush(cx)).await?;
        self.file.sync_all().await?;
        tokio::fs::rename(&self.part, &self.path).await?;
        self.whole = true;
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.whole {
            // Nothing more can be done about a file that cannot be removed.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}
