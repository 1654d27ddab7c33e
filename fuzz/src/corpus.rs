//! The documents that mutations start from.

use std::fs;
use std::path::Path;

/// The kept documents, in the order of their names: small ones of ours, one for each shape, and those
/// that once showed a mistake.
pub fn documents() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/front_end");
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
