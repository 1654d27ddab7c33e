//! What every stage may use and what knows none of them.

pub mod diagnostic;
pub mod prose;
pub mod words;
