//! The list of generated files that a written folder holds, with what tells whether they were edited.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};

use crate::ground::diagnostic::Diagnostic;

use super::place::Inside;
use super::text::{is_blank, plain};
use super::{MANIFEST, Tree};

const HEAD: &str = "\
# Files that posthaste wrote; it overwrites and removes these and no others. Before each path stands the
# beginning of its SHA-256, so that edits by hand are noticed and not overwritten.
";

/// How many hexadecimal digits of a digest are kept: enough against accidents.
const DIGITS: usize = 16;

/// The files that earlier runs wrote, each with the digests that it may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<Utf8PathBuf, Vec<String>>,
}

impl Manifest {
    /// The generated files of a folder; none where no run wrote it.
    pub(super) fn of(folder: &Utf8Path) -> Result<Option<Self>, Diagnostic> {
        let Some(bytes) = Inside::of(folder).read(Utf8Path::new(MANIFEST))? else {
            return Ok(None);
        };
        let bytes = plain(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        // As a loss of power leaves a file; it is as if there were none.
        if is_blank(text.as_bytes()) {
            return Ok(None);
        }
        let mut manifest = Self::default();
        for line in text.lines() {
            if let Some((path, digest)) = entry(line) {
                let digests = manifest.files.entry(path.into()).or_default();
                digests.extend(digest.map(str::to_owned));
            }
        }
        Ok(Some(manifest))
    }

    /// What a tree writes.
    pub(super) fn of_tree(tree: &Tree) -> Self {
        let mut manifest = Self::default();
        for (path, bytes) in tree.iter() {
            manifest.allow(path, bytes);
        }
        manifest
    }

    /// Adds a digest that a file may have.
    pub(super) fn allow(&mut self, path: &Utf8Path, bytes: &[u8]) {
        let digests = self.files.entry(path.to_owned()).or_default();
        let digest = digest(bytes);
        if !digests.contains(&digest) {
            digests.push(digest);
        }
    }

    /// Adds all that another one allows.
    pub(super) fn join(&mut self, other: &Self) {
        for (path, digests) in &other.files {
            let own = self.files.entry(path.clone()).or_default();
            own.extend(digests.iter().cloned());
            own.sort();
            own.dedup();
        }
    }

    /// Whether an earlier run wrote the file.
    pub(super) fn knows(&self, path: &Utf8Path) -> bool {
        self.files.contains_key(path)
    }

    /// Whether these bytes are none that a run of ours wrote into a file that it did write.
    ///
    /// Where no digest tells, they count as a person's: anybody can write a list of paths.
    pub(super) fn is_edited(&self, path: &Utf8Path, bytes: &[u8]) -> bool {
        let digests = self.files.get(path);
        digests.is_some_and(|digests| !digests.contains(&digest(bytes)))
    }

    /// Whether a run of ours wrote these bytes into this file.
    pub(super) fn wrote(&self, path: &Utf8Path, bytes: &[u8]) -> bool {
        self.knows(path) && !self.is_edited(path, bytes)
    }

    /// All files, in the order of their paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Utf8Path> {
        self.files.keys().map(Utf8PathBuf::as_path)
    }

    /// The manifest as a file.
    pub(super) fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (path, digests) in &self.files {
            for digest in digests {
                text += &format!("{digest} {path}\n");
            }
        }
        text
    }
}

/// A line's path and digest. What would lead out of the folder, or is no entry (somebody merged two
/// versions of the file by hand), is passed over.
fn entry(line: &str) -> Option<(&str, Option<&str>)> {
    let is_digest =
        |word: &str| word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (path, digest) = match line.split_once(' ') {
        Some((digest, path)) if is_digest(digest) => (path, Some(digest)),
        _ => (line, None),
    };
    let none = path.starts_with(['#', '<', '=', '>']);
    (is_inside(path) && !none).then_some((path, digest))
}

/// Whether a path is made of ordinary names alone, whichever system reads it: `\` separates and `:` follows a
/// drive on some.
fn is_inside(path: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..");
    !path.contains(['\\', ':']) && path.split('/').all(is_name)
}

/// Of the text, however a checkout ends its lines.
pub(super) fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(plain(bytes));
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    digits.take(DIGITS / 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_with_and_without_a_digest() {
        assert_eq!(
            entry("0123456789abcdef src/a b.rs"),
            Some(("src/a b.rs", Some("0123456789abcdef")))
        );
        assert_eq!(entry("src/a b.rs"), Some(("src/a b.rs", None)));
        for none in [
            "",
            "# x",
            "/etc/passwd",
            "0123456789abcdef ../x",
            "0123456789abcdef src/../../x",
            "0123456789abcdef ..\\x",
            "0123456789abcdef C:\\x",
            "0123456789abcdef C:/x",
            "src/./x",
            "src//x",
            "src/",
            "<<<<<<< HEAD",
            "=======",
        ] {
            assert_eq!(entry(none), None, "{none}");
        }
    }

    #[test]
    fn a_path_without_a_digest_is_a_person_s() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(temp.path()).unwrap();
        std::fs::write(folder.join(MANIFEST), "thesis.txt\n").unwrap();
        std::fs::write(folder.join("thesis.txt"), "mine").unwrap();
        let manifest = Manifest::of(folder).unwrap().unwrap();
        assert!(manifest.is_edited("thesis.txt".into(), b"mine"));
        super::super::write(&Tree::new(), folder, false).unwrap_err();
        assert!(folder.join("thesis.txt").exists());
    }

    #[test]
    fn edits_are_known_by_the_digest() {
        let mut tree = Tree::new();
        tree.insert("a", "one");
        let manifest = Manifest::of_tree(&tree);
        assert!(!manifest.is_edited("a".into(), b"one"));
        assert!(manifest.is_edited("a".into(), b"two"));
        assert!(!manifest.is_edited("b".into(), b"two"));
        tree.insert("c", "one\ntwo\n");
        let manifest = Manifest::of_tree(&tree);
        assert!(!manifest.is_edited("c".into(), b"\xef\xbb\xbfone\r\ntwo\r\n"));
        assert!(manifest.is_edited("c".into(), b"one\r\ntwo\r\n\r\n"));
    }
}
