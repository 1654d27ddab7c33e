//! The files that an OpenAPI document refers to.

use std::collections::BTreeSet;

use camino::Utf8Path;

use crate::front::openapi::other_files;
use crate::ground::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::read::source::{Document, SourceMap};

/// The most files that a document may refer to.
const MOST: usize = 10_000;

/// Reads the files that a document refers to, and those that they refer to. A file that cannot be read is reported where
/// the references to it are followed.
pub(super) fn read(
    path: &Utf8Path,
    document: &mut Document,
    sources: &mut SourceMap,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let own = path.file_name().unwrap_or_default().to_owned();
    let folder = path.parent().unwrap_or(Utf8Path::new(""));
    let mut known = BTreeSet::from([own.clone()]);
    let mut open = other_files(document, &own);
    while let Some(file) = open.pop() {
        if !known.insert(file.clone()) {
            continue;
        }
        if known.len() > MOST {
            let message = format!("the document refers to more than {MOST} files");
            diagnostics.push(Diagnostic::new(Code::LimitExceeded, message).at(&document.origin));
            break;
        }
        let path = folder.join(&file);
        let read = sources.read_file(&path).and_then(|id| sources.document(id));
        if let Ok((other, found)) = read {
            diagnostics.append(found);
            open.extend(other_files(&other, &file));
            document.linked.others.push((file, other));
        }
    }
    document.linked.own = own;
    diagnostics
}
