//! What the caller decides about the crate.

use std::collections::BTreeMap;

use crate::rust::name::Lock;

/// What the caller decides about the crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The package's name; made from the API's title where it is empty.
    pub crate_name: String,
    /// The package's version.
    pub crate_version: String,
    /// The crate's licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where the runtime comes from.
    pub runtime: Runtime,
    /// Whether the crate is a workspace of its own: it then builds wherever it lies, but cannot be a
    /// dependency by path inside a workspace that lies above it.
    pub standalone: bool,
    /// How the service writes errors; the runtime's guesses where it is none.
    pub errors: Option<super::model::ErrorKeys>,
    /// The vendor's own hosts.
    pub hosts: Vec<String>,
    /// The authorization server, as far as the sources do not say.
    pub tokens: Option<super::model::TokenServiceRow>,
    /// How often the service may be called.
    pub limits: super::model::LimitRows,
    /// How the vendor signs messages to webhooks.
    pub webhook: Option<super::model::WebhookRow>,
    /// Grants that only this vendor has, by their type, with the parameters that each needs.
    pub grants: BTreeMap<String, Vec<String>>,
    /// The names of an earlier run, which stay.
    pub lock: Lock,
    /// How much an example call shows.
    pub examples: Examples,
    /// Whether the crate's folder holds a module `ext` that somebody wrote by hand.
    pub extension: bool,
    /// Where the client stands inside another crate; none where it is a crate of its own.
    pub inside: Option<Inside>,
}

/// The place of a client that is a module at the root of another crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    /// That crate's name, as code spells it.
    pub library: String,
    /// The module's name.
    pub module: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            crate_name: String::new(),
            crate_version: "0.1.0".to_owned(),
            license: None,
            runtime: Runtime::default(),
            standalone: false,
            errors: None,
            hosts: Vec::new(),
            tokens: None,
            limits: super::model::LimitRows::default(),
            webhook: None,
            grants: BTreeMap::new(),
            lock: Lock::default(),
            extension: false,
            examples: Examples::default(),
            inside: None,
        }
    }
}

/// Where a generated crate's runtime comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Runtime {
    /// A copy in the crate's own folder `runtime`.
    #[default]
    Embedded,
    /// A folder, as the generated crate's manifest names it.
    Path(String),
    /// The registry.
    Version(String),
    /// A repository.
    Git {
        /// Its URL.
        url: String,
        /// The commit, tag or branch.
        rev: Option<String>,
    },
}

/// How much the example call of an operation shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Examples {
    /// What a reader of the docs wants to see: a few setters and fields, long texts cut.
    #[default]
    Short,
    /// Every value that the source's example holds, as it stands there.
    Whole,
}
