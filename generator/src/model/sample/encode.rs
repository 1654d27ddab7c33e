//! Percent-encoding, as the runtime does it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but RFC 3986's unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// As a segment, except for characters that a query may contain.
const QUERY: &AsciiSet = &SEGMENT.remove(b'/').remove(b':').remove(b'@').remove(b',');

/// A path value encoded as one segment, so that no value changes the structure of the path.
pub fn path_segment(value: &str) -> String {
    match value {
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        _ => utf8_percent_encode(value, SEGMENT).to_string(),
    }
}

/// A key or value of a query, encoded.
pub fn query_text(value: &str) -> String {
    utf8_percent_encode(value, QUERY).to_string()
}

/// A key for curl's `--data-urlencode`, which encodes only what follows the `=`.
pub(super) fn form_key(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_value_is_one_segment() {
        assert_eq!(path_segment("a b"), "a%20b");
        assert_eq!(path_segment("\u{fc}/..%2F"), "%C3%BC%2F..%252F");
        assert_eq!(path_segment(".."), "%2E%2E");
        assert_eq!(path_segment("who@example.com"), "who%40example.com");
    }

    #[test]
    fn a_query_value_never_ends_the_query() {
        assert_eq!(query_text("x&y=z #+"), "x%26y%3Dz%20%23%2B");
        assert_eq!(query_text("2025-01-31T09:00:00"), "2025-01-31T09:00:00");
    }
}
