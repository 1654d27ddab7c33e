//! What a profile knows better than the source: of single operations, of groups of them, of all.

mod address;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::PagesOf;
use crate::model::api::Type;

pub use address::Address;
pub use words::Encoding;
use words::TypeOf;

/// An entry of `[operations]`: what it is about, and what holds there.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Which operations are meant.
    pub address: Address,
    /// The bytes of the profile that name them.
    pub span: Range<usize>,
    /// What holds of them.
    pub correction: Correction,
}

/// What is known of operations beside their source.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Correction {
    /// Whether doing it twice is doing it once.
    pub idempotent: Option<bool>,
    /// The vendor's name of the rate limit that applies.
    pub rate_label: Option<String>,
    /// How it is read page by page.
    pub pages: Option<PagesOf>,
    /// Parameters of the path that are percent-encoded twice where they hold a slash.
    pub encode_twice: Vec<String>,
    /// Whether no method is made of it.
    pub skip: bool,
    /// What its method is called, in any spelling of words; stronger than `names.lock`.
    pub rename: Option<String>,
    /// The group that it belongs to; a new one where there is none of this name.
    pub group: Option<String>,
    /// How its body is written.
    pub body: Option<BodyOf>,
    /// Whether all items of this method and path are one operation.
    pub join: bool,
    /// Whether it is several operations.
    pub split: Option<Split>,
    /// What is known of single values, by their places: `response.200.users[].id`.
    pub fields: BTreeMap<Spanned<String>, FieldOf>,
}

/// How a body is written instead of as the source has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "write `\"json\"`, `\"form-data\"` or `\"urlencoded\"`, or one of them for each: `{ form-data = \"json\" }`"
)]
pub enum BodyOf {
    /// Whatever form or object it is.
    Any(Encoding),
    /// By what the source has.
    Each(BTreeMap<Encoding, Encoding>),
}

impl BodyOf {
    /// How a body that the source writes so is written.
    pub fn instead_of(&self, encoding: Encoding) -> Option<Encoding> {
        match self {
            Self::Any(other) => Some(*other),
            Self::Each(all) => all.get(&encoding).copied(),
        }
    }
}

/// How an operation becomes several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "write `\"items\"`, or a list of the names of what it becomes"
)]
pub enum Split {
    /// By the items that were joined into it.
    By(Parts),
    /// As often as there are names; each is then corrected by its own name.
    Into(Vec<String>),
}

/// What an operation is parted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parts {
    /// The items that were joined.
    Items,
}

/// What is known of a parameter, a field or an answer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FieldOf {
    /// What it holds.
    #[serde(rename = "type")]
    ty: Option<TypeOf>,
    /// Which of several shapes it has.
    pub variant: Option<String>,
    /// The values that it may have; others are kept as unknown.
    pub values: Vec<ValueOf>,
    /// The name of the kind of identifiers that it holds: a type of its own, the same wherever it is named.
    pub identifier: Option<String>,
    /// Whether it is always there, or must be.
    pub required: Option<bool>,
    /// Whether it may be `null`.
    pub nullable: Option<bool>,
    /// Whether the vendor advises against it.
    pub deprecated: Option<bool>,
    /// What it is about.
    pub description: Option<String>,
    /// What its type is called, where it is an object or a choice.
    pub rename: Option<String>,
    /// Whether there is no such thing.
    pub remove: bool,
}

impl FieldOf {
    /// The type that it is given; none where it keeps its own.
    pub fn ty(&self) -> Option<&Type> {
        self.ty.as_ref().map(|ty| &ty.0)
    }
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "write texts or whole numbers")]
pub enum ValueOf {
    /// `active`
    Text(String),
    /// `8`
    Number(i64),
}

/// The entries of `[operations]`: the general ones first, then in the order in which they are written.
pub(super) fn entries(operations: BTreeMap<Spanned<String>, Correction>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = operations
        .into_iter()
        .map(|(key, correction)| Entry {
            span: key.span(),
            address: Address::of(key.get_ref()),
            correction,
        })
        .collect();
    entries.sort_by_key(|one| (one.address.rank(), one.span.start));
    entries
}
