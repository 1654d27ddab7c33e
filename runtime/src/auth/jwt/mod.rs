//! JSON Web Tokens that the client signs.

mod private;

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::hash::{hmac_sha256, hmac_sha384, hmac_sha512};
use crate::error::AuthenticationError;
use crate::ground::secret::Secret;
use crate::ground::time;
use crate::json::{Json, Object, Write};

/// A key and claims, from which a token is created for each request.
///
/// ```
/// use posthaste_runtime::{Credentials, Json, auth::Jwt};
/// use std::time::Duration;
///
/// let claims: Json = r#"{"iss": "<key_id>"}"#.parse()?;
/// let credentials = Credentials::from(Jwt::hs256("<secret>", claims).expires_in(Duration::from_secs(60)));
/// # let _ = credentials;
/// # Ok::<(), posthaste_runtime::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Jwt {
    algorithm: String,
    key: Key,
    claims: Json,
    header: Vec<(String, Json)>,
    lifetime: Option<Duration>,
}

#[derive(Clone)]
enum Key {
    Shared(Vec<u8>),
    Private(Secret),
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}

impl Jwt {
    /// A token that is signed with HMAC and SHA-256.
    pub fn hs256(secret: impl Into<Vec<u8>>, claims: impl Into<Json>) -> Jwt {
        Jwt::shared("HS256", secret, claims)
    }

    /// A token that is signed with HMAC: `HS256`, `HS384` or `HS512`.
    pub fn shared(
        algorithm: impl Into<String>,
        secret: impl Into<Vec<u8>>,
        claims: impl Into<Json>,
    ) -> Jwt {
        Jwt::new(algorithm.into(), Key::Shared(secret.into()), claims.into())
    }

    /// A token that is signed with a private key (PEM): `RS256`, `RS384`, `RS512`, `PS256`, `PS384`, `PS512`, `ES256`
    /// or `ES384`.
    pub fn private(
        algorithm: impl Into<String>,
        pem: impl Into<String>,
        claims: impl Into<Json>,
    ) -> Jwt {
        Jwt::new(
            algorithm.into(),
            Key::Private(Secret::new(pem)),
            claims.into(),
        )
    }

    fn new(algorithm: String, key: Key, claims: Json) -> Jwt {
        Jwt {
            algorithm,
            key,
            claims,
            header: Vec::new(),
            lifetime: None,
        }
    }

    /// Adds a field such as `kid` to the header of the token.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Json>) -> Jwt {
        self.header.push((name.into(), value.into()));
        self
    }

    /// Adds `iat` and `exp`, so that each token is valid for this duration.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Jwt {
        self.lifetime = Some(lifetime);
        self
    }

    /// Creates a token.
    pub(super) fn token(&self) -> Result<String, AuthenticationError> {
        let now = time::unix_seconds(SystemTime::now());
        let head = Object::of(&Head(self));
        let claims = Object::of(&Claims(self, now));
        let text = format!("{}.{}", to_base64(&head)?, to_base64(&claims)?);
        let signature = self.sign(text.as_bytes())?;
        Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, AuthenticationError> {
        match (self.algorithm.as_str(), &self.key) {
            ("HS256", Key::Shared(secret)) => Ok(hmac_sha256(secret, text)),
            ("HS384", Key::Shared(secret)) => Ok(hmac_sha384(secret, text)),
            ("HS512", Key::Shared(secret)) => Ok(hmac_sha512(secret, text)),
            (algorithm, Key::Private(pem)) => private::sign(algorithm, pem.reveal(), text),
            _ => Err(AuthenticationError::unusable(
                "the token's algorithm is not known",
            )),
        }
    }
}

fn to_base64(value: &Json) -> Result<String, AuthenticationError> {
    let unusable = || AuthenticationError::unusable("the token holds a number that is not finite");
    Ok(URL_SAFE_NO_PAD.encode(value.to_bytes().ok_or_else(unusable)?))
}

struct Head<'j>(&'j Jwt);
struct Claims<'j>(&'j Jwt, u64);

impl Write for Head<'_> {
    fn write(&self, object: &mut Object) {
        object.put("alg", &self.0.algorithm);
        let has_type = self.0.header.iter().any(|field| field.0 == "typ");
        object.put("typ", &(!has_type).then_some("JWT"));
        for (name, value) in self.0.header.iter().filter(|field| field.0 != "alg") {
            object.put(name, value);
        }
    }
}

impl Write for Claims<'_> {
    fn write(&self, object: &mut Object) {
        for (name, value) in self.0.claims.as_object().unwrap_or_default() {
            object.put(name, value);
        }
        if let Some(lifetime) = self.0.lifetime {
            object.put("iat", &self.1);
            object.put("exp", &(self.1 + lifetime.as_secs()));
        }
    }
}

#[cfg(test)]
mod tests;
