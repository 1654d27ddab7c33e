//! The disk held against memory.

use camino::{Utf8Path, Utf8PathBuf};
use similar::TextDiff;

use crate::ground::diagnostic::Diagnostic;

use super::manifest::Manifest;
use super::plan::{Plan, strangers};
use super::text::{plain, same};
use super::{Tree, read};

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
    Stale {
        /// Whether a person edited it since, so that only `--force` removes it.
        edited: bool,
        /// The file.
        path: Utf8PathBuf,
    },
    /// Nobody generated it, and it stands among the generated files.
    Foreign {
        /// The folder that is kept for people, where it may go.
        kept: Option<Utf8PathBuf>,
        /// The file.
        path: Utf8PathBuf,
    },
    /// No run has written anything into the folder.
    Unwritten(Utf8PathBuf),
    /// Its text differs.
    Changed {
        /// Who wrote what is on the disk.
        by: Author,
        /// The file.
        path: Utf8PathBuf,
        /// A unified diff from the disk to a fresh run, shortened.
        diff: String,
    },
}

/// Who wrote a file as it is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// An earlier run.
    Run,
    /// A person, into a file that a run wrote; only `--force` overwrites it.
    Person,
    /// Somebody else: no run wrote such a file; only `--force` overwrites it.
    Stranger,
}

impl Drift {
    /// Whether the folder is up to date.
    pub fn is_clean(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether no run has written anything yet.
    pub fn is_unwritten(&self) -> bool {
        matches!(self.files.as_slice(), [FileDrift::Unwritten(_)])
    }

    /// Whether mending it overwrites or removes what a person wrote, and so has to be forced.
    pub fn is_edited(&self) -> bool {
        let edited = |file: &FileDrift| match file {
            FileDrift::Changed { by, .. } => *by != Author::Run,
            FileDrift::Stale { edited, .. } => *edited,
            _ => false,
        };
        self.files.iter().any(edited)
    }

    /// Whether a fresh run mends it: it touches no file that it did not write.
    pub fn is_mendable(&self) -> bool {
        let foreign = |file: &FileDrift| matches!(file, FileDrift::Foreign { .. });
        !self.files.iter().all(foreign)
    }
}

impl FileDrift {
    /// The file's path below the folder.
    pub fn path(&self) -> &Utf8Path {
        match self {
            Self::Missing(path)
            | Self::Unwritten(path)
            | Self::Foreign { path, .. }
            | Self::Stale { path, .. }
            | Self::Changed { path, .. } => path,
        }
    }
}

impl std::fmt::Display for FileDrift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(path) => writeln!(f, "missing: {path}"),
            Self::Unwritten(path) => writeln!(f, "not generated yet: {path}"),
            Self::Stale {
                path,
                edited: false,
            } => writeln!(f, "stale: {path}"),
            Self::Stale { path, edited: true } => writeln!(f, "stale, edited by hand: {path}"),
            Self::Foreign {
                path,
                kept: Some(kept),
            } => writeln!(f, "foreign: {path} (move it into {kept}, or remove it)"),
            Self::Foreign { path, kept: None } => writeln!(f, "foreign: {path} (remove it)"),
            Self::Changed { path, diff, by } => {
                let how = match by {
                    Author::Run => "changed",
                    Author::Person => "edited by hand",
                    Author::Stranger => "not written by posthaste",
                };
                write!(f, "{how}: {path}\n{diff}")
            }
        }
    }
}

/// Compares a folder with what a fresh run would write; writes nothing.
///
/// # Errors
/// A file cannot be read.
pub fn check(tree: &Tree, folder: &Utf8Path) -> Result<Drift, Diagnostic> {
    let known = Manifest::of(folder)?;
    if known.is_none() && !holds_any(tree, folder) {
        let files = vec![FileDrift::Unwritten(folder.to_owned())];
        return Ok(Drift { files });
    }
    let plan = Plan::of(tree, folder, known.as_ref())?;
    let mut files = Vec::new();
    for (path, fresh) in &plan.fresh {
        files.push(match read(&folder.join(path))? {
            None => FileDrift::Missing((*path).to_owned()),
            Some(old) => FileDrift::Changed {
                path: (*path).to_owned(),
                diff: diff(path, &old, fresh),
                by: author(&plan, path),
            },
        });
    }
    let stale = plan.stale.iter().map(|path| FileDrift::Stale {
        path: path.clone(),
        edited: plan.edited.contains(path),
    });
    files.extend(stale);
    let strangers = strangers(tree, folder, known.as_ref());
    files.extend(strangers.into_iter().map(|path| FileDrift::Foreign {
        kept: tree.kept().map(Utf8Path::to_owned),
        path,
    }));
    files.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(Drift { files })
}

fn author(plan: &Plan<'_>, path: &Utf8Path) -> Author {
    let is_in = |paths: &[Utf8PathBuf]| paths.iter().any(|one| one == path);
    match () {
        () if is_in(&plan.foreign) => Author::Stranger,
        () if is_in(&plan.edited) => Author::Person,
        () => Author::Run,
    }
}

fn holds_any(tree: &Tree, folder: &Utf8Path) -> bool {
    tree.iter().any(|(path, _)| folder.join(path).exists())
}

/// Compares a single file with what a fresh run would write.
///
/// # Errors
/// It cannot be read.
pub fn check_file(path: &Utf8Path, fresh: &[u8]) -> Result<Option<FileDrift>, Diagnostic> {
    Ok(match read(path)? {
        None => Some(FileDrift::Missing(path.to_owned())),
        Some(old) if !same(&old, fresh) => Some(FileDrift::Changed {
            path: path.to_owned(),
            diff: diff(path, &old, fresh),
            by: super::single::author(&old, fresh),
        }),
        Some(_) => None,
    })
}

fn diff(path: &Utf8Path, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (plain(old), plain(new));
    let (old, new) = (String::from_utf8_lossy(&old), String::from_utf8_lossy(&new));
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
    fn what_only_force_mends_is_told_with_its_author() {
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
    fn strangers_among_the_generated_files_are_named() {
        let temp = tempfile::tempdir().unwrap();
        let out = Utf8PathBuf::from_path_buf(temp.path().join("out")).unwrap();
        let mut tree = Tree::new();
        tree.insert("src/lib.rs", "");
        tree.keep("src/ext");
        super::super::write(&tree, &out, false).unwrap();
        std::fs::create_dir_all(out.join("src/ext")).unwrap();
        for path in ["src/ext/mod.rs", "src/.hidden", "notes.md"] {
            std::fs::write(out.join(path), "mine").unwrap();
        }
        assert!(check(&tree, &out).unwrap().is_clean());
        std::fs::write(out.join("src/mine.rs"), "mine").unwrap();
        let drift = check(&tree, &out).unwrap();
        let told = drift.files[0].to_string();
        assert!(
            told.starts_with("foreign: src/mine.rs (move it into src/ext"),
            "{told}"
        );
        assert_eq!(drift.files.len(), 1);
        assert!(!drift.is_mendable());
    }
}
