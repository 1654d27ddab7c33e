//! What of an exchange may be printed unless secrets are asked for.

use crate::ground::secret::{self, HIDDEN};

/// Headers that carry a proof or a session, whatever their value.
const HEADERS: &[&str] = &[
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
];

/// Shorter values are words that stand elsewhere too (`on`, `me`); to replace them would garble the rest.
const SHORTEST: usize = 6;

/// Hides secrets by name, by look, and by being a value that is known to be one.
#[derive(Default)]
pub(super) struct Hider {
    /// Nothing is hidden.
    pub(super) show: bool,
    values: Vec<String>,
}

impl Hider {
    /// Hides these values wherever they stand.
    pub(super) fn new(show: bool, values: impl IntoIterator<Item = String>) -> Self {
        let mut values: Vec<String> = values
            .into_iter()
            .filter(|value| value.len() >= SHORTEST)
            .collect();
        // The longest first: one may be a part of another.
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        Self { show, values }
    }

    /// A header's value.
    pub(super) fn header(&self, name: &str, value: &str) -> String {
        let is_url = ["location", "content-location", "referer"];
        if is_url.iter().any(|one| name.eq_ignore_ascii_case(one)) {
            return self.url(value);
        }
        let secret = HEADERS.iter().any(|one| name.eq_ignore_ascii_case(one))
            || secret::is_key_header(name)
            || secret::shown(name, value).is_none();
        if self.show || !secret {
            return self.text(value);
        }
        // `Bearer [hidden]` says which scheme was used.
        match value.split_once(' ') {
            Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                format!("{scheme} {HIDDEN}")
            }
            _ => HIDDEN.to_owned(),
        }
    }

    /// A URL, or its path and query.
    pub(super) fn url(&self, url: &str) -> String {
        if self.show {
            return url.to_owned();
        }
        match url.split_once('?') {
            Some((path, query)) => format!("{}?{}", self.path(path), self.pairs(query)),
            None => self.path(url),
        }
    }

    /// A body that is text.
    pub(super) fn body(&self, media_type: &str, text: &str) -> String {
        if self.show {
            return text.to_owned();
        }
        if media_type.starts_with("application/x-www-form-urlencoded") {
            return self.pairs(text);
        }
        self.text(&secret::scrub_sent(text))
    }

    /// A value under a name: a form's field.
    pub(super) fn field(&self, name: &str, value: &str) -> String {
        if !self.show && secret::is_secret_sent(name, value) {
            return HIDDEN.to_owned();
        }
        self.body("", value)
    }

    /// A URL up to its query: without user information, and without segments that look like tokens.
    fn path(&self, text: &str) -> String {
        self.text(&secret::prose(text))
    }

    /// `a=1&b=2`, encoded.
    fn pairs(&self, text: &str) -> String {
        let pair = |pair: &str| match pair.split_once('=') {
            Some((name, value)) => {
                let decoded = |text| percent_encoding::percent_decode_str(text).decode_utf8_lossy();
                match secret::is_secret_sent(&decoded(name), &decoded(value)) {
                    false => format!("{name}={}", self.text(value)),
                    true => format!("{name}={HIDDEN}"),
                }
            }
            None => pair.to_owned(),
        };
        text.split('&').map(pair).collect::<Vec<_>>().join("&")
    }

    fn text(&self, text: &str) -> String {
        if self.show {
            return text.to_owned();
        }
        self.values
            .iter()
            .fold(text.to_owned(), |text, value| text.replace(value, HIDDEN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden_by_name_look_and_value() {
        let hider = Hider::new(false, ["CANARY-1".to_owned()]);
        assert_eq!(
            hider.header("Authorization", "Bearer abc"),
            "Bearer [hidden]"
        );
        assert_eq!(hider.header("X-Api-Key", "abcdef"), "[hidden]");
        assert_eq!(hider.header("X-Trace", "a CANARY-1 b"), "a [hidden] b");
        assert_eq!(
            hider.url("/a?api_key=abcdef&page=2"),
            "/a?api_key=[hidden]&page=2"
        );
        assert_eq!(
            hider.body("application/x-www-form-urlencoded", "client_secret=x1&a=b"),
            "client_secret=[hidden]&a=b"
        );
        assert!(
            !hider
                .body("application/json", r#"{"access_token":"abc123"}"#)
                .contains("abc123")
        );
        assert_eq!(hider.header("Accept", "*/*"), "*/*");
    }

    #[test]
    fn all_is_shown_when_asked() {
        let hider = Hider::new(true, ["CANARY-1".to_owned()]);
        assert_eq!(
            hider.header("Authorization", "Bearer CANARY-1"),
            "Bearer CANARY-1"
        );
        assert_eq!(hider.url("/a?token=CANARY-1"), "/a?token=CANARY-1");
    }
}
