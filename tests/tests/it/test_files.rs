//! Every file below a package's `tests/it` is compiled into its test binary: a file that no `mod` line names would
//! not be run, and nothing else would say so.

use std::fs;
use std::path::{Path, PathBuf};

use posthaste_tests::shared::root;

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The file that has to declare this one, and the name by which.
fn declaration(file: &Path) -> (PathBuf, String) {
    let folder = file.parent().expect("a folder");
    let module = match file.ends_with("mod.rs") {
        true => folder,
        false => file,
    };
    let name = module.file_stem().expect("a name").to_string_lossy();
    let parent = module.parent().expect("a folder");
    let candidates = ["main.rs", "mod.rs"].map(|name| parent.join(name));
    let declaring = candidates.into_iter().find(|path| path.exists());
    (
        declaring.unwrap_or_else(|| parent.with_extension("rs")),
        name.into_owned(),
    )
}

/// Whether the file is a module of its parent, or a text that a file in the folder above includes.
fn is_used(file: &Path) -> bool {
    let (declaring, name) = declaration(file);
    let module = format!("mod {name};");
    let text = fs::read_to_string(declaring).unwrap_or_default();
    if text
        .lines()
        .any(|line| line.trim_start_matches("pub ") == module)
    {
        return true;
    }
    let above = file.ancestors().nth(2).expect("a folder");
    let path = file.strip_prefix(above).expect("it is below");
    let included = format!("include_str!(\"{}\")", path.display());
    let mut files = Vec::new();
    rust_files(above, &mut files);
    files
        .iter()
        .any(|path| fs::read_to_string(path).is_ok_and(|text| text.contains(&included)))
}

#[test]
fn every_test_file_is_declared() {
    let mut undeclared = Vec::new();
    for package in ["generator", "runtime", "tests"] {
        let folder = root().join(package).join("tests/it");
        let mut files = Vec::new();
        rust_files(&folder, &mut files);
        assert!(files.len() > 10, "{package}: {} files", files.len());
        files.retain(|file| *file != folder.join("main.rs") && !is_used(file));
        undeclared.extend(files);
    }
    assert!(undeclared.is_empty(), "{undeclared:?}");
}
