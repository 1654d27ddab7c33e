//! The public type that the settings of a run are given to.

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk;
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::read::config::{Client, Docs, Runtime};

use super::outcome::{Checked, Failure, Report};
use super::{Made, make};

/// Writes a client crate from Postman collections.
///
/// ```no_run
/// # fn main() -> Result<(), posthaste::Failure> {
/// let report = posthaste::Generator::new()
///     .input("zoom.postman_collection.json")
///     .output("zoom-client")
///     .name("zoom-client")
///     .run()?;
/// println!("{} operations", report.operations);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Generator {
    pub(super) client: Client,
    pub(super) force: bool,
}

impl From<Client> for Generator {
    fn from(client: Client) -> Self {
        Self {
            client,
            force: false,
        }
    }
}

impl Generator {
    /// Settings without inputs; the crate is written into the working directory unless [`Generator::output`] is called.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a collection, a folder, an item or a request. An operation of a later input replaces an
    /// earlier one of equal method and path; `-` is standard input.
    #[must_use]
    pub fn input(mut self, path: impl Into<Utf8PathBuf>) -> Self {
        self.client.inputs.push(path.into());
        self
    }

    /// Adds a Postman environment or globals file, which gives variables their values.
    #[must_use]
    pub fn environment(mut self, path: impl Into<Utf8PathBuf>) -> Self {
        self.client.environments.push(path.into());
        self
    }

    /// Adds an OpenAPI Overlay, which changes the inputs before they are parsed. An action that matches nothing is an error.
    #[must_use]
    pub fn overlay(mut self, path: impl Into<Utf8PathBuf>) -> Self {
        self.client.overlays.push(path.into());
        self
    }

    /// Keeps only the operations that a pattern matches: a tag or folder, a name, a path, a method, or a method with a path; `*`
    /// is any text. Call it again for another pattern. A pattern that matches nothing is an error.
    #[must_use]
    pub fn only(mut self, pattern: impl Into<String>) -> Self {
        self.client.only.push(pattern.into().into());
        self
    }

    /// Leaves out the operations that a pattern matches, which is as for [`Generator::only`].
    #[must_use]
    pub fn skip(mut self, pattern: impl Into<String>) -> Self {
        self.client.skip.push(pattern.into().into());
        self
    }

    /// Sets the folder of the generated crate.
    #[must_use]
    pub fn output(mut self, folder: impl Into<Utf8PathBuf>) -> Self {
        self.client.output = folder.into();
        self
    }

    /// Sets the crate's name; without it, it is made from the collection's.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.client.name = Some(name.into());
        self
    }

    /// Sets the crate's version; without it, `0.1.0`.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.client.version = Some(version.into());
        self
    }

    /// Sets where the crate finds its runtime; without it, in its own `runtime/` folder.
    #[must_use]
    pub fn runtime(mut self, runtime: Runtime) -> Self {
        self.client.runtime = runtime;
        self
    }

    /// Sets the profile: how this vendor writes errors, pages and tokens, and corrections of its documents.
    #[must_use]
    pub fn profile(mut self, path: impl Into<Utf8PathBuf>) -> Self {
        self.client.profile = Some(path.into());
        self
    }

    /// Sets the file that keeps the names of earlier runs, so that a later version of the inputs renames nothing.
    /// [`Generator::run`] writes it; keep it under version control.
    #[must_use]
    pub fn names(mut self, path: impl Into<Utf8PathBuf>) -> Self {
        self.client.names = Some(path.into());
        self
    }

    /// Sets how much of the descriptions of the inputs goes into the crate.
    #[must_use]
    pub fn docs(mut self, docs: Docs) -> Self {
        self.client.docs = docs;
        self
    }

    /// Sets whether generated files that a person edited are overwritten; otherwise they are an error.
    #[must_use]
    pub fn force(mut self, force: bool) -> Self {
        self.force = force;
        self
    }

    /// Writes the crate: all files that change, or none. A run that is killed, or stopped by a loss of power, leaves the old crate
    /// or the new one; after an error, [`Failure::left`] says which.
    ///
    /// The crate's folder `src/ext` is user-owned: it is never changed, and compiled as the module `ext`.
    ///
    /// # Errors
    /// An input cannot be read, the inputs have no operation, a person edited a generated file, or a file
    /// cannot be written.
    pub fn run(&self) -> Result<Report, Failure> {
        let made = make(&self.client, None, self.force)?;
        if let Some(diagnostic) = self.other_crate(&made).filter(|_| !self.force) {
            return Err(made.summary.refuse(diagnostic));
        }
        if let Err(diagnostic) = made.beside.check_overwrites(self.force) {
            return Err(made.summary.refuse(diagnostic));
        }
        let output = &self.client.output;
        let mut written = match disk::write(&made.tree, output, self.force) {
            Ok(written) => written,
            Err(refused) => return Err(made.summary.refuse_left(refused, output)),
        };
        match made.beside.write() {
            Ok(beside) => written.written.extend(beside),
            Err(diagnostic) => {
                let state = disk::FolderState::New;
                let refused = disk::Refused { diagnostic, state };
                return Err(made.summary.refuse_left(refused, output));
            }
        }
        Ok(Report::new(made.summary, written))
    }

    /// The error for a folder that holds another crate.
    fn other_crate(&self, made: &Made) -> Option<Diagnostic> {
        let package = |text: &str| {
            let manifest: toml::Table = text.parse().ok()?;
            Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
        };
        let output = &self.client.output;
        let old = package(&disk::text(output, "Cargo.toml")?)?;
        let new = package(std::str::from_utf8(made.tree.get("Cargo.toml")?).ok()?)?;
        let message = format!("{output} holds the crate `{old}`, and this would make it `{new}`");
        let help = format!(
            "name another folder, keep its name with `--name {old}` (`name` in posthaste.toml), or overwrite it with `--force`"
        );
        (old != new).then(|| Diagnostic::new(Code::ForeignFiles, message).help(help))
    }

    /// Compares the crate with what [`Generator::run`] would write.
    ///
    /// # Errors
    /// As [`Generator::run`].
    pub fn check(&self) -> Result<Checked, Failure> {
        let made = make(&self.client, None, self.force)?;
        let drift = disk::check(&made.tree, &self.client.output).and_then(|mut drift| {
            if !drift.is_unwritten() {
                drift.files.extend(made.beside.check()?);
            }
            Ok(drift)
        });
        match drift {
            Ok(drift) => Ok(Checked::new(made.summary, &drift)),
            Err(diagnostic) => Err(made.summary.refuse(diagnostic)),
        }
    }
}

/// Writes a settings file where there is none yet.
///
/// # Errors
/// There is a file already, or it cannot be written.
pub fn write_settings(path: &Utf8Path, text: &str) -> Result<(), Diagnostic> {
    disk::write_new(path, text.as_bytes())
}
