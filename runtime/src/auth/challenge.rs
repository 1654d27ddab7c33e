//! Parsing of `WWW-Authenticate`.

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

/// The parameters of the first challenge of a scheme.
pub(super) fn find_challenge(headers: &HeaderMap, scheme: &str) -> Option<String> {
    let challenges = headers
        .get_all(WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    challenges
        .filter_map(|challenge| parameters_of(challenge, scheme))
        .next()
}

/// A header may hold several challenges. The parameters of following ones are included, which is harmless: they have
/// other names, or come after those of this scheme.
fn parameters_of(header: &str, scheme: &str) -> Option<String> {
    let lower = header.to_ascii_lowercase();
    let at = lower.find(&format!("{} ", scheme.to_ascii_lowercase()))?;
    header.get(at + scheme.len() + 1..).map(str::to_owned)
}

/// The value of a parameter, without quotes. Of several parameters with the same name, the first one counts.
#[cfg(feature = "digest")]
pub(super) fn parameter(parameters: &str, name: &str) -> Option<String> {
    let mut rest = parameters;
    loop {
        let (key, after) = rest.split_once('=')?;
        let (value, after) = parse_value(after.trim_start());
        if key
            .trim()
            .trim_start_matches(',')
            .trim()
            .eq_ignore_ascii_case(name)
        {
            return Some(value);
        }
        rest = after;
    }
}

#[cfg(feature = "digest")]
fn parse_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(',').unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return (value, quoted.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(all(test, feature = "digest"))]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn finds_a_challenge_and_its_parameters() {
        let mut headers = HeaderMap::new();
        headers.append(
            WWW_AUTHENTICATE,
            HeaderValue::from_static("Basic realm=\"b\""),
        );
        let digest =
            "dIGEST realm=\"a \\\"b\\\", c\", nonce=xyz ,qop=\"auth,auth-int\",opaque=\"\"";
        headers.append(WWW_AUTHENTICATE, HeaderValue::from_static(digest));
        let found = find_challenge(&headers, "Digest").unwrap_or_default();
        let read = |name| parameter(&found, name);
        assert_eq!(read("realm").as_deref(), Some("a \"b\", c"));
        assert_eq!(read("nonce").as_deref(), Some("xyz"));
        assert_eq!(read("qop").as_deref(), Some("auth,auth-int"));
        assert_eq!(read("opaque").as_deref(), Some(""));
        assert_eq!(read("stale"), None);
        assert_eq!(find_challenge(&headers, "Negotiate"), None);
    }
}
