//! The names of an earlier run: what has a name keeps it, whatever arrives beside it.
//!
//! Everything is found again by what it is for the service: operations by method and path, shapes by where
//! they travel, members by their keys. Neither folders, items' names nor their order matter.

mod entry;
mod pins;
mod text;
mod ways;
mod write;

pub use entry::{Entry, Named};
pub(super) use pins::{Pins, ShapePin, kept};
pub use text::LockError;
pub(super) use ways::Ways;

use std::collections::BTreeMap;

use crate::model::api::OperationKey;

/// The names of an earlier run. Without any, everything is named by rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    pub(super) modules: BTreeMap<String, Module>,
    /// The shapes that several modules share.
    pub(super) shared: BTreeMap<String, Shape>,
}

/// A service's module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Module {
    /// What the source calls it.
    pub(super) service: String,
    pub(super) methods: BTreeMap<String, Method>,
    pub(super) shapes: BTreeMap<String, Shape>,
}

/// An operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Method {
    /// Its method and path, and its name where several have both.
    pub(super) key: String,
    /// The builder's name, and what its types start with.
    pub(super) stem: String,
    /// Arguments and setters: their place and wire name by their name.
    pub(super) inputs: BTreeMap<String, String>,
    /// Variants of the error enum: status and code by their name.
    pub(super) errors: BTreeMap<String, String>,
}

/// A record, an enum or a union.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Where it travels.
    pub(super) routes: Vec<String>,
    /// Fields or variants: their key on the wire by their name.
    pub(super) members: BTreeMap<String, String>,
}

/// An operation's key as text; parameters are told by their place, for their names may change.
pub(super) fn operation_key(key: &OperationKey) -> String {
    let mut text = format!("{} ", key.method);
    let mut rest = key.path.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        text.push_str(before);
        text.push_str("{}");
        rest = behind;
    }
    text + rest
}

/// The key of an error's variant.
pub(super) fn error_key(status: u16, code: Option<&str>) -> String {
    match code {
        Some(code) => format!("{status} {code}"),
        None => status.to_string(),
    }
}
