//! The constants that describe the API to the runtime.

use super::model::Docs;

/// The constant that describes the API: the runtime's `ApiInfo`.
#[derive(Debug, Clone)]
pub struct ApiRow {
    /// Name and URL of each server.
    pub servers: Vec<(String, String)>,
    /// The security schemes; operations refer to them by index.
    pub schemes: Vec<SchemeRow>,
    /// The names of the setters for the credentials of each scheme; none where the runtime's own setters do.
    pub setters: Vec<String>,
    /// The authorization servers of schemes that have another one than the API, by the schemes' indices.
    pub token_services: Vec<(usize, TokenServiceRow)>,
    /// How the service writes errors; without it the runtime looks for the usual keys.
    pub errors: Option<ErrorKeys>,
    /// The vendor's own hosts.
    pub hosts: Vec<String>,
    /// The authorization server, if one is known.
    pub tokens: Option<TokenServiceRow>,
    /// The rate limits of the service.
    pub limits: LimitRows,
}

/// The rate limits of the service, and how its answers name them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LimitRows {
    /// Setters of the runtime's `RateFormat`, with the words or headers of answers that each is called with.
    pub words: Vec<(&'static str, Vec<String>)>,
    /// The plans: each with its limits.
    pub plans: Vec<(String, Vec<LimitRow>)>,
}

/// A number of calls in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitRow {
    /// The labels of the operations that it limits.
    pub labels: Vec<String>,
    /// The number of calls.
    pub count: u32,
    /// The period in seconds.
    pub seconds: u32,
}

/// How the vendor signs messages to webhooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookRow {
    /// The header with the signature.
    pub signature_header: String,
    /// The template of the signed text: `v0:{timestamp}:{body}`.
    pub message: String,
    /// Further values, by the name of the setter of the runtime's `webhook::Scheme`.
    pub texts: Vec<(&'static str, String)>,
    /// Whether signatures are written in Base64.
    pub base64: bool,
    /// The greatest difference between a message's timestamp and the clock, in seconds; `None` for the runtime's default.
    pub window: Option<u64>,
    /// The challenge by which the vendor verifies a receiver's URL.
    pub challenge: Option<ChallengeRow>,
    /// The feature of the crate that it needs; `None` where the client is a module of another crate.
    pub feature: Option<&'static str>,
}

/// A message that the receiver answers with a proof that it knows the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeRow {
    /// The path of the field that marks a message as a challenge.
    pub field: String,
    /// The value of that field.
    pub value: String,
    /// The path of the token in the message.
    pub token: String,
    /// The field of the answer that repeats the token.
    pub token_answer: String,
    /// The field of the answer with the signature of the token.
    pub proof_answer: String,
}

/// An authorization server (RFC 6749).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenServiceRow {
    /// The URL of the token endpoint; may be empty.
    pub url: String,
    /// Further values, by the name of the method of the runtime's `TokenService`.
    pub texts: Vec<(&'static str, String)>,
    /// Whether the client's id and secret are sent in the form instead of by Basic authentication (RFC 6749, section 2.3.1).
    pub client_in_body: bool,
}

/// A function for a grant type that is this vendor's own (RFC 6749, section 4.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its docs.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// The grant's type.
    pub grant: String,
    /// The arguments after the client's id and secret, each with the form parameter that it is sent as.
    pub arguments: Vec<(String, String)>,
}

/// A setter of the client's builder for the credentials of one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialSetter {
    /// Its docs.
    pub docs: Docs,
    /// Its name.
    pub name: String,
    /// The index of the scheme.
    pub scheme: usize,
    /// What it takes.
    pub kind: CredentialKind,
}

/// What a setter for credentials takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialKind {
    /// A bearer token.
    Token,
    /// A user name and a password.
    Login,
    /// An API key.
    Key,
    /// Credentials of the kind that the scheme needs.
    Any,
}

impl CredentialKind {
    /// The names of the arguments.
    pub fn arguments(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Login => "user, password",
            Self::Key => "key",
            Self::Any => "credentials",
        }
    }
}

/// A security scheme as the runtime's `Scheme`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeRow {
    /// The variant of the runtime's `Scheme`.
    pub kind: &'static str,
    /// The fields with texts, by their names.
    pub texts: Vec<(&'static str, String)>,
    /// The variant of the runtime's `Place`, where the scheme has one.
    pub place: Option<&'static str>,
}

/// Where error bodies and headers hold their parts, as paths with `/`. For empty lists the runtime has keys of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorKeys {
    /// The vendor's code.
    pub code: Vec<String>,
    /// The message.
    pub message: Vec<String>,
    /// The list of errors of single fields.
    pub fields: Vec<String>,
    /// Within an item of that list, the field's name.
    pub field_name: Vec<String>,
    /// Within an item of that list, the message.
    pub field_message: Vec<String>,
    /// Headers that hold the request's id.
    pub request_id: Vec<String>,
    /// Paths to the request's id in the body.
    pub request_id_in_body: Vec<String>,
    /// Codes that mean success; every other code makes an answer an error.
    pub success_codes: Option<Vec<String>>,
}
