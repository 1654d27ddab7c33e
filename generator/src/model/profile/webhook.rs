//! The table `[webhook]`: how the vendor signs its webhook messages.

use serde::Deserialize;

/// How webhook messages are signed: HMAC-SHA256 of a text that a template describes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookFacts {
    /// The header with the signature.
    pub signature_header: String,
    /// The template of the signed text; `{timestamp}` and `{id}` are the headers' values, `{body}` the body's bytes.
    pub message: String,
    /// The text before the signature in its header.
    pub prefix: Option<String>,
    /// The signature's encoding.
    #[serde(default)]
    pub encoding: SignatureEncoding,
    /// The header with the message's time.
    pub timestamp_header: Option<String>,
    /// The header with the message's id.
    pub id_header: Option<String>,
    /// How many seconds a message's time may differ from the present.
    pub window_seconds: Option<u64>,
    /// The message by which the vendor checks that the receiver knows the secret.
    pub challenge: Option<ChallengeFacts>,
}

/// The encoding of a signature.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignatureEncoding {
    /// Hexadecimal
    #[default]
    Hex,
    /// Base64
    Base64,
}

/// The message by which the vendor checks that the receiver knows the secret. JSON fields are paths of keys with dots.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChallengeFacts {
    /// The field that distinguishes a challenge from other messages.
    pub field: String,
    /// The value of that field in a challenge.
    pub value: String,
    /// The field with the text to sign.
    pub token: String,
    /// The field of the answer for that text.
    pub token_answer: String,
    /// The field of the answer for its signature.
    pub proof_answer: String,
}

#[cfg(test)]
mod tests {
    use super::super::Profile;
    use super::SignatureEncoding;

    #[test]
    fn a_scheme_is_read_and_unknown_keys_are_refused() {
        let text = "[webhook]\nsignature_header = \"x-sig\"\nmessage = \"{body}\"\nencoding = \"base64\"\n";
        let profile = Profile::with_overrides(text).unwrap();
        let webhook = profile.webhook().unwrap();
        assert_eq!(
            (webhook.message.as_str(), webhook.encoding),
            ("{body}", SignatureEncoding::Base64)
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
