//! Keys of `paths`: templates, queries, the segment that names the resource; tokens.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::ground::words::is_preamble;

/// The names in braces of a path's template, in order.
pub(super) fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, next)) = after.split_once('}') else {
            break;
        };
        names.push(name);
        rest = next;
    }
    names
}

/// The path, the query and the fragment of a key in `paths`; a URL loses its scheme and host.
pub(super) fn split_key(key: &str) -> (String, Option<&str>) {
    let key = key.split_once('#').map_or(key, |(path, _)| path);
    let (path, query) = match key.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (key, None),
    };
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => path,
    };
    let path = encoded(path);
    match path.starts_with('/') {
        true => (path, query),
        false => (format!("/{path}"), query),
    }
}

/// The characters that a path cannot contain (RFC 3986, 3.3).
const ILLEGAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path with what it cannot contain percent-encoded, except in the names in braces.
fn encoded(path: &str) -> String {
    let mut written = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
    {
        written.extend(utf8_percent_encode(before, ILLEGAL));
        written.extend(["{", name, "}"]);
        rest = after;
    }
    written.extend(utf8_percent_encode(rest, ILLEGAL));
    written
}

/// A name or value of a query as it is meant.
pub(super) fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// The literal segments of a path, without versions and the like where others are left.
pub(super) fn subject(path: &str) -> Option<&str> {
    let literal = |segment: &&str| !segment.is_empty() && !segment.contains('{');
    let mut segments = path.split('/').filter(literal);
    let subject = segments.clone().find(|segment| !is_preamble(segment));
    subject.or_else(|| segments.next())
}

/// Whether a text is a token (RFC 9110, section 5.6.2), as methods and names of headers are.
pub(super) fn is_token(text: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_its_names_in_order() {
        assert_eq!(template_names("/a/{x}/b{y}.{z}"), ["x", "y", "z"]);
        assert_eq!(template_names("/a/{x"), Vec::<&str>::new());
    }

    #[test]
    fn a_key_is_split() {
        assert_eq!(split_key("/a?x=1"), ("/a".to_owned(), Some("x=1")));
        assert_eq!(split_key("/a#b"), ("/a".to_owned(), None));
        assert_eq!(split_key("a/b"), ("/a/b".to_owned(), None));
        assert_eq!(split_key("https://h/x"), ("/x".to_owned(), None));
    }

    #[test]
    fn what_a_path_cannot_contain_is_encoded() {
        let path = |key: &str| split_key(key).0;
        assert_eq!(path("/a b/\u{e9}/x%20y"), "/a%20b/%C3%A9/x%20y");
        assert_eq!(path("/{a b}/{c"), "/{a b}/%7Bc");
        assert_eq!(decoded("a%20b+c"), "a b c");
    }

    #[test]
    fn the_subject_of_a_path_is_no_version() {
        assert_eq!(subject("/api/v2/users/{id}"), Some("users"));
        assert_eq!(subject("/v1/{id}"), Some("v1"));
        assert_eq!(subject("/{id}"), None);
    }
}
