//! The tables `[operation]`, `[parameter]` and `[errors]`: regular expressions for prose, and the keys of error bodies.
//! `default.toml` says of each what it matches.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::list::{List, Patterns};

/// Patterns for the description of an operation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, bound = "P: Deserialize<'de> + Default")]
pub struct OperationPatterns<P = Patterns> {
    /// The label before the scopes that a token needs.
    pub scopes: P,
    /// The label before a second set of finer scopes.
    pub granular_scopes: P,
    /// One scope.
    pub scope_word: P,
    /// The name of the rate limit.
    pub rate_label: P,
    /// The label before what the account must have.
    pub prerequisites: P,
    /// The operation is deprecated.
    pub deprecated: P,
    /// `me` may be sent instead of the caller's own id.
    pub accepts_me: P,
    /// An identifier in the path is percent-encoded twice.
    pub double_encode: P,
    /// The base URL of this operation alone.
    pub host: P,
}

/// Patterns for the description of a parameter or a field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, bound = "P: Deserialize<'de> + Default")]
pub struct ParameterPatterns<P = Patterns> {
    /// It is required.
    pub required: P,
    /// All values, separated by commas.
    pub choices: P,
    /// The words before a list of values.
    pub choice_lead: P,
    /// A number with its meaning.
    pub choice_number: P,
    /// What the service assumes without it.
    pub default: P,
    /// The least number.
    pub minimum: P,
    /// The greatest number.
    pub maximum: P,
    /// The greatest number of characters.
    pub max_length: P,
    /// It is deprecated.
    pub deprecated: P,
    /// The security scheme whose credential it carries.
    pub security: P,
    /// It is a file, given by its path.
    pub file: P,
}

/// Patterns for the name and the description of a response.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, bound = "P: Deserialize<'de> + Default")]
pub struct ErrorPatterns<P = Patterns> {
    /// An error code with its label.
    pub code: P,
    /// A further code right after one.
    pub more: P,
    /// The heading of a list or table of codes.
    pub heading: P,
    /// One row of it: code and message.
    pub row: P,
    /// The HTTP status with its label.
    pub status: P,
    /// The first part of a label at the end of a text that was cut.
    pub cut_tail: P,
    /// Lengths at which a converter cuts texts, in characters.
    pub cut_lengths: List<usize>,
    pub(super) keys: ErrorKeys,
    pub(super) names: BTreeMap<Spanned<String>, String>,
    pub(super) success_codes: Option<Vec<String>>,
}

/// Which fields of a failure's body hold its facts: paths of keys with dots, the most likely first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ErrorKeys {
    /// The vendor's code.
    pub code: List<String>,
    /// The message.
    pub message: List<String>,
    /// The list of errors of single fields.
    pub fields: List<String>,
    /// The request's id, which the vendor's support asks for.
    pub request_id: List<String>,
    /// Response headers that may hold the request's id instead, in lower case.
    pub request_id_headers: List<String>,
}
