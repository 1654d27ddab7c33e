//! OAuth 1.0 (RFC 5849).

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::CONTENT_TYPE;
use http::request::Parts;

use super::hash::{hmac_sha1, hmac_sha256, hmac_sha512, sha1, sha256};
use super::place;
use crate::error::AuthenticationError;
use crate::ground::random;
use crate::ground::secret::Secret;
use crate::ground::{percent, time, url};
use crate::operation::{Place, Scheme};

/// The signature method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signature {
    /// `HMAC-SHA1`
    HmacSha1,
    /// `HMAC-SHA256`
    HmacSha256,
    /// `HMAC-SHA512`
    HmacSha512,
    /// `PLAINTEXT`: sends the secrets themselves, so use it with HTTPS only
    Plaintext,
}

impl Signature {
    fn name(self) -> &'static str {
        match self {
            Signature::HmacSha1 => "HMAC-SHA1",
            Signature::HmacSha256 => "HMAC-SHA256",
            Signature::HmacSha512 => "HMAC-SHA512",
            Signature::Plaintext => "PLAINTEXT",
        }
    }

    fn by_name(name: &str) -> Result<Signature, AuthenticationError> {
        let all = [
            Signature::HmacSha1,
            Signature::HmacSha256,
            Signature::HmacSha512,
            Signature::Plaintext,
        ];
        let found = all
            .into_iter()
            .find(|signature| signature.name().eq_ignore_ascii_case(name));
        let unknown =
            || AuthenticationError::unusable("the API asks for a signature that is not known");
        if name.is_empty() {
            Ok(Signature::HmacSha1)
        } else {
            found.ok_or_else(unknown)
        }
    }
}

/// Credentials for OAuth 1.
///
/// ```
/// use posthaste_runtime::{Credentials, auth::OAuth1};
///
/// let keys = OAuth1::new("<consumer_key>", "<consumer_secret>").token("<token>", "<token_secret>");
/// let credentials = Credentials::from(keys);
/// # let _ = credentials;
/// ```
#[derive(Debug, Clone)]
pub struct OAuth1 {
    consumer_key: String,
    consumer_secret: Secret,
    token: Option<Secret>,
    token_secret: Secret,
    signature: Option<Signature>,
    realm: Option<String>,
    /// Additional `oauth_` parameters, like `oauth_verifier`.
    extra: Vec<(String, String)>,
    sign_body: bool,
    fixed: Option<(u64, String)>,
}

impl OAuth1 {
    /// Credentials from the key and the secret of the application.
    pub fn new(consumer_key: impl Into<String>, consumer_secret: impl Into<String>) -> OAuth1 {
        OAuth1 {
            consumer_key: consumer_key.into(),
            consumer_secret: Secret::new(consumer_secret),
            token: None,
            token_secret: Secret::default(),
            signature: None,
            realm: None,
            extra: Vec::new(),
            sign_body: false,
            fixed: None,
        }
    }

    /// Sets the token of the user and its secret.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>, secret: impl Into<String>) -> OAuth1 {
        self.token = Some(Secret::new(token));
        self.token_secret = Secret::new(secret);
        self
    }

    /// Sets the signature method, instead of the API's.
    #[must_use]
    pub fn signature(mut self, signature: Signature) -> OAuth1 {
        self.signature = Some(signature);
        self
    }

    /// Sets the `realm` parameter of the header.
    #[must_use]
    pub fn realm(mut self, realm: impl Into<String>) -> OAuth1 {
        self.realm = Some(realm.into());
        self
    }

    /// Adds a parameter such as `oauth_callback` or `oauth_verifier`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> OAuth1 {
        self.extra.push((name.into(), value.into()));
        self
    }

    /// Signs bodies that are not forms, too (`oauth_body_hash`).
    #[must_use]
    pub fn sign_body(mut self) -> OAuth1 {
        self.sign_body = true;
        self
    }

    /// Uses this timestamp (seconds since 1970) and nonce for every request, to reproduce a signature.
    #[must_use]
    pub fn fixed(mut self, timestamp: u64, nonce: impl Into<String>) -> OAuth1 {
        self.fixed = Some((timestamp, nonce.into()));
        self
    }

    pub(super) fn sign(
        &self,
        scheme: &Scheme,
        parts: &mut Parts,
        body: Option<&[u8]>,
    ) -> Result<(), AuthenticationError> {
        let (method, at) = match scheme {
            Scheme::OAuth1 { method, place } => (*method, *place),
            _ => ("", Place::Header),
        };
        let signature = self
            .signature
            .map_or_else(|| Signature::by_name(method), Ok)?;
        let is_form = parts.headers.get(CONTENT_TYPE).is_some_and(|value| {
            value
                .as_bytes()
                .starts_with(b"application/x-www-form-urlencoded")
        });
        let mut parameters = self.parameters(signature);
        if let (true, false, Some(body)) = (self.sign_body, is_form, body) {
            let hash = if signature == Signature::HmacSha1 {
                sha1(body)
            } else {
                sha256(body)
            };
            parameters.push(("oauth_body_hash".to_owned(), STANDARD.encode(hash)));
        }
        let form = body
            .filter(|_| is_form)
            .map(String::from_utf8_lossy)
            .unwrap_or_default();
        let proof = self.proof(signature, parts, &parameters, &form);
        parameters.push(("oauth_signature".to_owned(), proof));
        match at {
            Place::Query => {
                let mut query = parts.uri.query().unwrap_or_default().to_owned();
                for (name, value) in &parameters {
                    let separator = if query.is_empty() { "" } else { "&" };
                    query = format!("{query}{separator}{name}={}", percent::encode(value));
                }
                place::set_query(parts, &query)
            }
            _ => place::set_authorization(parts, &self.header(&parameters)),
        }
    }

    fn parameters(&self, signature: Signature) -> Vec<(String, String)> {
        let (timestamp, nonce) = self.fixed.clone().unwrap_or_else(|| {
            (
                time::unix_seconds(SystemTime::now()),
                format!("{:016x}", random()),
            )
        });
        let mut parameters = vec![
            ("oauth_consumer_key".to_owned(), self.consumer_key.clone()),
            (
                "oauth_signature_method".to_owned(),
                signature.name().to_owned(),
            ),
            ("oauth_timestamp".to_owned(), timestamp.to_string()),
            ("oauth_nonce".to_owned(), nonce),
            ("oauth_version".to_owned(), "1.0".to_owned()),
        ];
        if let Some(token) = &self.token {
            parameters.insert(1, ("oauth_token".to_owned(), token.reveal().to_owned()));
        }
        parameters.extend(self.extra.iter().cloned());
        parameters
    }

    fn proof(
        &self,
        signature: Signature,
        parts: &Parts,
        parameters: &[(String, String)],
        form: &str,
    ) -> String {
        let (consumer, token) = (self.consumer_secret.reveal(), self.token_secret.reveal());
        let key = format!("{}&{}", percent::encode(consumer), percent::encode(token));
        let base = base_string(parts, parameters, form);
        let (key_bytes, base) = (key.as_bytes(), base.as_bytes());
        match signature {
            Signature::Plaintext => key,
            Signature::HmacSha1 => STANDARD.encode(hmac_sha1(key_bytes, base)),
            Signature::HmacSha256 => STANDARD.encode(hmac_sha256(key_bytes, base)),
            Signature::HmacSha512 => STANDARD.encode(hmac_sha512(key_bytes, base)),
        }
    }

    fn header(&self, parameters: &[(String, String)]) -> String {
        let realm = self
            .realm
            .as_ref()
            .map(|realm| ("realm".to_owned(), realm.clone()));
        let all = realm.iter().chain(parameters);
        let pairs = all.map(|(name, value)| format!("{name}=\"{}\"", percent::encode(value)));
        format!("OAuth {}", pairs.collect::<Vec<_>>().join(","))
    }
}

/// The signature base string: method, URL and all parameters.
fn base_string(parts: &Parts, parameters: &[(String, String)], form: &str) -> String {
    let encode = |text: &str| percent::encode(&percent::decode(text));
    let mut pairs: Vec<(String, String)> = parameters
        .iter()
        .map(|(name, value)| (percent::encode(name), percent::encode(value)))
        .collect();
    for text in [parts.uri.query().unwrap_or_default(), form] {
        let pairs_of_text = text.split('&').filter(|pair| !pair.is_empty());
        let pairs_of_text = pairs_of_text.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        // In queries and forms, `+` means a space.
        pairs.extend(pairs_of_text.map(|(n, v)| {
            (
                encode(&n.replace('+', "%20")),
                encode(&v.replace('+', "%20")),
            )
        }));
    }
    pairs.sort();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let scheme = parts.uri.scheme_str().unwrap_or("https");
    let host = url::host_header(&parts.uri).to_ascii_lowercase();
    let place = format!("{scheme}://{host}{}", parts.uri.path());
    [
        parts.method.as_str(),
        &percent::encode(&place),
        &percent::encode(&pairs.join("&")),
    ]
    .join("&")
}

#[cfg(test)]
mod tests;
