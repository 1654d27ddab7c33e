//! What the examples of a text show.

use crate::model::api::StringFormat;

/// What the examples of a text have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// The common format; `None` where all examples are empty.
    format: Option<StringFormat>,
    empty: bool,
}

impl Text {
    pub(super) fn of(format: StringFormat) -> Self {
        Self {
            format: Some(format),
            empty: false,
        }
    }

    pub(super) fn empty() -> Self {
        Self {
            format: None,
            empty: true,
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.empty |= other.empty;
        self.format = match (self.format.take(), other.format) {
            (Some(mine), Some(theirs)) if mine == theirs => Some(mine),
            (Some(_), Some(_)) => Some(StringFormat::Plain),
            (mine, theirs) => mine.or(theirs),
        };
    }

    /// Whether all examples are empty.
    pub(super) fn only_empty(&self) -> bool {
        self.format.is_none()
    }

    /// Whether an empty example means that there is no value, since the other examples have a format.
    pub(super) fn empty_is_null(&self) -> bool {
        self.empty
            && self
                .format
                .as_ref()
                .is_some_and(|format| *format != StringFormat::Plain)
    }

    pub(super) fn format(&self) -> StringFormat {
        self.format.clone().unwrap_or_default()
    }
}
