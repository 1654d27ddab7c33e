//! The list of generated files that a written folder holds.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::Diagnostic;

use super::{MANIFEST, Tree, read};

const HEAD: &str = "# Files that posthaste wrote; it overwrites and removes these and no others.\n";

/// The generated files of a folder; none where no run wrote it.
pub(super) fn of(folder: &Utf8Path) -> Result<Option<BTreeSet<Utf8PathBuf>>, Diagnostic> {
    let Some(bytes) = read(&folder.join(MANIFEST))? else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&bytes);
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    // A manifest that somebody edited must not make us touch anything outside the folder.
    let inside =
        lines.filter(|line| !line.starts_with('/') && !line.split('/').any(|part| part == ".."));
    Ok(Some(inside.map(Utf8PathBuf::from).collect()))
}

/// The manifest of a tree.
pub(super) fn text(tree: &Tree) -> String {
    tree.iter().fold(HEAD.to_owned(), |text, (path, _)| {
        text + path.as_str() + "\n"
    })
}
