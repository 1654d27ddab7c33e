//! Security schemes, and which of them operations need. They hold no secrets.

use crate::ground::diagnostic::Origin;

/// An index of [`Api::security`](super::Api::security).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeId(pub u32);

/// A way in which a client authenticates itself.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// Its name in the source; empty where the source has no names for schemes.
    pub name: String,
    /// The kind of the scheme.
    pub kind: SecurityKind,
    /// Its description.
    pub description: Option<String>,
    /// The location of its first use in the source.
    pub origin: Origin,
}

impl SecurityScheme {
    /// A scheme of this kind without a name.
    pub fn new(kind: SecurityKind, origin: Origin) -> Self {
        Self {
            name: String::new(),
            kind,
            description: None,
            origin,
        }
    }
}

/// One way to authenticate a call: all of its schemes are needed. A call without credentials is the way that needs no scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecurityAlternative {
    /// The schemes, in the source's order.
    pub schemes: Vec<Requirement>,
}

impl SecurityAlternative {
    /// The way that needs one scheme without scopes.
    pub fn of(scheme: SchemeId) -> Self {
        let scopes = Vec::new();
        Self {
            schemes: vec![Requirement { scheme, scopes }],
        }
    }
}

/// A scheme that a call needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme.
    pub scheme: SchemeId,
    /// The scopes that its token needs, all of them.
    pub scopes: Vec<String>,
}

/// The part of a request that holds an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// A header.
    Header,
    /// The query.
    Query,
    /// A cookie.
    Cookie,
}

/// The kinds of security schemes, with what a client must know for each.
#[derive(Debug, Clone, PartialEq)]
pub enum SecurityKind {
    /// `Authorization: <prefix> <token>`; the prefix is usually `Bearer`.
    Bearer {
        /// The word before the token; may be empty.
        prefix: String,
    },
    /// `Authorization: Basic …`.
    Basic,
    /// An API key.
    ApiKey {
        /// The name of the header, query parameter or cookie.
        name: String,
        /// The part of the request that holds it.
        place: ApiKeyPlace,
        /// The text before the key, with a space if there is one: `Key `; usually empty.
        prefix: String,
    },
    /// A bearer token that comes from an authorization server.
    OAuth2(OAuth2),
    /// A bearer token of an OpenID provider.
    OpenIdConnect {
        /// The URL of the provider's description of itself; may be empty.
        url: String,
    },
    /// A certificate of the client; nothing of it is in requests.
    MutualTls,
    /// RFC 7616.
    Digest {
        /// `MD5`, `SHA-256`, …; empty if the server chooses.
        algorithm: String,
    },
    /// AWS signature, version 4.
    AwsV4 {
        /// `us-east-1`, if the source declares one.
        region: Option<String>,
        /// `execute-api`, if the source declares one.
        service: Option<String>,
    },
    /// RFC 5849.
    OAuth1 {
        /// Usually `HMAC-SHA1`.
        signature_method: String,
        /// Whether the parameters are in the `Authorization` header instead of the query.
        in_header: bool,
    },
    /// Hawk.
    Hawk {
        /// Usually `sha256`.
        algorithm: String,
    },
    /// A JSON web token that the client signs itself.
    Jwt {
        /// Usually `HS256`.
        algorithm: String,
        /// The word before the token in the header.
        prefix: String,
        /// The query parameter, if it is sent in the query.
        query_key: Option<String>,
    },
    /// A kind that the client does not implement; the caller signs requests by a function.
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
            Self::OpenIdConnect { .. } => "openid",
            Self::MutualTls => "mutual tls",
            Self::Digest { .. } => "digest",
            Self::AwsV4 { .. } => "awsv4",
            Self::OAuth1 { .. } => "oauth1",
            Self::Hawk { .. } => "hawk",
            Self::Jwt { .. } => "jwt",
            Self::Custom { .. } => "custom",
        }
    }
}

/// An OAuth 2 scheme, without secrets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OAuth2 {
    /// The ways to a token, in the source's order.
    pub flows: Vec<OAuth2Flow>,
    /// The URL of the authorization server's description of itself (RFC 8414).
    pub metadata_url: Option<String>,
    /// The word before the token; `Bearer` by default.
    pub prefix: String,
    /// Whether the token is sent as `access_token` in the query.
    pub in_query: bool,
}

/// A way to a token of an OAuth 2 scheme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OAuth2Flow {
    /// `authorization_code`, `client_credentials`, …
    pub grant: Option<String>,
    /// The URL of the token endpoint.
    pub token_url: Option<String>,
    /// The URL of the authorization endpoint.
    pub authorization_url: Option<String>,
    /// The URL of the device authorization endpoint (RFC 8628).
    pub device_url: Option<String>,
    /// The URL for refresh tokens, if it differs.
    pub refresh_url: Option<String>,
    /// The scopes.
    pub scopes: Vec<Scope>,
}

/// A scope of an OAuth 2 scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Its name, as it is requested.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
}
