//! Hides the secrets of an exchange when it is printed.

use crate::ground::secret::{self, HIDDEN};

/// The shortest value that is hidden everywhere. Shorter ones (`on`, `me`) occur as parts of other texts.
const SHORTEST: usize = 6;

/// Hides secrets by their names, their formats, and a list of values.
#[derive(Default)]
pub(super) struct Hider {
    /// Whether secrets are shown.
    pub(super) show: bool,
    values: Vec<String>,
}

impl Hider {
    /// Hides these values in every text, unless `show` is set.
    pub(super) fn new(show: bool, values: impl IntoIterator<Item = String>) -> Self {
        let mut values: Vec<String> = values
            .into_iter()
            .filter(|value| value.len() >= SHORTEST)
            .collect();
        // The longest first: a value may contain another.
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        Self { show, values }
    }

    /// The value of a header.
    pub(super) fn header(&self, name: &str, value: &str) -> String {
        let urls = ["location", "content-location", "referer"];
        if urls.iter().any(|header| name.eq_ignore_ascii_case(header)) {
            return self.url(value);
        }
        if self.show || !secret::is_sent_secret(name, value) {
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
        self.text(&secret::hide_in_sent(text))
    }

    /// The value of a form field.
    pub(super) fn field(&self, name: &str, value: &str) -> String {
        if !self.show && secret::is_sent_secret(name, value) {
            return HIDDEN.to_owned();
        }
        self.body("", value)
    }

    /// A URL without its query: user information and segments that look like tokens are hidden.
    fn path(&self, text: &str) -> String {
        self.text(&secret::hide_in_prose(text))
    }

    /// Encoded pairs: `a=1&b=2`.
    fn pairs(&self, text: &str) -> String {
        let pair = |pair: &str| match pair.split_once('=') {
            Some((name, value)) => {
                let decoded = |text| percent_encoding::percent_decode_str(text).decode_utf8_lossy();
                match secret::is_sent_secret(&decoded(name), &decoded(value)) {
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
    fn secrets_are_hidden_by_name_format_and_value() {
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
