//! What an excerpt of a source may show.
//!
//! A line of a collection may hold a token, whatever the diagnostic is about. So only the values of keys
//! that describe a request are shown; those that carry data stand as `[hidden]`, and so does whatever looks
//! like a token.

use std::ops::Range;

use crate::ground::secret::HIDDEN;

/// Keys whose values describe a request and never hold a credential.
const SHOWN: &[&str] = &[
    "$kind",
    "_postman_id",
    "enabled",
    "host",
    "id",
    "in",
    "key",
    "language",
    "listen",
    "method",
    "mode",
    "name",
    "path",
    "port",
    "protocol",
    "schema",
    "status",
    "type",
    "version",
];

/// Of these, what may be shown inside an auth block.
const SHOWN_IN_AUTH: &[&str] = &["in", "key", "type"];

/// Keys whose values are URLs, as a rule.
const URLS: &[&str] = &["raw", "request", "url"];

/// How a text tells values from keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
    /// Our own settings, which hold no secrets.
    Toml,
}

impl Format {
    /// The format of a file, by its name's ending.
    pub(super) fn of(name: &str) -> Self {
        match name.rsplit('.').next() {
            Some("yaml" | "yml") => Self::Yaml,
            Some("toml") => Self::Toml,
            _ => Self::Json,
        }
    }
}

/// A line that may be printed, and where its parts went.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Masked {
    /// The line with `[hidden]` for what is hidden.
    pub(super) text: String,
    /// The hidden ranges of the line, each with the place of its `[hidden]`.
    hidden: Vec<(Range<usize>, usize)>,
}

impl Masked {
    /// The place in the masked text of a byte of the line.
    pub(super) fn map(&self, offset: usize) -> usize {
        let mut shift = 0isize;
        for (range, place) in &self.hidden {
            if offset < range.start {
                break;
            }
            if offset < range.end {
                return *place;
            }
            shift = signed(place + HIDDEN.len()) - signed(range.end);
        }
        usize::try_from(signed(offset) + shift)
            .unwrap_or(0)
            .min(self.text.len())
    }
}

fn signed(number: usize) -> isize {
    isize::try_from(number).unwrap_or(isize::MAX)
}

/// A line whose first value belongs to the last key of `pointer`.
pub(super) fn mask(line: &str, pointer: &str, format: Format) -> Masked {
    let in_auth = pointer.split('/').any(|key| {
        matches!(
            key,
            "auth" | "helperAttributes" | "credentials" | "currentHelper"
        )
    });
    // Where reading stopped there is no pointer, and half a token looks like none.
    let broken = pointer.is_empty();
    let context = pointer
        .split('/')
        .rfind(|key| key.parse::<usize>().is_err())
        .unwrap_or("");
    let values = match format {
        Format::Json if broken && is_torn(line) => words(line),
        Format::Json => json_values(line),
        Format::Yaml => yaml_value(line),
        Format::Toml => Vec::new(),
    };
    let mut text = String::new();
    let mut hidden = Vec::new();
    let mut done = 0;
    for (key, range) in values {
        let value = line.get(range.clone()).unwrap_or("");
        let parts = match broken && !value.is_empty() {
            true => std::iter::once(0..value.len()).collect(),
            false => hidden_parts(key.unwrap_or(context), value, in_auth),
        };
        for part in parts {
            let range = range.start + part.start..range.start + part.end;
            text.push_str(line.get(done..range.start).unwrap_or(""));
            done = range.end;
            hidden.push((range, text.len()));
            text.push_str(HIDDEN);
        }
    }
    text.push_str(line.get(done..).unwrap_or(""));
    Masked { text, hidden }
}

/// Whether the line begins or ends within a string, so that nobody knows which of its texts are values.
fn is_torn(line: &str) -> bool {
    let mut escaped = false;
    let quotes = line.chars().filter(|&one| {
        let counts = one == '"' && !escaped;
        escaped = one == '\\' && !escaped;
        counts
    });
    quotes.count() % 2 == 1
}

/// Everything between the signs of JSON.
fn words(line: &str) -> Vec<(Option<&str>, Range<usize>)> {
    let is_sign = |one: char| one.is_whitespace() || "{}[]:,\"".contains(one);
    let mut words = Vec::new();
    let mut start = 0;
    for (end, sign) in line.char_indices().filter(|&(_, one)| is_sign(one)) {
        if start < end {
            words.push((None, start..end));
        }
        start = end + sign.len_utf8();
    }
    if start < line.len() {
        words.push((None, start..line.len()));
    }
    words
}

/// Which parts of a value must not be shown.
fn hidden_parts(key: &str, value: &str, in_auth: bool) -> Vec<Range<usize>> {
    let all = || {
        (!value.is_empty())
            .then_some(0..value.len())
            .into_iter()
            .collect()
    };
    let shown = if in_auth { SHOWN_IN_AUTH } else { SHOWN };
    if URLS.contains(&key) && !in_auth {
        return if is_url(value) {
            url_parts(value)
        } else {
            all()
        };
    }
    // The code of an answer is a number, that of a grant is a secret.
    let is_status = key == "code" && !in_auth && value.bytes().all(|byte| byte.is_ascii_digit());
    if !shown.contains(&key) && !is_status {
        return all();
    }
    let mut parts = tokens(value);
    parts.extend(embedded(value));
    parts.sort_by_key(|part| part.start);
    parts.dedup_by(|next, before| next.start < before.end);
    parts
}

/// What the URLs in a text carry: user information and the values of queries.
fn embedded(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || "\"'<>`()".contains(c)) {
        let user = word
            .split_once('@')
            .is_some_and(|(user, _)| user.contains(':'));
        if user || word.contains('?') {
            let inner = url_parts(
                word.trim_end_matches(|c: char| c.is_whitespace() || "\"'<>`()".contains(c)),
            );
            parts.extend(
                inner
                    .into_iter()
                    .map(|part| start + part.start..start + part.end),
            );
        }
        start += word.len();
    }
    parts
}

fn is_url(value: &str) -> bool {
    let body = value.starts_with(['[', '<']) || value.starts_with('{') && !value.starts_with("{{");
    !body && !value.contains(char::is_whitespace) && !value.contains('\\')
}

/// A URL's user information, the values of its query, and segments that look like tokens.
fn url_parts(url: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let authority = base.find("://").map_or(0, |at| at + 3);
    let path = base
        .get(authority..)
        .and_then(|rest| rest.find('/'))
        .map_or(base.len(), |at| authority + at);
    if let Some(at) = base.get(authority..path).and_then(|host| host.rfind('@')) {
        parts.push(authority..authority + at);
    }
    let segments = base.get(path..).unwrap_or("");
    parts.extend(
        tokens(segments)
            .into_iter()
            .map(|range| path + range.start..path + range.end),
    );
    let mut start = base.len() + 1;
    for pair in query.split('&') {
        if let Some((key, value)) = pair.split_once('=')
            && !value.is_empty()
        {
            parts.push(start + key.len() + 1..start + pair.len());
        }
        start += pair.len() + 1;
    }
    parts
}

/// The words of a text that look like tokens: long, without a space, letters and digits mixed.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.+=".contains(c))) {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        if word.len() >= 12 && digits >= 3 && letters >= 3 {
            found.push(start..start + word.len());
        }
        // The separator behind it is one character, of any width.
        let behind = text
            .get(start + word.len()..)
            .and_then(|rest| rest.chars().next());
        start += word.len() + behind.map_or(0, char::len_utf8);
    }
    found
}

type Valued<'a> = (Option<&'a str>, Range<usize>);

/// The contents of a JSON line's string values, each with the key before it on the line; numbers too.
fn json_values(line: &str) -> Vec<Valued<'_>> {
    let bytes = line.as_bytes();
    let mut values = Vec::new();
    let mut key = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at + 1);
                let content = at + 1..end;
                at = (end + 1).min(bytes.len());
                let rest = line.get(at..).unwrap_or("").trim_start();
                if rest.starts_with(':') {
                    key = line.get(content);
                } else {
                    values.push((key, content));
                }
            }
            b'0'..=b'9' => {
                let length = bytes[at..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_digit())
                    .count();
                values.push((key, at..at + length));
                at += length;
            }
            _ => at += 1,
        }
    }
    values
}

/// Where a string that starts at `at` ends: its closing quote, or the end of the line.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The scalar behind a YAML line's `key: `, or the whole line where it has no key.
fn yaml_value(line: &str) -> Vec<Valued<'_>> {
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    let rest = line.get(indent..).unwrap_or("");
    match rest.split_once(": ") {
        Some((key, value)) if !key.contains([' ', '"', '\'']) => {
            let start = indent + key.len() + 2;
            vec![(Some(key), start..start + value.trim_end().len())]
        }
        _ if rest.ends_with(':') => Vec::new(),
        _ => vec![(None, indent..line.trim_end().len().max(indent))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(line: &str, pointer: &str) -> String {
        mask(line, pointer, Format::Json).text
    }

    #[test]
    fn a_value_is_hidden_and_what_describes_is_shown() {
        assert_eq!(
            json(
                r#"{"key": "X-Api-Key", "value": "CANARY"}"#,
                "/item/0/request/header/0"
            ),
            r#"{"key": "X-Api-Key", "value": "[hidden]"}"#
        );
        assert_eq!(
            json(r#"  "method": "PUT","#, "/item/0/request/method"),
            r#"  "method": "PUT","#
        );
        assert_eq!(
            json(r#"  "pin": 123456"#, "/auth/pin"),
            r#"  "pin": [hidden]"#
        );
    }

    #[test]
    fn prose_and_codes_of_grants_are_hidden() {
        assert_eq!(
            json(
                r#""description": "Authorization: Bearer CANARY-1""#,
                "/item/0"
            ),
            r#""description": "[hidden]""#
        );
        assert_eq!(
            json(r#""code": "CANARY-1""#, "/item/0"),
            r#""code": "[hidden]""#
        );
        assert_eq!(
            json(r#""code": 404"#, "/item/0/response/0/code"),
            r#""code": 404"#
        );
    }

    #[test]
    fn bare_strings_belong_to_the_pointers_last_key() {
        assert_eq!(
            json(r#""users","#, "/item/0/request/url/path/0"),
            r#""users","#
        );
        assert_eq!(
            json(r#""X-Api-Key: CANARY","#, "/item/0/request/header/0"),
            r#""[hidden]","#
        );
    }

    #[test]
    fn urls_keep_their_shape() {
        assert_eq!(
            json(
                r#""raw": "https://me:CANARY@x.io/a/{{b}}?k=CANARY&l""#,
                "/url/raw"
            ),
            r#""raw": "https://[hidden]@x.io/a/{{b}}?k=[hidden]&l""#
        );
        assert_eq!(
            json(r#""raw": "{\"a\": \"CANARY\"}""#, "/body/raw"),
            r#""raw": "[hidden]""#
        );
        assert_eq!(
            json(r#""raw": "/hooks/T0123ABCDEF456789xyzQ""#, "/url/raw"),
            r#""raw": "/hooks/[hidden]""#
        );
    }

    #[test]
    fn urls_in_names_and_prose_keep_their_shape() {
        assert_eq!(
            json(
                r#""name": "GET https://me:CANARY@x.io/a?k=CANARY","#,
                "/item/0/name"
            ),
            r#""name": "GET https://[hidden]@x.io/a?k=[hidden]","#
        );
        assert_eq!(
            json(r#""me:CANARY@x.io""#, "/item/0/request/url/host/0"),
            r#""[hidden]@x.io""#
        );
    }

    #[test]
    fn nothing_of_an_auth_block() {
        let line = r#"{"type": "basic", "basic": {"name": "CANARY", "password": "CANARY"}}"#;
        assert!(!json(line, "/auth").contains("CANARY"));
    }

    #[test]
    fn yaml_lines() {
        assert_eq!(
            mask("  - value: CANARY", "/variables/0", Format::Yaml).text,
            "  - value: [hidden]"
        );
        assert_eq!(
            mask("  CANARY CANARY", "/body/content", Format::Yaml).text,
            "  [hidden]"
        );
        assert_eq!(
            mask("method: GET", "/method", Format::Yaml).text,
            "method: GET"
        );
    }

    #[test]
    fn places_behind_a_hidden_value_move_with_it() {
        let line = r#"{"value": "CANARY", "mode": "x"}"#;
        let masked = mask(line, "", Format::Json);
        let at = masked.map(line.find("\"mode\"").unwrap());
        assert!(masked.text[at..].starts_with("\"mode\""));
        assert_eq!(
            masked.map(line.find("NARY").unwrap()),
            line.find("CANARY").unwrap()
        );
    }

    #[test]
    fn a_line_torn_from_a_string_shows_no_text_at_all() {
        assert_eq!(
            json(r#"b","value":"CANARY-1","type":"password"}"#, ""),
            "[hidden]\",\"[hidden]\":\"[hidden]\",\"[hidden]\":\"[hidden]\"}"
        );
    }
}
