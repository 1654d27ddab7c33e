//! How a vendor signs messages to webhooks.

use std::time::Duration;

/// How a vendor signs messages to webhooks: with HMAC-SHA256, over a text that a template describes.
///
/// ```
/// use posthaste_runtime::webhook::{Challenge, Scheme};
///
/// const ZOO: Scheme = Scheme::new("x-zoo-signature", "v0:{timestamp}:{body}")
///     .prefix("v0=")
///     .timestamp_header("x-zoo-timestamp")
///     .challenge(Challenge::new("event", "check", "payload/token").answer("token", "proof"));
/// # let _ = ZOO;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    pub(super) signature_header: &'static str,
    pub(super) message: &'static str,
    pub(super) prefix: &'static str,
    pub(super) encoding: Encoding,
    pub(super) timestamp_header: &'static str,
    pub(super) id_header: &'static str,
    pub(super) window: Duration,
    pub(super) challenge: Option<Challenge>,
}

/// The encoding of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Hex,
    Base64,
}

impl Scheme {
    /// A scheme with the header that holds the signature (hexadecimal) and the template of the signed text, in which
    /// `{timestamp}`, `{id}` and `{body}` stand for the headers' values and the body.
    pub const fn new(signature_header: &'static str, message: &'static str) -> Scheme {
        Scheme {
            signature_header,
            message,
            prefix: "",
            encoding: Encoding::Hex,
            timestamp_header: "",
            id_header: "",
            window: Duration::from_secs(300),
            challenge: None,
        }
    }

    /// Sets the prefix of signatures in the header, like `v0=`. Of several signatures, which commas or spaces
    /// separate, only those with the prefix are compared.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Scheme {
        self.prefix = prefix;
        self
    }

    /// Signatures are encoded in Base64.
    #[must_use]
    pub const fn base64(mut self) -> Scheme {
        self.encoding = Encoding::Base64;
        self
    }

    /// Sets the header with the timestamp of the message, in seconds or milliseconds since 1970.
    #[must_use]
    pub const fn timestamp_header(mut self, name: &'static str) -> Scheme {
        self.timestamp_header = name;
        self
    }

    /// Sets the header with the id of the message, which stays the same when the message is delivered again.
    #[must_use]
    pub const fn id_header(mut self, name: &'static str) -> Scheme {
        self.id_header = name;
        self
    }

    /// Sets how many seconds the timestamp may differ from now. The default is 300.
    #[must_use]
    pub const fn window(mut self, seconds: u64) -> Scheme {
        self.window = Duration::from_secs(seconds);
        self
    }

    /// Sets how the vendor checks that the receiver knows the secret.
    #[must_use]
    pub const fn challenge(mut self, challenge: Challenge) -> Scheme {
        self.challenge = Some(challenge);
        self
    }
}

/// A message by which a vendor checks that the receiver knows the secret. The steps of a path are separated by `/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Challenge {
    pub(super) field: &'static str,
    pub(super) value: &'static str,
    pub(super) token: &'static str,
    pub(super) token_answer: &'static str,
    pub(super) proof_answer: &'static str,
}

impl Challenge {
    /// A challenge is a message whose `field` is `value`. The text to be signed is at the path `token`.
    pub const fn new(field: &'static str, value: &'static str, token: &'static str) -> Challenge {
        Challenge {
            field,
            value,
            token,
            token_answer: "token",
            proof_answer: "signature",
        }
    }

    /// Sets the fields of the response: one for the text, and one for its signature in hexadecimal.
    #[must_use]
    pub const fn answer(mut self, token: &'static str, proof: &'static str) -> Challenge {
        (self.token_answer, self.proof_answer) = (token, proof);
        self
    }
}
