//! Types from examples, and facts from prose.
//!
//! It takes texts and values and returns facts and shapes, whatever format of document they come from. Conventions of
//! vendors are data in a [`Profile`](crate::model::profile::Profile).

mod answer;
mod choices;
mod error;
mod operation;
mod parameter;
mod prose;
mod shape;

pub use answer::add_assumed_responses;
pub use choices::{Choice, choices_type};
pub use error::{ErrorFact, body_error, error_facts, is_cut, success_text};
pub use operation::{OperationFacts, operation_facts};
pub use parameter::{ParameterFacts, parameter_facts};
pub(crate) use shape::is_uuid;
pub use shape::{Shape, ShapeError, list_style, named_format};

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod properties;
