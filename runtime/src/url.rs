//! URLs as text. Nothing here normalises: dot segments, doubled slashes and the form of each `%XX`
//! reach the server as they were written.

use http::Uri;

/// Joins a server's URL and a path (which may carry a query), with exactly one slash between them.
/// A query of the server's URL goes first. The path `/` is the server's URL itself.
pub(crate) fn join(base: &str, path: &str, query: &str) -> String {
    let (base, base_query) = split_query(base);
    let (path, path_query) = split_query(path);
    let path = if path == "/" { "" } else { path };
    let mut url = base.trim_end_matches('/').to_owned();
    if !path.starts_with('/') && !path.is_empty() {
        url.push('/');
    }
    url.push_str(path);
    let queries = [base_query, path_query, query]
        .into_iter()
        .filter(|query| !query.is_empty());
    for (index, query) in queries.enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(query);
    }
    url
}

fn split_query(url: &str) -> (&str, &str) {
    let url = url.split('#').next().unwrap_or_default();
    url.split_once('?').unwrap_or((url, ""))
}

/// A whole URL with more behind its query; nothing else of it changes.
pub(crate) fn with_query(url: &str, query: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    match (query.is_empty(), url.contains('?')) {
        (true, _) => url.to_owned(),
        (false, true) => format!("{url}&{query}"),
        (false, false) => format!("{url}?{query}"),
    }
}

/// Reads an absolute `http` or `https` URL; a fragment is dropped, as it is not for the server.
pub(crate) fn parse(url: &str) -> Result<Uri, String> {
    let url = url.split('#').next().unwrap_or_default();
    let uri: Uri = url.parse().map_err(|error| format!("{error}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(uri),
        (Some("http" | "https"), _) => Err("it names no host".to_owned()),
        (Some(other), _) => Err(format!(
            "it must begin with http:// or https://, not {other}://"
        )),
        (None, _) => Err("it must begin with http:// or https://".to_owned()),
    }
}

/// Where a `Location` header points to, seen from the request that was answered.
pub(crate) fn resolve(from: &Uri, location: &str) -> Result<Uri, String> {
    let location = readable(location.trim());
    let scheme = from.scheme_str().unwrap_or("https");
    let authority = from.authority().map_or("", |authority| authority.as_str());
    let url = if location.contains("://") && !location.starts_with(['/', '?', '.']) {
        location
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else if location.starts_with('?') || location.is_empty() {
        format!("{scheme}://{authority}{}{location}", from.path())
    } else {
        format!("{scheme}://{authority}{}", merge(from.path(), &location))
    };
    parse(&url)
}

/// A relative reference put in the place of the last segment (RFC 3986, 5.2.3 and 5.2.4).
fn merge(base: &str, reference: &str) -> String {
    let (path, query) = reference
        .split_once('?')
        .map_or((reference, None), |(p, q)| (p, Some(q)));
    let mut segments: Vec<&str> = base.split('/').collect();
    segments.pop();
    for (index, segment) in path.split('/').enumerate() {
        match segment {
            ".." => {
                if segments.len() > 1 {
                    segments.pop();
                }
            }
            "." => {}
            "" if index == 0 => {}
            _ => segments.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") || path == "." || path == ".." {
        segments.push("");
    }
    let mut merged = segments.join("/");
    if !merged.starts_with('/') {
        merged.insert(0, '/');
    }
    query.map_or(merged.clone(), |query| format!("{merged}?{query}"))
}

/// Servers send spaces and letters beyond ASCII in `Location`; what a URI cannot hold gets encoded.
fn readable(location: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const ILLEGAL: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'\\');
    let location = location.split('#').next().unwrap_or_default();
    utf8_percent_encode(location, ILLEGAL).to_string()
}

/// A URL without what may be a secret in it: user and password, query.
pub(crate) fn shown(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    if has_user(url) { "[hidden]" } else { url }
}

/// Whether a user or password stands before the host.
pub(crate) fn has_user(url: &str) -> bool {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    authority.contains('@')
}

/// Whether two requests go to the same place: scheme, host and port.
pub(crate) fn same_origin(one: &Uri, other: &Uri) -> bool {
    let origin = |uri: &Uri| {
        let port = uri.port_u16().or(match uri.scheme_str() {
            Some("http") => Some(80),
            _ => Some(443),
        });
        (
            uri.scheme_str().map(str::to_owned),
            uri.host().map(str::to_ascii_lowercase),
            port,
        )
    };
    origin(one) == origin(other)
}

/// Whether a host is one of the vendor's own: `a.example` itself, or any below `*.a.example`.
pub(crate) fn is_host_of(uri: &Uri, patterns: &[&str]) -> bool {
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    patterns
        .iter()
        .any(|pattern| match pattern.strip_prefix("*.") {
            Some(domain) => host
                .strip_suffix(domain)
                .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
            None => host == *pattern,
        })
}

/// Whether what was meant for one of the vendor's places may go to another: both are the vendor's own, and
/// it is not sent in the clear where it was not before.
pub(crate) fn is_trusted(from: &Uri, to: &Uri, patterns: &[&str]) -> bool {
    let secure = to.scheme_str() == Some("https") || from.scheme_str() == Some("http");
    secure && is_host_of(from, patterns) && is_host_of(to, patterns)
}

/// A URL at another origin: scheme, host and port of the one, path and query of the other.
pub(crate) fn moved(url: &Uri, origin: &Uri) -> Option<Uri> {
    let mut parts = url.clone().into_parts();
    (parts.scheme, parts.authority) = (origin.scheme().cloned(), origin.authority().cloned());
    Uri::from_parts(parts).ok()
}

/// What the `Host` header says: the port only where it is not the scheme's own.
pub(crate) fn host_header(uri: &Uri) -> String {
    let host = uri.host().unwrap_or_default();
    match (uri.port_u16(), uri.scheme_str()) {
        (None, _) | (Some(80), Some("http")) | (Some(443), Some("https")) => host.to_owned(),
        (Some(port), _) => format!("{host}:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_makes_it_panic(base in "\\PC*", text in "\\PC*|[/.?#:@%]{0,9}") {
            let _ = parse(&join(&base, &text, &text));
            let _ = shown(&text);
            let resolved = parse("http://h:8080/a/b?c=d").and_then(|from| resolve(&from, &text));
            prop_assert!(resolved.is_err() || resolved.is_ok_and(|uri| same_origin(&uri, &uri)));
        }
    }

    #[test]
    fn a_shown_url_hides_what_may_be_secret() {
        assert_eq!(shown("https://h/v2?key=s3cret"), "https://h/v2");
        assert_eq!(shown("https://me:s3cret@h/v2"), "[hidden]");
        assert_eq!(shown("https://h/@me"), "https://h/@me");
    }

    #[test]
    fn joins_with_one_slash_and_keeps_the_rest() {
        let cases = [
            ("https://h/v2", "/users", "", "https://h/v2/users"),
            ("https://h/v2/", "/users", "a=1", "https://h/v2/users?a=1"),
            ("https://h", "users", "", "https://h/users"),
            ("https://h/?k=1", "/a?b=2", "c=3", "https://h/a?k=1&b=2&c=3"),
            (
                "https://h",
                "/a/../b/%2e%2e//c",
                "",
                "https://h/a/../b/%2e%2e//c",
            ),
            ("https://h/v2", "", "", "https://h/v2"),
            ("https://h/v2", "/", "a=1", "https://h/v2?a=1"),
            ("https://h/v2", "/?b=2", "a=1", "https://h/v2?b=2&a=1"),
        ];
        for (base, path, query, url) in cases {
            assert_eq!(join(base, path, query), url);
            assert_eq!(
                parse(url).map(|uri| uri.to_string()).as_deref(),
                Ok(url.replace("https://h?", "https://h/?").as_str())
            );
        }
    }

    #[test]
    fn refuses_what_is_no_web_address() {
        for url in [
            "",
            "h/v2",
            "ftp://h/",
            "https://",
            "http:///x",
            "https://a b/",
        ] {
            assert!(parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn resolves_locations() {
        let Ok(from) = parse("http://h:8080/a/b?c=d") else {
            panic!("base")
        };
        let cases = [
            ("https://other/x#frag", "https://other/x"),
            ("//other/x", "http://other/x"),
            ("/x/../y", "http://h:8080/x/../y"),
            ("?q=1", "http://h:8080/a/b?q=1"),
            ("c d", "http://h:8080/a/c%20d"),
            ("../c?u=http://z", "http://h:8080/c?u=http://z"),
            ("../../../c", "http://h:8080/c"),
            ("./", "http://h:8080/a/"),
            ("", "http://h:8080/a/b"),
        ];
        for (location, url) in cases {
            assert_eq!(
                resolve(&from, location)
                    .map(|uri| uri.to_string())
                    .as_deref(),
                Ok(url),
                "{location}"
            );
        }
    }

    #[test]
    fn hosts_are_compared_whole() {
        let own = &["zoo.example", "*.zoo.example"];
        let is = |url: &str| is_host_of(&parse(url).unwrap_or_default(), own);
        assert!(is("https://zoo.example/a") && is("https://A.b.Zoo.example:8443/"));
        for url in [
            "https://evilzoo.example/",
            "https://zoo.example.evil/",
            "https://.zoo.example/",
            "https://evil/?zoo.example",
        ] {
            assert!(!is(url), "{url}");
        }
        let trusted = |from: &str, to: &str| {
            let [from, to] = [from, to].map(|url| parse(url).unwrap_or_default());
            is_trusted(&from, &to, own)
        };
        assert!(trusted("https://zoo.example/", "https://a.zoo.example/"));
        assert!(!trusted("https://zoo.example/", "http://a.zoo.example/"));
        assert!(!trusted("https://evil.example/", "https://zoo.example/"));
    }

    #[test]
    fn another_port_or_scheme_is_another_origin() {
        let uri = |text: &str| parse(text).unwrap_or_default();
        assert!(same_origin(&uri("https://H/a"), &uri("https://h:443/b")));
        assert!(!same_origin(&uri("https://h/a"), &uri("http://h/a")));
        assert!(!same_origin(&uri("http://h:1/a"), &uri("http://h:2/a")));
    }
}
