//! Recognition of secrets: by the name of a field, and by the format of a value.
//!
//! This file depends on the standard library only, because the generator compiles it, too.

use std::fmt;

/// Shown instead of a secret.
pub(crate) const HIDDEN: &str = "[hidden]";

/// A secret text, which `Debug` does not show.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn new(value: impl Into<String>) -> Secret {
        Secret(value.into())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

/// Suffixes of secret names, compared without separators and case: `clientSecret`, `X-Api-Key`, `accesstoken`.
const SECRET_ENDS: &[&str] = &[
    "apikey",
    "accesskey",
    "appkey",
    "applicationkey",
    "authkey",
    "encryptionkey",
    "hostkey",
    "licensekey",
    "masterkey",
    "privatekey",
    "secretkey",
    "sharedkey",
    "signingkey",
    "streamkey",
    "subscriptionkey",
    "authcode",
    "authorizationcode",
    "backupcode",
    "recoverycode",
    "codeverifier",
    "oauthverifier",
    "sessionid",
    "assertion",
    "authorization",
    "cookie",
    "credential",
    "jwt",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "secret",
    "signature",
    "token",
];

/// Last words of secret names. They are too short to be compared as suffixes of a word.
const SECRET_WORDS: &[&str] = &[
    "auth", "bearer", "key", "otp", "pass", "pin", "psk", "pwd", "session", "sid", "sig", "totp",
    "zak",
];

/// Words that may follow the deciding word of a name without changing its meaning: `password_confirmation`.
const TRAILING_WORDS: &[&str] = &[
    "confirm",
    "confirmation",
    "hash",
    "hashed",
    "header",
    "pem",
    "plain",
    "raw",
    "repeat",
    "string",
    "text",
    "value",
];

/// Words that make a following `key` or `token` public: `next_page_token`, `public_key`.
const PUBLIC_WORDS: &[&str] = &[
    "cache",
    "continuation",
    "cursor",
    "foreign",
    "group",
    "idempotency",
    "next",
    "object",
    "page",
    "pagination",
    "partition",
    "prev",
    "previous",
    "primary",
    "public",
    "routing",
    "sort",
    "sync",
];

/// Whether a header, a parameter or a field of this name holds a secret. Case and separators do not matter:
/// `X-Api-Key`, `apiKey` and `api_key` are equal. `code` is not secret, because most codes are error codes.
pub(crate) fn is_secret_name(name: &str) -> bool {
    // Longer texts are not names.
    if name.len() > 200 {
        return false;
    }
    let words = words(name);
    let words = without_trailing(&words);
    let Some((last, before)) = words.split_last() else {
        return false;
    };
    let is_public = matches!(last.as_str(), "key" | "keys" | "token" | "tokens")
        && before
            .last()
            .is_some_and(|word| PUBLIC_WORDS.contains(&word.as_str()));
    if is_public || ["ctoken", "nextpagetoken", "pagetoken", "publickey"].contains(&last.as_str()) {
        return false;
    }
    let joined = words.concat();
    let is_secret = |joined: &str, last: &str| {
        SECRET_WORDS.contains(&last) || SECRET_ENDS.iter().any(|end| joined.ends_with(end))
    };
    is_secret(&joined, last)
        || match (joined.strip_suffix('s'), last.strip_suffix('s')) {
            (Some(joined), Some(last)) => is_secret(joined, last) && last != "session",
            _ => false,
        }
}

/// Splits a name into words in lower case, at separators and where the case changes.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_alphanumeric() {
            words.push(String::new());
            was_lower = false;
            continue;
        }
        // `clientSecret` and `APIKey` are two words each.
        let next_is_lower = letters.peek().is_some_and(|next| next.is_lowercase());
        let ends_capitals = letter.is_uppercase() && !was_lower && next_is_lower;
        if letter.is_uppercase() && (was_lower || ends_capitals) {
            words.push(String::new());
        }
        was_lower = !letter.is_uppercase();
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The words of a name without numbers, versions and [`TRAILING_WORDS`] at its end.
fn without_trailing(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    while words.len() > 1 {
        let Some(last) = words.last() else { break };
        let digits = last.strip_prefix('v').unwrap_or(last);
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number && !TRAILING_WORDS.contains(&last.as_str()) {
            break;
        }
        words.pop();
    }
    if let Some(last) = words.last_mut() {
        let length = last
            .trim_end_matches(|letter: char| letter.is_ascii_digit())
            .len();
        last.truncate(length);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Prefixes of tokens that well-known services issue.
const PREFIXES: &[&str] = &[
    "AIza",
    "AKIA",
    "ASIA",
    "EAAC",
    "PMAK-",
    "SG.",
    "dop_v1_",
    "gho_",
    "ghp_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "glpat-",
    "hf_",
    "npm_",
    "pk_live_",
    "rk_live_",
    "shpat_",
    "sk-",
    "sk_live_",
    "sk_test_",
    "whsec_",
    "xapp-",
    "xoxb-",
    "xoxe-",
    "xoxp-",
    "ya29.",
];

/// The length of the shortest token that is known by its prefix, in bytes.
pub(crate) const SHORTEST: usize = 16;

/// The start of a private key's first line (RFC 7468).
pub(crate) const PEM: &str = "-----BEGIN ";

/// Parts of webhooks' URLs. Whoever knows such a URL can post to it.
const HOOKS: &[&str] = &[
    "hooks.slack.com/",
    "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
    ".webhook.office.com/",
    "hooks.zapier.com/",
];

/// Whether a value is a secret regardless of its name: a private key (PEM), a JSON Web Token, a value of
/// `Authorization`, a token with a known prefix, or a URL with a secret in it.
pub(crate) fn is_secret_value(value: &str) -> bool {
    let value = value.trim();
    is_private_key(value)
        || is_authorization(value)
        || is_token(value)
        || (value.contains("://") && is_secret_url(value))
}

fn is_private_key(value: &str) -> bool {
    value
        .find(PEM)
        .and_then(|at| value.get(at..))
        .is_some_and(|block| {
            block
                .chars()
                .take(80)
                .collect::<String>()
                .contains("PRIVATE KEY")
        })
}

/// A value of `Authorization`: `Bearer …`, `Basic …`, or a scheme with a signature in its parameters.
fn is_authorization(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once(' ') else {
        return false;
    };
    let rest = rest.trim();
    let is_word = rest.len() >= 6 && !rest.contains(char::is_whitespace);
    let has_digit_or_case = rest.bytes().any(|byte| byte.is_ascii_digit())
        || rest.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
        || rest.len() >= SHORTEST;
    match scheme.to_ascii_lowercase().as_str() {
        "bearer" | "basic" | "token" => is_word && has_digit_or_case,
        "digest" | "hawk" | "oauth" | "signature" => rest.contains("=\""),
        scheme => scheme.starts_with("aws4-") && rest.contains("Signature="),
    }
}

/// Whether a value is a JSON Web Token or has the prefix of a known kind of token.
pub(crate) fn is_token(value: &str) -> bool {
    !value.contains(char::is_whitespace)
        && value.len() >= SHORTEST
        && (is_jwt(value)
            || PREFIXES.iter().any(|prefix| value.starts_with(prefix)) && !value.contains("://"))
}

/// A JSON Web Token (RFC 7519): three or five parts, of which the first is a JSON object in Base64.
fn is_jwt(value: &str) -> bool {
    let is_part = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte))
    };
    value.starts_with("eyJ")
        && value.len() > 36
        && value.contains('.')
        && value.split('.').all(is_part)
}

/// Whether a URL holds a password or a secret parameter, or is a webhook's.
fn is_secret_url(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else {
        return false;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let has_password = authority
        .rsplit_once('@')
        .is_some_and(|(user, _)| user.contains(':'));
    let query = path.split_once(['?', '#']).map_or("", |(_, query)| query);
    let is_secret_pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        !value.is_empty() && (is_secret_name(name) || is_ambiguous_name(name) || is_token(value))
    };
    has_password
        || HOOKS.iter().any(|hook| rest.contains(hook))
        || query.split(['&', ';', '#', '?']).any(is_secret_pair)
}

/// Names of which only some values are secrets, except in the query of a URL, where all are: an authorization code
/// is named like an error code.
const AMBIGUOUS: &[&str] = &["appid", "code", "hmac", "nonce", "ticket", "tk"];

/// Whether only some values of this name are secrets.
pub(crate) fn is_ambiguous_name(name: &str) -> bool {
    AMBIGUOUS.iter().any(|word| name.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_secrets() {
        assert_eq!(format!("{:?}", Secret::new("s3cret")), "[hidden]");
    }

    #[test]
    fn secret_names_are_recognised_in_every_spelling() {
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "X-Api-Key",
            "apikey",
            "apiKey",
            "APIKey",
            "API_KEY",
            "Set-Cookie",
            "Cookie",
            "access_token",
            "accesstoken",
            "X-Auth",
            "X-Auth-Token",
            "X-Signature",
            "signature",
            "sig",
            "pin",
            "X-Pin",
            "leader_pin",
            "otp",
            "pwd",
            "assertion",
            "client_assertion",
            "private_key",
            "privateKey",
            "X-Amz-Signature",
            "X-Amz-Security-Token",
            "X-Amz-Credential",
            "zak",
            "password",
            "new_password",
            "h323Password",
            "password2",
            "password_confirmation",
            "passwordHash",
            "room_passcode",
            "passphrase",
            "client_secret",
            "clientSecretV2",
            "token",
            "download_access_token",
            "host_key",
            "key",
            "credentials",
            "tokens",
            "api_keys",
            "session_id",
            "JSESSIONID",
            "code_verifier",
            "oauth_verifier",
            "id_token",
            "refresh_token",
            "jwt",
            "X-Session",
            "secret_access_key",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn other_names_are_not_secret() {
        for name in [
            "Content-Type",
            "appid",
            "app_id",
            "code",
            "error_code",
            "topic",
            "next_page_token",
            "nextPageToken",
            "pageToken",
            "ctoken",
            "public_key",
            "publicKey",
            "idempotency_key",
            "require_password_for_pmi_meetings",
            "password_length",
            "keyboard",
            "monkey_business",
            "author",
            "authors",
            "pinned",
            "spin",
            "mapping",
            "signal",
            "design",
            "sessions",
            "tokenizer",
            "secretary",
            "compass",
            "user_id",
            "id",
            "",
            "-",
            "2",
            "zodiac",
            "meeting_authentication",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
        assert!(!is_secret_name(&"token ".repeat(100)));
    }

    #[test]
    fn secret_values_are_recognised_by_their_format() {
        let jwt = format!("eyJ{}.eyJ{}.c2ln", "a".repeat(20), "b".repeat(20));
        for value in [
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
            "-----BEGIN PRIVATE KEY-----\\nMIIE",
            &jwt,
            &format!("Bearer {jwt}"),
            "bearer 0af3c2",
            "Basic dXNlcjpwYXNz",
            "AWS4-HMAC-SHA256 Credential=AK/x, SignedHeaders=host, Signature=ab12",
            "Digest username=\"u\", response=\"ab\"",
            "ghp_0123456789abcdef",
            "https://zoo.example/s/1?zak=Z",
            "https://zoo.example/s/1?a=b&X-Amz-Signature=Z",
            "https://zoo.example/j/1?pwd=Z",
            "https://user:pass@zoo.example/",
            "https://zoo.example/done#access_token=Z",
            "https://app.example/back?code=Z&state=s",
            "https://hooks.slack.com/services/T0/B0/x",
        ] {
            assert!(is_secret_value(value), "{value}");
        }
    }

    #[test]
    fn other_values_are_not_secret() {
        for value in [
            "",
            "Feeding",
            "Bearer of bad news",
            "Basic training",
            "token",
            "Basic Plan",
            "2026-01-01T00:00:00Z",
            "https://zoo.example/animals?page=2&size=30",
            "me@zoo.example",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN PUBLIC KEY-----",
            "https://zoo.example/?token=",
            "eyJ is a prefix",
            "sk-short",
        ] {
            assert!(!is_secret_value(value), "{value}");
        }
    }
}
