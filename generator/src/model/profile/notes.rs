//! The notes that the patterns of a profile find in prose.

use crate::model::api::{NoteKey, NoteStyle};

/// The scopes of a second, finer set.
pub const GRANULAR_SCOPES: NoteKey = NoteKey {
    title: "Granular scopes",
    style: NoteStyle::Names,
};

/// What must be true of the account.
pub const PREREQUISITES: NoteKey = NoteKey {
    title: "Prerequisites",
    style: NoteStyle::Sentences,
};

/// What may be sent instead of the caller's own id.
pub const ALIAS_OF_CALLER: NoteKey = NoteKey {
    title: "Alias of the caller",
    style: NoteStyle::Hidden,
};
