//! Authentication schemes.

/// The part of a request that holds a key or a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A header
    Header,
    /// The query
    Query,
    /// The `Cookie` header
    Cookie,
}

/// An authentication scheme of an API. Unknown texts are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// `Authorization: <prefix> <token>`
    Bearer {
        /// The word before the token; may be empty.
        prefix: &'static str,
    },
    /// `Authorization: Basic ...`
    Basic,
    /// An API key
    ApiKey {
        /// The name of the header, parameter or cookie.
        name: &'static str,
        /// The part of the request that holds the key.
        place: Place,
        /// The text before the key, with a space if there is one: `Key `.
        prefix: &'static str,
    },
    /// A token from an authorization server. In a query, its name is `access_token`.
    OAuth2 {
        /// The word before the token in a header; may be empty.
        prefix: &'static str,
        /// The part of the request that holds the token.
        place: Place,
    },
    /// HTTP digest authentication (RFC 7616)
    Digest,
    /// AWS signature, version 4
    AwsV4 {
        /// The region, like `us-east-1`.
        region: &'static str,
        /// The service, like `execute-api`.
        service: &'static str,
        /// Headers or the query.
        place: Place,
    },
    /// OAuth 1.0 (RFC 5849)
    OAuth1 {
        /// The signature method, like `HMAC-SHA1`.
        method: &'static str,
        /// The `Authorization` header or the query.
        place: Place,
    },
    /// Hawk
    Hawk {
        /// The hash algorithm, like `sha256`.
        algorithm: &'static str,
    },
    /// A JSON Web Token that the client signs
    Jwt {
        /// The word before the token in a header; may be empty.
        prefix: &'static str,
        /// The part of the request that holds the token.
        place: Place,
        /// The name of the query parameter.
        name: &'static str,
    },
    /// A certificate of the client, which the transport presents: nothing of it is in requests
    MutualTls,
    /// A scheme that only a hook can implement
    Custom {
        /// The name of the scheme in the documentation.
        name: &'static str,
    },
}

impl Scheme {
    /// The arguments of a generated setter for this scheme, for messages.
    pub(crate) fn arguments(&self) -> &'static str {
        match self {
            Scheme::Bearer { .. } => "token",
            Scheme::Basic => "user, password",
            Scheme::ApiKey { .. } => "key",
            _ => "credentials",
        }
    }

    /// The call of the builder that sets credentials for this scheme, for messages.
    pub(crate) fn builder_call(&self) -> String {
        match self {
            Scheme::Bearer { .. } | Scheme::OAuth2 { .. } => "`.bearer(token)`".to_owned(),
            Scheme::Basic => "`.basic(user, password)`".to_owned(),
            Scheme::ApiKey { .. } => "`.api_key(key)`".to_owned(),
            Scheme::Digest => "`.credentials(Credentials::digest(user, password))`".to_owned(),
            Scheme::AwsV4 { .. } => "`.credentials(AwsV4::new(access_key, secret_key))`".to_owned(),
            Scheme::OAuth1 { .. } => {
                "`.credentials(OAuth1::new(consumer_key, consumer_secret))`".to_owned()
            }
            Scheme::Hawk { .. } => "`.credentials(Hawk::new(id, key))`".to_owned(),
            Scheme::Jwt { .. } => "`.credentials(Jwt::hs256(secret, claims))`".to_owned(),
            Scheme::MutualTls => "`.transport(transport)` with the certificate".to_owned(),
            Scheme::Custom { name } => {
                format!("`.credentials(Credentials::hook(..))` for `{name}`")
            }
        }
    }
}
