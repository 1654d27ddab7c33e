//! Secrets in texts that are no JSON: XML, forms, GraphQL, header lines, prose.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{HIDDEN, SHORTEST, is_credential, is_random, is_secret_name, is_stand_in};

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

/// A text that is no JSON with the values of secret names in it hidden, and what looks like a token.
pub(super) fn body(text: &str) -> Cow<'_, str> {
    let mut found = named(text, &ELEMENT);
    found.extend(named(text, &PAIR));
    found.extend(tokens(text, &looks_random));
    hide(text, found)
}

/// A text inside a document: a GraphQL query, JSON in a string, a sentence.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    let mut found = arguments(text);
    found.extend(tokens(text, &looks_random));
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
    path.split('/')
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
    for url in urls(text) {
        let inner = text.get(url.clone()).unwrap_or_default();
        let pairs = named(inner, &PAIR).into_iter();
        found.extend(pairs.map(|one| shifted(one, url.start)));
    }
    found.extend(users(text));
    hide(text, found)
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
        password.is_some_and(|password| !is_stand_in(password))
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

/// The values behind secret names.
fn named(text: &str, pattern: &LazyLock<Option<Regex>>) -> Vec<Range<usize>> {
    let Some(pattern) = pattern.as_ref() else {
        return Vec::new();
    };
    let value = |found: &Captures<'_>| -> Option<Range<usize>> {
        let name = found
            .name("name")
            .filter(|name| is_secret_name(name.as_str()))?;
        let groups = ["value", "quoted", "single", "bare"];
        let value = groups.iter().find_map(|group| found.name(group))?;
        let shown = is_stand_in(value.as_str()) || name.as_str().is_empty();
        (!shown).then(|| value.range())
    };
    pattern
        .captures_iter(text)
        .filter_map(|found| value(&found))
        .collect()
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
                "<a><Password><hidden></Password><b>c</b></a>",
            ),
            (
                "<s:token type=\"x\">abc1</s:token>",
                "<s:token type=\"x\"><hidden></s:token>",
            ),
            (
                "grant_type=x&client_secret=abc&a=b",
                "grant_type=x&client_secret=<hidden>&a=b",
            ),
            (
                "Authorization: Bearer abc.def",
                "Authorization: Bearer <hidden>",
            ),
            (
                "{\"password\": \"hunter2\", n: {{x}}}",
                "{\"password\": \"<hidden>\", n: {{x}}}",
            ),
            ("password: dolor", "password: <hidden>"),
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
        assert_eq!(prose("Use sk_live_0123456789abcdef."), "Use <hidden>.");
        assert_eq!(
            prose("see https://x.io/a?api_key=abc&b=1, https://me:pw@x.io"),
            "see https://x.io/a?api_key=<hidden>&b=1, https://<hidden>@x.io"
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
