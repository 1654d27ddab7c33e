//! OpenAPI Overlay 1.0: corrections of a document's tree before it is parsed.
//!
//! An overlay is a list of actions on the tree of a document of any format. An action names its targets by a JSONPath
//! (RFC 9535). An action that matches nothing is an error, because the document has changed.

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

/// A change of every value that a JSONPath matches.
#[derive(Debug)]
pub struct Action {
    target: JsonPath,
    /// The target as it is written in the overlay.
    pub written: String,
    change: Change,
    /// The position of the target in the overlay.
    pub origin: Origin,
}

/// How an action changes its targets.
#[derive(Debug)]
enum Change {
    /// The target is removed.
    Remove,
    /// Members are merged into an object, an item is added to a list, another value is replaced.
    Update(Value),
}
