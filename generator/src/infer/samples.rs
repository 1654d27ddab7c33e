//! All examples of one operation, a shape for each status.

use indexmap::IndexMap;

use crate::model::api::Status;

use super::{Shape, ShapeError};

/// The examples of one operation by status; success and failure are never mixed.
#[derive(Debug, Clone, Default)]
pub struct Samples {
    shapes: IndexMap<Status, Shape>,
}

impl Samples {
    /// Adds a JSON text seen with a status.
    ///
    /// # Errors
    /// The text is not JSON; what was gathered stays as it was.
    pub fn add(&mut self, status: Status, text: &str) -> Result<(), ShapeError> {
        let shape = Shape::from_json_text(text)?;
        self.shapes.entry(status).or_default().merge(shape);
        Ok(())
    }

    /// What all examples of a status have in common.
    pub fn shape(&self, status: Status) -> Option<&Shape> {
        self.shapes.get(&status)
    }
}
