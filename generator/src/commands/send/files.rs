//! Which files a request may send. The author of a collection must not be able to send any file of this computer.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use camino::Utf8Path;

/// The folders below which files may be sent. Postman has one such folder, its working directory.
pub(super) struct Files {
    folders: Vec<PathBuf>,
}

/// What is at the path of a file that a collection names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A regular file below one of the folders, with every link resolved.
    File(PathBuf),
    /// No file, or a folder. Postman leaves such a part out.
    Missing,
    /// Something that must not be sent.
    Refused(Refusal),
}

/// Why a file must not be sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Outside,
    /// A FIFO, a socket or a device, which may never end.
    NotAFile,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Outside => {
                "is outside the collection's folder; `--files DIR` lets files below DIR be sent"
            }
            Refusal::NotAFile => "is not a regular file",
        })
    }
}

impl Files {
    /// Files below `allowed`, then below the folder of the collection at `input`.
    ///
    /// # Errors
    /// `allowed` cannot be read; a message says so.
    pub(super) fn new(input: &Utf8Path, allowed: Option<&Utf8Path>) -> Result<Self, String> {
        let own = match input.is_dir() {
            true => input,
            false => input.parent().unwrap_or(Utf8Path::new("")),
        };
        let mut folders = Vec::new();
        if let Some(folder) = allowed {
            let resolved = folder.canonicalize();
            folders.push(resolved.map_err(|error| format!("--files {folder}: {error}"))?);
        }
        let own = Path::new(".").join(own);
        folders.extend(own.canonicalize());
        Ok(Self { folders })
    }

    /// Looks for a path below each folder: the first regular file, else what the first folder has at this path.
    pub(super) fn find(&self, path: &str) -> Found {
        let mut first = None;
        for folder in &self.folders {
            match self.look_at(&folder.join(path)) {
                Found::File(path) => return Found::File(path),
                other => first = first.or(Some(other)),
            }
        }
        first.unwrap_or(Found::Refused(Refusal::Outside))
    }

    fn look_at(&self, path: &Path) -> Found {
        let is_inside = |path: &PathBuf| {
            let mut folders = self.folders.iter();
            folders.any(|folder| path.starts_with(folder))
        };
        let Some(resolved) = resolved(path).filter(is_inside) else {
            return Found::Refused(Refusal::Outside);
        };
        match fs::metadata(&resolved) {
            Ok(meta) if meta.is_file() => Found::File(resolved),
            Ok(meta) if !meta.is_dir() => Found::Refused(Refusal::NotAFile),
            _ => Found::Missing,
        }
    }
}

/// A path without links and `..`, also if the file does not exist; none if links or `..` cannot be resolved.
fn resolved(path: &Path) -> Option<PathBuf> {
    match path.canonicalize() {
        Ok(path) => return Some(path),
        // The target of a broken link does not exist, so it cannot be resolved.
        Err(_) if path.is_symlink() => return None,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(_) => return None,
    }
    match path.components().next_back()? {
        Component::Normal(name) => Some(resolved(path.parent()?)?.join(name)),
        // `name/..` cannot be resolved if `name` does not exist.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("mine/parts")).unwrap();
        fs::create_dir_all(root.join("other")).unwrap();
        for name in ["mine/a.txt", "mine/parts/b.txt", "other/c.txt"] {
            fs::write(root.join(name), name).unwrap();
        }
        let input = root.join("mine/collection.json");
        let files = Files::new(Utf8Path::from_path(&input).unwrap(), None).unwrap();
        (folder, files)
    }

    fn is_file(found: &Found) -> bool {
        matches!(found, Found::File(_))
    }

    #[test]
    fn files_below_the_collections_folder_are_found() {
        let (folder, files) = folder();
        let absolute = folder.path().join("mine/a.txt");
        for name in [
            "a.txt",
            "./parts/b.txt",
            "parts/../a.txt",
            absolute.to_str().unwrap(),
        ] {
            assert!(is_file(&files.find(name)), "{name}");
        }
        for name in ["none.txt", "none/none.txt", "", "parts"] {
            assert_eq!(files.find(name), Found::Missing, "{name}");
        }
    }

    #[test]
    fn files_elsewhere_are_refused_whether_they_exist_or_not() {
        let (folder, files) = folder();
        let absolute = folder.path().join("other/c.txt");
        let names = [
            "../other/c.txt",
            "../other/none.txt",
            "parts/../../other/c.txt",
            "none/../../other/c.txt",
            "/etc/hostname",
            absolute.to_str().unwrap(),
        ];
        for name in names {
            assert_eq!(files.find(name), Found::Refused(Refusal::Outside), "{name}");
        }
    }

    #[test]
    fn a_named_folder_allows_its_files_beside_the_collections() {
        let (folder, _) = folder();
        let path =
            |name: &str| camino::Utf8PathBuf::from_path_buf(folder.path().join(name)).unwrap();
        let files = Files::new(&path("mine/collection.json"), Some(&path("other"))).unwrap();
        for name in ["c.txt", "../other/c.txt", "a.txt"] {
            assert!(is_file(&files.find(name)), "{name}");
        }
        assert_eq!(
            files.find("/etc/hostname"),
            Found::Refused(Refusal::Outside)
        );
        assert!(Files::new(&path("mine/collection.json"), Some(&path("none"))).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_judged_by_their_targets_and_sockets_are_refused() {
        use std::os::unix::fs::symlink;
        let (folder, files) = folder();
        let mine = folder.path().join("mine");
        symlink(folder.path().join("other/c.txt"), mine.join("out.txt")).unwrap();
        symlink(folder.path().join("other"), mine.join("out")).unwrap();
        symlink(folder.path().join("other/none"), mine.join("broken")).unwrap();
        symlink(mine.join("a.txt"), mine.join("in.txt")).unwrap();
        for name in ["out.txt", "out/c.txt", "out/none.txt", "broken"] {
            assert_eq!(files.find(name), Found::Refused(Refusal::Outside), "{name}");
        }
        assert!(is_file(&files.find("in.txt")));
        let _socket = std::os::unix::net::UnixListener::bind(mine.join("socket")).unwrap();
        assert_eq!(files.find("socket"), Found::Refused(Refusal::NotAFile));
    }
}
