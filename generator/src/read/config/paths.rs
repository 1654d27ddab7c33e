//! Checks that the paths of all clients do not conflict: nothing that is written replaces another file.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic, Origin};

/// What a path is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file, or a folder of a collection, that is read.
    Input,
    /// The folder of a crate, which is written.
    Output,
    /// A file that is written.
    File,
}

/// A path in the settings.
#[derive(Debug, Clone)]
pub(super) struct UsedPath {
    /// The client's name.
    pub(super) client: String,
    /// The key of the setting.
    pub(super) key: &'static str,
    pub(super) kind: Kind,
    pub(super) path: Utf8PathBuf,
    /// The position of the path in the settings.
    pub(super) origin: Origin,
}

impl UsedPath {
    fn is_output(&self) -> bool {
        self.kind == Kind::Output
    }

    fn description(&self) -> String {
        format!("`{}` of the client `{}`", self.key, self.client)
    }
}

/// Checks that no two paths conflict.
///
/// # Errors
/// The first conflict.
pub(super) fn check(used: &[UsedPath]) -> Result<(), Diagnostic> {
    let absolute: Vec<Utf8PathBuf> = used.iter().map(|used| absolute(&used.path)).collect();
    let used: Vec<(&UsedPath, &Utf8PathBuf)> = used.iter().zip(&absolute).collect();
    for (index, (path, absolute)) in used.iter().enumerate() {
        if path.kind == Kind::File && path.path.is_dir() {
            let message = format!(
                "{} is a folder, and a file is to be written there",
                path.description()
            );
            let help = format!(
                "name a file: {} = \"{}\"",
                path.key,
                path.path.join("names.lock")
            );
            return Err(bad_path(message, path).help(help));
        }
        for (other, other_absolute) in used.iter().take(index) {
            if let Some(conflict) = conflict((path, absolute), (other, other_absolute)) {
                let (path_name, other_name) = (path.description(), other.description());
                return Err(bad_path(
                    format!("{path_name} {conflict} {other_name}"),
                    path,
                ));
            }
        }
    }
    Ok(())
}

/// How two paths conflict, if they do, as the verb of a message.
fn conflict(
    (first, first_path): (&UsedPath, &Utf8Path),
    (second, second_path): (&UsedPath, &Utf8Path),
) -> Option<&'static str> {
    let same_client = first.client == second.client;
    let is_inside = first_path.starts_with(second_path);
    let contains = second_path.starts_with(first_path);
    match (first.kind, second.kind) {
        (Kind::Input, Kind::Input) => None,
        (Kind::Output, Kind::Output) if same_client => None,
        _ if first_path == second_path => Some("is the same path as"),
        (Kind::Output, Kind::Output) if is_inside => Some("lies inside"),
        (Kind::Output, Kind::Output) if contains => Some("holds"),
        // The folder of a crate may contain files of its own client, but not those of another.
        (Kind::File, _) if second.is_output() && !same_client && is_inside => Some("lies inside"),
        (_, Kind::File) if first.is_output() && !same_client && contains => Some("holds"),
        (Kind::File, _) if contains => Some("stands where a folder must be, for"),
        (_, Kind::File) if is_inside => Some("needs a folder in the place of"),
        _ => None,
    }
}

fn bad_path(message: String, used: &UsedPath) -> Diagnostic {
    Diagnostic::new(Code::BadSettings, message).at(&used.origin)
}

/// The absolute path, normalized as by [`normalized`].
pub fn absolute(path: &Utf8Path) -> Utf8PathBuf {
    let path = if path.as_str().is_empty() {
        Utf8Path::new(".")
    } else {
        path
    };
    normalized(&camino::absolute_utf8(path).unwrap_or_else(|_| path.to_path_buf()))
}

/// A path without `.` and without `..` after a folder.
pub fn normalized(path: &Utf8Path) -> Utf8PathBuf {
    let mut components: Vec<Utf8Component<'_>> = Vec::new();
    for component in path.components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir
                if matches!(components.last(), Some(Utf8Component::Normal(_))) =>
            {
                components.pop();
            }
            other => components.push(other),
        }
    }
    components.into_iter().collect()
}
