//! Clients that cannot be built.

use std::fmt;

use crate::ground::Escaped;

/// A client cannot be built with these settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    subject: String,
    reason: String,
}

impl BuildError {
    pub(crate) fn new(subject: impl Into<String>, reason: impl Into<String>) -> BuildError {
        BuildError {
            subject: subject.into(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (subject, reason) = (Escaped(&self.subject), Escaped(&self.reason));
        write!(f, "the client cannot be built: {subject}: {reason}")
    }
}

impl std::error::Error for BuildError {}
