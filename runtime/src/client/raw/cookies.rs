//! Cookies that are kept from one request to the next (RFC 6265).

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use http::header::{COOKIE, HeaderValue, SET_COOKIE};
use http::{HeaderMap, Uri};

/// The maximum number of cookies; the oldest ones are dropped.
const MOST: usize = 500;

/// The maximum length of a cookie in bytes; longer ones are ignored.
const LONGEST: usize = 4096;

/// The maximum length of the value of an attribute in bytes; longer attributes are ignored.
const LONGEST_ATTRIBUTE: usize = 1024;

/// The cookies that responses have set.
#[derive(Default)]
pub(super) struct Jar(Mutex<Vec<Cookie>>);

#[derive(Debug, Clone, PartialEq)]
struct Cookie {
    name: String,
    value: String,
    domain: String,
    /// Whether subdomains get it, too.
    for_subdomains: bool,
    path: String,
    only_tls: bool,
    expires: Option<SystemTime>,
}

impl Jar {
    /// Keeps the cookies of a response to a request to `uri`. A cookie that has expired removes the one before it.
    pub(super) fn keep(&self, uri: &Uri, headers: &HeaderMap, now: SystemTime) {
        let mut cookies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for value in headers.get_all(SET_COOKIE) {
            let text = String::from_utf8_lossy(value.as_bytes());
            let Some(cookie) = Cookie::parse(&text, uri, now) else {
                continue;
            };
            cookies.retain(|other| !cookie.replaces(other));
            if cookie.expires.is_none_or(|expires| expires > now) {
                cookies.push(cookie);
            }
            if cookies.len() > MOST {
                cookies.remove(0);
            }
        }
    }

    /// Adds the cookies for `uri` to the headers of a request, behind those that it has. A name that it has is kept.
    pub(super) fn add_to(&self, uri: &Uri, headers: &mut HeaderMap, now: SystemTime) {
        let cookies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut fitting: Vec<&Cookie> = cookies
            .iter()
            .filter(|cookie| cookie.is_for(uri, now))
            .collect();
        // Longer paths first; the sort is stable.
        fitting.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let own = headers.get(COOKIE).map(|value| value.as_bytes().to_vec());
        let own = String::from_utf8_lossy(&own.unwrap_or_default()).into_owned();
        let is_own = |name: &str| {
            let mut pairs = own.split(';').filter_map(|pair| pair.split_once('='));
            pairs.any(|(own, _)| own.trim() == name)
        };
        let added = fitting.into_iter().filter(|cookie| !is_own(&cookie.name));
        let added = added.map(|cookie| format!("{}={}", cookie.name, cookie.value));
        let own = Some(own.clone()).filter(|text| !text.trim().is_empty());
        let all: Vec<String> = own.into_iter().chain(added).collect();
        if let Ok(mut value) = HeaderValue::from_str(&all.join("; "))
            && !all.is_empty()
        {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }
}

impl Cookie {
    /// Parses a `Set-Cookie` header of a response to a request to `uri`. `None` if it has no name, is too long, or is for a
    /// domain that `uri` is not in.
    fn parse(text: &str, uri: &Uri, now: SystemTime) -> Option<Cookie> {
        let mut parts = text.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let host = uri.host()?.to_ascii_lowercase();
        let mut cookie = Cookie {
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
            domain: host.clone(),
            for_subdomains: false,
            path: default_path(uri.path()),
            only_tls: false,
            expires: None,
        };
        let mut has_age = false;
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim();
            if value.len() > LONGEST_ATTRIBUTE {
                continue;
            }
            match key.trim().to_ascii_lowercase().as_str() {
                "domain" => {
                    let domain = value.trim_start_matches('.').to_ascii_lowercase();
                    if !domain.is_empty() {
                        (cookie.domain, cookie.for_subdomains) = (domain, true);
                    }
                }
                "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
                "secure" => cookie.only_tls = true,
                "max-age" => {
                    if let Ok(seconds) = value.parse::<i64>() {
                        let age = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
                        (cookie.expires, has_age) = (now.checked_add(age), true);
                    }
                }
                "expires" if !has_age => {
                    // Some services write `Wed, 21-Oct-2026 07:28:00 GMT`.
                    let date = httpdate::parse_http_date(&value.replace('-', " "));
                    cookie.expires = date.ok().or(cookie.expires);
                }
                _ => {}
            }
        }
        let is_short = cookie.name.len() + cookie.value.len() <= LONGEST;
        let is_usable = !cookie.name.is_empty() && is_short && cookie.domain_includes(&host);
        // A cookie for `com` would be sent to everyone.
        let is_own = cookie.domain == host || cookie.domain.contains('.');
        (is_usable && is_own).then_some(cookie)
    }

    fn replaces(&self, other: &Cookie) -> bool {
        (&self.name, &self.domain, &self.path) == (&other.name, &other.domain, &other.path)
    }

    fn domain_includes(&self, host: &str) -> bool {
        let is_below = || {
            let rest = host.strip_suffix(&self.domain);
            self.for_subdomains && rest.is_some_and(|rest| rest.ends_with('.'))
        };
        host == self.domain || is_below() && !is_address(host)
    }

    fn is_for(&self, uri: &Uri, now: SystemTime) -> bool {
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        let rest = uri.path().strip_prefix(self.path.as_str());
        let is_below = rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/')
        });
        let is_secure = !self.only_tls || uri.scheme_str() == Some("https");
        let is_current = self.expires.is_none_or(|expires| expires > now);
        self.domain_includes(&host) && is_below && is_secure && is_current
    }
}

/// Whether a host is an IP address, which has no subdomains (RFC 6265, section 5.1.3).
fn is_address(host: &str) -> bool {
    host.starts_with('[') || host.parse::<IpAddr>().is_ok()
}

/// The path up to its last slash (RFC 6265, section 5.1.4).
fn default_path(path: &str) -> String {
    match path.rfind('/') {
        Some(at) if at > 0 => path.get(..at).unwrap_or("/").to_owned(),
        _ => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::url;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    /// The `Cookie` header of a request to `to` after responses from `from` that set these cookies.
    fn sent(from: &str, cookies: &[&'static str], to: &str) -> Option<String> {
        let jar = Jar::default();
        for cookie in cookies {
            let headers = HeaderMap::from_iter([(SET_COOKIE, HeaderValue::from_static(cookie))]);
            jar.keep(&url::parse(from).unwrap(), &headers, NOW);
        }
        let mut headers = HeaderMap::new();
        jar.add_to(&url::parse(to).unwrap(), &mut headers, NOW);
        let value = headers.get(COOKIE)?;
        Some(value.to_str().unwrap().to_owned())
    }

    #[test]
    fn cookies_are_sent_to_their_host_and_path() {
        let login = "https://zoo.example/login";
        let both = &["sid=abc; Path=/; HttpOnly", "cart=1; Path=/shop"][..];
        for (to, expected) in [
            ("https://zoo.example/me", Some("sid=abc")),
            ("https://zoo.example/shop", Some("cart=1; sid=abc")),
            ("https://zoo.example/shop/a?b=c", Some("cart=1; sid=abc")),
            ("https://zoo.example/shopping", Some("sid=abc")),
            ("https://ZOO.example:8443/me", Some("sid=abc")),
            ("https://a.zoo.example/me", None),
            ("https://other.example/me", None),
        ] {
            assert_eq!(sent(login, both, to).as_deref(), expected, "{to}");
        }
    }

    #[test]
    fn a_domain_includes_subdomains_but_no_strangers() {
        let from = "https://api.zoo.example/a/b";
        let to = "https://www.zoo.example/a/c";
        assert_eq!(
            sent(from, &["a=1; Domain=.zoo.example"], to).as_deref(),
            Some("a=1")
        );
        assert_eq!(sent(from, &["a=1; Domain=example"], to), None);
        assert_eq!(
            sent(
                from,
                &["a=1; Domain=other.example"],
                "https://other.example/"
            ),
            None
        );
        assert_eq!(sent(from, &["a=1; Domain=oo.example"], from), None);
        let address = "http://192.0.2.1/";
        assert_eq!(sent(address, &["a=1; Domain=2.1"], address), None);
        let whole = sent(address, &["a=1; Domain=192.0.2.1"], address);
        assert_eq!(whole.as_deref(), Some("a=1"));
        // The path is that of the request up to its last slash.
        assert_eq!(sent(from, &["a=1"], from).as_deref(), Some("a=1"));
        assert_eq!(sent(from, &["a=1"], "https://api.zoo.example/b"), None);
    }

    #[test]
    fn cookies_are_replaced_and_expire() {
        let home = "https://zoo.example/";
        assert_eq!(sent(home, &["a=1", "a=2"], home).as_deref(), Some("a=2"));
        assert_eq!(sent(home, &["a=1", "a=; Max-Age=0"], home), None);
        let past = "a=2; Expires=Wed, 21-Oct-1969 07:28:00 GMT; Max-Age=60";
        assert_eq!(sent(home, &[past], home).as_deref(), Some("a=2"));
        assert_eq!(sent(home, &["a=1; Secure"], "http://zoo.example/"), None);
        assert_eq!(sent(home, &["no cookie", "=1"], home), None);
    }

    #[test]
    fn a_long_cookie_and_a_long_attribute_are_ignored() {
        let home = url::parse("https://zoo.example/").unwrap();
        let long = "a".repeat(LONGEST);
        let cookie = |text: &str| Cookie::parse(text, &home, NOW);
        assert_eq!(cookie(&format!("a={long}")), None);
        let path = cookie(&format!("a=1; Path=/{long}")).map(|cookie| cookie.path);
        assert_eq!(path.as_deref(), Some("/"));
    }

    #[test]
    fn the_oldest_of_too_many_cookies_is_dropped() {
        let (jar, home) = (Jar::default(), url::parse("https://zoo.example/").unwrap());
        for number in 0..=MOST {
            let value = HeaderValue::try_from(format!("c{number}=")).unwrap();
            jar.keep(&home, &HeaderMap::from_iter([(SET_COOKIE, value)]), NOW);
        }
        let cookies = jar.0.into_inner().unwrap();
        assert_eq!((cookies.len(), cookies[0].name.as_str()), (MOST, "c1"));
    }

    #[test]
    fn cookies_of_the_request_come_first() {
        let jar = Jar::default();
        let home = url::parse("https://zoo.example/").unwrap();
        let set = HeaderMap::from_iter([(SET_COOKIE, HeaderValue::from_static("a=1"))]);
        jar.keep(&home, &set, NOW);
        for (own, expected) in [("b=2", "b=2; a=1"), ("a=9", "a=9")] {
            let mut headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(own))]);
            jar.add_to(&home, &mut headers, NOW);
            assert_eq!(headers[COOKIE], expected);
        }
    }
}
