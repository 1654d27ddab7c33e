//! Comparing the disk with what a run would write.

use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};
use similar::TextDiff;

use crate::ground::diagnostic::Diagnostic;

use super::manifest::{Manifest, is_same_text, normalized};
use super::plan::{Plan, foreign_files};
use super::single::{Author, author};
use super::{Tree, read};

/// The most lines of a diff that are shown.
const LONGEST_DIFF: usize = 60;

/// The differences between a folder and a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// The files that differ, sorted by path.
    pub files: Vec<FileDrift>,
}

/// A file that a run would change, or a file that should not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDrift {
    path: Utf8PathBuf,
    kind: DriftKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum DriftKind {
    /// No run has written to the folder, which is the path.
    NotGeneratedYet,
    /// The file does not exist; a run would write it.
    Missing,
    /// An earlier run wrote the file; a run would remove it.
    Stale {
        /// Whether a person edited it.
        edited: bool,
    },
    /// It is among the generated files, and no run wrote it.
    Foreign {
        /// The folder for user-owned files.
        user_folder: Option<Utf8PathBuf>,
    },
    /// A run would overwrite it.
    Changed {
        /// Who wrote the text on the disk.
        author: Author,
        /// A unified diff from the disk to the tree, shortened.
        diff: String,
    },
}

impl Drift {
    /// Whether there are no differences.
    pub fn is_clean(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether no run has written to the folder.
    pub fn is_unwritten(&self) -> bool {
        matches!(self.files.as_slice(), [file] if file.kind == DriftKind::NotGeneratedYet)
    }

    /// Whether a run would overwrite or remove what a person wrote, and so needs `force`.
    pub fn is_edited(&self) -> bool {
        self.files.iter().any(|file| match &file.kind {
            DriftKind::Changed { author, .. } => *author != Author::Run,
            DriftKind::Stale { edited } => *edited,
            _ => false,
        })
    }

    /// Whether a run would change a file. It does not change foreign files.
    pub fn is_mendable(&self) -> bool {
        let mut kinds = self.files.iter().map(|file| &file.kind);
        kinds.any(|kind| !matches!(kind, DriftKind::Foreign { .. }))
    }
}

impl fmt::Display for FileDrift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.kind {
            DriftKind::NotGeneratedYet => writeln!(f, "not generated yet: {path}"),
            DriftKind::Missing => writeln!(f, "missing: {path}"),
            DriftKind::Stale { edited: false } => writeln!(f, "stale: {path}"),
            DriftKind::Stale { edited: true } => writeln!(f, "stale, edited by hand: {path}"),
            DriftKind::Foreign { user_folder: None } => writeln!(f, "foreign: {path} (remove it)"),
            DriftKind::Foreign {
                user_folder: Some(folder),
            } => {
                writeln!(f, "foreign: {path} (move it into {folder}, or remove it)")
            }
            DriftKind::Changed { author, diff } => {
                let label = match author {
                    Author::Run => "changed",
                    Author::Editor => "edited by hand",
                    Author::Other => "not written by posthaste",
                };
                write!(f, "{label}: {path}\n{diff}")
            }
        }
    }
}

/// Compares a folder with a tree, and writes nothing.
///
/// # Errors
/// A file cannot be read.
pub fn check(tree: &Tree, folder: &Utf8Path) -> Result<Drift, Diagnostic> {
    let drift = |path: &Utf8Path, kind| FileDrift {
        path: path.to_owned(),
        kind,
    };
    let manifest = Manifest::read(folder)?;
    let has_a_file = || tree.iter().any(|(path, _)| folder.join(path).exists());
    if manifest.is_none() && !has_a_file() {
        let files = vec![drift(folder, DriftKind::NotGeneratedYet)];
        return Ok(Drift { files });
    }
    let plan = Plan::of(tree, folder, manifest.as_ref())?;
    let mut files = Vec::new();
    for (path, new) in &plan.writes {
        let kind = match read(&folder.join(path))? {
            None => DriftKind::Missing,
            Some(old) => DriftKind::Changed {
                author: author_of(path, &plan),
                diff: diff(path, &old, new),
            },
        };
        files.push(drift(path, kind));
    }
    files.extend(plan.removals.iter().map(|path| {
        let edited = plan.edited.contains(path);
        drift(path, DriftKind::Stale { edited })
    }));
    let foreign = foreign_files(tree, folder, manifest.as_ref());
    files.extend(foreign.iter().map(|path| {
        let user_folder = tree.user_folder().map(Utf8Path::to_owned);
        drift(path, DriftKind::Foreign { user_folder })
    }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Drift { files })
}

fn author_of(path: &Utf8Path, plan: &Plan<'_>) -> Author {
    let is_in = |paths: &[Utf8PathBuf]| paths.iter().any(|other| other == path);
    if is_in(&plan.foreign) {
        Author::Other
    } else if is_in(&plan.edited) {
        Author::Editor
    } else {
        Author::Run
    }
}

/// Compares a single file with its new text.
///
/// # Errors
/// The file cannot be read.
pub fn check_file(path: &Utf8Path, new: &[u8]) -> Result<Option<FileDrift>, Diagnostic> {
    let kind = match read(path)? {
        Some(old) if is_same_text(&old, new) => return Ok(None),
        Some(old) => DriftKind::Changed {
            author: author(&old, new),
            diff: diff(path, &old, new),
        },
        None => DriftKind::Missing,
    };
    let path = path.to_owned();
    Ok(Some(FileDrift { path, kind }))
}

fn diff(path: &Utf8Path, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (normalized(old), normalized(new));
    let (old, new) = (String::from_utf8_lossy(&old), String::from_utf8_lossy(&new));
    let (from, to) = (format!("{path} (on disk)"), format!("{path} (fresh)"));
    let diff = TextDiff::from_lines(old.as_ref(), new.as_ref());
    let mut diff = diff.unified_diff();
    let text = diff.context_radius(2).header(&from, &to).to_string();
    let mut lines = text.lines();
    let shown = lines.by_ref().take(LONGEST_DIFF);
    let shown = shown.fold(String::new(), |shown, line| shown + line + "\n");
    match lines.count() {
        0 => shown,
        more => format!("{shown}… {more} more lines of this diff\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_drift_is_listed() {
        let temp = tempfile::tempdir().unwrap();
        let out = Utf8PathBuf::from_path_buf(temp.path().join("out")).unwrap();
        let mut tree = Tree::new();
        for path in ["a.rs", "b.rs", "c.rs"] {
            tree.insert(path, "one\ntwo\n");
        }
        super::super::write(&tree, &out, false).unwrap();
        assert!(check(&tree, &out).unwrap().is_clean());
        std::fs::write(out.join("a.rs"), "one\n2\n").unwrap();
        std::fs::remove_file(out.join("b.rs")).unwrap();
        std::fs::write(out.join("mine.rs"), "").unwrap();
        let mut fresh = Tree::new();
        fresh.insert("a.rs", "one\ntwo\n");
        fresh.insert("b.rs", "one\ntwo\n");
        let drift = check(&fresh, &out).unwrap();
        let text: String = drift.files.iter().map(FileDrift::to_string).collect();
        assert!(text.contains("edited by hand: a.rs"), "{text}");
        assert!(text.contains("-2\n+two"), "{text}");
        assert!(text.contains("missing: b.rs"), "{text}");
        assert!(text.contains("stale: c.rs"), "{text}");
        assert!(!text.contains("mine.rs"), "{text}");
    }

    #[test]
    fn what_only_force_changes_is_listed_with_its_author() {
        let temp = tempfile::tempdir().unwrap();
        let out = Utf8PathBuf::from_path_buf(temp.path().join("out")).unwrap();
        let mut tree = Tree::new();
        tree.insert("a.rs", "one\n");
        tree.insert("b.rs", "one\n");
        super::super::write(&tree, &out, false).unwrap();
        let mut fresh = Tree::new();
        fresh.insert("a.rs", "one\n");
        let drift = check(&fresh, &out).unwrap();
        assert_eq!(drift.files.len(), 1);
        assert!(!drift.is_edited());
        // A file that goes is overwritten, too.
        std::fs::write(out.join("b.rs"), "mine\n").unwrap();
        let drift = check(&fresh, &out).unwrap();
        assert!(drift.is_edited());
        assert_eq!(drift.files[0].to_string(), "stale, edited by hand: b.rs\n");
        assert!(super::super::write(&fresh, &out, false).is_err());
        // Nobody edited what no run wrote.
        fresh.insert("c.rs", "one\n");
        std::fs::write(out.join("c.rs"), "mine\n").unwrap();
        let drift = check(&fresh, &out).unwrap();
        let text = drift.files[1].to_string();
        assert!(
            text.starts_with("not written by posthaste: c.rs\n"),
            "{text}"
        );
    }

    #[test]
    fn foreign_files_among_the_generated_files_are_listed() {
        let temp = tempfile::tempdir().unwrap();
        let out = Utf8PathBuf::from_path_buf(temp.path().join("out")).unwrap();
        let mut tree = Tree::new();
        tree.insert("src/lib.rs", "");
        tree.set_user_folder("src/ext");
        super::super::write(&tree, &out, false).unwrap();
        std::fs::create_dir_all(out.join("src/ext")).unwrap();
        for path in ["src/ext/mod.rs", "src/.hidden", "notes.md"] {
            std::fs::write(out.join(path), "mine").unwrap();
        }
        assert!(check(&tree, &out).unwrap().is_clean());
        std::fs::write(out.join("src/mine.rs"), "mine").unwrap();
        let drift = check(&tree, &out).unwrap();
        let text = drift.files[0].to_string();
        assert!(
            text.starts_with("foreign: src/mine.rs (move it into src/ext"),
            "{text}"
        );
        assert_eq!(drift.files.len(), 1);
        assert!(!drift.is_mendable());
    }
}
