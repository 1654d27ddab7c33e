//! The parts of a URL, split as Postman does it: nothing is normalised, and templates are not split.

use super::template;

/// The parts of a URL, as it has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parts<'t> {
    /// `https`, where stated.
    pub(crate) scheme: Option<&'t str>,
    /// `user:password`, where stated.
    pub(crate) credentials: Option<&'t str>,
    /// Without port; may be empty.
    pub(crate) host: &'t str,
    /// Digits or a template, where stated and not empty.
    pub(crate) port: Option<&'t str>,
    /// From its first `/`; empty where there is none.
    pub(crate) path: &'t str,
    /// The text after the `?`, if there is one.
    pub(crate) query: Option<&'t str>,
}

impl<'t> Parts<'t> {
    /// Splits a URL; the fragment, which is never sent, is left out.
    pub(crate) fn of(url: &'t str) -> Self {
        let url = cut(url, '#').0;
        let (head, query) = cut(url, '?');
        let (scheme, rest) = match head.find("://") {
            Some(at) => (Some(&head[..at]), &head[at + 3..]),
            None => (None, head),
        };
        let path_at = template::find_outside(rest, |c| c == '/' || c == '\\').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(path_at);
        let (credentials, address) = match authority.rfind('@') {
            Some(at) => (Some(&authority[..at]), &authority[at + 1..]),
            None => (None, authority),
        };
        let (host, port) = host_and_port(address);
        Self {
            scheme,
            credentials,
            host,
            port,
            path,
            query,
        }
    }
}

fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    match template::find_outside(text, |c| c == mark) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Splits an address at the last `:` outside brackets and templates.
fn host_and_port(address: &str) -> (&str, Option<&str>) {
    let Some(at) = address.rfind(':') else {
        return (address, None);
    };
    let port = &address[at + 1..];
    let is_port = port.chars().all(|c| c.is_ascii_digit()) || template::whole(port).is_some();
    match is_port && !address[at..].contains(']') {
        true => (&address[..at], Some(port).filter(|port| !port.is_empty())),
        false => (address, None),
    }
}

/// The name of a `:name` segment and the text after it: `id` and `.json` for `:id.json`.
pub(crate) fn path_variable(segment: &str) -> Option<(&str, &str)> {
    let name = segment.strip_prefix(':').filter(|name| !name.is_empty())?;
    let end = name.find('.').unwrap_or(name.len());
    (end > 0).then(|| name.split_at(end))
}

/// Joins a base and a path with exactly one slash between them.
pub(crate) fn join(base: &str, path: &str) -> String {
    match path.is_empty() {
        true => base.to_owned(),
        false => format!("{}/{}", base.strip_suffix('/').unwrap_or(base), path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_urls_apart() {
        let parts = Parts::of("https://us er:p@ss@api.example.com:8443/a/../b?x=1#frag");
        assert_eq!(parts.scheme, Some("https"));
        assert_eq!(parts.credentials, Some("us er:p@ss"));
        assert_eq!((parts.host, parts.port), ("api.example.com", Some("8443")));
        assert_eq!((parts.path, parts.query), ("/a/../b", Some("x=1")));
    }

    #[test]
    fn spares_templates_and_brackets() {
        let parts = Parts::of("{{a/b?c}}:{{port}}/x");
        assert_eq!(
            (parts.host, parts.port, parts.path),
            ("{{a/b?c}}", Some("{{port}}"), "/x")
        );
        let parts = Parts::of("http://[::1]:80/x");
        assert_eq!((parts.host, parts.port), ("[::1]", Some("80")));
        assert_eq!(Parts::of("[::1]/x").host, "[::1]");
    }

    #[test]
    fn a_name_ends_at_a_dot() {
        assert_eq!(path_variable(":id.json"), Some(("id", ".json")));
        assert_eq!(path_variable(":a:b"), Some(("a:b", "")));
        assert_eq!(path_variable("x:id"), None);
        assert_eq!(path_variable(":"), None);
    }

    #[test]
    fn joins_with_one_slash() {
        assert_eq!(join("http://h/api/", "x"), "http://h/api/x");
        assert_eq!(join("http://h/api", "x"), "http://h/api/x");
        assert_eq!(join("http://h/api", ""), "http://h/api");
    }
}
