//! The disk held against memory.

use camino::{Utf8Path, Utf8PathBuf};
use similar::TextDiff;

use crate::diagnostic::Diagnostic;

use super::{Tree, manifest, read};

/// A diff is for reading: behind this many lines a count says how many follow.
const LONGEST_DIFF: usize = 60;

/// Where a folder differs from a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// The files that differ, in the order of their paths.
    pub files: Vec<FileDrift>,
}

/// A file that is not as a fresh run would write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileDrift {
    /// A fresh run writes it; the folder lacks it.
    Missing(Utf8PathBuf),
    /// An earlier run wrote it; a fresh one does not.
    Stale(Utf8PathBuf),
    /// Its bytes differ.
    Changed {
        /// The file.
        path: Utf8PathBuf,
        /// A unified diff from the disk to a fresh run, shortened.
        diff: String,
    },
}

impl Drift {
    /// Whether the folder is up to date.
    pub fn is_clean(&self) -> bool {
        self.files.is_empty()
    }
}

impl FileDrift {
    /// The file's path below the folder.
    pub fn path(&self) -> &Utf8Path {
        match self {
            Self::Missing(path) | Self::Stale(path) | Self::Changed { path, .. } => path,
        }
    }
}

impl std::fmt::Display for FileDrift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(path) => writeln!(f, "missing: {path}"),
            Self::Stale(path) => writeln!(f, "stale: {path}"),
            Self::Changed { path, diff } => write!(f, "changed: {path}\n{diff}"),
        }
    }
}

/// Compares a folder with what a fresh run would write; writes nothing.
///
/// # Errors
/// A file cannot be read.
pub fn check(tree: &Tree, folder: &Utf8Path) -> Result<Drift, Diagnostic> {
    let mut files = Vec::new();
    for (path, fresh) in tree.iter() {
        match read(&folder.join(path))? {
            None => files.push(FileDrift::Missing(path.to_owned())),
            Some(old) if old != fresh => {
                files.push(FileDrift::Changed {
                    path: path.to_owned(),
                    diff: diff(path, &old, fresh),
                });
            }
            Some(_) => {}
        }
    }
    let known = manifest::of(folder)?.unwrap_or_default();
    let stale = known
        .into_iter()
        .filter(|path| tree.get(path.as_str()).is_none());
    files.extend(
        stale
            .filter(|path| folder.join(path).exists())
            .map(FileDrift::Stale),
    );
    files.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(Drift { files })
}

/// Compares a single file with what a fresh run would write.
///
/// # Errors
/// It cannot be read.
pub fn check_file(path: &Utf8Path, fresh: &[u8]) -> Result<Option<FileDrift>, Diagnostic> {
    Ok(match read(path)? {
        None => Some(FileDrift::Missing(path.to_owned())),
        Some(old) if old != fresh => Some(FileDrift::Changed {
            path: path.to_owned(),
            diff: diff(path, &old, fresh),
        }),
        Some(_) => None,
    })
}

fn diff(path: &Utf8Path, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let diff = TextDiff::from_lines(old.as_ref(), new.as_ref());
    let (from, to) = (format!("{path} (on disk)"), format!("{path} (fresh)"));
    let text = diff
        .unified_diff()
        .context_radius(2)
        .header(&from, &to)
        .to_string();
    let lines: Vec<&str> = text.lines().collect();
    let mut shown = lines
        .iter()
        .take(LONGEST_DIFF)
        .fold(String::new(), |text, line| text + line + "\n");
    if lines.len() > LONGEST_DIFF {
        shown += &format!("… {} more lines of this diff\n", lines.len() - LONGEST_DIFF);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_drift_is_told() {
        let temp = tempfile::tempdir().unwrap();
        let out = Utf8PathBuf::from_path_buf(temp.path().join("out")).unwrap();
        let mut tree = Tree::new();
        for path in ["a.rs", "b.rs", "c.rs"] {
            tree.insert(path, "one\ntwo\n");
        }
        super::super::write(&tree, &out).unwrap();
        assert!(check(&tree, &out).unwrap().is_clean());
        std::fs::write(out.join("a.rs"), "one\n2\n").unwrap();
        std::fs::remove_file(out.join("b.rs")).unwrap();
        std::fs::write(out.join("mine.rs"), "").unwrap();
        let mut fresh = Tree::new();
        fresh.insert("a.rs", "one\ntwo\n");
        fresh.insert("b.rs", "one\ntwo\n");
        let drift = check(&fresh, &out).unwrap();
        let text: String = drift.files.iter().map(FileDrift::to_string).collect();
        assert!(text.contains("changed: a.rs"), "{text}");
        assert!(text.contains("-2\n+two"), "{text}");
        assert!(text.contains("missing: b.rs"), "{text}");
        assert!(text.contains("stale: c.rs"), "{text}");
        assert!(!text.contains("mine.rs"), "{text}");
    }
}
