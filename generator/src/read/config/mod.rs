//! The settings in `posthaste.toml`: the clients, their inputs and their output folders.

mod file;
mod paths;
mod runtime;
mod strict;
mod suggestion;
mod version;

pub use file::{FILE_NAME, find, read};
pub use paths::{absolute, normalized};
pub use runtime::Runtime;
pub use strict::settings_error;
pub use suggestion::Suggestion;

use camino::Utf8PathBuf;

/// The settings of a client.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Client {
    /// Collections, folders or items, in order. An operation of a later input replaces one of an earlier input with the
    /// same method and path. `-` is standard input.
    pub inputs: Vec<Utf8PathBuf>,
    /// Environments and globals with the values of variables. A later file overrides an earlier one.
    pub environments: Vec<Utf8PathBuf>,
    /// OpenAPI Overlays with corrections of the inputs, in order.
    pub overlays: Vec<Utf8PathBuf>,
    /// The patterns of the operations that the client has; where there is none, it has all.
    pub only: Vec<Pattern>,
    /// The patterns of operations that the client does not have.
    pub skip: Vec<Pattern>,
    /// The folder of the generated crate.
    pub output: Utf8PathBuf,
    /// The crate's name. By default it is made from the title of the API.
    pub name: Option<String>,
    /// The crate's version. The default is `0.1.0`.
    pub version: Option<String>,
    /// The licence of the crate as an SPDX expression. By default the crate has none.
    pub license: Option<String>,
    /// The source of the crate's dependency `posthaste-runtime`.
    pub runtime: Runtime,
    /// The profile: how this vendor writes errors, pages and tokens, and corrections of the API.
    pub profile: Option<Utf8PathBuf>,
    /// The file with the names of earlier runs. Without it, each run names everything anew.
    pub names: Option<Utf8PathBuf>,
    /// The page that lists all names for review. By default none is written.
    pub names_page: Option<Utf8PathBuf>,
    /// How much of the documentation in the sources the crate has.
    pub docs: Docs,
    /// Whether the crate is a workspace of its own. It can then be built inside the folder of a workspace that does not
    /// have it as a member, but that workspace cannot depend on it.
    pub standalone: bool,
}

/// A pattern of operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// A tag or folder, a name, a path, a method, or a method with a path; `*` is any text.
    pub text: String,
    /// The settings file and the byte in it, if the pattern is from a file.
    pub location: Option<(Utf8PathBuf, usize)>,
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        Self {
            text,
            location: None,
        }
    }
}

/// How much of the documentation in the sources is copied to the generated crate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Docs {
    /// All of it.
    #[default]
    Full,
    /// The first sentence of each description.
    Summary,
    /// None of it, only what the generator writes itself: method, path, scopes, errors.
    None,
}
