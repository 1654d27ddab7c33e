//! Messages to webhooks: verification that the vendor sent them, and recently.
//!
//! Nothing of a message is parsed before its signature is verified. The signature is computed over the received bytes
//! and compared in constant time. JSON that is parsed and written again would have other bytes, and another
//! signature.
//!
//! ```
//! use posthaste_runtime::http::HeaderMap;
//! use posthaste_runtime::webhook::{Scheme, Webhook, WebhookError};
//!
//! const ZOO: Scheme = Scheme::new("x-zoo-signature", "v0:{timestamp}:{body}")
//!     .prefix("v0=")
//!     .timestamp_header("x-zoo-timestamp");
//!
//! /// Returns the status and the body of the web server's response.
//! fn receive(webhook: &Webhook, headers: &HeaderMap, body: &[u8]) -> (u16, String) {
//!     match webhook.verify(headers, body) {
//!         Ok(message) => (200, message.challenge_answer().unwrap_or_default()),
//! // An error of the receiver, not of the sender: report it.
//!         Err(WebhookError::NoSecret) => (500, String::new()),
//!         Err(_) => (401, String::new()),
//!     }
//! }
//! let webhook = Webhook::new(ZOO, "<secret>").or_secret("<the secret before it was changed>");
//! assert_eq!(receive(&webhook, &HeaderMap::new(), b"{}").0, 401);
//! assert_eq!(receive(&Webhook::new(ZOO, ""), &HeaderMap::new(), b"{}").0, 500);
//! ```

mod error;
mod scheme;

pub use error::WebhookError;
pub use scheme::{Challenge, Scheme};

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::Sha256;

use self::scheme::Encoding;
use crate::ground::secret::Secret;
use crate::json::{Decode, Json, Object, Write};
use crate::policy::{Clock, SystemClock};

/// Larger timestamps are in milliseconds: in seconds, they would be after the year 5000.
const MILLISECONDS: u64 = 100_000_000_000;

/// Verifies the messages of one webhook. `Debug` shows no secret.
#[derive(Clone)]
pub struct Webhook {
    scheme: Scheme,
    secrets: Vec<Secret>,
    clock: Arc<dyn Clock>,
}

impl Webhook {
    /// A webhook with its secret. The scheme is a constant of the generated client.
    pub fn new(scheme: Scheme, secret: impl Into<String>) -> Webhook {
        let none = Webhook {
            scheme,
            secrets: Vec::new(),
            clock: Arc::new(SystemClock),
        };
        none.or_secret(secret)
    }

    /// Accepts another secret, too, while the secret is being changed.
    #[must_use]
    pub fn or_secret(mut self, secret: impl Into<String>) -> Webhook {
        let secret = secret.into();
        // Anyone could sign with an empty secret.
        if !secret.is_empty() {
            self.secrets.push(Secret::new(secret));
        }
        self
    }

    /// Uses another clock than the system's, for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Webhook {
        self.clock = Arc::new(clock);
        self
    }

    /// Verifies a message: its headers, and all bytes of its body as received.
    ///
    /// There may be several signatures, in one header or in several of the same name. One that matches is enough.
    ///
    /// # Errors
    /// [`WebhookError`]: the vendor did not send the message, or it is too old; or the secret is empty. The body is
    /// not decoded, so it is never [`WebhookError::Body`].
    pub fn verify<'b>(
        &self,
        headers: &HeaderMap,
        body: &'b [u8],
    ) -> Result<Verified<'b>, WebhookError> {
        let scheme = &self.scheme;
        if self.secrets.is_empty() {
            return Err(WebhookError::NoSecret);
        }
        required_header(headers, scheme.signature_header)?;
        let timestamp = required_header(headers, scheme.timestamp_header)?;
        let id = match scheme.message.contains("{id}") {
            true => required_header(headers, scheme.id_header)?,
            false => header(headers, scheme.id_header).unwrap_or_default(),
        };
        let signed = |secret: &Secret| {
            let mut mac = hmac(secret)?;
            update_mac(&mut mac, scheme.message, timestamp, id, body);
            Some(mac)
        };
        let separates = |char: char| char == ' ' || (char == ',' && !scheme.prefix.contains(','));
        let candidates = || {
            let lines = headers.get_all(scheme.signature_header).iter();
            lines
                .filter_map(|line| line.to_str().ok())
                .flat_map(|line| line.split(separates))
        };
        let fits = |secret: &&Secret| {
            let Some(mac) = signed(secret) else {
                return false;
            };
            candidates()
                .filter_map(|text| signature(scheme, text))
                .any(|bytes| mac.clone().verify_slice(&bytes).is_ok())
        };
        let secret = self.secrets.iter().find(fits);
        let secret = secret.ok_or(WebhookError::Signature)?.clone();
        if !scheme.timestamp_header.is_empty() {
            check_timestamp(timestamp, self.clock.now(), scheme.window)?;
        }
        Ok(Verified {
            body,
            id: Some(id).filter(|id| !id.is_empty()).map(str::to_owned),
            challenge: scheme.challenge,
            secret,
        })
    }
}

/// The first value of a header that is text.
fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    values.find_map(|value| value.to_str().ok())
}

/// The value of a required header; `None` if the scheme has no such header.
fn required_header<'h>(
    headers: &'h HeaderMap,
    name: &'static str,
) -> Result<&'h str, WebhookError> {
    match name {
        "" => Ok(""),
        name => header(headers, name).ok_or(WebhookError::Missing { header: name }),
    }
}

fn hmac(secret: &Secret) -> Option<Hmac<Sha256>> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(secret.reveal().as_bytes()).ok()
}

/// Builds the bytes that are signed.
fn update_mac(mac: &mut Hmac<Sha256>, template: &str, timestamp: &str, id: &str, body: &[u8]) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        mac.update(before.as_bytes());
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        mac.update(match name {
            "timestamp" => timestamp.as_bytes(),
            "id" => id.as_bytes(),
            "body" => body,
            _ => b"",
        });
        rest = after;
    }
    mac.update(rest.as_bytes());
}

fn signature(scheme: &Scheme, text: &str) -> Option<Vec<u8>> {
    let text = text.trim().strip_prefix(scheme.prefix)?;
    match scheme.encoding {
        Encoding::Base64 => STANDARD.decode(text).ok(),
        Encoding::Hex => {
            let digits = text.as_bytes().chunks(2);
            let pair = |pair: &[u8]| match pair {
                [one, two] => {
                    let digit = |digit: &u8| char::from(*digit).to_digit(16);
                    u8::try_from(digit(one)? * 16 + digit(two)?).ok()
                }
                _ => None,
            };
            digits.map(pair).collect()
        }
    }
}

/// Verifies that the timestamp of a message is close to now.
fn check_timestamp(timestamp: &str, now: SystemTime, window: Duration) -> Result<(), WebhookError> {
    let number: u64 = timestamp.trim().parse().map_err(|_| WebhookError::Time)?;
    let since = match number {
        0..MILLISECONDS => Duration::from_secs(number),
        _ => Duration::from_millis(number),
    };
    let time = UNIX_EPOCH.checked_add(since).ok_or(WebhookError::Time)?;
    let by = match now.duration_since(time) {
        Ok(age) => age,
        Err(ahead) => ahead.duration(),
    };
    match by > window {
        true => Err(WebhookError::Stale { by }),
        false => Ok(()),
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("scheme", &self.scheme)
            .field("secrets", &self.secrets)
            .finish_non_exhaustive()
    }
}

/// A message that the vendor sent. `Debug` shows neither its body nor the secret.
#[derive(Clone)]
pub struct Verified<'b> {
    body: &'b [u8],
    id: Option<String>,
    challenge: Option<Challenge>,
    /// The secret that it was signed with.
    secret: Secret,
}

impl<'b> Verified<'b> {
    /// The body as received.
    pub fn body(&self) -> &'b [u8] {
        self.body
    }

    /// The vendor's id of the message, if it sends one. Messages may be delivered several times; the id is then the
    /// same.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Decodes the JSON body.
    ///
    /// # Errors
    /// [`WebhookError::Body`]
    pub fn json<T: Decode>(&self) -> Result<T, WebhookError> {
        let json = Json::with_digits(self.body).map_err(|error| WebhookError::Body {
            path: error.path().to_owned(),
            reason: error.reason().to_owned(),
        })?;
        json.to().map_err(|error| WebhookError::Body {
            path: error.path(),
            reason: error.reason(),
        })
    }

    /// The JSON body of the response (with status 200), if the message is a challenge for the secret. It is signed
    /// with the secret that the message was signed with.
    pub fn challenge_answer(&self) -> Option<String> {
        let challenge = self.challenge?;
        let json = Json::with_digits(self.body).ok()?;
        let at = |path: &str| {
            let mut steps = path.split('/');
            steps
                .try_fold(&json, |value, step| value.get(step))?
                .as_str()
        };
        if at(challenge.field)? != challenge.value {
            return None;
        }
        let token = at(challenge.token)?;
        let mut mac = hmac(&self.secret)?;
        mac.update(token.as_bytes());
        let proof = mac.finalize().into_bytes();
        let proof: String = proof.iter().map(|byte| format!("{byte:02x}")).collect();
        let answer = Answer {
            token: (challenge.token_answer, token),
            proof: (challenge.proof_answer, &proof),
        };
        Some(Object::of(&answer).to_string())
    }
}

/// The response to a challenge: names and values of fields.
struct Answer<'a> {
    token: (&'static str, &'a str),
    proof: (&'static str, &'a str),
}

impl Write for Answer<'_> {
    fn write(&self, object: &mut Object) {
        object.put(self.token.0, &self.token.1);
        object.put(self.proof.0, &self.proof.1);
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("id", &self.id)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
