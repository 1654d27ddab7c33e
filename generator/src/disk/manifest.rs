//! The manifest of an output folder: the files that posthaste generated, with digests that show whether they were edited.
//!
//! Texts are compared without a byte order mark and with `\n` as line break, because a checkout may change both.

use std::borrow::Cow;
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};

use crate::ground::diagnostic::Diagnostic;

use super::folder::LinkFreeReader;
use super::{MANIFEST, Tree};

const HEAD: &str = "\
# Files that posthaste wrote; it overwrites and removes these and no others. Before each path stands the
# beginning of its SHA-256, so that edits by hand are noticed and not overwritten.
";

/// The length of a digest in hexadecimal digits: enough to notice accidental changes.
const DIGITS: usize = 16;

/// The generated files, each with the digests of all texts that a run may have written into it.
///
/// A file has several digests while a run replaces its old version by the new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<Utf8PathBuf, Vec<String>>,
}

impl Manifest {
    /// The manifest of a folder; none if no run has written to the folder.
    pub(super) fn read(folder: &Utf8Path) -> Result<Option<Self>, Diagnostic> {
        let Some(bytes) = LinkFreeReader::new(folder).read(Utf8Path::new(MANIFEST))? else {
            return Ok(None);
        };
        let bytes = normalized(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        // After a loss of power a file may be there without its contents.
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

    /// The manifest of a tree.
    pub(super) fn of_tree(tree: &Tree) -> Self {
        let mut manifest = Self::default();
        for (path, bytes) in tree.iter() {
            manifest.add(path, bytes);
        }
        manifest
    }

    /// Adds a file, or a further digest of a file.
    pub(super) fn add(&mut self, path: &Utf8Path, bytes: &[u8]) {
        let digests = self.files.entry(path.to_owned()).or_default();
        let digest = digest(bytes);
        if !digests.contains(&digest) {
            digests.push(digest);
        }
    }

    /// Adds the files and digests of another manifest.
    pub(super) fn add_all(&mut self, other: &Self) {
        for (path, digests) in &other.files {
            let own = self.files.entry(path.clone()).or_default();
            own.extend(digests.iter().cloned());
            own.sort();
            own.dedup();
        }
    }

    /// Whether the file is listed.
    pub(super) fn contains(&self, path: &Utf8Path) -> bool {
        self.files.contains_key(path)
    }

    /// Whether the file is listed and none of its digests is that of these bytes.
    ///
    /// A listed file without a digest counts as edited, because a person may have written the list.
    pub(super) fn is_edited(&self, path: &Utf8Path, bytes: &[u8]) -> bool {
        let digests = self.files.get(path);
        digests.is_some_and(|digests| !digests.contains(&digest(bytes)))
    }

    /// Whether the file is listed with the digest of these bytes.
    pub(super) fn is_generated(&self, path: &Utf8Path, bytes: &[u8]) -> bool {
        self.contains(path) && !self.is_edited(path, bytes)
    }

    /// The paths of all files, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Utf8Path> {
        self.files.keys().map(Utf8PathBuf::as_path)
    }

    /// The text of the manifest.
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

/// The path and the digest in a line. None for comments, conflict markers of version control, and paths that leave the
/// folder.
fn entry(line: &str) -> Option<(&str, Option<&str>)> {
    let is_digest =
        |word: &str| word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (path, digest) = match line.split_once(' ') {
        Some((digest, path)) if is_digest(digest) => (path, Some(digest)),
        _ => (line, None),
    };
    let is_other = path.starts_with(['#', '<', '=', '>']);
    (is_inside(path) && !is_other).then_some((path, digest))
}

/// Whether a path consists of names only, on every system: on Windows `\` is a separator, and `:` follows a drive.
fn is_inside(path: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..");
    !path.contains(['\\', ':']) && path.split('/').all(is_name)
}

/// The digest of a text, the same for all line breaks.
pub(super) fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(normalized(bytes));
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    digits.take(DIGITS / 2).collect()
}

/// The text without a byte order mark, and with `\n` instead of `\r\n`.
pub(super) fn normalized(bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !text.contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    let is_kept = |index: usize| !text[index..].starts_with(b"\r\n");
    let kept = text.iter().enumerate().filter(|(index, _)| is_kept(*index));
    Cow::Owned(kept.map(|(_, byte)| *byte).collect())
}

/// Whether two texts are the same after [`normalized`].
pub(super) fn is_same_text(left: &[u8], right: &[u8]) -> bool {
    left == right || normalized(left) == normalized(right)
}

/// Whether a text has only white space and zero bytes. After a loss of power, a file may have its length and only zeros.
pub fn is_blank(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    bytes.all(|byte| *byte == 0 || byte.is_ascii_whitespace())
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
        let manifest = Manifest::read(folder).unwrap().unwrap();
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

    #[test]
    fn ends_of_lines_and_marks_are_no_difference() {
        assert!(is_same_text(b"\xef\xbb\xbfa\r\nb\r\n", b"a\nb\n"));
        assert!(!is_same_text(b"a\rb", b"ab"));
        assert!(!is_same_text(b"a\n", b"a\n\n"));
        assert_eq!(normalized(b"a\r"), b"a\r".as_slice());
    }
}
