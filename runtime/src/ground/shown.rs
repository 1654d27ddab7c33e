//! Texts of a server as they may be written to a log: on one line, shortened, without secrets.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::ground::secret::{HIDDEN, is_secret_name, is_secret_value};

/// Displays a text that a server chose: control characters and bidirectional marks as escapes, secrets hidden, and
/// only the beginning of a long text.
pub(crate) struct Shown<'t> {
    text: &'t str,
    limit: usize,
}

impl<'t> Shown<'t> {
    /// A message: about 1,000 bytes are shown.
    pub(crate) fn message(text: &'t str) -> Shown<'t> {
        Shown { text, limit: 1000 }
    }

    /// A code, a name or an id: about 200 bytes are shown.
    pub(crate) fn word(text: &'t str) -> Shown<'t> {
        Shown { text, limit: 200 }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, quoted: bool) -> fmt::Result {
        let shown = truncated(self.text, self.limit);
        for letter in redacted(shown).chars() {
            match letter {
                '"' | '\\' if quoted => write!(f, "\\{letter}")?,
                letter if is_hazardous(letter) => write!(f, "{}", letter.escape_default())?,
                letter => f.write_char(letter)?,
            }
        }
        match shown.len() < self.text.len() {
            true => write!(f, "\u{2026} ({} bytes)", self.text.len()),
            false => Ok(()),
        }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        self.write(f, true)?;
        f.write_char('"')
    }
}

/// The beginning of a text, at most `bytes` bytes, cut at the end of a character.
pub(crate) fn truncated(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether a character is a control character, a line or paragraph separator, invisible, or a bidirectional mark
/// (Unicode Standard Annex 9).
pub(crate) fn is_hazardous(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        )
        || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
        || matches!(letter, '\u{e0000}'..='\u{e007f}')
}

/// Hides the secrets in a text: private keys, tokens, values after secret names, and the user information, query and
/// fragment of URLs.
pub(crate) fn redacted(text: &str) -> Cow<'_, str> {
    if text.contains("-----BEGIN ") && is_secret_value(text) {
        let (before, _) = text.split_once("-----BEGIN ").unwrap_or_default();
        return Cow::Owned(format!("{}{HIDDEN}", redacted(before)));
    }
    let mut out = String::new();
    let (mut rest, mut previous) = (text, "");
    // Whether the position is inside the quoted value of a secret name.
    let mut is_named = false;
    while !rest.is_empty() {
        let is_gap = |letter| is_separator(letter) || letter == ':';
        let start = rest.find(|c| !is_gap(c)).unwrap_or(rest.len());
        let (gap, after) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let end = after.find(is_separator).unwrap_or(after.len());
        let word = after.get(..end).unwrap_or(after).trim_end_matches(':');
        let after = after.get(word.len()..).unwrap_or_default();
        if !gap.is_empty() {
            let is_value = gap.contains(':') && gap.contains(['"', '\'']);
            is_named = is_value && is_secret_name(previous)
                || is_named && !gap.contains(['"', '\'', ',', '}', ']']);
        }
        out.push_str(gap);
        let shown = match is_named && !word.is_empty() && !matches!(word, "null" | "true" | "false")
        {
            true => Cow::Borrowed(HIDDEN),
            false => redacted_word(previous, word),
        };
        out.push_str(&shown);
        (previous, rest) = (word, after);
    }
    match out == text {
        true => Cow::Borrowed(text),
        false => Cow::Owned(out),
    }
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '"' | '\'' | '<' | '>' | '{' | '}' | '[' | ']' | ',' | '`' | '\\'
        )
}

/// Hides the secret in one word, which may be a URL, `name=value` pairs or a token. `previous` is the word before it.
fn redacted_word<'w>(previous: &str, word: &'w str) -> Cow<'w, str> {
    if word.contains("://") {
        return redacted_url(word);
    }
    let previous = previous.rsplit(':').next().unwrap_or_default();
    let is_behind_scheme = ["bearer", "basic"]
        .iter()
        .any(|scheme| previous.eq_ignore_ascii_case(scheme));
    if is_secret_value(word) || is_behind_scheme && is_secret_value(&format!("Bearer {word}")) {
        return Cow::Borrowed(HIDDEN);
    }
    let mut pairs = word.split('&');
    let is_secret = |pair: &str| {
        let pair = pair.split_once('=');
        pair.is_some_and(|(name, value)| {
            let name = name.rsplit(['?', '#', ';', '(']).next().unwrap_or(name);
            !value.is_empty() && (is_secret_name(name) || is_secret_value(value))
        })
    };
    match pairs.any(is_secret) {
        true => {
            let hide = |pair: &str| match pair.split_once('=') {
                Some((name, _)) if is_secret(pair) => format!("{name}={HIDDEN}"),
                _ => pair.to_owned(),
            };
            Cow::Owned(word.split('&').map(hide).collect::<Vec<_>>().join("&"))
        }
        false => Cow::Borrowed(word),
    }
}

/// The URL without query and fragment. The path is hidden if it is the secret.
fn redacted_url(url: &str) -> Cow<'_, str> {
    let Some((base, query)) = url.split_once(['?', '#']) else {
        return redacted_base(url);
    };
    let mark = url.get(base.len()..=base.len()).unwrap_or_default();
    let shown = if query.is_empty() { "" } else { HIDDEN };
    Cow::Owned(format!("{}{mark}{shown}", redacted_base(base)))
}

fn redacted_base(base: &str) -> Cow<'_, str> {
    match base.split_once("://") {
        Some((scheme, rest)) if is_secret_value(base) => {
            let host = rest.split('/').next().unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default();
            Cow::Owned(format!("{scheme}://{host}/{HIDDEN}"))
        }
        _ => Cow::Borrowed(base),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_message_is_shown_on_one_line_with_escapes() {
        let text = "no\u{1b}]0;owned\u{7}\r\nall is well\u{202e}\u{9b}\u{2028}\u{ad}";
        let shown = format!("{}", Shown::message(text));
        let expected = "no\\u{1b}]0;owned\\u{7}\\r\\nall is well\\u{202e}\\u{9b}\\u{2028}\\u{ad}";
        assert_eq!(shown, expected);
        assert_eq!(format!("{:?}", Shown::message("a\"\n")), "\"a\\\"\\n\"");
        assert_eq!(
            Shown::message("日本 é 👩\u{200d}🚀").to_string(),
            "日本 é 👩\u{200d}🚀"
        );
    }

    #[test]
    fn a_long_text_is_cut_and_its_size_is_shown() {
        let shown = Shown::message(&"é".repeat(5_000_000)).to_string();
        assert!(shown.ends_with("\u{2026} (10000000 bytes)"), "{shown}");
        assert!(shown.len() < 1100, "{}", shown.len());
    }

    #[test]
    fn secrets_in_a_text_are_hidden_and_the_rest_is_not() {
        for (text, expected) in [
            (
                "Join at https://zoo.example/j/1?pwd=S3CRET now",
                "Join at https://zoo.example/j/1?[hidden] now",
            ),
            (
                "https://me:S3CRET@zoo.example/a",
                "https://zoo.example/[hidden]",
            ),
            (
                "https://hooks.slack.com/services/T/B/S3CRET",
                "https://hooks.slack.com/[hidden]",
            ),
            (
                "Authorization: Bearer c4n4ry is bad",
                "Authorization: Bearer [hidden] is bad",
            ),
            (
                "a=b&client_secret=S3CRET&c=d",
                "a=b&client_secret=[hidden]&c=d",
            ),
            (
                r#"{"password":"S3CRET one","a":"b"}"#,
                r#"{"password":"[hidden] [hidden]","a":"b"}"#,
            ),
            ("key: -----BEGIN PRIVATE KEY-----\nS3CRET", "key: [hidden]"),
            ("ghp_0123456789S3CRET is no token", "[hidden] is no token"),
        ] {
            assert_eq!(redacted(text), expected);
        }
        for text in [
            "The field \"topic\" is too long.",
            "password: must have 8 letters",
            "the token is expired",
            "https://zoo.example/docs",
            "bearer of news",
        ] {
            assert_eq!(redacted(text), text);
        }
    }
}
