//! Percent-encoding of paths, queries and forms.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Encodes everything except the unreserved characters of RFC 3986.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Leaves those characters in a query that are not delimiters of `name=value&name=value`.
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

/// Also leaves brackets in names of parameters: `filter[name]`.
const QUERY_NAME: &AsciiSet = &QUERY.remove(b'[').remove(b']');

/// Appends a value as one path segment. `.` and `..` are encoded, because as segments they would mean the current and
/// the parent directory.
pub(crate) fn push_segment(path: &mut String, value: &str) {
    match value {
        "." => path.push_str("%2E"),
        ".." => path.push_str("%2E%2E"),
        _ => path.extend(utf8_percent_encode(value, STRICT)),
    }
}

/// Appends `name=value`, or only `name`, to a query.
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

/// Removes all parameters of this name from a query.
pub(crate) fn remove_query(query: &mut String, name: &str) {
    if query.split('&').any(|pair| is_named(pair, name)) {
        let pairs: Vec<_> = query
            .split('&')
            .filter(|pair| !is_named(pair, name))
            .collect();
        *query = pairs.join("&");
    }
}

/// The decoded value of the first parameter of this name.
pub(crate) fn get_query(query: &str, name: &str) -> Option<String> {
    let pair = query.split('&').find(|pair| is_named(pair, name))?;
    Some(decode(pair.split_once('=').map_or("", |(_, value)| value)))
}

/// Replaces the value of the first parameter of this name and removes the others of this name; appends the parameter
/// if there is none.
pub(crate) fn set_query(query: &mut String, name: &str, value: &str) {
    let mut pair = String::new();
    push_query(&mut pair, name, Some(value));
    let mut is_put = false;
    let mut pairs = Vec::new();
    for old in query.split('&').filter(|old| !old.is_empty()) {
        if !is_named(old, name) {
            pairs.push(old);
        } else if !std::mem::replace(&mut is_put, true) {
            pairs.push(&pair);
        }
    }
    if !is_put {
        pairs.push(&pair);
    }
    *query = pairs.join("&");
}

fn is_named(pair: &str, name: &str) -> bool {
    decode(pair.split('=').next().unwrap_or_default()) == name
}

/// Encodes everything except unreserved characters, as forms and signatures require.
pub(crate) fn encode(value: &str) -> String {
    utf8_percent_encode(value, STRICT).to_string()
}

/// Serializes fields as `application/x-www-form-urlencoded`.
pub(crate) fn form<'f>(fields: impl IntoIterator<Item = &'f (String, String)>) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        let separator = if text.is_empty() { "" } else { "&" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{separator}{}={}", encode(name), encode(value));
    }
    text
}

/// Decodes `%XX`; bytes that are not UTF-8 become replacement characters.
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
    fn a_query_parameter_is_replaced_where_it_is() {
        let mut query = String::from("a=1&page%5Btoken%5D=x&b=2&page[token]=y&c");
        set_query(&mut query, "page[token]", "n e&w");
        assert_eq!(query, "a=1&page[token]=n%20e%26w&b=2&c");
        set_query(&mut query, "d", "");
        assert_eq!(query, "a=1&page[token]=n%20e%26w&b=2&c&d=");
        assert_eq!(get_query(&query, "page[token]").as_deref(), Some("n e&w"));
        assert_eq!(get_query(&query, "e"), None);
        let mut empty = String::new();
        set_query(&mut empty, "a", "1");
        assert_eq!(empty, "a=1");
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
