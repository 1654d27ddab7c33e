//! How vendors write facts into prose and bodies: patterns and word lists, all of them data.

mod correction;
mod limit;
mod list;
mod needle;
mod service;
mod webhook;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::{Spanned, Table, Value};

use crate::ground::diagnostic::Origin;

pub use correction::{
    Address, BodyOf, Correction, Encoding, Entry, FieldOf, Parts, Split, ValueOf,
};
pub use limit::{LimitFacts, LimitOf, Rate};
pub use list::Patterns;
use list::{Proven, plain};
pub use service::{OAuth2Facts, ServiceFacts};
pub use webhook::{Encoding as WebhookEncoding, WebhookFacts};

const DEFAULT: &str = include_str!("default.toml");

/// The conventions that prose and bodies are read by.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(crate) operation: OperationPatterns<Patterns>,
    pub(crate) parameter: ParameterPatterns<Patterns>,
    pub(crate) errors: ErrorPatterns<Patterns>,
    pagination: PaginationWords,
    entries: Vec<Entry>,
    name_places: BTreeMap<String, Range<usize>>,
    origin: Option<Origin>,
    service: ServiceFacts,
    oauth2: OAuth2Facts,
    limits: LimitFacts,
    webhook: Option<WebhookFacts>,
}

/// A profile as its text has it.
#[derive(Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    rename = "Profile",
    bound = "P: Deserialize<'de> + Default"
)]
struct Written<P> {
    operation: OperationPatterns<P>,
    parameter: ParameterPatterns<P>,
    errors: ErrorPatterns<P>,
    pagination: PaginationWords,
    /// Read apart: the places are known only as long as the text is at hand.
    operations: BTreeMap<Spanned<String>, Correction>,
    service: ServiceFacts,
    oauth2: OAuth2Facts,
    limits: LimitFacts,
    webhook: Option<WebhookFacts>,
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileError {
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// The bytes of the text that are meant, where known.
    pub span: Option<Range<usize>>,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ProfileError {}

impl From<toml::de::Error> for ProfileError {
    fn from(error: toml::de::Error) -> Self {
        Self {
            message: error.message().trim_end_matches('.').to_owned(),
            span: error.span(),
        }
    }
}

/// Read once: patterns are costly to make and cheap to share.
static BUILT_IN: LazyLock<Profile> = LazyLock::new(|| {
    // A test reads the built-in text, so that the empty profile never comes about.
    Profile::with_overrides("").unwrap_or_else(|_| Profile::of(Written::default()))
});

impl Default for Profile {
    /// The built-in conventions.
    fn default() -> Self {
        BUILT_IN.clone()
    }
}

impl Profile {
    /// The built-in conventions, changed by a text in TOML: a list replaces, `{ add = [..] }` extends.
    ///
    /// # Errors
    /// The text is not TOML, names an unknown key, or holds a pattern that is no regular expression.
    pub fn with_overrides(text: &str) -> Result<Self, ProfileError> {
        // Read once as it is written, for the places of what is wrong with it.
        let own: Written<Proven> = toml::from_str(text)?;
        let places: NamePlaces = toml::from_str(text)?;
        let mut table: Table = toml::from_str(DEFAULT)?;
        let mut changes: Table = toml::from_str(text)?;
        changes.remove("operations");
        apply(&mut table, changes);
        let merged = Self::of(Value::Table(table).try_into()?);
        let names = places.errors.names.into_keys();
        Ok(Self {
            entries: correction::entries(own.operations),
            name_places: names
                .map(|name| (name.get_ref().clone(), name.span()))
                .collect(),
            ..merged
        })
    }

    /// What a text says beside what it says of single operations and error codes.
    fn of(written: Written<Patterns>) -> Self {
        Self {
            operation: written.operation,
            parameter: written.parameter,
            errors: written.errors,
            pagination: written.pagination,
            entries: Vec::new(),
            name_places: BTreeMap::new(),
            origin: None,
            service: written.service,
            oauth2: written.oauth2,
            limits: written.limits,
            webhook: written.webhook,
        }
    }

    /// The same profile, whose text stands in this source.
    #[must_use]
    pub fn at(self, origin: &Origin) -> Self {
        Self {
            origin: Some(origin.clone()),
            ..self
        }
    }

    /// The place of a part of the text, where it is known which text that is.
    pub fn place(&self, span: &Range<usize>) -> Option<Origin> {
        Some(self.origin.as_ref()?.byte(span.start))
    }

    /// The place of the word for an error code.
    pub fn place_of_name(&self, code: &str) -> Option<Origin> {
        self.place(self.name_places.get(code)?)
    }

    /// Our own word for a vendor's error code: `UserNotFound`.
    pub fn error_name(&self, code: &str) -> Option<&str> {
        self.errors.names.get(code).map(String::as_str)
    }

    /// Our own words for the vendor's error codes, by code.
    pub fn error_names(&self) -> &BTreeMap<String, String> {
        &self.errors.names
    }

    /// Codes that mean success, where an answer with another code and a message is a failure.
    pub fn success_codes(&self) -> Option<&[String]> {
        self.errors.success_codes.as_deref()
    }

    /// Where the body of a failure holds what.
    pub fn error_keys(&self) -> &ErrorKeys {
        &self.errors.keys
    }

    /// The vendor's own places.
    pub fn service(&self) -> &ServiceFacts {
        &self.service
    }

    /// How often the vendor lets itself be called.
    pub fn limits(&self) -> &LimitFacts {
        &self.limits
    }

    /// How the vendor signs what it sends of its own accord, if it is known.
    pub fn webhook(&self) -> Option<&WebhookFacts> {
        self.webhook.as_ref()
    }

    /// The authorization server.
    pub fn oauth2(&self) -> &OAuth2Facts {
        &self.oauth2
    }

    /// What is known of operations: the general before the particular, then as it is written.
    pub fn corrections(&self) -> &[Entry] {
        &self.entries
    }

    /// What shows that an operation is read page by page.
    pub fn pagination(&self) -> &PaginationWords {
        &self.pagination
    }
}

/// Changes one table by another: lists replace lists, `{ add = [..] }` extends them.
fn apply(base: &mut Table, changes: Table) {
    for (key, change) in changes {
        match (base.get_mut(&key), change) {
            (Some(Value::Array(list)), Value::Table(mut more)) => {
                if let Some(Value::Array(added)) = more.remove("add") {
                    list.extend(added);
                }
            }
            (Some(Value::Table(table)), Value::Table(changes)) => apply(table, changes),
            (_, change) => {
                base.insert(key, change);
            }
        }
    }
}

/// Where the words for error codes stand.
#[derive(Default, Deserialize)]
#[serde(default)]
struct NamePlaces {
    errors: NamesOf,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NamesOf {
    names: BTreeMap<Spanned<String>, IgnoredAny>,
}

/// What an operation's description says; the keys are explained in the built-in text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, bound = "P: Deserialize<'de> + Default")]
pub(crate) struct OperationPatterns<P> {
    pub(crate) scopes: P,
    pub(crate) granular_scopes: P,
    pub(crate) scope_word: P,
    pub(crate) rate_label: P,
    pub(crate) prerequisites: P,
    pub(crate) deprecated: P,
    pub(crate) accepts_me: P,
    pub(crate) double_encode: P,
    pub(crate) host: P,
}

/// What a parameter's description says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, bound = "P: Deserialize<'de> + Default")]
pub(crate) struct ParameterPatterns<P> {
    pub(crate) required: P,
    pub(crate) choices: P,
    pub(crate) choice_lead: P,
    pub(crate) default: P,
    pub(crate) minimum: P,
    pub(crate) maximum: P,
    pub(crate) max_length: P,
    pub(crate) deprecated: P,
    pub(crate) security: P,
    pub(crate) file: P,
}

/// How responses report failures.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, bound = "P: Deserialize<'de> + Default")]
pub(crate) struct ErrorPatterns<P> {
    pub(crate) code: P,
    pub(crate) more: P,
    pub(crate) heading: P,
    pub(crate) row: P,
    pub(crate) status: P,
    pub(crate) cut_tail: P,
    #[serde(deserialize_with = "plain")]
    pub(crate) cut_lengths: Vec<usize>,
    keys: ErrorKeys,
    names: BTreeMap<String, String>,
    success_codes: Option<Vec<String>>,
}

/// Where the body of a failure holds what: paths of keys with dots, the likeliest first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ErrorKeys {
    /// The vendor's code.
    #[serde(deserialize_with = "plain")]
    pub code: Vec<String>,
    /// What it means.
    #[serde(deserialize_with = "plain")]
    pub message: Vec<String>,
    /// A list of what is wrong with single fields.
    #[serde(deserialize_with = "plain")]
    pub fields: Vec<String>,
    /// What the vendor's support asks for.
    #[serde(deserialize_with = "plain")]
    pub request_id: Vec<String>,
    /// The headers that may hold it instead, in lower case.
    #[serde(deserialize_with = "plain")]
    pub request_id_headers: Vec<String>,
}

/// What shows that an operation is read page by page: names of parameters and of fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PaginationWords {
    /// Parameters that take the next page's token.
    #[serde(deserialize_with = "plain")]
    pub token_parameters: Vec<String>,
    /// Fields that hold it.
    #[serde(deserialize_with = "plain")]
    pub token_fields: Vec<String>,
    /// Parameters that the response has a field of the same name for, even where no example shows it.
    #[serde(deserialize_with = "plain")]
    pub echoed_tokens: Vec<String>,
    /// Parameters that take a page's number.
    #[serde(deserialize_with = "plain")]
    pub page_parameters: Vec<String>,
    /// Parameters that take how many items to leave out.
    #[serde(deserialize_with = "plain")]
    pub offset_parameters: Vec<String>,
    /// Parameters that take a page's size.
    #[serde(deserialize_with = "plain")]
    pub size_parameters: Vec<String>,
    /// Fields that hold the next page's URL.
    #[serde(deserialize_with = "plain")]
    pub link_fields: Vec<String>,
    /// Fields that may hold such a field.
    #[serde(deserialize_with = "plain")]
    pub envelopes: Vec<String>,
    /// Fields that hold the items, where several are lists.
    #[serde(deserialize_with = "plain")]
    pub items_fields: Vec<String>,
    /// Fields that say how many pages there are.
    #[serde(deserialize_with = "plain")]
    pub page_count_fields: Vec<String>,
    /// Fields that say how many items there are on all pages.
    #[serde(deserialize_with = "plain")]
    pub total_fields: Vec<String>,
}

/// How one operation is read page by page, where the words do not say it or say it wrongly. Fields are
/// paths of keys with dots.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PagesOf {
    /// It is not read page by page, whatever it looks like.
    pub none: bool,
    /// The parameter that takes the next page's token.
    pub token_parameter: Option<String>,
    /// The field that holds it; named as the parameter unless it is given.
    pub token_field: Option<String>,
    /// The parameter that takes a page's number.
    pub page_parameter: Option<String>,
    /// The number of the first page; 1 unless it is given.
    pub first_page: Option<u64>,
    /// The parameter that takes how many items to leave out.
    pub offset_parameter: Option<String>,
    /// The field that holds the next page's URL; empty for the `Link` header.
    pub link_field: Option<String>,
    /// The field that holds the items; empty where the response itself is the list.
    pub items_field: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_text_is_read() {
        assert_eq!(Profile::with_overrides("").map(|_| ()), Ok(()));
        assert!(toml::from_str::<Written<Proven>>(DEFAULT).is_ok());
        let profile = Profile::default();
        assert!(profile.operation.scopes.is_match("**Scopes:** `a:b`"));
        assert_eq!(profile.errors.cut_lengths, [255]);
    }

    #[test]
    fn lists_are_replaced_or_extended() {
        let text = "[errors]\ncut_lengths = { add = [120] }\n[errors.names]\n1001 = \"UserNotFound\"\n\
            [pagination]\nlink_fields = [\"more\"]";
        let profile = Profile::with_overrides(text).unwrap();
        assert_eq!(profile.errors.cut_lengths, [255, 120]);
        assert_eq!(profile.pagination().link_fields, ["more"]);
        assert_eq!(profile.error_name("1001"), Some("UserNotFound"));
        assert!(profile.pagination().token_fields.len() > 1);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let text = "[operation]\nscope = []";
        let error = Profile::with_overrides(text).unwrap_err();
        assert!(error.message.contains("unknown field `scope`"), "{error}");
        assert_eq!(error.span.map(|span| &text[span]), Some("scope"));
        let error = Profile::with_overrides("[operation]\nscopes = ['(']").unwrap_err();
        assert!(error.message.contains("`(` is no pattern"), "{error}");
        assert!(Profile::with_overrides("[operation]\nscopes = 3").is_err());
    }
}
