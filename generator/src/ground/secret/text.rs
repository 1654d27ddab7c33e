//! Secrets in texts that are no JSON: XML, forms, GraphQL, header lines, prose.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::names::means_secret;
use super::{HIDDEN, PEM, SHORTEST, hook, is_credential, is_mixed, is_random, shared};

/// No name in front of a value is longer, in bytes.
const LONGEST_NAME: usize = 64;

/// `<name …>value</`: an element with text in it.
static ELEMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"<(?:[\w-]+:)?(?<name>[A-Za-z][\w.-]*)(?:\s[^<>]*)?>(?<value>[^<>]+)</").ok()
});

/// `name=value`, `name: value`, `"name": "value"`; a scheme's word in front of the value stays.
static PAIR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let value = r#""(?<quoted>[^"\n]+)"|'(?<single>[^'\n]+)'|(?<bare>[^\s"'<>&,;(){}\[\]]+)"#;
    let pattern = format!(
        r#"(?<name>[A-Za-z][\w.-]*)\\?["']?\s*[:=]\s*(?:(?i:bearer|basic|token)\s+)?(?:{value})"#
    );
    Regex::new(&pattern).ok()
});

/// `name: "value"`: a literal argument, as opposed to a variable or a type.
static ARGUMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?<name>[A-Za-z_]\w*)\\?"?\s*:\s*"(?<quoted>[^"\n]+)""#).ok());

/// `https://user:password@`: what stands in front of a host.
static USER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"://(?<userinfo>[^\s/?#@"'<>]+)@"#).ok());

/// `Bearer abc123`: a value of `Authorization` wherever it stands.
static SCHEME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:bearer|basic|token)\s+(?<value>[\w.~+/=-]{8,})").ok());

/// `-u user:password`: curl's option for a user and a password.
static CURL_USER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?:\s-u|--(?:proxy-)?user)[\s=]+["']?[^\s"':]+:(?<value>[^\s"']+)"#).ok()
});

/// A text that is no JSON with the values of secret names in it hidden, and what looks like a token.
pub(super) fn body(text: &str) -> Cow<'_, str> {
    let mut found = named(text, &ELEMENT);
    found.extend(named(text, &PAIR));
    found.extend(in_queries(text));
    found.extend(tokens(text, &looks_random));
    found.extend(everywhere(text));
    hide(text, found)
}

/// A text inside a document: a GraphQL query, JSON in a string, a sentence.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    let mut found = arguments(text);
    found.extend(tokens(text, &looks_random));
    found.extend(written(text));
    found.extend(everywhere(text));
    hide(text, found)
}

/// The literal arguments with secret names; a text without a quote behind a colon is not searched for them.
fn arguments(text: &str) -> Vec<Range<usize>> {
    match text.contains('"') && text.contains(':') {
        true => named(text, &ARGUMENT),
        false => Vec::new(),
    }
}

/// Whether the path of a URL holds what looks like a token.
pub(crate) fn in_path(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    super::in_hook(url)
        || path
            .split('/')
            .any(|segment| is_credential(segment) || is_random(segment))
}

/// A URL without user information, and without the pairs of its query that are secret.
pub(crate) fn without_credentials(url: &str) -> String {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let base = match base.split_once("://") {
        Some((scheme, rest)) => {
            let path = rest.find('/').unwrap_or(rest.len());
            let (host, path) = rest.split_at(path);
            let host = host.rsplit('@').next().unwrap_or(host);
            format!("{scheme}://{host}{path}")
        }
        None => base.to_owned(),
    };
    let plain = |pair: &&str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        !pair.is_empty() && super::shown(name, value).is_some()
    };
    let pairs: Vec<&str> = query.split('&').filter(plain).collect();
    match pairs.is_empty() {
        true => base,
        false => format!("{base}?{}", pairs.join("&")),
    }
}

/// Whether a GraphQL document holds a secret as a literal.
pub(crate) fn in_document(text: &str) -> bool {
    !arguments(text).is_empty() || !tokens(text, &is_credential).is_empty()
}

/// Prose, a name or a URL with what looks like a token in it hidden, and passwords and keys in URLs.
pub(crate) fn prose(text: &str) -> Cow<'_, str> {
    let mut found = tokens(text, &is_credential);
    found.extend(written(text));
    found.extend(everywhere(text));
    hide(text, found)
}

/// The values of secret names in a text that may be a sentence: those in the queries of URLs, and those that
/// are not words.
fn written(text: &str) -> Vec<Range<usize>> {
    let mut found = in_queries(text);
    if has_digit(text) && (text.contains('=') || text.contains(": ") || text.contains(":\"")) {
        found.extend(named_values(text, &PAIR, is_written_secret));
    }
    found
}

/// The values of secret names in the queries of the URLs in a text.
fn in_queries(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for url in urls(text) {
        let inner = text.get(url.clone()).unwrap_or_default();
        let pairs = named(inner, &PAIR).into_iter();
        found.extend(pairs.map(|one| shifted(one, url.start)));
    }
    found
}

/// Whether what stands behind a secret's name in prose is its value: letters and digits mixed, or a number of
/// four and more digits.
fn is_written_secret(value: &str) -> bool {
    let is_number = value.len() >= 4 && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number || is_mixed(value)
}

/// Secrets that are known in any text: user information, values of `Authorization`, private keys, and the
/// addresses of webhooks.
fn everywhere(text: &str) -> Vec<Range<usize>> {
    let mut found = users(text);
    let is_value = |range: &Range<usize>| {
        let value = text.get(range.clone()).unwrap_or_default();
        is_mixed(value)
            || shared::is_secret_value(&format!("Basic {value}")) && value.ends_with('=')
    };
    // Looking for schemes costs more than looking for what their values must have.
    if has_digit(text) || text.contains('=') {
        found.extend(values(text, &SCHEME).filter(is_value));
    }
    let is_word = |range: &Range<usize>| {
        let value = text.get(range.clone()).unwrap_or_default();
        super::is_stand_in(value) || value.bytes().all(|byte| !byte.is_ascii_lowercase())
    };
    if text.contains("-u") {
        found.extend(values(text, &CURL_USER).filter(|range| !is_word(range)));
    }
    found.extend(private_keys(text));
    found.extend(hooks(text));
    found
}

/// What a pattern calls `value`.
fn values<'t>(
    text: &'t str,
    pattern: &'static LazyLock<Option<Regex>>,
) -> impl Iterator<Item = Range<usize>> + 't {
    let found = pattern
        .as_ref()
        .into_iter()
        .flat_map(|one| one.captures_iter(text));
    found.filter_map(|one| one.name("value").map(|value| value.range()))
}

/// Whether a text holds a private key.
pub(super) fn has_private_key(text: &str) -> bool {
    !private_keys(text).is_empty()
}

/// Private keys in the format of RFC 7468, each with its first and last line; one that is cut ends with the text.
fn private_keys(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in text.match_indices(PEM) {
        let rest = text.get(start..).unwrap_or_default();
        let label = rest
            .get(PEM.len()..)
            .and_then(|rest| rest.split("-----").next());
        let is_private = label.is_some_and(|label| label.ends_with("PRIVATE KEY"));
        if !is_private || found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let last_line = rest.find("-----END ").and_then(|at| {
            let label = rest.get(at + 9..)?;
            Some(at + 9 + label.find("-----")? + 5)
        });
        found.push(start..start + last_line.unwrap_or(rest.len()));
    }
    found
}

/// The secret segments of the webhooks' URLs in a text.
fn hooks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("ook") && !text.contains("telegram") {
        return found;
    }
    let mut start = 0;
    for word in text.split(|c: char| c.is_whitespace() || "\"'<>`()".contains(c)) {
        if word.contains('/') {
            found.extend(
                hook::segments(word)
                    .into_iter()
                    .map(|one| shifted(one, start)),
            );
        }
        let behind = text
            .get(start + word.len()..)
            .and_then(|rest| rest.chars().next());
        start += word.len() + behind.map_or(0, char::len_utf8);
    }
    found
}

/// Whether a URL in a text carries a user's password.
pub(super) fn in_front_of_host(text: &str) -> bool {
    !users(text).is_empty()
}

/// The user information of the URLs in a text.
fn users(text: &str) -> Vec<Range<usize>> {
    let Some(user) = USER.as_ref().filter(|_| text.contains('@')) else {
        return Vec::new();
    };
    let secret = |part: &regex::Match<'_>| {
        let password = part.as_str().split_once(':').map(|(_, password)| password);
        password.is_some_and(|password| !super::is_stand_in(password))
    };
    let parts = user
        .captures_iter(text)
        .filter_map(|one| one.name("userinfo"));
    parts.filter(secret).map(|part| part.range()).collect()
}

/// The queries of the URLs in a text.
fn urls(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('?') {
        let rest = text.get(at..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || "\"'<>`)".contains(c));
        found.push(at..at + end.unwrap_or(rest.len()));
    }
    // The first of a row of question marks has them all.
    found.dedup_by(|next, first| next.start < first.end);
    found
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The values behind secret names.
fn named(text: &str, pattern: &LazyLock<Option<Regex>>) -> Vec<Range<usize>> {
    named_values(text, pattern, |_| true)
}

/// The values behind secret names that may be secrets by themselves.
fn named_values(
    text: &str,
    pattern: &LazyLock<Option<Regex>>,
    may_be_secret: fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let Some(pattern) = pattern.as_ref() else {
        return Vec::new();
    };
    let groups = ["value", "quoted", "single", "bare"];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(one) = pattern.captures_at(text, at) {
        let end = one.get(0).map_or(text.len(), |all| all.end());
        let value = groups.iter().find_map(|group| one.name(group));
        let (Some(name), Some(value)) = (one.name("name"), value) else {
            at = end.max(at + 1);
            continue;
        };
        if may_be_secret(value.as_str()) && means_secret(name.as_str(), value.as_str()) {
            found.push(value.range());
        }
        // In `Field: password: abc` the first value is the next name.
        let is_name = value.len() <= LONGEST_NAME && value.as_str().ends_with([':', '=']);
        at = if is_name { value.start() } else { end };
    }
    found
}

/// Whether a word is a token by its form or by its look.
fn looks_random(word: &str) -> bool {
    is_credential(word) || is_random(word)
}

/// The words that are tokens whatever stands in front of them; segments of URLs only by their form.
pub(super) fn tokens(text: &str, is_token: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~+=".contains(byte);
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(rest) = bytes.get(start..).filter(|rest| rest.len() >= SHORTEST) {
        let length = rest.iter().take_while(|byte| is_part(byte)).count();
        if length >= SHORTEST {
            let segment = start > 0 && bytes.get(start - 1) == Some(&b'/');
            let word = text.get(start..start + length).unwrap_or_default();
            found.extend(token(word, segment, is_token).map(|range| shifted(range, start)));
        }
        // What parts words may be of any width; no byte of it is part of a word.
        start += length + 1;
    }
    found
}

/// The token in a word.
fn token(word: &str, segment: bool, is_token: &dyn Fn(&str) -> bool) -> Option<Range<usize>> {
    let bare = word.trim_end_matches('.');
    // `token=abc` is one word too.
    let value = bare
        .rsplit_once('=')
        .filter(|(_, value)| value.len() >= SHORTEST);
    let value = value.map_or(bare, |(_, value)| value);
    let fits = is_credential(value) || (!segment && is_token(value));
    fits.then(|| bare.len() - value.len()..bare.len())
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// The text with these stretches hidden.
fn hide(text: &str, mut found: Vec<Range<usize>>) -> Cow<'_, str> {
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for range in found.into_iter() {
        if range.start >= done {
            out.push_str(text.get(done..range.start).unwrap_or_default());
            out.push_str(HIDDEN);
        }
        done = done.max(range.end);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
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
            assert_eq!(body(text), shown);
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
            assert_eq!(body(text), text);
        }
    }

    #[test]
    fn prose_loses_tokens_and_keeps_words() {
        assert_eq!(prose("Use sk_live_0123456789abcdef."), "Use [hidden].");
        assert_eq!(
            prose("see https://x.io/a?api_key=abc&b=1, https://me:pw@x.io"),
            "see https://x.io/a?api_key=[hidden]&b=1, https://[hidden]@x.io"
        );
        for text in [
            "The token: a word.",
            "What is a password? A secret=word",
            "https://x.io/articles/203634215-How-Do-I-Cancel-My-Subscription-Now",
            "POST /v2/users/6f9619ff-8b86-d011-b42d-00c04fc964ff",
        ] {
            assert_eq!(prose(text), text);
        }
    }

    #[test]
    fn documents_with_literal_secrets() {
        assert!(in_document("mutation { login(password: \"hunter2\") }"));
        assert!(!in_document(
            "mutation M($password: String!) { login(password: $password) }"
        ));
    }

    #[test]
    fn urls_without_credentials() {
        assert_eq!(
            without_credentials("https://me:pw@x.io/token?client_secret=abc&a=b"),
            "https://x.io/token?a=b"
        );
        assert_eq!(without_credentials("https://x.io/@me"), "https://x.io/@me");
        assert!(in_path("https://x.io/hooks/xoxb-0123456789abcdef") && !in_path("https://x.io/v2"));
    }
}
