//! Directories as inputs: YAML files that together are one collection, or an OpenAPI document with its parts.

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic};

/// The names or ends of names of the files of such a directory. There may be other files beside them.
const PARTS: &[&str] = &[
    ".request.yaml",
    ".request.yml",
    ".example.yaml",
    ".example.yml",
    "definition.yaml",
    "definition.yml",
];

/// The deepest level of folders that is read.
const DEPTH: usize = 60;

/// The largest number of files that is read.
const FILES: usize = 100_000;

/// The names of the file that is the entry of a directory.
const ENTRIES: &[&str] = &[
    "openapi.yaml",
    "openapi.yml",
    "openapi.json",
    "swagger.yaml",
    "swagger.yml",
    "swagger.json",
];

/// The file of a directory that is the entry of an OpenAPI document; the path itself for a file, and for a directory without
/// such a file.
pub fn entry_file(path: &Utf8Path) -> Utf8PathBuf {
    let mut entries = ENTRIES.iter().map(|name| path.join(name));
    let found = entries.find(|entry| path != "-" && entry.is_file());
    found.unwrap_or_else(|| path.to_owned())
}

/// The files of a collection's directory, by their paths inside it, in order.
pub(super) fn collection_files(root: &Utf8Path) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
    let mut found = Vec::new();
    let mut open = vec![(Utf8PathBuf::new(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for (name, is_folder) in entries(&root.join(&folder))? {
            let path = folder.join(&name);
            match is_folder {
                true if name == ".git" || name == "node_modules" => {}
                true if depth >= DEPTH => return Err(over_limit(root, "nests too deep")),
                true => open.push((path, depth + 1)),
                false if PARTS.iter().any(|part| name.ends_with(part)) => found.push(path),
                false => {}
            }
        }
        if found.len() > FILES {
            return Err(over_limit(root, "holds too many files"));
        }
    }
    if found.is_empty() {
        return Err(without_collection(root));
    }
    found.sort_unstable();
    Ok(found)
}

/// The names of the files and folders of a directory, and whether each is a folder. Links are not followed: they may
/// lead in circles, or out of the directory.
fn entries(folder: &Utf8Path) -> Result<Vec<(String, bool)>, Diagnostic> {
    let unreadable =
        |error| Diagnostic::new(Code::Unreadable, format!("cannot read {folder}: {error}"));
    let mut entries = Vec::new();
    for entry in folder.read_dir_utf8().map_err(unreadable)? {
        // Postman writes no names that are not UTF-8.
        let Ok(entry) = entry else { continue };
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() || kind.is_file() {
            entries.push((entry.file_name().to_owned(), kind.is_dir()));
        }
    }
    Ok(entries)
}

fn over_limit(root: &Utf8Path, how: &str) -> Diagnostic {
    Diagnostic::new(Code::LimitExceeded, format!("the directory {root} {how}"))
        .help("name the collection's own directory")
}

/// The diagnostic for a directory without a collection; its help names a file of it that may be one.
fn without_collection(root: &Utf8Path) -> Diagnostic {
    let mut names: Vec<String> = entries(root)
        .unwrap_or_default()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    names.retain(|name| name.ends_with(".json"));
    names.sort_unstable_by_key(|name| (!name.contains("collection"), name.clone()));
    let help = match names.first() {
        Some(name) => format!("name the file itself, perhaps {}", root.join(name)),
        None => "name the collection's file, or a directory of `.request.yaml` files".to_owned(),
    };
    Diagnostic::new(
        Code::Unreadable,
        format!("{root} is a directory without a collection in it"),
    )
    .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_of_collections_are_found_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        for path in [
            "b/x.request.yaml",
            "a.request.yml",
            "b/.resources/definition.yaml",
            "k8s.yaml",
            ".git/z.request.yaml",
        ] {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        assert_eq!(
            collection_files(root).unwrap(),
            [
                "a.request.yml",
                "b/.resources/definition.yaml",
                "b/x.request.yaml"
            ]
        );
    }

    #[test]
    fn a_directory_without_parts_is_refused_with_the_name_of_a_collection() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        std::fs::write(root.join("a.json"), "").unwrap();
        std::fs::write(root.join("x.postman_collection.json"), "").unwrap();
        let error = collection_files(root).unwrap_err();
        assert_eq!(error.code, Code::Unreadable);
        assert!(error.help.unwrap().ends_with("x.postman_collection.json"));
    }
}
