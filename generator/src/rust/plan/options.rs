//! The settings of a crate.

use std::collections::BTreeMap;

use crate::rust::name::Lock;

/// The settings of a crate, from `posthaste.toml` and the profile.
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
    /// Whether the crate is a workspace of its own: it then builds in any folder, but cannot be a dependency by path in a
    /// workspace whose folder contains it.
    pub standalone: bool,
    /// How the service writes errors; without it the runtime looks for the usual keys.
    pub errors: Option<super::model::ErrorKeys>,
    /// The vendor's own hosts.
    pub hosts: Vec<String>,
    /// The authorization server; what this does not set comes from the document.
    pub tokens: Option<super::model::TokenServiceRow>,
    /// The rate limits of the service.
    pub limits: super::model::LimitRows,
    /// How the vendor signs messages to webhooks.
    pub webhook: Option<super::model::WebhookRow>,
    /// Grant types that are this vendor's own, with the parameters of each.
    pub grants: BTreeMap<String, Vec<String>>,
    /// The names of an earlier run, which this one keeps.
    pub lock: Lock,
    /// How much of an example call is written.
    pub examples: Examples,
    /// Whether the crate's folder has a hand-written module `ext`.
    pub extension: bool,
    /// The crate and module that the client is generated into; `None` for a crate of its own.
    pub inside: Option<Inside>,
}

/// A module at the root of another crate, which a client is generated into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    /// The name of that crate in paths: `my_shop`.
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
    /// A path relative to the generated crate's manifest.
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

/// How much of the example call of an operation is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Examples {
    /// For documentation: a few setters and fields, long texts shortened.
    #[default]
    Short,
    /// Every value of the document's example, unchanged.
    Whole,
}
