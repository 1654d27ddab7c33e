//! The inputs that mutations start from.

use std::fs;
use std::path::Path;

/// The kept documents, in the order of their names: small ones of ours, one for each shape, and those
/// that once showed a mistake.
pub fn documents() -> Vec<(String, Vec<u8>)> {
    kept("front_end")
}

/// The kept answers of servers, as [`crate::answer`] reads them, in the order of their names.
pub fn answers() -> Vec<(String, Vec<u8>)> {
    kept("answers")
}

/// The inputs of one target, with their file names.
fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    let mut documents: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some((name, fs::read(entry.path()).ok()?))
        })
        .collect();
    documents.sort();
    documents
}
