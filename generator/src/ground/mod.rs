//! Helpers for every stage; they import no stage.

pub mod cycle;
pub mod diagnostic;
pub mod filler;
pub mod index;
pub mod personal;
pub mod prose;
pub(crate) mod secret;
pub mod title;
pub mod url;
pub mod words;
