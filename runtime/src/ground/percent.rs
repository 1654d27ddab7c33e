//! Percent-encoding of paths, queries and forms.

use std::fmt::Write;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Encodes everything except the unreserved characters of RFC 3986.
pub(crate) const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Leaves those characters in a query that are not delimiters of `name=value&name=value`.
pub(crate) const QUERY: &AsciiSet = &STRICT
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
pub(crate) const QUERY_NAME: &AsciiSet = &QUERY.remove(b'[').remove(b']');

/// Leaves the reserved characters of RFC 3986 in a value of a query, except those that end the value or the query, the brackets,
/// which are not allowed there, and `+`, which servers read as a space.
pub(crate) const RESERVED_QUERY: &AsciiSet = &QUERY.remove(b'\'').remove(b';');

/// Leaves the reserved characters of RFC 3986 that a segment of a path can contain.
pub(crate) const RESERVED_PATH: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Leaves the characters of a token (RFC 9110, 5.6.2), which the name of a cookie is, except `%`.
pub(crate) const COOKIE_NAME: &AsciiSet = &STRICT
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'*')
    .remove(b'+')
    .remove(b'^')
    .remove(b'`')
    .remove(b'|');

/// Leaves the characters of the value of a cookie (RFC 6265, 4.1.1), except `%`.
pub(crate) const COOKIE_VALUE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b',')
    .add(b';')
    .add(b'\\');

/// Which characters of a query are percent-encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QueryEncoding {
    /// Those that are delimiters of `name=value&name=value`, and those that no URL contains.
    Lenient,
    /// All except the unreserved ones of RFC 3986.
    Strict,
}

/// Leaves what the value of a cookie may hold, `%`, too: the service made the value of a credential.
const COOKIE: &AsciiSet = &COOKIE_VALUE.remove(b'%');

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
pub(crate) fn push_query(
    query: &mut String,
    name: &str,
    value: Option<&str>,
    encoding: QueryEncoding,
) {
    let (names, values) = match encoding {
        QueryEncoding::Lenient => (QUERY_NAME, QUERY),
        QueryEncoding::Strict => (STRICT, STRICT),
    };
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(name, names));
    if let Some(value) = value {
        query.push('=');
        query.extend(utf8_percent_encode(value, values));
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
pub(crate) fn set_query(query: &mut String, name: &str, value: &str, encoding: QueryEncoding) {
    let mut pair = String::new();
    push_query(&mut pair, name, Some(value), encoding);
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

/// Encodes what the value of a cookie cannot hold. A cookie is often a value that the service set, which it compares as text.
pub(crate) fn encode_cookie(value: &str) -> String {
    utf8_percent_encode(value, COOKIE).to_string()
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
                push_query(&mut query, name, Some(value), QueryEncoding::Lenient);
            }
            let read: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (decode(name), decode(value))).collect();
            prop_assert_eq!(read, pairs);
        }
    }

    #[test]
    fn a_query_parameter_is_replaced_where_it_is() {
        let mut query = String::from("a=1&page%5Btoken%5D=x&b=2&page[token]=y&c");
        set_query(&mut query, "page[token]", "n e&w", QueryEncoding::Lenient);
        assert_eq!(query, "a=1&page[token]=n%20e%26w&b=2&c");
        set_query(&mut query, "d", "", QueryEncoding::Lenient);
        assert_eq!(query, "a=1&page[token]=n%20e%26w&b=2&c&d=");
        assert_eq!(get_query(&query, "page[token]").as_deref(), Some("n e&w"));
        assert_eq!(get_query(&query, "e"), None);
        let mut empty = String::new();
        set_query(&mut empty, "a", "1", QueryEncoding::Lenient);
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
