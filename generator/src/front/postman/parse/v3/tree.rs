//! The files of a directory, sorted into folders.

use indexmap::{IndexMap, IndexSet};

use crate::ground::diagnostic::Origin;
use crate::read::source::Document;

/// A folder of a collection.
pub(super) struct Directory<'d> {
    pub(super) definition: Option<&'d Document>,
    pub(super) folders: IndexMap<String, Directory<'d>>,
    pub(super) requests: Vec<Named<'d>>,
    /// Examples by the name of their request's file.
    pub(super) examples: IndexMap<&'d str, Vec<Named<'d>>>,
    /// The origin of folders that have no file `definition`.
    pub(super) origin: Origin,
}

/// A file with its name, which is without `.request` or `.example`.
pub(super) struct Named<'d> {
    pub(super) name: &'d str,
    pub(super) document: &'d Document,
}

impl<'d> Directory<'d> {
    /// The collection among the files, and the name of its directory if that is inside. The error holds the names of the
    /// collections where there are several.
    pub(super) fn of(
        files: &'d [(String, Document)],
    ) -> Result<(Self, Option<&'d str>), Vec<&'d str>> {
        let mut roots: IndexSet<&str> = files.iter().filter_map(|(path, _)| root(path)).collect();
        if roots.is_empty() {
            roots.extend(only_folder(files));
        }
        if roots.len() > 1 {
            return Err(roots.into_iter().map(name_of).collect());
        }
        let root = roots.first().copied();
        let mut directory = Self::empty(files);
        for (path, document) in files {
            let inside = match root {
                Some(root) => path
                    .strip_prefix(root)
                    .and_then(|rest| rest.strip_prefix('/')),
                None => Some(path.as_str()),
            };
            if let Some(inside) = inside {
                directory.put(inside, document, files);
            }
        }
        Ok((directory, root.map(name_of)))
    }

    fn empty(files: &[(String, Document)]) -> Self {
        let origin = files.first().map(|(_, document)| document.origin.clone());
        Self {
            definition: None,
            folders: IndexMap::new(),
            requests: Vec::new(),
            examples: IndexMap::new(),
            origin: origin.unwrap_or_else(|| Origin::root(crate::ground::diagnostic::SourceId(0))),
        }
    }

    fn put(&mut self, path: &'d str, document: &'d Document, files: &[(String, Document)]) {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let mut owner = None;
        let mut directory = self;
        for step in folder.split('/').filter(|step| !step.is_empty()) {
            if let Some(request) = step
                .strip_suffix(".resources")
                .filter(|request| !request.is_empty())
            {
                owner = Some(request);
                break;
            }
            if step != ".resources" {
                let inner = directory.folders.entry(step.to_owned());
                directory = inner.or_insert_with(|| Self::empty(files));
            }
        }
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        match (
            owner,
            stem.strip_suffix(".request"),
            stem.strip_suffix(".example"),
        ) {
            (Some(owner), _, Some(name)) => {
                directory
                    .examples
                    .entry(owner)
                    .or_default()
                    .push(Named { name, document });
            }
            (None, Some(name), _) => directory.requests.push(Named { name, document }),
            (None, None, _) if stem == "definition" => directory.definition = Some(document),
            _ => {}
        }
    }
}

/// The directory of the collection that a file belongs to, if the files are those of a whole workspace.
fn root(path: &str) -> Option<&str> {
    let start = match path.starts_with("collections/") {
        true => "collections/".len(),
        false => path.find("/collections/")? + "/collections/".len(),
    };
    let length = path.get(start..)?.find('/')?;
    path.get(..start + length)
}

/// The folder that all the files are in, if there is one.
fn only_folder(files: &[(String, Document)]) -> Option<&str> {
    let (only, _) = files.first()?.0.split_once('/')?;
    let inside = |path: &str| {
        path.strip_prefix(only)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    (only != ".resources" && files.iter().all(|(path, _)| inside(path))).then_some(only)
}

fn name_of(root: &str) -> &str {
    root.rsplit('/').next().unwrap_or(root)
}
