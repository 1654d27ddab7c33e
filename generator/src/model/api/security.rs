//! How a caller proves who it is. Never with what: secrets stay in the source.

use crate::ground::diagnostic::Origin;

/// A scheme's place in [`Api::security`](super::Api::security).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeId(pub u32);

/// One way to prove it.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// What kind of proof.
    pub kind: SecurityKind,
    /// Where it stands first.
    pub origin: Origin,
}

impl SecurityScheme {
    /// A scheme of this kind.
    pub fn new(kind: SecurityKind, origin: Origin) -> Self {
        Self { kind, origin }
    }
}

/// Where an API key travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// A header line.
    Header,
    /// Behind the `?`.
    Query,
}

/// The kinds of proof, with what a client must know to give it.
#[derive(Debug, Clone, PartialEq)]
pub enum SecurityKind {
    /// `Authorization: <prefix> <token>`; the prefix is `Bearer` as a rule.
    Bearer {
        /// What stands before the token; may be empty.
        prefix: String,
    },
    /// `Authorization: Basic …`.
    Basic,
    /// A key under a name of the vendor's choice.
    ApiKey {
        /// The header or query key.
        name: String,
        /// Where it travels.
        place: ApiKeyPlace,
    },
    /// A bearer token that comes from an authorization server.
    OAuth2(OAuth2),
    /// RFC 7616.
    Digest {
        /// `MD5`, `SHA-256`, …; empty for whatever the server asks.
        algorithm: String,
    },
    /// AWS signature, version 4.
    AwsV4 {
        /// `us-east-1`, where the source states one.
        region: Option<String>,
        /// `execute-api`, where the source states one.
        service: Option<String>,
    },
    /// RFC 5849.
    OAuth1 {
        /// `HMAC-SHA1` as a rule.
        signature_method: String,
        /// Whether the parameters go into the `Authorization` header, else into the query.
        in_header: bool,
    },
    /// Hawk.
    Hawk {
        /// `sha256` as a rule.
        algorithm: String,
    },
    /// A JSON web token that the client signs itself.
    Jwt {
        /// `HS256` as a rule.
        algorithm: String,
        /// What stands before the token in the header.
        prefix: String,
        /// The query key, where it travels in the query.
        query_key: Option<String>,
    },
    /// A kind that the client cannot do by itself: the caller brings a hook.
    Custom {
        /// `ntlm`, `edgegrid`, `asap`.
        name: String,
    },
}

impl SecurityKind {
    /// A word for the kind: `bearer`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Bearer { .. } => "bearer",
            Self::Basic => "basic",
            Self::ApiKey { .. } => "apikey",
            Self::OAuth2(_) => "oauth2",
            Self::Digest { .. } => "digest",
            Self::AwsV4 { .. } => "awsv4",
            Self::OAuth1 { .. } => "oauth1",
            Self::Hawk { .. } => "hawk",
            Self::Jwt { .. } => "jwt",
            Self::Custom { .. } => "custom",
        }
    }
}

/// What a source says about an OAuth 2 scheme, without its secrets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OAuth2 {
    /// `authorization_code`, `client_credentials`, …
    pub grant: Option<String>,
    /// Where tokens are asked for.
    pub token_url: Option<String>,
    /// Where users consent.
    pub authorization_url: Option<String>,
    /// Where tokens are renewed, where it differs.
    pub refresh_url: Option<String>,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// What stands before the token; `Bearer` unless the source says otherwise.
    pub prefix: String,
    /// Whether the token travels as `access_token` in the query.
    pub in_query: bool,
}
