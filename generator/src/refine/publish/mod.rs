//! What a published crate may show of the documents. Whoever saved the requests used what was at hand, and converters wrote
//! *lorem ipsum*: examples get neutral values in their place, and descriptions lose what identifies a person. Types and names
//! stay: they were made before.

mod body;
mod operation;
mod prose;
#[cfg(test)]
mod tests;
mod value;

use crate::model::api::Api;

/// Makes examples and descriptions fit to be published. Of the examples of an operation, the first is kept: no other is shown.
pub fn publish(api: &mut Api) {
    let mut operations = std::mem::take(&mut api.operations);
    for each in &mut operations {
        operation::publish(api, each);
    }
    api.operations = operations;
    prose::publish(api);
}
