//! What examples and prose say beyond what a document declares.
//!
//! Nothing here knows a document's format: texts and values come in, facts and shapes go out. Every
//! convention that is one vendor's is data in a [`Profile`].

mod choices;
mod error;
mod operation;
mod parameter;
mod prose;
mod samples;
mod shape;

pub use choices::choices_type;
pub use error::{ErrorFact, body_error, error_facts, is_cut, success_text};
pub use operation::{OperationFacts, operation_facts};
pub use parameter::{ParameterFacts, parameter_facts};
pub use samples::Samples;
pub use shape::{Shape, ShapeError, list_style};

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod properties;
