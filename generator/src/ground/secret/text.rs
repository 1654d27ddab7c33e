//! Secrets in texts that are not JSON: XML, forms, GraphQL, header lines, prose.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr2_iter;
use regex::Regex;

use super::masked::Masked;
use super::names::{may_mean_secret, means_secret};
use super::shared::{self, SHORTEST};
use super::value::{is_mixed, is_placeholder, is_token_or_random};
use super::webhook;

/// The greatest length of a name in front of a value, in bytes.
const LONGEST_NAME: usize = 64;

type Pattern = LazyLock<Option<Regex>>;

/// A name and its value: `<name …>value</`.
static ELEMENT: Pattern =
    LazyLock::new(|| Regex::new(r"<(?:[\w-]+:)?([A-Za-z][\w.-]*)(?:\s[^<>]*)?>([^<>]+)</").ok());

/// A name and its value: `name=value`, `name: value`, `"name": "value"`. A word `Bearer` in front of the value is not
/// part of it.
static PAIR: Pattern = LazyLock::new(|| {
    let value = r#""([^"\n]+)"|'([^'\n]+)'|([^\s"'<>&,;(){}\[\]]+)"#;
    let scheme = r"(?i:bearer|basic|token)\s+";
    Regex::new(&format!(
        r#"([A-Za-z][\w.-]*)\\?["']?\s*[:=]\s*(?:{scheme})?(?:{value})"#
    ))
    .ok()
});

/// A name and its value: `name: "value"`, a literal argument as opposed to a variable or a type.
static ARGUMENT: Pattern =
    LazyLock::new(|| Regex::new(r#"([A-Za-z_]\w*)\\?"?\s*:\s*"([^"\n]+)""#).ok());

/// The user information of a URL, with or without a password: `https://user:password@`.
static USER_INFO: Pattern = LazyLock::new(|| Regex::new(r#"://([^\s/?#@"'<>]+)@"#).ok());

/// The credentials in a value of `Authorization`: `Bearer abc123`.
static AUTHORIZATION: Pattern =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:bearer|basic|token)\s+([\w.~+/=-]{8,})").ok());

/// The password in curl's option for a user: `-u user:password`.
static CURL_USER: Pattern = LazyLock::new(|| {
    Regex::new(r#"(?:\s-u|--(?:proxy-)?user)[\s=]+["']?[^\s"':]+:([^\s"']+)"#).ok()
});

/// A private key in the format of RFC 7468. If its last line is missing, it extends to the end of the text.
static PRIVATE_KEY: Pattern = LazyLock::new(|| {
    Regex::new(r"(?s)(-----BEGIN [\w ]*PRIVATE KEY.*?(?:-----END .*?-----|\z))").ok()
});

/// The kind of a text, which decides what in it is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A body that is not JSON: XML, a form, header lines. Every value with a secret name is a secret.
    Body,
    /// A string of a JSON document: a GraphQL document, more JSON, a sentence.
    JsonString,
    /// Sentences, a name or a URL. Words that only look random are not secrets.
    Prose,
}

/// A text with its secrets hidden.
pub(super) fn hide(text: &str, kind: Kind) -> Cow<'_, str> {
    match secrets(text, kind).as_slice() {
        [] => Cow::Borrowed(text),
        secrets => Cow::Owned(Masked::new(text, secrets).text),
    }
}

/// Prose, a name or a URL with its secrets hidden.
pub(crate) fn hide_in_prose(text: &str) -> Cow<'_, str> {
    hide(text, Kind::Prose)
}

/// The secrets in a text, as slices of it.
pub(super) fn secrets(text: &str, kind: Kind) -> Vec<&str> {
    let mut found = match kind {
        Kind::Prose => tokens(text, shared::is_token),
        Kind::Body | Kind::JsonString => tokens(text, is_token_or_random),
    };
    found.extend(queries(text).flat_map(|query| named_values(query, &PAIR, |_| true)));
    match kind {
        Kind::Body => {
            found.extend(elements(text));
            found.extend(named_values(text, &PAIR, |_| true));
        }
        Kind::JsonString => {
            found.extend(arguments(text));
            found.extend(values_in_prose(text));
        }
        Kind::Prose => found.extend(values_in_prose(text)),
    }
    found.extend(user_infos(text));
    found.extend(authorizations(text));
    found.extend(curl_passwords(text));
    found.extend(first_groups(text, &PRIVATE_KEY));
    found.extend(webhook::secrets(text));
    found
}

/// Whether a GraphQL document holds a secret as a literal.
pub(crate) fn has_secret_argument(text: &str) -> bool {
    !arguments(text).is_empty() || !tokens(text, shared::is_token).is_empty()
}

/// Whether a text contains a token or a private key.
pub(super) fn has_token_or_private_key(text: &str) -> bool {
    !tokens(text, shared::is_token).is_empty() || first_groups(text, &PRIVATE_KEY).next().is_some()
}

/// A URL without user information, and without the pairs of its query that are secrets.
pub(crate) fn without_credentials(url: &str) -> String {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let base = match base.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let host = host.rsplit('@').next().unwrap_or(host);
            format!("{scheme}://{host}{path}")
        }
        None => base.to_owned(),
    };
    let is_public = |pair: &&str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        !pair.is_empty() && super::example(name, value).is_some()
    };
    let pairs: Vec<&str> = query.split('&').filter(is_public).collect();
    match pairs.is_empty() {
        true => base,
        false => format!("{base}?{}", pairs.join("&")),
    }
}

/// The words of a text, separated by characters that do not occur in URLs.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || "\"'<>`()".contains(letter))
}

/// The queries of the URLs in a text.
fn queries(text: &str) -> impl Iterator<Item = &str> {
    let following = text.split('?').skip(1);
    following.filter_map(|rest| words(rest).next())
}

/// What the only group of a pattern matches.
fn first_groups<'t>(text: &'t str, pattern: &'static Pattern) -> impl Iterator<Item = &'t str> {
    let found = pattern
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text));
    found.filter_map(|captures| captures.get(1).map(|group| group.as_str()))
}

/// The user information with a password in the URLs of a text.
pub(super) fn user_infos(text: &str) -> Vec<&str> {
    if !text.contains("://") || !text.contains('@') {
        return Vec::new();
    }
    let has_password = |info: &&str| {
        let password = info.split_once(':').map(|(_, password)| password);
        password.is_some_and(|password| !is_placeholder(password))
    };
    first_groups(text, &USER_INFO)
        .filter(has_password)
        .collect()
}

/// The credentials after `Bearer`, `Basic` or `Token`; words of a sentence are not credentials.
fn authorizations(text: &str) -> Vec<&str> {
    // This check is cheaper than the pattern.
    if !has_digit(text) && !text.contains('=') {
        return Vec::new();
    }
    let is_secret = |value: &&str| {
        is_mixed(value)
            || shared::is_secret_value(&format!("Basic {value}")) && value.ends_with('=')
    };
    first_groups(text, &AUTHORIZATION)
        .filter(is_secret)
        .collect()
}

/// The passwords in curl's options. A word in capitals is a placeholder.
fn curl_passwords(text: &str) -> Vec<&str> {
    if !text.contains("-u") {
        return Vec::new();
    }
    let is_secret = |value: &&str| {
        !is_placeholder(value) && value.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    first_groups(text, &CURL_USER).filter(is_secret).collect()
}

/// The text of elements with the name of a secret.
fn elements(text: &str) -> Vec<&str> {
    match text.contains("</") {
        true => matched_values(text, &ELEMENT, |_| true),
        false => Vec::new(),
    }
}

/// The literal arguments with the name of a secret.
fn arguments(text: &str) -> Vec<&str> {
    match text.contains('"') {
        true => named_values(text, &ARGUMENT, |_| true),
        false => Vec::new(),
    }
}

/// The values with secret names in a text that may be a sentence. Words of a sentence are not secrets: a value has
/// letters and digits, or is a number of at least four digits.
fn values_in_prose(text: &str) -> Vec<&str> {
    let has_separator = text.contains('=') || text.contains(": ") || text.contains(":\"");
    if !has_separator || !has_digit(text) {
        return Vec::new();
    }
    named_values(text, &PAIR, |value| {
        let is_number = value.len() >= 4 && value.bytes().all(|byte| byte.is_ascii_digit());
        is_number || is_mixed(value)
    })
}

/// The values with secret names, after `:` or `=`.
fn named_values<'t>(
    text: &'t str,
    pattern: &'static Pattern,
    may_be_secret: fn(&str) -> bool,
) -> Vec<&'t str> {
    match has_secret_name(text) {
        true => matched_values(text, pattern, may_be_secret),
        false => Vec::new(),
    }
}

/// Whether a text has a secret name before a `:` or `=`. This check is cheaper than a pattern.
fn has_secret_name(text: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || "_.-".contains(letter);
    memchr2_iter(b':', b'=', text.as_bytes()).any(|end| {
        let before = text.get(..end).unwrap_or_default();
        let before = before.trim_end().trim_end_matches(['"', '\'', '\\']);
        let name = before.rsplit(|letter| !is_part(letter)).next();
        let name = name.unwrap_or_default();
        may_mean_secret(name.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic()))
    })
}

/// The values of the pairs with secret names that a pattern matches.
fn matched_values<'t>(
    text: &'t str,
    pattern: &'static Pattern,
    may_be_secret: fn(&str) -> bool,
) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(captures) = pattern.as_ref().and_then(|all| all.captures_at(text, at)) {
        let mut groups = captures.iter().flatten();
        let (Some(pair), Some(name), Some(value)) = (groups.next(), groups.next(), groups.next())
        else {
            break;
        };
        if may_be_secret(value.as_str()) && means_secret(name.as_str(), value.as_str()) {
            found.push(value.as_str());
        }
        // In `Field: password: abc` the value of the first pair is the name of the second.
        let is_name = value.len() <= LONGEST_NAME && value.as_str().ends_with([':', '=']);
        at = if is_name { value.start() } else { pair.end() };
    }
    found
}

/// The words that are tokens. A word after a slash may be the name of a page, so that it must have the format of a
/// token.
fn tokens(text: &str, is_token: fn(&str) -> bool) -> Vec<&str> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~+=".contains(byte);
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(window) = bytes.get(start..start + SHORTEST) {
        // Most words are shorter than a token, so that most windows can be skipped by looking at their last bytes.
        if let Some(gap) = window.iter().rposition(|byte| !is_part(byte)) {
            start += gap + 1;
            continue;
        }
        let rest = bytes.get(start..).unwrap_or_default();
        let end = start + rest.iter().take_while(|byte| is_part(byte)).count();
        let is_segment = text
            .get(..start)
            .is_some_and(|before| before.ends_with('/'));
        let word = text
            .get(start..end)
            .unwrap_or_default()
            .trim_end_matches('.');
        // `token=abc` is a single word.
        let value = word.rsplit_once('=').map(|(_, value)| value);
        let value = value
            .filter(|value| value.len() >= SHORTEST)
            .unwrap_or(word);
        if shared::is_token(value) || !is_segment && is_token(value) {
            found.push(value);
        }
        start = end + 1;
    }
    found
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_names_hide_their_values_in_every_notation() {
        for (text, shown) in [
            (
                "<a><Password>hunter2</Password><b>c</b></a>",
                "<a><Password>[hidden]</Password><b>c</b></a>",
            ),
            (
                "<s:token type=\"x\">abc1</s:token>",
                "<s:token type=\"x\">[hidden]</s:token>",
            ),
            (
                "grant_type=x&client_secret=abc&a=b",
                "grant_type=x&client_secret=[hidden]&a=b",
            ),
            (
                "Authorization: Bearer abc.def",
                "Authorization: Bearer [hidden]",
            ),
            (
                "{\"password\": \"hunter2\", n: {{x}}}",
                "{\"password\": \"[hidden]\", n: {{x}}}",
            ),
            ("password: dolor", "password: [hidden]"),
        ] {
            assert_eq!(hide(text, Kind::Body), shown);
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            "<password><string></password>",
            "password={{password}}&user=me",
            "next_page_token=abc",
            "plain text: nothing in it",
            "<token/>",
        ] {
            assert_eq!(hide(text, Kind::Body), text);
        }
    }

    #[test]
    fn prose_loses_tokens_and_keeps_words() {
        assert_eq!(
            hide_in_prose("Use sk_live_0123456789abcdef."),
            "Use [hidden]."
        );
        assert_eq!(
            hide_in_prose("see https://x.io/a?api_key=abc&b=1, https://me:pw@x.io"),
            "see https://x.io/a?api_key=[hidden]&b=1, https://[hidden]@x.io"
        );
        for text in [
            "The token: a word.",
            "What is a password? A secret=word",
            "https://x.io/articles/203634215-How-Do-I-Cancel-My-Subscription-Now",
            "POST /v2/users/6f9619ff-8b86-d011-b42d-00c04fc964ff",
        ] {
            assert_eq!(hide_in_prose(text), text);
        }
    }

    #[test]
    fn a_graphql_document_with_a_literal_secret_is_recognised() {
        assert!(has_secret_argument(
            "mutation { login(password: \"hunter2\") }"
        ));
        assert!(!has_secret_argument(
            "mutation M($password: String!) { login(password: $password) }"
        ));
    }

    #[test]
    fn credentials_are_removed_from_urls() {
        assert_eq!(
            without_credentials("https://me:pw@x.io/token?client_secret=abc&a=b"),
            "https://x.io/token?a=b"
        );
        assert_eq!(without_credentials("https://x.io/@me"), "https://x.io/@me");
        assert!(super::super::has_secret_segment(
            "https://x.io/hooks/xoxb-0123456789abcdef"
        ));
        assert!(!super::super::has_secret_segment("https://x.io/v2"));
    }
}
