//! The front end as a whole, on documents of our own and on those beside the repository. A clone
//! without the latter skips these tests with a message.

mod corpus;
mod hostile;
mod zoom;

use std::path::PathBuf;

use camino::Utf8Path;

use crate::ground::diagnostic::Diagnostics;
use crate::model::api::{Api, Provenance};
use crate::model::profile::Profile;
use crate::read::source::SourceMap;

use super::lower::lower;
use super::model::Collection;
use super::parse;

/// The repository's root.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A path of the reference material, where that is there.
fn shared(path: &str) -> Option<PathBuf> {
    let full = root().join("../shared").join(path);
    let there = full.exists();
    if !there {
        eprintln!("skipped: ../shared/{path} is not there");
    }
    there.then_some(full)
}

/// A file as a collection; none where it is another kind of document.
fn read(path: &std::path::Path) -> Option<Collection> {
    let path = Utf8Path::from_path(path)?;
    let mut sources = SourceMap::new();
    let id = sources.read(path).ok()?;
    let (document, _) = sources.document(id).ok()?;
    parse::collection(&document, path.file_stem().unwrap_or_default()).0
}

fn lowered(collection: &Collection) -> (Api, Provenance, Diagnostics) {
    lower(collection, &[], &Profile::default())
}
