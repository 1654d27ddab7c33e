//! Percent-encoding as Postman does it, for paths, queries and forms.
//!
//! In paths and queries `%` stays, so that text that is already encoded does not change; in forms it is encoded.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::template;

const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'#')
    .add(b'?')
    .add(b'{')
    .add(b'}');

const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'\'')
    .add(b'<')
    .add(b'>');

const SEGMENT: &AsciiSet = &PATH.add(b'/').add(b'\\');

const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A path, slashes kept.
pub(crate) fn path(text: &str) -> String {
    utf8_percent_encode(text, PATH).to_string()
}

/// A value that must stay one segment of a path.
pub(crate) fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// A whole query, its `&` and `=` kept.
pub(crate) fn query(text: &str) -> String {
    utf8_percent_encode(text, QUERY).to_string()
}

/// A query's key; templates without a value stay readable, as Postman leaves them.
pub(crate) fn query_key(text: &str) -> String {
    query(&escape_outside(
        text,
        &[('&', "%26"), ('#', "%23"), ('=', "%3D")],
    ))
}

/// A query's value.
pub(crate) fn query_value(text: &str) -> String {
    query(&escape_outside(text, &[('&', "%26"), ('#', "%23")]))
}

/// A key or a value of `application/x-www-form-urlencoded`.
pub(crate) fn form(text: &str) -> String {
    utf8_percent_encode(text, FORM).to_string()
}

/// Encodes the marks that stand outside templates.
fn escape_outside(text: &str, marks: &[(char, &str)]) -> String {
    let escape = |text: String, (mark, encoded): &(char, &str)| text.replace(*mark, encoded);
    let plain = |plain: &str| marks.iter().fold(plain.to_owned(), escape);
    template::map(text, plain, template::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_own_set() {
        assert_eq!(
            path("/ü/a'b\"c<d>/{x}/a|b^c`d"),
            "/%C3%BC/a'b%22c%3Cd%3E/%7Bx%7D/a|b^c%60d"
        );
        assert_eq!(path("/a%20b/g%"), "/a%20b/g%");
        assert_eq!(
            query_value("x&y=z#h+%20 'q' [] ,:@/?|é"),
            "x%26y=z%23h+%20%20%27q%27%20[]%20,:@/?|%C3%A9"
        );
        assert_eq!(query_key("k=e"), "k%3De");
        assert_eq!(query_value("{{v&w}}"), "{{v&w}}");
        assert_eq!(
            form("x&y=z +'é!*()~%20"),
            "x%26y%3Dz%20%2B%27%C3%A9%21%2A%28%29~%2520"
        );
        assert_eq!(segment("a/b c?d#e%2F"), "a%2Fb%20c%3Fd%23e%2F");
    }
}
