//! The files of a crate in memory.

use std::borrow::Cow;
use std::collections::BTreeMap;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// Files by their paths below the output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<Utf8PathBuf, Cow<'static, [u8]>>,
    staged_cargo_toml: Option<Vec<u8>>,
    user_folder: Option<Utf8PathBuf>,
}

impl Tree {
    /// A tree without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; `..` and other parts of the path that are not names are left out.
    pub fn insert(&mut self, path: impl AsRef<Utf8Path>, bytes: impl Into<Vec<u8>>) {
        self.put(path.as_ref(), Cow::Owned(bytes.into()));
    }

    /// As [`Tree::insert`], without a copy of a text that is part of the program.
    pub fn insert_text(&mut self, path: impl AsRef<Utf8Path>, text: Cow<'static, str>) {
        let bytes = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        self.put(path.as_ref(), bytes);
    }

    fn put(&mut self, path: &Utf8Path, bytes: Cow<'static, [u8]>) {
        let is_name = |part: &Utf8Component<'_>| matches!(part, Utf8Component::Normal(_));
        let path = path.components().filter(is_name).collect();
        self.files.insert(path, bytes);
    }

    /// Sets the version of `Cargo.toml` that refers to the files in [`STAGING`](super::STAGING).
    pub fn set_staged_cargo_toml(&mut self, text: impl Into<Vec<u8>>) {
        self.staged_cargo_toml = Some(text.into());
    }

    /// Sets the folder among the generated files in which all files are user-owned.
    pub fn set_user_folder(&mut self, folder: impl Into<Utf8PathBuf>) {
        self.user_folder = Some(folder.into());
    }

    pub(super) fn staged_cargo_toml(&self) -> Option<&[u8]> {
        self.staged_cargo_toml.as_deref()
    }

    pub(super) fn user_folder(&self) -> Option<&Utf8Path> {
        self.user_folder.as_deref()
    }

    pub(super) fn is_user_owned(&self, path: &Utf8Path) -> bool {
        self.user_folder()
            .is_some_and(|folder| path.starts_with(folder))
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(Utf8Path::new(path)).map(AsRef::as_ref)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Utf8Path, &[u8])> {
        let files = self.files.iter();
        files.map(|(path, bytes)| (path.as_path(), bytes.as_ref()))
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
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
