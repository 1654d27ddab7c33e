//! What a line of a source may show in a message.
//!
//! Any line of a document may contain a credential. So only the values of keys that describe a request are shown;
//! others, and words that look like tokens, are replaced by the mark.

use super::masked::Masked;
use super::{json, text};

/// Keys whose values describe a request and never hold a credential.
const SHOWN: &str = "\
    $kind _postman_id enabled host id in key language listen method mode name path port protocol \
    schema status type version";

/// Of these, what may be shown inside an auth block.
const SHOWN_IN_AUTH: &str = "in key type";

/// The keys of auth blocks.
const AUTH: &[&str] = &["auth", "credentials", "currentHelper", "helperAttributes"];

/// Keys whose values are URLs, as a rule.
const URLS: &[&str] = &["raw", "request", "url"];

/// The format of a source, which says where its values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Yaml,
    /// The settings of Posthaste, which hold no secrets.
    Toml,
}

impl Format {
    /// The format of a file, by the extension of its name.
    pub(crate) fn from_name(name: &str) -> Self {
        match name.rsplit('.').next() {
            Some("yaml" | "yml") => Self::Yaml,
            Some("toml") => Self::Toml,
            _ => Self::Json,
        }
    }
}

/// A value of a line, with its key where the line has it.
type Keyed<'t> = (Option<&'t str>, &'t str);

/// A line with its secrets hidden. A value without a key on the line belongs to the last key of `pointer`.
pub(crate) fn mask_line(line: &str, pointer: &str, format: Format) -> Masked {
    let in_auth = pointer.split('/').any(|key| AUTH.contains(&key));
    // Where parsing failed there is no pointer, and half of a token does not look like a token.
    let is_broken = pointer.is_empty();
    let context = pointer
        .split('/')
        .rfind(|key| key.parse::<usize>().is_err())
        .unwrap_or_default();
    let values: Vec<Keyed<'_>> = match format {
        Format::Json if is_broken && is_torn(line) => words(line),
        Format::Json => json::scalars(line)
            .map(|scalar| (scalar.key, scalar.text))
            .collect(),
        Format::Yaml => yaml_value(line).into_iter().collect(),
        Format::Toml => Vec::new(),
    };
    let hidden = values.into_iter().flat_map(|(key, value)| match is_broken {
        true => vec![value],
        false => hidden_parts(key.unwrap_or(context), value, in_auth),
    });
    let hidden: Vec<&str> = hidden.filter(|part| !part.is_empty()).collect();
    Masked::new(line, &hidden)
}

/// Whether the line starts or ends within a string, so that it is unknown which texts are values.
fn is_torn(line: &str) -> bool {
    let unescaped = line.replace(r"\\", "").replace(r#"\""#, "");
    unescaped.matches('"').count() % 2 == 1
}

/// Everything between the punctuation of JSON.
fn words(line: &str) -> Vec<Keyed<'_>> {
    let words = line.split(|letter: char| letter.is_whitespace() || "{}[]:,\"".contains(letter));
    words.map(|word| (None, word)).collect()
}

/// The parts of a value that must not be shown.
fn hidden_parts<'t>(key: &str, value: &'t str, in_auth: bool) -> Vec<&'t str> {
    let shown = if in_auth { SHOWN_IN_AUTH } else { SHOWN };
    let is_url = !in_auth && URLS.contains(&key);
    // The code of a response is a number, that of an OAuth grant is a secret.
    let is_status = key == "code" && !in_auth && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_shown = match is_url {
        true => !is_body(value),
        false => shown.split(' ').any(|shown| shown == key) || is_status,
    };
    if !is_shown {
        return vec![value];
    }
    let mut parts: Vec<&str> = text::words(value).flat_map(url_parts).collect();
    parts.extend(tokens(if is_url { url_path(value) } else { value }));
    parts
}

/// Whether a value of `raw` is a request's body instead of its URL.
fn is_body(value: &str) -> bool {
    value.starts_with(['[', '<'])
        || value.starts_with('{') && !value.starts_with("{{")
        || value.contains(char::is_whitespace)
        || value.contains('\\')
}

/// A URL's user information and the values of its query.
fn url_parts(url: &str) -> Vec<&str> {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let authority = base.split_once("://").map(|(_, rest)| rest);
    let has_scheme = authority.is_some();
    let authority = authority.unwrap_or(base).split('/').next();
    let user_info = authority.and_then(|authority| authority.rsplit_once('@'));
    let user_info = user_info.map(|(user_info, _)| user_info);
    let mut parts: Vec<&str> = user_info
        .filter(|user_info| has_scheme || user_info.contains(':'))
        .into_iter()
        .collect();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    parts.extend(pairs.map(|(_, value)| value));
    parts
}

/// The path of a URL.
fn url_path(url: &str) -> &str {
    let base = url.split('?').next().unwrap_or_default();
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    rest.find('/')
        .and_then(|start| rest.get(start..))
        .unwrap_or_default()
}

/// The words that look like tokens: at least twelve bytes, three letters and three digits.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let words =
        text.split(|letter: char| !(letter.is_ascii_alphanumeric() || "-_.+=".contains(letter)));
    words.filter(|word| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        word.len() >= 12 && digits >= 3 && letters >= 3
    })
}

/// The value of a YAML line's `key: `, or the whole line where it has no key.
fn yaml_value(line: &str) -> Option<Keyed<'_>> {
    let line = line.trim_start_matches([' ', '-']).trim_end();
    match line.split_once(": ") {
        Some((key, value)) if !key.contains([' ', '"', '\'']) => Some((Some(key), value)),
        _ if line.ends_with(':') => None,
        _ => Some((None, line)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(line: &str, pointer: &str) -> String {
        mask_line(line, pointer, Format::Json).text
    }

    #[test]
    fn values_are_hidden_unless_they_describe_the_request() {
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
    fn nothing_is_shown_of_an_auth_block() {
        let line = r#"{"type": "basic", "basic": {"name": "CANARY", "password": "CANARY"}}"#;
        assert!(!json(line, "/auth").contains("CANARY"));
    }

    #[test]
    fn values_in_yaml_are_hidden() {
        assert_eq!(
            mask_line("  - value: CANARY", "/variables/0", Format::Yaml).text,
            "  - value: [hidden]"
        );
        assert_eq!(
            mask_line("  CANARY CANARY", "/body/content", Format::Yaml).text,
            "  [hidden]"
        );
        assert_eq!(
            mask_line("method: GET", "/method", Format::Yaml).text,
            "method: GET"
        );
    }

    #[test]
    fn positions_after_a_hidden_value_are_moved() {
        let line = r#"{"value": "CANARY", "mode": "x"}"#;
        let masked = mask_line(line, "", Format::Json);
        let at = masked.position(line.find("\"mode\"").unwrap());
        assert!(masked.text[at..].starts_with("\"mode\""));
        assert_eq!(
            masked.position(line.find("NARY").unwrap()),
            line.find("CANARY").unwrap()
        );
    }

    #[test]
    fn nothing_is_shown_of_a_line_that_starts_within_a_string() {
        assert_eq!(
            json(r#"b","value":"CANARY-1","type":"password"}"#, ""),
            "[hidden]\",\"[hidden]\":\"[hidden]\",\"[hidden]\":\"[hidden]\"}"
        );
    }
}
