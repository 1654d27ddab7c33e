//! What is known about one vendor beside its documents: how it writes facts into prose and bodies, and corrections of
//! what its documents have wrong. All of it is data in TOML; `default.toml` holds what applies unless a profile says
//! otherwise.

mod correction;
mod extensions;
mod limit;
mod list;
mod notes;
mod pages;
mod patterns;
mod secrets;
mod service;
mod webhook;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::{Spanned, Table, Value};

use crate::ground::diagnostic::{Diagnostic, Origin};

pub use correction::{
    Address, BodyCorrection, BodyEncoding, Correction, Entry, EnumLiteral, EnumValues,
    FieldCorrection, Split, SplitBy,
};
pub use extensions::Extensions;
pub use limit::{LimitFacts, Rate, RateLimit};
use list::CheckedPatterns;
pub use list::{List, Patterns};
pub use notes::{ALIAS_OF_CALLER, GRANULAR_SCOPES, PREREQUISITES};
pub use pages::{PaginationCorrection, PaginationWords};
pub use patterns::{ErrorKeys, ErrorPatterns, OperationPatterns, ParameterPatterns};
pub use secrets::SecretWords;
pub use service::{OAuth2Facts, ServiceFacts};
pub use webhook::{SignatureEncoding, WebhookFacts};

const DEFAULT: &str = include_str!("default.toml");

/// Everything known about one vendor.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The built-in document, changed by the profile's own.
    document: ProfileDocument<Patterns>,
    entries: Vec<Entry>,
    error_names: BTreeMap<Spanned<String>, String>,
    origin: Option<Origin>,
}

/// A profile as it is written in TOML.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(
    deny_unknown_fields,
    default,
    rename = "Profile",
    bound = "P: Deserialize<'de> + Default"
)]
struct ProfileDocument<P> {
    operation: OperationPatterns<P>,
    parameter: ParameterPatterns<P>,
    errors: ErrorPatterns<P>,
    pagination: PaginationWords,
    secrets: SecretWords,
    extensions: Extensions,
    operations: BTreeMap<Spanned<String>, Correction>,
    service: ServiceFacts,
    oauth2: OAuth2Facts,
    limits: LimitFacts,
    webhook: Option<WebhookFacts>,
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileError {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The bytes of the text that are wrong, where known.
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

/// Shared by all profiles without changes, so that its expressions are compiled once.
static BUILT_IN: LazyLock<Profile> = LazyLock::new(|| {
    // A test parses the built-in text, so the empty document is never used.
    Profile::with_overrides("").unwrap_or_else(|_| Profile {
        document: ProfileDocument::default(),
        entries: Vec::new(),
        error_names: BTreeMap::new(),
        origin: None,
    })
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
    /// The text is not TOML, has an unknown key, or holds a malformed regular expression.
    pub fn with_overrides(text: &str) -> Result<Self, ProfileError> {
        // Only the text itself has locations, for errors and for what is keyed by operations and error codes.
        let own: ProfileDocument<CheckedPatterns> = toml::from_str(text)?;
        let mut table: Table = toml::from_str(DEFAULT)?;
        let mut changes: Table = toml::from_str(text)?;
        changes.remove("operations");
        if let Some(Value::Table(errors)) = changes.get_mut("errors") {
            errors.remove("names");
        }
        merge_tables(&mut table, changes);
        Ok(Self {
            document: Value::Table(table).try_into()?,
            entries: correction::entries(own.operations),
            error_names: own.errors.names,
            origin: None,
        })
    }

    /// The same profile with the source that its text was read from.
    #[must_use]
    pub fn with_source(self, origin: &Origin) -> Self {
        Self {
            origin: Some(origin.clone()),
            ..self
        }
    }

    /// The diagnostic with the location of these bytes of the profile's text, where its source is known.
    #[must_use]
    pub fn locate(&self, diagnostic: Diagnostic, span: &Range<usize>) -> Diagnostic {
        match &self.origin {
            Some(origin) => diagnostic.at(&origin.byte(span.start)),
            None => diagnostic,
        }
    }

    /// Patterns for descriptions of operations.
    pub fn operation_patterns(&self) -> &OperationPatterns {
        &self.document.operation
    }

    /// Keys of documents that say something about types and are no part of their format.
    pub fn extensions(&self) -> &Extensions {
        &self.document.extensions
    }

    /// Patterns for descriptions of parameters and fields.
    pub fn parameter_patterns(&self) -> &ParameterPatterns {
        &self.document.parameter
    }

    /// Patterns for names and descriptions of responses.
    pub fn error_patterns(&self) -> &ErrorPatterns {
        &self.document.errors
    }

    /// Names of the vendor's error codes (`UserNotFound`), by code with its location.
    pub fn error_names(&self) -> &BTreeMap<Spanned<String>, String> {
        &self.error_names
    }

    /// Codes that mean success, where an answer with another code and a message is a failure.
    pub fn success_codes(&self) -> Option<&[String]> {
        self.document.errors.success_codes.as_deref()
    }

    /// Which fields of a failure's body hold its code, its message and the like.
    pub fn error_keys(&self) -> &ErrorKeys {
        &self.document.errors.keys
    }

    /// The vendor's hosts.
    pub fn service(&self) -> &ServiceFacts {
        &self.document.service
    }

    /// The vendor's rate limits.
    pub fn limits(&self) -> &LimitFacts {
        &self.document.limits
    }

    /// How the vendor signs its webhook messages, if it does.
    pub fn webhook(&self) -> Option<&WebhookFacts> {
        self.document.webhook.as_ref()
    }

    /// The authorization server.
    pub fn oauth2(&self) -> &OAuth2Facts {
        &self.document.oauth2
    }

    /// The entries of `[operations]`: those about many operations first, then in the order of the text.
    pub fn corrections(&self) -> &[Entry] {
        &self.entries
    }

    /// Names that the built-in list of secrets has wrong.
    pub fn secrets(&self) -> &SecretWords {
        &self.document.secrets
    }

    /// Names of parameters and fields by which pagination is recognised.
    pub fn pagination(&self) -> &PaginationWords {
        &self.document.pagination
    }
}

/// Changes one table by another: lists replace lists, `{ add = [..] }` extends them.
fn merge_tables(base: &mut Table, changes: Table) {
    for (key, change) in changes {
        match (base.get_mut(&key), change) {
            (Some(Value::Array(list)), Value::Table(mut addition)) => {
                if let Some(Value::Array(added)) = addition.remove("add") {
                    list.extend(added);
                }
            }
            (Some(Value::Table(table)), Value::Table(changes)) => merge_tables(table, changes),
            (_, change) => {
                base.insert(key, change);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_text_is_read() {
        assert_eq!(Profile::with_overrides("").map(|_| ()), Ok(()));
        assert!(toml::from_str::<ProfileDocument<CheckedPatterns>>(DEFAULT).is_ok());
        let profile = Profile::default();
        let scopes = &profile.operation_patterns().scopes;
        assert!(scopes.is_match("**Scopes:** `a:b`"));
        assert_eq!(*profile.error_patterns().cut_lengths, [255]);
    }

    #[test]
    fn lists_are_replaced_or_extended() {
        let text = "[errors]\ncut_lengths = { add = [120] }\n[errors.names]\n1001 = \"UserNotFound\"\n\
            [pagination]\nlink_fields = [\"more\"]";
        let profile = Profile::with_overrides(text).unwrap();
        assert_eq!(*profile.error_patterns().cut_lengths, [255, 120]);
        assert_eq!(*profile.pagination().link_fields, ["more"]);
        assert_eq!(profile.error_names()["1001"], "UserNotFound");
        assert!(profile.pagination().token_fields.len() > 1);
    }

    #[test]
    fn errors_have_the_location_of_what_is_wrong() {
        let text = "[operation]\nscope = []";
        let error = Profile::with_overrides(text).unwrap_err();
        assert!(error.message.contains("unknown field `scope`"), "{error}");
        assert_eq!(error.span.map(|span| &text[span]), Some("scope"));
        let error = Profile::with_overrides("[operation]\nscopes = ['(']").unwrap_err();
        assert!(
            error.message.contains("`(` is no regular expression"),
            "{error}"
        );
        assert!(Profile::with_overrides("[operation]\nscopes = 3").is_err());
    }
}
