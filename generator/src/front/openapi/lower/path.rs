//! Keys of `paths`: templates, queries, the segment that names the resource; tokens.

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
    match path.starts_with('/') {
        true => (path.to_owned(), query),
        false => (format!("/{path}"), query),
    }
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
    fn the_subject_of_a_path_is_no_version() {
        assert_eq!(subject("/api/v2/users/{id}"), Some("users"));
        assert_eq!(subject("/v1/{id}"), Some("v1"));
        assert_eq!(subject("/{id}"), None);
    }
}
