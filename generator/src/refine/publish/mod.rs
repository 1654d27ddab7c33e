//! Removes personal data from examples and descriptions, and words of *lorem ipsum* from examples; neutral values replace
//! them. Types and names are inferred before, so that they do not change.

mod body;
mod operation;
mod prose;
#[cfg(test)]
mod tests;
mod value;

use crate::model::api::Api;

/// Replaces personal data in all examples and descriptions. Only the first example of each operation is kept: no other is
/// shown.
pub fn publish(api: &mut Api) {
    let mut operations = std::mem::take(&mut api.operations);
    for each in &mut operations {
        operation::publish(api, each);
    }
    api.operations = operations;
    prose::publish(api);
}
