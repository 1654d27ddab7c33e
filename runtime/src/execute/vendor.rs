//! The hosts that credentials and bodies may be sent to.

use http::Uri;

use crate::ground::url;
use crate::operation::{ApiInfo, Server};

/// The vendor's hosts and servers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vendor {
    hosts: &'static [&'static str],
    servers: &'static [Server],
}

impl Vendor {
    /// No known hosts: only the origin of the request is trusted, and the same host over TLS.
    pub(crate) const UNKNOWN: Vendor = Vendor {
        hosts: &[],
        servers: &[],
    };

    pub(crate) fn of(info: &ApiInfo) -> Vendor {
        Vendor {
            hosts: info.hosts,
            servers: info.servers,
        }
    }

    /// Whether credentials and bodies of a request to `from` may be sent to `to`.
    pub(crate) fn trusts(self, from: &Uri, to: &Uri) -> bool {
        self.why_untrusted(from, to).is_none()
    }

    /// Why credentials and bodies of a request to `from` must not be sent to `to`. `None` if they may be sent: both
    /// have the same origin (RFC 6454); or `to` is the same host over TLS; or both are the vendor's hosts, `to` has
    /// one of the vendor's ports, and TLS is not given up.
    pub(crate) fn why_untrusted(self, from: &Uri, to: &Uri) -> Option<&'static str> {
        if url::same_origin(from, to) || url::is_upgrade(from, to) {
            return None;
        }
        if !self.is_own_host(to) {
            return Some("which is not one of the vendor's hosts");
        }
        if !self.is_own_host(from) {
            return Some("which is another origin than the request's");
        }
        if from.scheme_str() == Some("https") && to.scheme_str() != Some("https") {
            return Some("which is not encrypted");
        }
        (!self.uses_port(from, to))
            .then_some("which is a port that the vendor's servers do not use")
    }

    fn is_own_host(self, uri: &Uri) -> bool {
        self.hosts
            .iter()
            .any(|pattern| matches_host(split_port(pattern).0, uri))
    }

    /// Whether `to` has a port of the vendor: the default port of the scheme, the port of the request, the port of a
    /// declared server, or the port of the host's pattern.
    fn uses_port(self, from: &Uri, to: &Uri) -> bool {
        let port = url::port(to);
        let is_server = |server: &Server| {
            url::parse(server.url).is_ok_and(|server| url::same_origin(&server, to))
        };
        let is_named = |pattern: &&str| {
            let (host, named) = split_port(pattern);
            let named = named.is_some_and(|named| named == "*" || named.parse() == Ok(port));
            named && matches_host(host, to)
        };
        port == url::default_port(to)
            || port == url::port(from)
            || self.servers.iter().any(is_server)
            || self.hosts.iter().any(is_named)
    }
}

/// Splits `zoo.example:8443` into host and port. The port may be `*`. Colons inside an IPv6 address do not count.
fn split_port(pattern: &str) -> (&str, Option<&str>) {
    match pattern.rsplit_once(':') {
        Some((host, port)) if port == "*" || port.parse::<u16>().is_ok() => (host, Some(port)),
        _ => (pattern, None),
    }
}

/// Whether the host of a URL equals the pattern. `*.a.example` matches every subdomain of `a.example`, but not itself.
fn matches_host(pattern: &str, uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let pattern = pattern.to_ascii_lowercase();
    match pattern.strip_prefix("*.") {
        Some(domain) => host
            .strip_suffix(domain)
            .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
        None => host == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZOO: Vendor = Vendor {
        hosts: &["zoo.example", "*.zoo.example", "pets.example:8443"],
        servers: &[Server::new("uploads", "https://up.zoo.example:9443/v2")],
    };

    fn trusts(from: &str, to: &str) -> bool {
        let [from, to] = [from, to].map(|text| url::parse(text).unwrap_or_default());
        ZOO.trusts(&from, &to)
    }

    #[test]
    fn whole_host_names_are_compared() {
        for own in [
            "https://zoo.example/a",
            "https://A.b.Zoo.example/",
            "https://pets.example/",
        ] {
            assert!(trusts("https://api.zoo.example/", own), "{own}");
        }
        for other in [
            "https://evilzoo.example/",
            "https://zoo.example.evil/",
            "https://.zoo.example/",
            "https://evil/?zoo.example",
            "https://zoo.example@evil/",
            "https://169.254.169.254/",
        ] {
            assert!(!trusts("https://zoo.example/", other), "{other}");
        }
        assert!(!trusts("https://evil.example/", "https://zoo.example/"));
    }

    #[test]
    fn tls_is_never_given_up() {
        assert!(!trusts("https://zoo.example/", "http://zoo.example/"));
        assert!(!trusts("https://zoo.example/", "http://zoo.example:443/"));
        assert!(trusts("http://zoo.example/", "https://a.zoo.example/"));
        assert!(trusts("http://zoo.example/", "http://a.zoo.example/"));
    }

    #[test]
    fn the_same_host_over_tls_is_always_trusted() {
        for (from, to, trusted) in [
            ("http://other.example/", "https://Other.example:443/x", true),
            ("http://other.example:80/", "https://other.example/", true),
            ("http://other.example/", "https://a.other.example/", false),
            (
                "http://other.example/",
                "https://other.example:8443/",
                false,
            ),
            (
                "http://other.example:8080/",
                "https://other.example/",
                false,
            ),
            ("https://other.example/", "http://other.example/", false),
        ] {
            let [from_uri, to_uri] = [from, to].map(|text| url::parse(text).unwrap_or_default());
            for vendor in [ZOO, Vendor::UNKNOWN] {
                assert_eq!(vendor.trusts(&from_uri, &to_uri), trusted, "{from} to {to}");
            }
        }
    }

    #[test]
    fn another_port_is_trusted_only_where_a_server_or_a_pattern_names_it() {
        for own in [
            "https://zoo.example:443/",
            "https://up.zoo.example:9443/",
            "https://pets.example:8443/",
        ] {
            assert!(trusts("https://api.zoo.example/", own), "{own}");
        }
        for other in [
            "https://api.zoo.example:8443/",
            "https://zoo.example:80/",
            "https://zoo.example:9443/",
            "https://pets.example:9443/",
        ] {
            assert!(!trusts("https://api.zoo.example/", other), "{other}");
        }
        // The caller set this port.
        assert!(trusts(
            "https://zoo.example:7443/",
            "https://eu.zoo.example:7443/"
        ));
        let any = Vendor {
            hosts: &["127.0.0.1:*", "[::1]:*"],
            servers: &[],
        };
        let uri = |text: &str| url::parse(text).unwrap_or_default();
        assert!(any.trusts(&uri("http://127.0.0.1:1/"), &uri("http://[::1]:2/")));
        assert!(!Vendor::UNKNOWN.trusts(&uri("http://127.0.0.1:1/"), &uri("http://127.0.0.1:2/")));
    }
}
