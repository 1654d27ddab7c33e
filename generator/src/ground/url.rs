//! References to URLs, resolved against a base (RFC 3986, section 5.2). They may have `{variables}`.

/// The URL that a reference leads to from a base with scheme and host.
pub fn resolved(base: &str, reference: &str) -> String {
    if has_scheme(reference) {
        return reference.to_owned();
    }
    let (scheme, rest) = base.split_once("://").unwrap_or(("https", base));
    if let Some(host) = reference.strip_prefix("//") {
        return format!("{scheme}://{host}");
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = match reference.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => format!("{folder}/{reference}"),
    };
    format!("{scheme}://{host}{}", without_dots(&whole))
}

/// A path, with a slash in front of it, without its segments `.` and `..`.
pub fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.trim_start_matches('/').split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    format!("/{}", segments.join("/"))
}

/// Whether a URL begins with a scheme and a host, or with a variable, which may hold them.
pub fn has_scheme(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+-.{}_".contains(c);
    scheme.is_some_and(|scheme| !scheme.is_empty() && scheme.chars().all(is_part))
        || url.starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_against_the_document() {
        let base = "http://h.test:8080/docs/api/openapi.json?raw=1";
        for (reference, expected) in [
            ("/v1", "http://h.test:8080/v1"),
            ("./v1", "http://h.test:8080/docs/api/v1"),
            ("../v1", "http://h.test:8080/docs/v1"),
            ("../../../v1", "http://h.test:8080/v1"),
            ("v1/{x}", "http://h.test:8080/docs/api/v1/{x}"),
            ("//other.test/v1", "http://other.test/v1"),
            ("https://other.test/v1", "https://other.test/v1"),
            ("{scheme}://other.test", "{scheme}://other.test"),
            ("{base}/v1", "{base}/v1"),
            ("/", "http://h.test:8080/"),
        ] {
            assert_eq!(resolved(base, reference), expected, "{reference}");
        }
        assert_eq!(resolved("https://h.test", "v1"), "https://h.test/v1");
    }
}
