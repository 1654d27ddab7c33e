//! URLs as text. They are not normalized: dot segments, repeated slashes and the spelling of each `%XX` reach the
//! server unchanged.

use std::net::IpAddr;

use http::Uri;

/// Joins the URL of a server and a path, which may have a query, with one slash between them. The query of the
/// server's URL comes first. The path `/` means the server's URL itself.
pub(crate) fn join(base: &str, path: &str, query: &str) -> String {
    let (base, base_query) = split_query(base);
    let (path, path_query) = split_query(path);
    let path = if path == "/" { "" } else { path };
    let mut url = base.trim_end_matches('/').to_owned();
    if !path.starts_with('/') && !path.is_empty() {
        url.push('/');
    }
    url.push_str(path);
    // Without a path, the query would be the whole target of the request.
    if url.matches('/').count() == 2 && url.contains("://") {
        url.push('/');
    }
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

/// Appends a query to a URL.
pub(crate) fn with_query(url: &str, query: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    match (query.is_empty(), url.contains('?')) {
        (true, _) => url.to_owned(),
        (false, true) => format!("{url}&{query}"),
        (false, false) => format!("{url}?{query}"),
    }
}

/// Parses an absolute `http` or `https` URL. The fragment is removed, because it is not sent.
pub(crate) fn parse(url: &str) -> Result<Uri, String> {
    let url = url.split('#').next().unwrap_or_default();
    let uri: Uri = url.parse().map_err(|error| format!("{error}"))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(uri),
        (Some("http" | "https"), _) => Err("it has no host".to_owned()),
        (Some(other), _) => Err(format!(
            "it must begin with http:// or https://, not {other}://"
        )),
        (None, _) => Err("it must begin with http:// or https://".to_owned()),
    }
}

/// Resolves a `Location` header relative to the URL of the request.
pub(crate) fn resolve(from: &Uri, location: &str) -> Result<Uri, String> {
    let location = encode_illegal(location.trim());
    let scheme = from.scheme_str().unwrap_or("https");
    let authority = from.authority().map_or("", |authority| authority.as_str());
    let url = if has_scheme(&location) {
        location
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else if location.starts_with('?') || location.is_empty() {
        format!("{scheme}://{authority}{}{location}", from.path())
    } else {
        format!(
            "{scheme}://{authority}{}",
            merge_paths(from.path(), &location)
        )
    };
    parse(&url)
}

/// Whether a URL reference has a scheme, which ends before the first `/`, `?` or `#` (RFC 3986, 3.1 and 4.2).
fn has_scheme(reference: &str) -> bool {
    let start = reference.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((scheme, _)) = start.split_once(':') else {
        return false;
    };
    let in_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(in_scheme)
}

/// Resolves a relative path against the path of the base URL (RFC 3986, 5.2.3 and 5.2.4).
fn merge_paths(base: &str, reference: &str) -> String {
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

/// Percent-encodes what a URI must not contain: some servers send spaces and characters beyond ASCII in `Location`.
fn encode_illegal(location: &str) -> String {
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

/// A URL for messages: without the query, and hidden if it has user information, because both may be secret.
pub(crate) fn for_display(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    if has_user(url) { "[hidden]" } else { url }
}

/// Whether the URL has user information.
pub(crate) fn has_user(url: &str) -> bool {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    authority.contains('@')
}

/// The port of a URL, or the default port of its scheme.
pub(crate) fn port(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or_else(|| default_port(uri))
}

/// The default port of the URL's scheme.
pub(crate) fn default_port(uri: &Uri) -> u16 {
    match uri.scheme_str() {
        Some("http") => 80,
        _ => 443,
    }
}

/// Whether two URLs have the same origin: scheme, host and port.
pub(crate) fn same_origin(first: &Uri, other: &Uri) -> bool {
    let origin = |uri: &Uri| {
        (
            uri.scheme_str().map(str::to_owned),
            uri.host().map(str::to_ascii_lowercase),
            port(uri),
        )
    };
    origin(first) == origin(other)
}

/// Whether `to` is `from` with `https` instead of `http`, both on their default ports.
pub(crate) fn is_upgrade(from: &Uri, to: &Uri) -> bool {
    let is_default = |uri: &Uri, scheme: &str| {
        uri.scheme_str() == Some(scheme) && port(uri) == default_port(uri)
    };
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    is_default(from, "http") && is_default(to, "https") && host(from) == host(to)
}

/// Scheme, host and port of a URL, for messages.
pub(crate) fn origin_text(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    format!("{scheme}://{}", host_header(uri))
}

/// Explains why credentials are not sent to a URL.
pub(crate) const WHY_EXPOSED: &str = "http:// would send credentials unencrypted: use https://, or set \
    `.allow_http_credentials(true)` on the builder";

/// Whether others can read what is sent to a URL: it is `http://`, and its host is not this machine (127.0.0.0/8,
/// `::1`, `localhost`).
pub(crate) fn is_exposed(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_local = address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        || host.eq_ignore_ascii_case("localhost");
    uri.scheme_str() == Some("http") && !is_local
}

/// Replaces scheme, host and port of a URL by those of `origin`.
pub(crate) fn with_origin(url: &Uri, origin: &Uri) -> Option<Uri> {
    let mut parts = url.clone().into_parts();
    (parts.scheme, parts.authority) = (origin.scheme().cloned(), origin.authority().cloned());
    Uri::from_parts(parts).ok()
}

/// The value of the `Host` header: the port is included only if it is not the default of the scheme.
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
            let _ = for_display(&text);
            let resolved = parse("http://h:8080/a/b?c=d").and_then(|from| resolve(&from, &text));
            prop_assert!(resolved.is_err() || resolved.is_ok_and(|uri| same_origin(&uri, &uri)));
        }
    }

    #[test]
    fn a_shown_url_hides_what_may_be_secret() {
        assert_eq!(for_display("https://h/v2?key=s3cret"), "https://h/v2");
        assert_eq!(for_display("https://me:s3cret@h/v2"), "[hidden]");
        assert_eq!(for_display("https://h/@me"), "https://h/@me");
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
            ("https://h", "/", "a=1", "https://h/?a=1"),
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
    fn urls_without_http_or_a_host_are_refused() {
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
            ("next?u=http://z", "http://h:8080/a/next?u=http://z"),
            ("next/http://z", "http://h:8080/a/next/http://z"),
            ("next#http://z", "http://h:8080/a/next"),
            ("1:2", "http://h:8080/a/1:2"),
            ("HTTPS://other/x", "https://other/x"),
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
    fn only_http_beyond_this_machine_is_exposed() {
        let exposed = |text: &str| is_exposed(&parse(text).unwrap_or_default());
        for url in [
            "http://127.0.0.1:8080/",
            "http://127.9.9.9/",
            "http://[::1]:1/",
            "http://LOCALHOST/",
            "https://zoo.example/",
        ] {
            assert!(!exposed(url), "{url}");
        }
        for url in [
            "http://zoo.example/",
            "HTTP://zoo.example/",
            "http://localhost.evil/",
            "http://127.0.0.1.evil/",
            "http://10.0.0.1/",
            "http://[::2]/",
            "http://localhost@evil/",
        ] {
            assert!(exposed(url), "{url}");
        }
    }

    #[test]
    fn another_port_or_scheme_is_another_origin() {
        let uri = |text: &str| parse(text).unwrap_or_default();
        assert!(same_origin(&uri("https://H/a"), &uri("https://h:443/b")));
        assert!(!same_origin(&uri("https://h/a"), &uri("http://h/a")));
        assert!(!same_origin(&uri("http://h:1/a"), &uri("http://h:2/a")));
    }
}
