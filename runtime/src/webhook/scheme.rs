//! How a vendor signs what it sends: data, written down in its profile.

use std::time::Duration;

/// How a vendor signs what it sends to webhooks: with HMAC-SHA256, over a message that a template describes.
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

/// How a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Hex,
    Base64,
}

impl Scheme {
    /// A scheme by the header with the signature, in hexadecimal, and what is signed: a text in which
    /// `{timestamp}`, `{id}` and `{body}` stand for the headers' values and for the body's bytes.
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

    /// What stands before the signature in its header, like `v0=`. Of several signatures, apart by commas or spaces,
    /// those with it count.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Scheme {
        self.prefix = prefix;
        self
    }

    /// Signatures are written in Base64.
    #[must_use]
    pub const fn base64(mut self) -> Scheme {
        self.encoding = Encoding::Base64;
        self
    }

    /// The header with the time of the message, in seconds (or milliseconds) since 1970.
    #[must_use]
    pub const fn timestamp_header(mut self, name: &'static str) -> Scheme {
        self.timestamp_header = name;
        self
    }

    /// The header with the id of the message, which is the same when it is delivered again.
    #[must_use]
    pub const fn id_header(mut self, name: &'static str) -> Scheme {
        self.id_header = name;
        self
    }

    /// How many seconds a message's time may be away from now; 300 unless set.
    #[must_use]
    pub const fn window(mut self, seconds: u64) -> Scheme {
        self.window = Duration::from_secs(seconds);
        self
    }

    /// How the vendor asks whether the secret is known at an address before it sends anything there.
    #[must_use]
    pub const fn challenge(mut self, challenge: Challenge) -> Scheme {
        self.challenge = Some(challenge);
        self
    }
}

/// How a vendor asks for a proof that the secret is known. Places in JSON go inwards with `/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Challenge {
    pub(super) field: &'static str,
    pub(super) value: &'static str,
    pub(super) token: &'static str,
    pub(super) token_answer: &'static str,
    pub(super) proof_answer: &'static str,
}

impl Challenge {
    /// A challenge is a message whose `field` holds `value`; what is to be signed is at `token`.
    pub const fn new(field: &'static str, value: &'static str, token: &'static str) -> Challenge {
        Challenge {
            field,
            value,
            token,
            token_answer: "token",
            proof_answer: "signature",
        }
    }

    /// The fields of the answer: for the token as it came, and for its signature in hexadecimal.
    #[must_use]
    pub const fn answer(mut self, token: &'static str, proof: &'static str) -> Challenge {
        (self.token_answer, self.proof_answer) = (token, proof);
        self
    }
}
