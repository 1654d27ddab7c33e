//! The one percent-encoder.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a query may show as it is without being mistaken for its punctuation.
const QUERY: &AsciiSet = &STRICT
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b',')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'?');

/// `filter[name]` is written as people write it.
const QUERY_NAME: &AsciiSet = &QUERY.remove(b'[').remove(b']');

/// Appends a value as one path segment, whatever it holds. Dots alone would mean "here" or "up" to
/// whoever reads the path, so they are encoded too.
pub(crate) fn push_segment(path: &mut String, value: &str) {
    match value {
        "." => path.push_str("%2E"),
        ".." => path.push_str("%2E%2E"),
        _ => path.extend(utf8_percent_encode(value, STRICT)),
    }
}

/// Appends `name=value`, or only `name`, to a query that may hold some already.
pub(crate) fn push_query(query: &mut String, name: &str, value: Option<&str>) {
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(name, QUERY_NAME));
    if let Some(value) = value {
        query.push('=');
        query.extend(utf8_percent_encode(value, QUERY));
    }
}

/// Everything but unreserved characters encoded: form fields and signatures want it so.
pub(crate) fn strict(value: &str) -> String {
    utf8_percent_encode(value, STRICT).to_string()
}

/// Fields as `application/x-www-form-urlencoded` writes them.
pub(crate) fn form<'f>(fields: impl IntoIterator<Item = &'f (String, String)>) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        let separator = if text.is_empty() { "" } else { "&" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{separator}{}={}", strict(name), strict(value));
    }
    text
}

/// Takes `%XX` apart; what is no UTF-8 becomes replacement characters.
pub(crate) fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_segment_gives_back_its_value(value in "\\PC*|[./%+ ]{1,4}") {
            let mut path = String::new();
            push_segment(&mut path, &value);
            prop_assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
            prop_assert!(path != "." && path != "..");
            prop_assert_eq!(decode(&path), value);
        }

        #[test]
        fn a_query_gives_back_its_pairs(pairs in proptest::collection::vec(("\\PC+", "\\PC*"), 1..4)) {
            let mut query = String::new();
            for (name, value) in &pairs {
                push_query(&mut query, name, Some(value));
            }
            let read: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (decode(name), decode(value))).collect();
            prop_assert_eq!(read, pairs);
        }
    }

    #[test]
    fn forms_are_written_as_postman_writes_them() {
        let fields = [
            ("a b".to_owned(), "x&y=z +'é!*()~%20".to_owned()),
            ("e".to_owned(), String::new()),
        ];
        assert_eq!(
            form(&fields),
            "a%20b=x%26y%3Dz%20%2B%27%C3%A9%21%2A%28%29~%2520&e="
        );
    }
}
