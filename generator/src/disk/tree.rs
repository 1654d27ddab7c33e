//! Files in memory.

use std::borrow::Cow;
use std::collections::BTreeMap;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// Files by their path below the output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<Utf8PathBuf, Cow<'static, [u8]>>,
    pivot: Option<Pivot>,
    kept: Option<Utf8PathBuf>,
}

/// The file by which all others are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pivot {
    pub path: Utf8PathBuf,
    /// Its text while the others are to be found in the folder where a run prepares them.
    pub through: Vec<u8>,
}

impl Tree {
    /// No file yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; a path that would leave the folder is cut down to its ordinary parts.
    pub fn insert(&mut self, path: impl AsRef<Utf8Path>, bytes: impl Into<Vec<u8>>) {
        self.put(path.as_ref(), Cow::Owned(bytes.into()));
    }

    /// Adds a file that is the same for every API; no copy of it is made.
    pub fn insert_known(&mut self, path: impl AsRef<Utf8Path>, text: Cow<'static, str>) {
        let bytes = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        self.put(path.as_ref(), bytes);
    }

    fn put(&mut self, path: &Utf8Path, bytes: Cow<'static, [u8]>) {
        let inside: Utf8PathBuf = path
            .components()
            .filter(|part| matches!(part, Utf8Component::Normal(_)))
            .collect();
        self.files.insert(inside, bytes);
    }

    /// Names the file by which all others are found, with its text while they are to be found below
    /// [`STAGING`](super::STAGING).
    pub fn pivot(&mut self, path: impl Into<Utf8PathBuf>, through: impl Into<Vec<u8>>) {
        self.pivot = Some(Pivot {
            path: path.into(),
            through: through.into(),
        });
    }

    /// Names the folder in the midst of the generated files that belongs to people.
    pub fn keep(&mut self, folder: impl Into<Utf8PathBuf>) {
        self.kept = Some(folder.into());
    }

    pub(super) fn the_pivot(&self) -> Option<&Pivot> {
        self.pivot.as_ref()
    }

    pub(super) fn kept(&self) -> Option<&Utf8Path> {
        self.kept.as_deref()
    }

    /// A file's bytes.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(Utf8Path::new(path)).map(AsRef::as_ref)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&Utf8Path, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_path(), bytes.as_ref()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_folder() {
        let mut tree = Tree::new();
        tree.insert("../../etc/passwd", "x");
        tree.insert("/abs/./file", "y");
        let paths: Vec<_> = tree.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["abs/file", "etc/passwd"]);
    }
}
