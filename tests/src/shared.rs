//! The documents beside the repository, which a clone may lack.

use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A path below `../shared`, or nothing, with a message, if the clone has none.
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = root().join("../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    eprintln!("SKIPPED: ../shared/{path} is not beside this clone");
    None
}

/// The Postman documents of the corpus (collections and items), sorted; empty where it is missing.
pub fn postman_corpus() -> Vec<PathBuf> {
    corpus(|_, kind| kind.starts_with("postman"))
}

/// The OpenAPI and Swagger documents of the corpus without those that are broken on purpose, sorted; empty where it is missing.
pub fn openapi_corpus() -> Vec<PathBuf> {
    let is_openapi = |kind: &str| kind.starts_with("openapi") || kind.starts_with("swagger");
    corpus(|file, kind| is_openapi(kind) && !file.starts_with("broken/"))
}

/// The files of the corpus whose path and kind are selected.
fn corpus(is_selected: impl Fn(&str, &str) -> bool) -> Vec<PathBuf> {
    let Some(manifest) = shared("corpus/MANIFEST.tsv") else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(&manifest).expect("the manifest is readable");
    let folder = manifest.parent().expect("a file has a folder");
    let mut files: Vec<PathBuf> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (file, kind) = (cells.next()?, cells.next()?);
            is_selected(file, kind).then(|| folder.join(file))
        })
        .collect();
    files.sort();
    files
}
