//! How a vendor signs what it sends of its own accord.

use serde::Deserialize;

/// The vendor's way to sign messages to webhooks: HMAC-SHA256 over a message that a template describes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookFacts {
    /// The header with the signature.
    pub signature_header: String,
    /// What is signed: `{timestamp}`, `{id}` and `{body}` stand for the headers' values and the body's bytes.
    pub message: String,
    /// What stands before the signature in its header.
    pub prefix: Option<String>,
    /// How the signature is written.
    #[serde(default)]
    pub encoding: Encoding,
    /// The header with the message's time.
    pub timestamp_header: Option<String>,
    /// The header with the message's id.
    pub id_header: Option<String>,
    /// How many seconds a message's time may be away from now.
    pub window_seconds: Option<u64>,
    /// How the vendor asks whether the secret is known.
    pub challenge: Option<ChallengeFacts>,
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// Hexadecimal
    #[default]
    Hex,
    /// Base64
    Base64,
}

/// How the vendor asks whether the secret is known. Places in JSON go inwards with dots.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChallengeFacts {
    /// The field that distinguishes a challenge from other messages.
    pub field: String,
    /// What it holds.
    pub value: String,
    /// Where the text is that is to be signed.
    pub token: String,
    /// The field of the answer for that text.
    pub token_answer: String,
    /// The field of the answer for its signature.
    pub proof_answer: String,
}

#[cfg(test)]
mod tests {
    use super::super::Profile;
    use super::Encoding;

    #[test]
    fn a_scheme_is_read_and_what_is_unknown_refused() {
        let text = "[webhook]\nsignature_header = \"x-sig\"\nmessage = \"{body}\"\nencoding = \"base64\"\n";
        let profile = Profile::with_overrides(text).unwrap();
        let webhook = profile.webhook().unwrap();
        assert_eq!(
            (webhook.message.as_str(), webhook.encoding),
            ("{body}", Encoding::Base64)
        );
        assert!(Profile::default().webhook().is_none());
        for wrong in [
            "[webhook]\nmessage = \"{body}\"",
            "[webhook]\nsignature_header = \"x\"\nmessage = \"\"\nalgorithm = \"md5\"",
            "[webhook]\nsignature_header = \"x\"\nmessage = \"\"\nencoding = \"rot13\"",
        ] {
            assert!(Profile::with_overrides(wrong).is_err(), "{wrong}");
        }
    }
}
