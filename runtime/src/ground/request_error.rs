//! Requests that cannot be built.

use std::fmt;
use std::sync::Arc;

use super::Escaped;

/// A value of a call cannot be sent, or a file cannot be read. Nothing was sent.
#[derive(Debug, Clone)]
pub struct RequestError {
    subject: String,
    reason: String,
    source: Option<Arc<std::io::Error>>,
}

impl RequestError {
    pub(crate) fn new(subject: impl Into<String>, reason: impl Into<String>) -> Self {
        RequestError {
            subject: subject.into(),
            reason: reason.into(),
            source: None,
        }
    }

    pub(crate) fn file(subject: impl Into<String>, error: std::io::Error) -> Self {
        let reason = "the file cannot be read".to_owned();
        RequestError {
            subject: subject.into(),
            reason,
            source: Some(Arc::new(error)),
        }
    }

    /// The part that cannot be sent: the name of a parameter or header, the path of a file, or `URL`.
    pub fn subject(&self) -> &str {
        &self.subject
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A name may hold line breaks, which would forge lines of a log.
        let (subject, reason) = (Escaped(&self.subject), Escaped(&self.reason));
        write!(f, "the request cannot be sent: {subject}: {reason}")
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|error| error as _)
    }
}
