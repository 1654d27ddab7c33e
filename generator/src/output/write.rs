//! From memory to the disk: whole or not at all.

use std::collections::BTreeSet;
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic};

use super::{MANIFEST, Tree, manifest, read, unwritable};

/// What writing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have other bytes than before.
    pub written: Vec<Utf8PathBuf>,
    /// Files that an earlier run wrote and this one does not.
    pub removed: Vec<Utf8PathBuf>,
    /// How many files were as they should be and were not touched.
    pub unchanged: usize,
}

/// Writes a tree into a folder, touching only what differs.
///
/// All bytes are on the disk, in a folder beside the output, before the first file appears in its
/// place, so that a full disk or a missing right leaves everything as it was.
///
/// # Errors
/// The folder holds files that no run of ours wrote, or the system refused to write.
pub fn write(tree: &Tree, folder: &Utf8Path) -> Result<Report, Diagnostic> {
    if folder.is_file() {
        let message = format!("{folder} is a file, not a folder");
        return Err(
            Diagnostic::new(Code::ForeignFiles, message).help("name another folder with `-o`")
        );
    }
    let known = manifest::of(folder)?;
    refuse_foreign(tree, folder, known.as_ref())?;
    let mut report = Report::default();
    let mut fresh = Vec::new();
    let list = manifest::text(tree);
    for (path, bytes) in tree
        .iter()
        .chain([(Utf8Path::new(MANIFEST), list.as_bytes())])
    {
        match read(&folder.join(path))? {
            Some(old) if old == bytes => report.unchanged += usize::from(path != MANIFEST),
            _ => fresh.push((path, bytes)),
        }
    }
    let staging = Staging::new(folder)?;
    for (path, bytes) in &fresh {
        staging.put(path, bytes)?;
    }
    for (path, _) in &fresh {
        staging.place(path, folder)?;
    }
    report.removed = remove_stale(tree, folder, known.unwrap_or_default())?;
    let written = fresh.into_iter().map(|(path, _)| path.to_owned());
    report.written = written.filter(|path| path != MANIFEST).collect();
    Ok(report)
}

/// Writes a single file outside the crate if its bytes differ, and tells whether they did.
///
/// # Errors
/// The system refused.
pub fn write_file(path: &Utf8Path, bytes: &[u8]) -> Result<bool, Diagnostic> {
    if read(path)?.as_deref() == Some(bytes) {
        return Ok(false);
    }
    make_parent(path)?;
    // On the same disk, so that it takes the old one's place at once.
    let name = path.file_name().unwrap_or("file");
    let fresh = path.with_file_name(format!(".{name}.posthaste-{}", std::process::id()));
    fs::write(&fresh, bytes).map_err(|error| unwritable(&fresh, &error))?;
    fs::rename(&fresh, path).map_err(|error| unwritable(path, &error))?;
    Ok(true)
}

/// A folder or a file that somebody else made is never overwritten.
fn refuse_foreign(
    tree: &Tree,
    folder: &Utf8Path,
    known: Option<&BTreeSet<Utf8PathBuf>>,
) -> Result<(), Diagnostic> {
    // In a folder without a list of ours, every file is somebody else's.
    let known = |path: &Utf8Path| known.is_some_and(|known| known.contains(path));
    match tree
        .iter()
        .find(|(path, _)| !known(path) && folder.join(path).exists())
    {
        Some((path, bytes)) if read(&folder.join(path))?.as_deref() != Some(bytes) => {
            let message = format!("{} is not one of the generated files", folder.join(path));
            Err(Diagnostic::new(Code::ForeignFiles, message)
                .help("move it away: a file of that name is generated"))
        }
        _ => Ok(()),
    }
}

fn remove_stale(
    tree: &Tree,
    folder: &Utf8Path,
    known: BTreeSet<Utf8PathBuf>,
) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
    let mut removed = Vec::new();
    for path in known
        .into_iter()
        .filter(|path| tree.get(path.as_str()).is_none())
    {
        let full = folder.join(&path);
        match fs::remove_file(&full) {
            Ok(()) => removed.push(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(unwritable(&full, &error)),
        }
        // Only an empty folder goes; the rest belongs to somebody.
        let mut parent = full.parent();
        while let Some(empty) = parent.filter(|parent| *parent != folder) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            parent = empty.parent();
        }
    }
    Ok(removed)
}

/// A folder beside the output, on the same disk; it goes when this value does.
struct Staging {
    folder: Utf8PathBuf,
}

impl Staging {
    fn new(output: &Utf8Path) -> Result<Self, Diagnostic> {
        let name = output.file_name().unwrap_or("output");
        let folder = output.with_file_name(format!(".{name}.posthaste-{}", std::process::id()));
        let staging = Self { folder };
        fs::create_dir_all(&staging.folder).map_err(|error| unwritable(&staging.folder, &error))?;
        Ok(staging)
    }

    fn put(&self, path: &Utf8Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        let full = self.folder.join(path);
        make_parent(&full)?;
        fs::write(&full, bytes).map_err(|error| unwritable(&full, &error))
    }

    fn place(&self, path: &Utf8Path, output: &Utf8Path) -> Result<(), Diagnostic> {
        let target = output.join(path);
        make_parent(&target)?;
        fs::rename(self.folder.join(path), &target).map_err(|error| unwritable(&target, &error))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What is left of it harms nobody, and there is nobody to tell.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn make_parent(path: &Utf8Path) -> Result<(), Diagnostic> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::new();
        for (path, text) in files {
            tree.insert(path, *text);
        }
        tree
    }

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let temp = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(temp.path().join("out")).unwrap();
        (temp, path)
    }

    #[test]
    fn only_what_differs_is_written_and_stale_files_go() {
        let (_temp, out) = folder();
        let first = tree(&[
            ("Cargo.toml", "a"),
            ("src/lib.rs", "b"),
            ("src/old/x.rs", "c"),
        ]);
        assert_eq!(write(&first, &out).unwrap().written.len(), 3);
        fs::write(out.join("src/mine.rs"), "mine").unwrap();
        let report = write(&tree(&[("Cargo.toml", "a"), ("src/lib.rs", "B")]), &out).unwrap();
        assert_eq!(report.written, ["src/lib.rs"]);
        assert_eq!(report.removed, ["src/old/x.rs"]);
        assert_eq!(report.unchanged, 1);
        assert!(!out.join("src/old").exists());
        assert_eq!(fs::read_to_string(out.join("src/mine.rs")).unwrap(), "mine");
    }

    #[test]
    fn what_a_person_put_into_the_folder_survives() {
        let (_temp, out) = folder();
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join("thesis.txt"), "x").unwrap();
        write(&tree(&[("Cargo.toml", "a")]), &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("thesis.txt")).unwrap(), "x");
        assert!(out.join("Cargo.toml").exists());
    }

    #[test]
    fn a_crate_of_somebody_else_is_left_alone() {
        let (_temp, out) = folder();
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join("Cargo.toml"), "mine").unwrap();
        let error = write(&tree(&[("Cargo.toml", "a"), ("src/lib.rs", "b")]), &out).unwrap_err();
        assert_eq!(error.code, Code::ForeignFiles);
        assert_eq!(fs::read_to_string(out.join("Cargo.toml")).unwrap(), "mine");
        assert!(!out.join("src").exists());
    }

    #[test]
    fn a_file_of_somebody_else_is_left_alone() {
        let (_temp, out) = folder();
        write(&tree(&[("Cargo.toml", "a")]), &out).unwrap();
        fs::create_dir_all(out.join("src")).unwrap();
        fs::write(out.join("src/users.rs"), "mine").unwrap();
        let error = write(
            &tree(&[("Cargo.toml", "b"), ("src/users.rs", "theirs")]),
            &out,
        )
        .unwrap_err();
        assert_eq!(error.code, Code::ForeignFiles);
        assert_eq!(fs::read_to_string(out.join("Cargo.toml")).unwrap(), "a");
        assert_eq!(
            fs::read_to_string(out.join("src/users.rs")).unwrap(),
            "mine"
        );
    }

    #[test]
    fn a_single_file_is_written_only_where_it_differs() {
        let (temp, out) = folder();
        let path = out.join("names.lock");
        assert!(write_file(&path, b"one").unwrap());
        assert!(!write_file(&path, b"one").unwrap());
        assert!(write_file(&path, b"two").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(out).unwrap().count(), 1);
        drop(temp);
    }

    #[test]
    fn nothing_is_left_beside_the_output() {
        let (temp, out) = folder();
        write(&tree(&[("Cargo.toml", "a")]), &out).unwrap();
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }
}
