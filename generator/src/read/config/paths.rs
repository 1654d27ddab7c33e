//! Paths of all clients held against each other: nothing that is written takes the place of anything else.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::ground::diagnostic::{Code, Diagnostic, Origin};

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is read.
    Input,
    /// A crate is written into it.
    Output,
    /// A file is written there.
    File,
}

/// A path of the settings.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The client's name.
    pub(super) client: String,
    /// The key that gives the path.
    pub(super) key: &'static str,
    pub(super) kind: Kind,
    pub(super) path: Utf8PathBuf,
    /// Where it is given.
    pub(super) place: Origin,
}

impl Claim {
    fn is_output(&self) -> bool {
        self.kind == Kind::Output
    }

    fn description(&self) -> String {
        format!("`{}` of the client `{}`", self.key, self.client)
    }
}

/// Looks for paths that are in each other's way.
///
/// # Errors
/// The first two that are.
pub(super) fn check(claims: &[Claim]) -> Result<(), Diagnostic> {
    let whole: Vec<Utf8PathBuf> = claims.iter().map(|one| whole(&one.path)).collect();
    for (index, claim) in claims.iter().enumerate() {
        if claim.kind == Kind::File && claim.path.is_dir() {
            let message = format!(
                "{} is a folder, and a file is to be written there",
                claim.description()
            );
            let help = format!(
                "name a file: {} = \"{}\"",
                claim.key,
                claim.path.join("names.lock")
            );
            return Err(bad(message, claim).help(help));
        }
        for (other, path) in claims.iter().zip(&whole).take(index) {
            let (here, there) = (whole.get(index).map_or(&claim.path, |path| path), path);
            if let Some(why) = clash((claim, here), (other, there)) {
                let message = format!("{} {why} {}", claim.description(), other.description());
                return Err(bad(message, claim));
            }
        }
    }
    Ok(())
}

/// Why two paths cannot be, if they cannot.
fn clash(
    (one, here): (&Claim, &Utf8Path),
    (other, there): (&Claim, &Utf8Path),
) -> Option<&'static str> {
    let same_client = one.client == other.client;
    match (one.kind, other.kind) {
        (Kind::Input, Kind::Input) => None,
        (Kind::Output, Kind::Output) if same_client => None,
        _ if here == there => Some("is the same path as"),
        (Kind::Output, Kind::Output) if here.starts_with(there) => Some("lies inside"),
        (Kind::Output, Kind::Output) if there.starts_with(here) => Some("holds"),
        // A crate holds files of its own client, and none of another's.
        (Kind::File, _) if other.is_output() && !same_client && here.starts_with(there) => {
            Some("lies inside")
        }
        (_, Kind::File) if one.is_output() && !same_client && there.starts_with(here) => {
            Some("holds")
        }
        (Kind::File, _) if there.starts_with(here) => Some("stands where a folder must be, for"),
        (_, Kind::File) if here.starts_with(there) => Some("needs a folder in the place of"),
        _ => None,
    }
}

fn bad(message: String, claim: &Claim) -> Diagnostic {
    Diagnostic::new(Code::BadSettings, message).at(&claim.place)
}

/// The whole path, without steps that lead nowhere.
pub fn whole(path: &Utf8Path) -> Utf8PathBuf {
    let path = if path.as_str().is_empty() {
        Utf8Path::new(".")
    } else {
        path
    };
    plain(&camino::absolute_utf8(path).unwrap_or_else(|_| path.to_path_buf()))
}

/// A path without steps that lead nowhere.
pub fn plain(path: &Utf8Path) -> Utf8PathBuf {
    let mut steps: Vec<Utf8Component<'_>> = Vec::new();
    for step in path.components() {
        match step {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if matches!(steps.last(), Some(Utf8Component::Normal(_))) => {
                steps.pop();
            }
            other => steps.push(other),
        }
    }
    steps.into_iter().collect()
}
