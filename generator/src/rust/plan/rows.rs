//! What the client knows of its API before the first call, as the runtime writes it.

use super::model::Docs;

/// What the client knows of the API before the first call.
#[derive(Debug, Clone)]
pub struct ApiRow {
    /// Name and URL of each server.
    pub servers: Vec<(String, String)>,
    /// The ways to authenticate, in the order in which operations point at them.
    pub schemes: Vec<SchemeRow>,
    /// How the service writes errors; the runtime's guesses where nothing is known.
    pub errors: Option<ErrorKeys>,
    /// The vendor's own hosts.
    pub hosts: Vec<String>,
    /// The authorization server, if one is known.
    pub tokens: Option<TokenServiceRow>,
    /// How often the service may be called.
    pub limits: LimitRows,
}

/// How often the service may be called, and how it says that it was too often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LimitRows {
    /// Words that name a daily limit, where the runtime's own do not do.
    pub daily: Option<Vec<String>>,
    /// Words that name a limit on calls at the same time, where the runtime's own do not do.
    pub concurrent: Option<Vec<String>>,
    /// The plans: each with its limits.
    pub plans: Vec<(String, Vec<LimitRow>)>,
}

/// So many calls in a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitRow {
    /// Of operations with one of these labels.
    pub labels: Vec<String>,
    /// How many.
    pub count: u32,
    /// In how many seconds.
    pub seconds: u32,
}

/// How the vendor signs messages to webhooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookRow {
    /// The header with the signature.
    pub signature_header: String,
    /// The template of what is signed.
    pub message: String,
    /// What else is known, by the setter of the runtime's `Scheme`.
    pub texts: Vec<(&'static str, String)>,
    /// Whether signatures are written in Base64.
    pub base64: bool,
    /// How many seconds a message's time may be away from now, where it is not the runtime's own number.
    pub window: Option<u64>,
    /// A challenge's field and value, the path of its token, and the answer's fields for token and proof.
    pub challenge: Option<[String; 5]>,
    /// The feature of the crate that it needs; none in a crate whose features are its own.
    pub feature: Option<&'static str>,
}

/// An authorization server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenServiceRow {
    /// Where tokens are asked for; may be empty.
    pub url: String,
    /// What else is known, by the runtime's method.
    pub texts: Vec<(&'static str, String)>,
    /// Whether the client's id and secret are wanted in the form.
    pub client_in_body: bool,
}

/// A function for a grant that only this vendor has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its docs.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// The grant's type.
    pub grant: String,
    /// Its arguments behind the client's id and secret, each with the parameter that it is sent as.
    pub arguments: Vec<(String, String)>,
}

/// A way to authenticate, as the runtime writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeRow {
    /// The variant of the runtime's `Scheme`.
    pub kind: &'static str,
    /// Its fields that hold text.
    pub texts: Vec<(&'static str, String)>,
    /// The variant of the runtime's `Place`, where the scheme has one.
    pub place: Option<&'static str>,
}

/// Where the service's error bodies and headers hold what: paths with `/`. What is empty is left to the runtime.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorKeys {
    /// The vendor's code.
    pub code: Vec<String>,
    /// The message.
    pub message: Vec<String>,
    /// The list of what is wrong with single fields.
    pub fields: Vec<String>,
    /// Within an item of that list, the field's name.
    pub field_name: Vec<String>,
    /// Within an item of that list, the message.
    pub field_message: Vec<String>,
    /// Headers that hold the request's id.
    pub request_id: Vec<String>,
    /// Paths to the request's id in the body.
    pub request_id_in_body: Vec<String>,
    /// Codes that mean success, where others make an error of one.
    pub success_codes: Option<Vec<String>>,
}
