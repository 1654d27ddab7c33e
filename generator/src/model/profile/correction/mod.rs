//! The table `[operations]`: corrections of single operations, of folders of them, or of all.

mod address;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::PaginationCorrection;
use crate::model::api::Type;

pub use address::Address;
pub use words::BodyEncoding;
use words::TypeName;

/// An entry of `[operations]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Which operations it is about.
    pub address: Address,
    /// The bytes of the address in the profile's text.
    pub span: Range<usize>,
    /// What it says about them.
    pub correction: Correction,
}

/// What an entry says about operations. What it leaves out stays as the source has it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Correction {
    /// Whether a second call has no further effect, so that it may be sent again.
    pub idempotent: Option<bool>,
    /// The vendor's name for the rate limit that applies.
    pub rate_label: Option<String>,
    /// How it is paginated.
    pub pages: Option<PaginationCorrection>,
    /// Path parameters that are percent-encoded twice.
    pub encode_twice: Vec<String>,
    /// Whether it is left out of the client.
    pub skip: bool,
    /// The name of its method, in any letter case; it takes precedence over `names.lock`.
    pub rename: Option<String>,
    /// The name of the group that it moves to; a new group where none has this name.
    pub group: Option<String>,
    /// The encoding of its body.
    pub body: Option<BodyCorrection>,
    /// Whether all items of this method and path become one operation.
    pub join: bool,
    /// Whether it becomes several operations.
    pub split: Option<Split>,
    /// Names of error codes in these operations, by code; they take precedence over those of `[errors.names]`.
    pub errors: BTreeMap<Spanned<String>, String>,
    /// Corrections of parameters, fields and responses, by location: `response.200.users[].id`.
    pub fields: BTreeMap<Spanned<String>, FieldCorrection>,
}

/// The encoding that replaces the source's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected `\"json\"`, `\"form-data\"` or `\"urlencoded\"`, or one of them for each: `{ form-data = \"json\" }`"
)]
pub enum BodyCorrection {
    /// For every form and object.
    Any(BodyEncoding),
    /// By the source's encoding.
    Each(BTreeMap<BodyEncoding, BodyEncoding>),
}

impl BodyCorrection {
    /// The encoding that replaces this one, if any does.
    pub fn replacement(&self, encoding: BodyEncoding) -> Option<BodyEncoding> {
        match self {
            Self::Any(replacement) => Some(*replacement),
            Self::Each(replacements) => replacements.get(&encoding).copied(),
        }
    }
}

/// How an operation becomes several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected `\"items\"`, or a list of names for the resulting operations"
)]
pub enum Split {
    /// Each item of the source that is part of it becomes one.
    By(SplitBy),
    /// One operation with each of these names; further entries correct them by name.
    Into(Vec<String>),
}

/// The parts that each become an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SplitBy {
    /// The items of the source.
    Items,
}

/// A correction of a parameter, a field or a response.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FieldCorrection {
    /// Its type.
    #[serde(rename = "type")]
    ty: Option<TypeName>,
    /// The name of the only variant of a union that occurs here.
    pub variant: Option<String>,
    /// Its values, which make it an enum.
    pub values: Option<EnumValues>,
    /// The name of its identifier type; the same name is the same type wherever it is used.
    pub identifier: Option<String>,
    /// Whether it is required.
    pub required: Option<bool>,
    /// Whether it may be `null`.
    pub nullable: Option<bool>,
    /// Whether it is deprecated.
    pub deprecated: Option<bool>,
    /// Its documentation.
    pub description: Option<String>,
    /// The name of its type, where that is a record, a union or an enum.
    pub rename: Option<String>,
    /// Whether it is removed.
    pub remove: bool,
}

impl FieldCorrection {
    /// Its type; `None` where it keeps the inferred one.
    pub fn ty(&self) -> Option<&Type> {
        self.ty.as_ref().map(|ty| &ty.0)
    }
}

/// The values of an enum as a profile writes them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a list of values, or a table of values with their names: `{ 1 = \"Instant\" }`"
)]
pub enum EnumValues {
    /// `["active", "inactive"]`
    Listed(Vec<EnumLiteral>),
    /// `{ 1 = "Instant", 2 = "Scheduled" }`: the names by the values.
    Named(IndexMap<String, String>),
}

/// A value of an enum as a profile writes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "expected text or whole numbers")]
pub enum EnumLiteral {
    /// `active`
    Text(String),
    /// `8`
    Number(i64),
}

/// The entries in the order in which they are applied: by rank, then by their position in the text.
pub(super) fn entries(operations: BTreeMap<Spanned<String>, Correction>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = operations
        .into_iter()
        .map(|(key, correction)| Entry {
            span: key.span(),
            address: Address::parse(key.get_ref()),
            correction,
        })
        .collect();
    entries.sort_by_key(|entry| (entry.address.rank(), entry.span.start));
    entries
}
