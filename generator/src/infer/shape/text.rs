//! What the examples of a text show.

use crate::ground::{filler, secret};
use crate::model::api::StringFormat;

use super::{format, hint};

/// What the examples of a text have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// The common format; `None` where no example shows one.
    format: Option<StringFormat>,
    empty: bool,
    /// Whether an example is a whole number.
    whole: bool,
    /// Whether an example says nothing of the format: it is filler text, or a template without a value.
    silent: bool,
    /// Whether a format is declared: by a placeholder, not by the syntax of an example.
    declared: bool,
    /// Whether an example is a secret, whatever its key: a token, or a URL with a password.
    secret: bool,
}

impl Text {
    pub(super) fn of(format: StringFormat) -> Self {
        Self {
            format: Some(format),
            empty: false,
            whole: false,
            silent: false,
            declared: true,
            secret: false,
        }
    }

    /// The text of an example.
    pub(super) fn read(text: &str) -> Self {
        let (empty, whole) = (text.is_empty(), format::is_whole(text));
        let silent = text.starts_with("{{") || filler::is_filler(text);
        Self {
            format: (!empty && !whole && !silent).then(|| format::format(text)),
            empty,
            whole,
            silent,
            declared: false,
            secret: secret::is_credential(text),
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.empty |= other.empty;
        self.whole |= other.whole;
        self.silent |= other.silent;
        self.declared |= other.declared;
        self.secret |= other.secret;
        self.format = match (self.format.take(), other.format) {
            (Some(mine), Some(theirs)) if mine == theirs => Some(mine),
            (Some(_), Some(_)) => Some(StringFormat::Plain),
            (mine, theirs) => mine.or(theirs),
        };
    }

    /// Whether all examples are empty.
    pub(super) fn only_empty(&self) -> bool {
        self.format.is_none() && !self.whole && !self.silent
    }

    /// Whether an empty example means that there is no value, since the other examples have a format.
    pub(super) fn empty_is_null(&self) -> bool {
        self.empty && !matches!(self.format(), StringFormat::Plain | StringFormat::Decimal)
    }

    /// The format that all examples have. Decimal numbers may be whole.
    pub(super) fn format(&self) -> StringFormat {
        match &self.format {
            Some(StringFormat::Decimal) => StringFormat::Decimal,
            Some(format) if !self.whole => format.clone(),
            _ => StringFormat::Plain,
        }
    }

    /// The format of the text with this key: the examples `1.10` and `2022-08-15` may be versions, and `00:30:00` a length of
    /// time. Where one example is a secret, all are, but page tokens are not.
    pub(super) fn format_under(&self, key: &str) -> StringFormat {
        let format = self.format();
        if self.secret && !hint::is_page(key) {
            return StringFormat::Password;
        }
        let is_other = match format {
            _ if self.declared => false,
            StringFormat::Decimal => !hint::is_quantity(key),
            StringFormat::Time => hint::is_length_of_time(key),
            _ => hint::is_opaque(key),
        };
        match is_other {
            true => StringFormat::Plain,
            false => format,
        }
    }
}
