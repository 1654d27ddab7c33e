//! OpenAPI Overlay 1.0: what a vendor's document has wrong, mended before anything is read from it.
//!
//! An overlay is a list of actions on the document's tree, whatever the document is; each names its
//! targets by JSONPath (RFC 9535), and one that finds none is an error, for the document has moved on.

mod apply;
mod nearby;
mod parse;
mod shadow;
#[cfg(test)]
mod tests;
mod work;

pub use apply::{Session, apply, emptying};
pub use parse::parse;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::ground::diagnostic::Origin;

/// A list of actions.
#[derive(Debug)]
pub struct Overlay {
    actions: Vec<Action>,
}

/// A change of every value that a path finds.
#[derive(Debug)]
pub struct Action {
    target: JsonPath,
    /// The target as written, for people.
    pub written: String,
    change: Change,
    /// Its place in the overlay.
    pub origin: Origin,
}

/// What becomes of a target.
#[derive(Debug)]
enum Change {
    /// It goes.
    Remove,
    /// An object takes these members, a list this item, anything else this value.
    Update(Value),
}
