//! The examples of one operation's responses, by status.

use indexmap::IndexMap;

use crate::model::api::Status;

use super::{Shape, ShapeError};

/// The shapes of one operation's responses, by status.
#[derive(Debug, Clone, Default)]
pub struct Samples {
    shapes: IndexMap<Status, Shape>,
}

impl Samples {
    /// Adds the JSON text of an example to the shape of its status.
    ///
    /// # Errors
    /// The text is not JSON; the shape stays as it is.
    pub fn add(&mut self, status: Status, text: &str) -> Result<(), ShapeError> {
        let shape = Shape::from_json_text(text)?;
        self.shapes.entry(status).or_default().merge(shape);
        Ok(())
    }

    /// The shape of all examples of a status.
    pub fn shape(&self, status: Status) -> Option<&Shape> {
        self.shapes.get(&status)
    }
}
