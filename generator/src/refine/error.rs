//! Why a correction of the profile cannot be applied.

use crate::ground::diagnostic::{Code, Diagnostic, nearest};
use crate::model::profile::Entry;

/// Why a correction cannot be applied to an operation.
#[derive(Debug)]
pub(super) struct CorrectionError {
    pub(super) reason: String,
    pub(super) help: Option<String>,
}

impl CorrectionError {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            help: None,
        }
    }

    /// Something has no part of this name; the help suggests the nearest of the names that it has.
    pub(super) fn unknown_name<'a>(
        reason: String,
        name: &str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            reason,
            help: did_you_mean(name, names),
        }
    }

    /// The diagnostic for a key of an entry.
    pub(super) fn diagnostic(self, key: &str, entry: &Entry) -> Diagnostic {
        let message = format!(
            "`{key}` cannot be applied to `{}`: {}",
            entry.address, self.reason
        );
        unmatched(message, self.help)
    }
}

/// The diagnostic for a part of the profile that matches nothing.
pub(super) fn unmatched(message: String, help: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::Unmatched, message);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The help that suggests the name nearest to an unknown one.
pub(super) fn did_you_mean<'a>(
    name: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let nearest = nearest(name, names)?;
    Some(format!("did you mean `{nearest}`?"))
}
