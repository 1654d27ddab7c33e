//! The credentials of a client.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::request::Parts;

use super::{TokenSource, challenge, place};
use crate::error::AuthenticationError;
use crate::ground::secret::Secret;
use crate::operation::{ApiInfo, Place, Scheme, TokenService};

/// The credentials of a client. The API's authentication schemes determine how they are sent.
///
/// ```
/// use posthaste_runtime::Credentials;
///
/// let token = Credentials::bearer("s3cret");
/// assert!(!format!("{token:?}").contains("s3cret"));
///
/// // For an API that needs two keys, each is given its name.
/// let key = Credentials::api_key("k1").named("X-App-Key");
/// let stamp = Credentials::hook(|request, _body| {
///     request.headers.insert("x-stamp", "1".parse().map_err(|_| "no stamp")?);
///     Ok(())
/// });
/// # let _ = (key, stamp);
/// ```
#[derive(Debug, Clone)]
pub struct Credentials {
    kind: Kind,
    name: Option<String>,
    /// The only scheme that they are for, with its authorization server.
    bound: Option<(usize, TokenService)>,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Bearer(Secret),
    Basic {
        user: String,
        password: Secret,
    },
    ApiKey(Secret),
    #[cfg(feature = "digest")]
    Digest {
        user: String,
        password: Secret,
    },
    #[cfg(feature = "aws")]
    AwsV4(Box<super::AwsV4>),
    #[cfg(feature = "oauth1")]
    OAuth1(Box<super::OAuth1>),
    #[cfg(feature = "hawk")]
    Hawk(Box<super::Hawk>),
    #[cfg(feature = "jwt")]
    Jwt(Box<super::Jwt>),
    Hook(Hook),
    Source(Source),
}

#[derive(Clone)]
pub(super) struct Source(Arc<dyn TokenSource>);

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

type HookFn = dyn Fn(&mut Parts, Option<&[u8]>) -> Result<(), String> + Send + Sync;

#[derive(Clone)]
pub(super) struct Hook(Arc<HookFn>);

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hook")
    }
}

impl Credentials {
    /// A bearer token.
    pub fn bearer(token: impl Into<String>) -> Credentials {
        Kind::Bearer(Secret::new(token)).into()
    }

    /// A user name and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Credentials {
        Kind::Basic {
            user: user.into(),
            password: Secret::new(password),
        }
        .into()
    }

    /// An API key.
    pub fn api_key(key: impl Into<String>) -> Credentials {
        Kind::ApiKey(Secret::new(key)).into()
    }

    /// A user name and a password for HTTP digest authentication, which does not send the password.
    #[cfg(feature = "digest")]
    pub fn digest(user: impl Into<String>, password: impl Into<String>) -> Credentials {
        Kind::Digest {
            user: user.into(),
            password: Secret::new(password),
        }
        .into()
    }

    /// A function that adds credentials to each request. It receives the final head, and the body if it is in memory.
    /// It is used for every operation that needs credentials.
    pub fn hook<F>(hook: F) -> Credentials
    where
        F: Fn(&mut Parts, Option<&[u8]>) -> Result<(), String> + Send + Sync + 'static,
    {
        Kind::Hook(Hook(Arc::new(hook))).into()
    }

    /// Tokens that expire and are renewed.
    pub fn source(source: impl TokenSource) -> Credentials {
        Kind::Source(Source(Arc::new(source))).into()
    }

    /// The source of tokens, if these credentials are one.
    pub(crate) fn token_source(&self) -> Option<Arc<dyn TokenSource>> {
        match &self.kind {
            Kind::Source(source) => Some(source.0.clone()),
            _ => None,
        }
    }

    /// Uses an API key only for the header or parameter of this name, for APIs that need several keys.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Credentials {
        self.name = Some(name.into());
        self
    }

    /// Uses the credentials only for the scheme with this index.
    pub(crate) fn for_scheme(mut self, index: usize, tokens: TokenService) -> Credentials {
        self.bound = Some((index, tokens));
        self
    }

    /// The index of the only scheme that they are for.
    pub(crate) fn scheme(&self) -> Option<usize> {
        self.bound.map(|(index, _)| index)
    }

    /// The authorization server of the scheme that they are for, or the API's.
    pub(crate) fn token_service(&self, info: &ApiInfo) -> TokenService {
        self.bound.map_or(info.oauth2, |(_, service)| service)
    }

    /// Whether they are a hook, which signs a request once, however many schemes it needs.
    pub(crate) fn is_hook(&self) -> bool {
        matches!(self.kind, Kind::Hook(_))
    }

    /// Returns an error if these credentials can never be used.
    pub(crate) fn validate(&self) -> Result<(), &'static str> {
        match &self.kind {
            Kind::Bearer(token) if token.reveal().trim().is_empty() => Err("the token is empty"),
            Kind::Bearer(token) if token.reveal().contains(['\r', '\n', '\0']) => {
                Err("the token holds a line break")
            }
            _ => Ok(()),
        }
    }

    /// Whether these credentials can be used for a scheme.
    pub(crate) fn fits(&self, scheme: &Scheme) -> bool {
        match (&self.kind, scheme) {
            (Kind::Hook(_), _) => true,
            (
                Kind::Bearer(_) | Kind::Source(_),
                Scheme::Bearer { .. } | Scheme::OAuth2 { .. } | Scheme::Jwt { .. },
            ) => true,
            (Kind::Basic { .. }, Scheme::Basic) => true,
            (Kind::ApiKey(_), Scheme::ApiKey { name, .. }) => self
                .name
                .as_ref()
                .is_none_or(|own| own.eq_ignore_ascii_case(name)),
            #[cfg(feature = "digest")]
            (Kind::Digest { .. } | Kind::Basic { .. }, Scheme::Digest) => true,
            #[cfg(feature = "aws")]
            (Kind::AwsV4(_), Scheme::AwsV4 { .. }) => true,
            #[cfg(feature = "oauth1")]
            (Kind::OAuth1(_), Scheme::OAuth1 { .. }) => true,
            #[cfg(feature = "hawk")]
            (Kind::Hawk(_), Scheme::Hawk { .. }) => true,
            #[cfg(feature = "jwt")]
            (Kind::Jwt(_), Scheme::Jwt { .. } | Scheme::Bearer { .. } | Scheme::OAuth2 { .. }) => {
                true
            }
            _ => false,
        }
    }

    /// The scheme for APIs that declare none.
    pub(crate) fn own_scheme(&self) -> Scheme {
        match &self.kind {
            Kind::Basic { .. } => Scheme::Basic,
            Kind::ApiKey(_) => Scheme::ApiKey {
                name: "X-Api-Key",
                place: Place::Header,
                prefix: "",
            },
            #[cfg(feature = "digest")]
            Kind::Digest { .. } => Scheme::Digest,
            #[cfg(feature = "aws")]
            Kind::AwsV4(_) => Scheme::AwsV4 {
                region: "",
                service: "",
                place: Place::Header,
            },
            #[cfg(feature = "oauth1")]
            Kind::OAuth1(_) => Scheme::OAuth1 {
                method: "",
                place: Place::Header,
            },
            #[cfg(feature = "hawk")]
            Kind::Hawk(_) => Scheme::Hawk { algorithm: "" },
            _ => Scheme::Bearer { prefix: "Bearer" },
        }
    }

    /// Adds the credentials to a request. `body` is `None` if the body is not in memory. `challenge` is the challenge
    /// of the service, if it sent one.
    pub(crate) fn sign(
        &self,
        scheme: &Scheme,
        parts: &mut Parts,
        body: Option<&[u8]>,
        challenge: Option<&str>,
    ) -> Result<(), AuthenticationError> {
        match &self.kind {
            Kind::Bearer(token) => add_token(scheme, parts, token.reveal()),
            Kind::ApiKey(key) => {
                let (name, at, prefix) = match scheme {
                    Scheme::ApiKey {
                        name,
                        place,
                        prefix,
                    } => (*name, *place, *prefix),
                    _ => ("X-Api-Key", Place::Header, ""),
                };
                let name = self.name.as_deref().unwrap_or(name);
                place::add_credential(parts, at, name, &format!("{prefix}{}", key.reveal()))
            }
            Kind::Basic { user, password } if *scheme != Scheme::Digest => {
                let login = STANDARD.encode(format!("{user}:{}", password.reveal()));
                place::set_authorization(parts, &format!("Basic {login}"))
            }
            #[cfg(feature = "digest")]
            Kind::Digest { user, password } | Kind::Basic { user, password } => match challenge {
                Some(challenge) => {
                    super::digest::sign(user, password.reveal(), challenge, parts, body)
                }
                // A digest can be computed only after a challenge.
                None => Ok(()),
            },
            #[cfg(not(feature = "digest"))]
            Kind::Basic { .. } => {
                let _ = challenge;
                Err(AuthenticationError::unusable(
                    "this build has no digest authentication",
                ))
            }
            #[cfg(feature = "aws")]
            Kind::AwsV4(aws) => aws.sign(scheme, parts, body),
            #[cfg(feature = "oauth1")]
            Kind::OAuth1(oauth1) => oauth1.sign(scheme, parts, body),
            #[cfg(feature = "hawk")]
            Kind::Hawk(hawk) => hawk.sign(scheme, parts, body),
            #[cfg(feature = "jwt")]
            Kind::Jwt(jwt) => add_token(scheme, parts, &jwt.token()?),
            Kind::Hook(hook) => hook.0(parts, body).map_err(AuthenticationError::unusable),
            // `execute` requests the token first, and signs with that.
            Kind::Source(_) => Err(AuthenticationError::unusable(
                "a source of tokens cannot be used here",
            )),
        }
    }

    /// The challenge of a refusal, if these credentials can respond to it.
    pub(crate) fn challenge(&self, scheme: &Scheme, headers: &HeaderMap) -> Option<String> {
        if *scheme != Scheme::Digest || !cfg!(feature = "digest") {
            return None;
        }
        challenge::find_challenge(headers, "Digest")
    }
}

/// Adds a token to the part of the request that the scheme names.
fn add_token(scheme: &Scheme, parts: &mut Parts, token: &str) -> Result<(), AuthenticationError> {
    let (prefix, at, name) = match scheme {
        Scheme::Bearer { prefix } => (*prefix, Place::Header, ""),
        Scheme::OAuth2 { prefix, place } => (*prefix, *place, "access_token"),
        Scheme::Jwt {
            prefix,
            place,
            name,
        } => (
            *prefix,
            *place,
            if name.is_empty() { "token" } else { name },
        ),
        _ => ("Bearer", Place::Header, ""),
    };
    match at {
        Place::Header => place::set_authorization(parts, &place::with_prefix(prefix, token)),
        at => place::add_credential(parts, at, name, token),
    }
}

impl From<Kind> for Credentials {
    fn from(kind: Kind) -> Credentials {
        Credentials {
            kind,
            name: None,
            bound: None,
        }
    }
}

macro_rules! credentials_from {
    ($($feature:literal $type:ident),*) => {$(
        #[cfg(feature = $feature)]
        impl From<super::$type> for Credentials {
            fn from(value: super::$type) -> Credentials {
                Kind::$type(Box::new(value)).into()
            }
        }
    )*};
}
credentials_from!("aws" AwsV4, "oauth1" OAuth1, "hawk" Hawk, "jwt" Jwt);
