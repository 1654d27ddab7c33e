//! Hawk authentication: a MAC of the request's head, and optionally of its body.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::CONTENT_TYPE;
use http::request::Parts;

use super::hash::{hmac_sha1, hmac_sha256, sha1, sha256};
use super::place;
use crate::error::AuthenticationError;
use crate::ground::secret::Secret;
use crate::ground::{random, time};
use crate::operation::Scheme;

/// Credentials for Hawk.
///
/// ```
/// use posthaste_runtime::{Credentials, auth::Hawk};
///
/// let credentials = Credentials::from(Hawk::new("<id>", "<key>").sign_body());
/// # let _ = credentials;
/// ```
#[derive(Debug, Clone)]
pub struct Hawk {
    id: String,
    key: Secret,
    extra: String,
    application: Option<String>,
    delegation: String,
    sign_body: bool,
    fixed: Option<(u64, String)>,
}

impl Hawk {
    /// Credentials from an id and its key.
    pub fn new(id: impl Into<String>, key: impl Into<String>) -> Hawk {
        Hawk {
            id: id.into(),
            key: Secret::new(key),
            extra: String::new(),
            application: None,
            delegation: String::new(),
            sign_body: false,
            fixed: None,
        }
    }

    /// Sets application-specific data (`ext`), which is signed.
    #[must_use]
    pub fn extra(mut self, extra: impl Into<String>) -> Hawk {
        self.extra = extra.into();
        self
    }

    /// Sets the application's id (`app`) and the delegating application's (`dlg`), which may be empty.
    #[must_use]
    pub fn application(mut self, id: impl Into<String>, delegation: impl Into<String>) -> Hawk {
        self.application = Some(id.into());
        self.delegation = delegation.into();
        self
    }

    /// Signs bodies, too.
    #[must_use]
    pub fn sign_body(mut self) -> Hawk {
        self.sign_body = true;
        self
    }

    /// Uses this timestamp (seconds since 1970) and nonce for every request, to reproduce a signature.
    #[must_use]
    pub fn fixed(mut self, timestamp: u64, nonce: impl Into<String>) -> Hawk {
        self.fixed = Some((timestamp, nonce.into()));
        self
    }

    pub(super) fn sign(
        &self,
        scheme: &Scheme,
        parts: &mut Parts,
        body: Option<&[u8]>,
    ) -> Result<(), AuthenticationError> {
        let algorithm = match scheme {
            Scheme::Hawk { algorithm } => *algorithm,
            _ => "",
        };
        let hashes = Hashes::by_name(algorithm)?;
        let (timestamp, nonce) = self.fixed.clone().unwrap_or_else(|| {
            (
                time::unix_seconds(SystemTime::now()),
                format!("{:016x}", random()),
            )
        });
        let hash = match (self.sign_body, body) {
            (false, _) => String::new(),
            (true, Some(body)) => hashes.payload_hash(parts, body),
            (true, None) => {
                let why = "Hawk signs the body, and this one is read from files while it is sent";
                return Err(AuthenticationError::unusable(why));
            }
        };
        let text = self.normalized(parts, timestamp, &nonce, &hash);
        let mac = STANDARD.encode((hashes.mac)(self.key.reveal().as_bytes(), text.as_bytes()));
        let timestamp = timestamp.to_string();
        let pairs = [
            ("id", self.id.as_str()),
            ("ts", &timestamp),
            ("nonce", &nonce),
            ("hash", &hash),
            ("ext", &self.extra),
            ("mac", &mac),
            ("app", self.application.as_deref().unwrap_or_default()),
            ("dlg", &self.delegation),
        ];
        let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
        let pairs = pairs.map(|(name, value)| format!("{name}=\"{}\"", escaped(value)));
        place::set_authorization(
            parts,
            &format!("Hawk {}", pairs.collect::<Vec<_>>().join(", ")),
        )
    }

    fn normalized(&self, parts: &Parts, timestamp: u64, nonce: &str, hash: &str) -> String {
        let uri = &parts.uri;
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        let port = uri
            .port_u16()
            .unwrap_or(if uri.scheme_str() == Some("http") {
                80
            } else {
                443
            });
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        let extra = self.extra.replace('\\', "\\\\").replace('\n', "\\n");
        let method = &parts.method;
        let mut text = format!(
            "hawk.1.header\n{timestamp}\n{nonce}\n{method}\n{target}\n{host}\n{port}\n{hash}\n{extra}\n"
        );
        if let Some(application) = &self.application {
            text.push_str(&format!("{application}\n{}\n", self.delegation));
        }
        text
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"")
}

struct Hashes {
    mac: fn(&[u8], &[u8]) -> Vec<u8>,
    digest: fn(&[u8]) -> Vec<u8>,
}

impl Hashes {
    fn by_name(name: &str) -> Result<Hashes, AuthenticationError> {
        match name.to_ascii_lowercase().replace('-', "").as_str() {
            "" | "sha256" => Ok(Hashes {
                mac: hmac_sha256,
                digest: sha256,
            }),
            "sha1" => Ok(Hashes {
                mac: hmac_sha1,
                digest: sha1,
            }),
            _ => Err(AuthenticationError::unusable(
                "the API asks for a hash that Hawk does not have",
            )),
        }
    }

    fn payload_hash(&self, parts: &Parts, body: &[u8]) -> String {
        let media_type = parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let media_type = media_type
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default();
        let media_type = media_type.trim().to_ascii_lowercase();
        let mut text = format!("hawk.1.payload\n{media_type}\n").into_bytes();
        text.extend_from_slice(body);
        text.push(b'\n');
        STANDARD.encode((self.digest)(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    // Both are examples of the Hawk documentation.
    fn keys() -> Hawk {
        Hawk::new(
            "dh37fgj492je",
            "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn",
        )
        .extra("some-app-ext-data")
        .fixed(1_353_832_234, "j4h3g2")
    }

    fn request(method: http::Method) -> Parts {
        let mut request = http::Request::new(());
        *request.method_mut() = method;
        let uri = "http://example.com:8000/resource/1?b=1&a=2".parse();
        *request.uri_mut() = uri.unwrap_or_default();
        request.into_parts().0
    }

    fn header(parts: &Parts) -> &str {
        parts
            .headers
            .get("authorization")
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
    }

    #[test]
    fn a_head() -> Result<(), AuthenticationError> {
        let mut parts = request(http::Method::GET);
        keys().sign(
            &Scheme::Hawk {
                algorithm: "sha256",
            },
            &mut parts,
            None,
        )?;
        let expected = "Hawk id=\"dh37fgj492je\", ts=\"1353832234\", nonce=\"j4h3g2\", \
             ext=\"some-app-ext-data\", mac=\"6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=\"";
        assert_eq!(header(&parts), expected);
        Ok(())
    }

    #[test]
    fn a_body() -> Result<(), AuthenticationError> {
        let mut parts = request(http::Method::POST);
        parts.headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
        let body = b"Thank you for flying Hawk";
        keys()
            .sign_body()
            .sign(&Scheme::Hawk { algorithm: "" }, &mut parts, Some(body))?;
        let header = header(&parts);
        assert!(
            header.contains("hash=\"Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=\""),
            "{header}"
        );
        assert!(
            header.contains("mac=\"aSe1DERmZuRl3pI36/9BdZmnErTw3sNzOOAUlfeKjVw=\""),
            "{header}"
        );
        Ok(())
    }

    #[test]
    fn what_cannot_be_signed_is_refused() {
        let mut parts = request(http::Method::POST);
        assert!(
            keys()
                .sign(&Scheme::Hawk { algorithm: "md5" }, &mut parts, None)
                .is_err()
        );
        assert!(
            keys()
                .sign_body()
                .sign(&Scheme::Hawk { algorithm: "" }, &mut parts, None)
                .is_err()
        );
    }
}
