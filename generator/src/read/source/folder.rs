//! Directories of small YAML files that are one document together.

use camino::{Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic};

/// The files that such a directory is made of; a repository around it may hold thousands of others.
const PARTS: &[&str] = &[
    ".request.yaml",
    ".request.yml",
    ".example.yaml",
    ".example.yml",
    "definition.yaml",
    "definition.yml",
];

/// Deeper folders are no real collection's.
const DEPTH: usize = 60;

/// More files are no real collection's.
const FILES: usize = 100_000;

/// The files of a directory, by their paths inside it, in order.
pub(super) fn files(root: &Utf8Path) -> Result<Vec<Utf8PathBuf>, Diagnostic> {
    let mut found = Vec::new();
    let mut open = vec![(Utf8PathBuf::new(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for (name, is_folder) in entries(&root.join(&folder))? {
            let path = folder.join(&name);
            match is_folder {
                true if name == ".git" || name == "node_modules" => {}
                true if depth >= DEPTH => return Err(too_much(root, "nests too deep")),
                true => open.push((path, depth + 1)),
                false if PARTS.iter().any(|part| name.ends_with(part)) => found.push(path),
                false => {}
            }
        }
        if found.len() > FILES {
            return Err(too_much(root, "holds too many files"));
        }
    }
    if found.is_empty() {
        return Err(nothing(root));
    }
    found.sort_unstable();
    Ok(found)
}

/// What stands in a directory, and whether each is a directory itself. Links are not followed: they may
/// lead in circles, or out.
fn entries(folder: &Utf8Path) -> Result<Vec<(String, bool)>, Diagnostic> {
    let told = |error| Diagnostic::new(Code::Unreadable, format!("cannot read {folder}: {error}"));
    let mut entries = Vec::new();
    for entry in folder.read_dir_utf8().map_err(told)? {
        // A name that is not UTF-8 is none that Postman writes.
        let Ok(entry) = entry else { continue };
        let kind = entry.file_type().map_err(told)?;
        if kind.is_dir() || kind.is_file() {
            entries.push((entry.file_name().to_owned(), kind.is_dir()));
        }
    }
    Ok(entries)
}

fn too_much(root: &Utf8Path, how: &str) -> Diagnostic {
    Diagnostic::new(Code::LimitExceeded, format!("the directory {root} {how}"))
        .help("name the collection's own directory")
}

/// The mend names what lies there and may be meant.
fn nothing(root: &Utf8Path) -> Diagnostic {
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
    fn only_parts_are_found_and_in_order() {
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
            files(root).unwrap(),
            [
                "a.request.yml",
                "b/.resources/definition.yaml",
                "b/x.request.yaml"
            ]
        );
    }

    #[test]
    fn a_directory_without_parts_names_what_may_be_meant() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        std::fs::write(root.join("a.json"), "").unwrap();
        std::fs::write(root.join("x.postman_collection.json"), "").unwrap();
        let error = files(root).unwrap_err();
        assert_eq!(error.code, Code::Unreadable);
        assert!(error.help.unwrap().ends_with("x.postman_collection.json"));
    }
}
