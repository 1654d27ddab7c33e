//! AWS signatures, version 4.

mod canonical;

use std::fmt::Write as _;
use std::time::SystemTime;

use http::HeaderName;
use http::request::Parts;

use super::hash::{hex, hmac_sha256, sha256};
use super::place;
use crate::error::AuthenticationError;
use crate::ground::secret::Secret;
use crate::ground::{percent, time, url};
use crate::operation::{Place, Scheme};

/// How long a signature in a query is valid, in seconds: one day.
const EXPIRES: &str = "86400";
const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const BODY_HASH: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// Credentials for AWS signatures, version 4.
///
/// ```
/// use posthaste_runtime::{Credentials, auth::AwsV4};
///
/// let keys = AwsV4::new("<access_key>", "<secret_key>").region("eu-west-1").session_token("<token>");
/// let credentials = Credentials::from(keys);
/// # let _ = credentials;
/// ```
#[derive(Debug, Clone)]
pub struct AwsV4 {
    access_key: String,
    secret_key: Secret,
    session_token: Option<Secret>,
    region: String,
    service: String,
}

impl AwsV4 {
    /// Credentials from an access key and its secret.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<String>) -> AwsV4 {
        AwsV4 {
            access_key: access_key.into(),
            secret_key: Secret::new(secret_key),
            session_token: None,
            region: String::new(),
            service: String::new(),
        }
    }

    /// Sets the token of temporary credentials.
    #[must_use]
    pub fn session_token(mut self, token: impl Into<String>) -> AwsV4 {
        self.session_token = Some(Secret::new(token));
        self
    }

    /// Sets the region, instead of the API's.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> AwsV4 {
        self.region = region.into();
        self
    }

    /// Sets the service, instead of the API's.
    #[must_use]
    pub fn service(mut self, service: impl Into<String>) -> AwsV4 {
        self.service = service.into();
        self
    }

    pub(super) fn sign(
        &self,
        scheme: &Scheme,
        parts: &mut Parts,
        body: Option<&[u8]>,
    ) -> Result<(), AuthenticationError> {
        self.sign_at(scheme, parts, body, SystemTime::now())
    }

    fn sign_at(
        &self,
        scheme: &Scheme,
        parts: &mut Parts,
        body: Option<&[u8]>,
        now: SystemTime,
    ) -> Result<(), AuthenticationError> {
        let signing = Signing::new(self, scheme, parts, body, now)?;
        match scheme {
            Scheme::AwsV4 {
                place: Place::Query,
                ..
            } => signing.into_query(parts),
            _ => signing.into_headers(parts),
        }
    }
}

/// The parameters of a signature that do not depend on the request.
struct Signing<'k> {
    keys: &'k AwsV4,
    instant: String,
    /// `<date>/<region>/<service>/aws4_request`
    scope: String,
    is_s3: bool,
    body_hash: String,
}

impl<'k> Signing<'k> {
    fn new(
        keys: &'k AwsV4,
        scheme: &Scheme,
        parts: &Parts,
        body: Option<&[u8]>,
        now: SystemTime,
    ) -> Result<Signing<'k>, AuthenticationError> {
        let (region, service) = match scheme {
            Scheme::AwsV4 {
                region, service, ..
            } => (*region, *service),
            _ => ("", ""),
        };
        let (host_region, host_service) = canonical::of_host(&parts.uri);
        let first = |choices: [&str; 3]| {
            choices
                .into_iter()
                .find(|choice| !choice.is_empty())
                .unwrap_or_default()
                .to_owned()
        };
        let region = first([&keys.region, region, host_region]);
        let service = first([&keys.service, service, host_service]);
        let is_s3 = service == "s3";
        let body_hash = match body {
            Some(body) => hex(&sha256(body)),
            None if is_s3 => "UNSIGNED-PAYLOAD".to_owned(),
            None => {
                let why = "AWS signs the body, and this one is read from files while it is sent";
                return Err(AuthenticationError::unusable(why));
            }
        };
        let instant = time::aws_timestamp(now);
        let date = instant.get(..8).unwrap_or_default();
        let scope = format!("{date}/{region}/{service}/aws4_request");
        Ok(Signing {
            keys,
            instant,
            scope,
            is_s3,
            body_hash,
        })
    }

    fn into_headers(self, parts: &mut Parts) -> Result<(), AuthenticationError> {
        place::set_header(parts, DATE, &self.instant)?;
        if self.is_s3 {
            place::set_header(parts, BODY_HASH, &self.body_hash)?;
        }
        if let Some(token) = &self.keys.session_token {
            place::set_header(parts, TOKEN, token.reveal())?;
        }
        let headers = canonical::signed_headers(parts);
        let names = canonical::names(&headers);
        let signature = self.signature(parts, &headers, &self.body_hash);
        let (key, scope) = (&self.keys.access_key, &self.scope);
        let value = format!(
            "AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, Signature={signature}"
        );
        place::set_authorization(parts, &value)
    }

    fn into_query(self, parts: &mut Parts) -> Result<(), AuthenticationError> {
        let headers = vec![("host".to_owned(), url::host_header(&parts.uri))];
        let mut query = parts.uri.query().unwrap_or_default().to_owned();
        let mut add = |name: &str, value: &str| {
            let separator = if query.is_empty() { "" } else { "&" };
            // Writing to a String cannot fail.
            let _ = write!(query, "{separator}{name}={}", percent::encode(value));
        };
        add("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        add(
            "X-Amz-Credential",
            &format!("{}/{}", self.keys.access_key, self.scope),
        );
        add("X-Amz-Date", &self.instant);
        add("X-Amz-Expires", EXPIRES);
        if let Some(token) = &self.keys.session_token {
            add("X-Amz-Security-Token", token.reveal());
        }
        add("X-Amz-SignedHeaders", "host");
        place::set_query(parts, &query)?;
        let hash = if self.is_s3 {
            "UNSIGNED-PAYLOAD"
        } else {
            &self.body_hash
        };
        let signature = self.signature(parts, &headers, hash);
        place::set_query(parts, &format!("{query}&X-Amz-Signature={signature}"))
    }

    fn signature(&self, parts: &Parts, headers: &[(String, String)], body_hash: &str) -> String {
        let lines: String = headers
            .iter()
            .map(|(name, value)| format!("{name}:{value}\n"))
            .collect();
        let canonical = [
            parts.method.as_str(),
            &canonical::path(parts.uri.path(), self.is_s3),
            &canonical::query(parts.uri.query().unwrap_or_default()),
            &lines,
            &canonical::names(headers),
            body_hash,
        ]
        .join("\n");
        let hash = hex(&sha256(canonical.as_bytes()));
        let text = format!("AWS4-HMAC-SHA256\n{}\n{}\n{hash}", self.instant, self.scope);
        let secret = format!("AWS4{}", self.keys.secret_key.reveal()).into_bytes();
        let key = self
            .scope
            .split('/')
            .fold(secret, |key, part| hmac_sha256(&key, part.as_bytes()));
        hex(&hmac_sha256(&key, text.as_bytes()))
    }
}

#[cfg(test)]
mod tests;
