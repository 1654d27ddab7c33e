//! `posthaste.toml`: which clients there are, what each is made from and where it goes.

mod file;
mod paths;
mod runtime;
mod strict;
mod suggestion;
mod version;

pub use file::{FILE_NAME, find, read};
pub use paths::{plain, whole};
pub use runtime::Runtime;
pub use strict::complaint;
pub use suggestion::Suggestion;

use camino::Utf8PathBuf;

/// Everything that one client is made with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Client {
    /// Collections, folders or items, in order; a later one's operation replaces an earlier one's of equal
    /// method and path. `-` is standard input.
    pub inputs: Vec<Utf8PathBuf>,
    /// Environments and globals that give the variables their values; a later one wins.
    pub environments: Vec<Utf8PathBuf>,
    /// OpenAPI Overlays that mend the inputs before they are read, in order.
    pub overlays: Vec<Utf8PathBuf>,
    /// The folder of the generated crate.
    pub output: Utf8PathBuf,
    /// The crate's name; made from the API's title where it is not given.
    pub name: Option<String>,
    /// The crate's version; `0.1.0` where it is not given.
    pub version: Option<String>,
    /// The licence of the crate, as an SPDX expression; nothing is said where it is not given.
    pub license: Option<String>,
    /// Where the crate finds its runtime.
    pub runtime: Runtime,
    /// How this vendor writes errors, pages and tokens, and what is to be corrected.
    pub profile: Option<Utf8PathBuf>,
    /// The file that keeps the names of earlier runs; without it everything is named anew by each run.
    pub names: Option<Utf8PathBuf>,
    /// The page that lists all names, for review; none is written where it is not given.
    pub names_page: Option<Utf8PathBuf>,
    /// How much prose the crate carries.
    pub docs: Docs,
    /// Whether the crate is a workspace of its own: it then builds inside another workspace that it is no member
    /// of, which in turn cannot depend on it.
    pub standalone: bool,
}

/// How much of the source's prose goes into the generated crate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Docs {
    /// All of it.
    #[default]
    Full,
    /// The first sentence of each description.
    Summary,
    /// Only what the generator itself knows: method, path, scopes, errors.
    None,
}
