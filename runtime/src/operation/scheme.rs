//! How an API wants credentials presented.

/// Where a key or token travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// In a header
    Header,
    /// In the query
    Query,
    /// In the `Cookie` header
    Cookie,
}

/// A way to authenticate that an API asks for. Texts that the source leaves open are empty.
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
    /// A key under a name of the vendor's choice
    ApiKey {
        /// The header's or parameter's name.
        name: &'static str,
        /// Where the key travels.
        place: Place,
    },
    /// A token from an authorization server; in a query it goes by the name `access_token`.
    OAuth2 {
        /// The word before the token in a header; may be empty.
        prefix: &'static str,
        /// Where the token travels.
        place: Place,
    },
    /// RFC 7616: the service asks for a proof of the password
    Digest,
    /// AWS signature, version 4
    AwsV4 {
        /// Like `us-east-1`.
        region: &'static str,
        /// Like `execute-api`.
        service: &'static str,
        /// In headers or in the query.
        place: Place,
    },
    /// RFC 5849
    OAuth1 {
        /// Like `HMAC-SHA1`.
        method: &'static str,
        /// In the `Authorization` header or in the query.
        place: Place,
    },
    /// Hawk
    Hawk {
        /// Like `sha256`.
        algorithm: &'static str,
    },
    /// A JSON web token that the client signs
    Jwt {
        /// The word before the token in a header; may be empty.
        prefix: &'static str,
        /// Where the token travels.
        place: Place,
        /// The parameter's name in a query.
        name: &'static str,
    },
    /// A way that only a hook knows
    Custom {
        /// What the source calls it.
        name: &'static str,
    },
}

impl Scheme {
    /// What a user calls on the builder to satisfy it.
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
            Scheme::Custom { name } => {
                format!("`.credentials(Credentials::hook(..))` for `{name}`")
            }
        }
    }
}
