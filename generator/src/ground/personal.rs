//! What identifies a person in texts of documents: e-mail addresses, telephone numbers, and URLs of
//! request catchers. They are replaced by names that RFC 2606 reserves and by telephone numbers `555-01xx`.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What replaces the first e-mail address.
pub const EMAIL: &str = "user@example.com";

/// What replaces telephone numbers.
pub const PHONE: &str = "+15550100";

/// What replaces the URL of a request catcher.
pub const CATCHER: &str = "https://example.com/<secret>";

/// A pattern; `None` only if it were invalid, which a test rules out.
type Pattern = LazyLock<Option<Regex>>;

/// An e-mail address; in URLs `@` may be encoded. The first group excludes the user information of a URL, which follows `/`.
static ADDRESS: Pattern = LazyLock::new(|| {
    Regex::new(r"(^|[^A-Za-z0-9._%+/-])([A-Za-z0-9][A-Za-z0-9._+-]*)(@|%40)((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})").ok()
});

/// A telephone number in international form, with spaces, hyphens or parentheses between its digits.
static NUMBER: Pattern = LazyLock::new(|| Regex::new(r"(?:\+|%2B)\d(?:[ .()-]{0,2}\d){7,14}").ok());

/// A URL of a request catcher or of a tunnel to somebody's machine, or of an incoming webhook.
static CATCHER_URL: Pattern = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)https?://(?:[a-z0-9-]+\.)*",
        r"(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|hookbin\.com|beeceptor\.com|requestcatcher\.com|ptsv[23]\.com",
        r"|ngrok(?:-free)?\.(?:io|app|dev)|loca\.lt|trycloudflare\.com|hooks\.slack\.com|hooks\.zapier\.com|webhook\.office\.com",
        r"|discord(?:app)?\.com/api/webhooks)",
        r#"(?:[/?#][^\s"'<>)\]\\]*)?"#
    ))
    .ok()
});

/// Local parts of addresses that belong to an organization: documents name them so that readers write to them.
const ROLES: &[&str] = &[
    "api",
    "contact",
    "developer",
    "developers",
    "feedback",
    "git",
    "hello",
    "help",
    "info",
    "legal",
    "noreply",
    "no-reply",
    "partners",
    "privacy",
    "sales",
    "security",
    "service",
    "support",
    "team",
];

/// The distinct e-mail addresses that were replaced in one operation: each has its own number.
#[derive(Debug, Default)]
pub struct Replacer {
    addresses: Vec<String>,
}

impl Replacer {
    /// The text of an example without what identifies a person; unchanged where there is nothing of the kind.
    pub fn in_example<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        self.replace(text, false)
    }

    /// As [`Replacer::in_example`], for a description, in which the addresses of an organization stay.
    pub fn in_prose<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        self.replace(text, true)
    }

    fn replace<'t>(&mut self, text: &'t str, prose: bool) -> Cow<'t, str> {
        let mut shown = Cow::Borrowed(text);
        if text.contains("://") {
            replace_all(&mut shown, &CATCHER_URL, |_: &Captures<'_>| {
                CATCHER.to_owned()
            });
        }
        if text.contains('+') || text.contains("%2B") {
            replace_all(&mut shown, &NUMBER, |found: &Captures<'_>| {
                number(&found[0])
            });
        }
        if text.contains('@') || text.contains("%40") {
            replace_all(&mut shown, &ADDRESS, |found: &Captures<'_>| {
                self.address(found, prose)
            });
        }
        shown
    }

    fn address(&mut self, found: &Captures<'_>, prose: bool) -> String {
        let (before, local, at, domain) = (&found[1], &found[2], &found[3], &found[4]);
        if is_reserved(domain) || is_role(local, prose) {
            return found[0].to_owned();
        }
        let user = self.user(&format!("{local}@{domain}").to_lowercase());
        format!("{before}{user}{at}example.com")
    }

    /// `user` for the first address, `user2` for the second.
    fn user(&mut self, address: &str) -> String {
        let known = self.addresses.iter().position(|other| other == address);
        let index = known.unwrap_or_else(|| {
            self.addresses.push(address.to_owned());
            self.addresses.len() - 1
        });
        match index {
            0 => "user".to_owned(),
            index => format!("user{}", index + 1),
        }
    }
}

fn replace_all(
    shown: &mut Cow<'_, str>,
    pattern: &Pattern,
    replacement: impl FnMut(&Captures<'_>) -> String,
) {
    let Some(pattern) = pattern.as_ref() else {
        return;
    };
    if let Cow::Owned(replaced) = pattern.replace_all(shown, replacement) {
        *shown = Cow::Owned(replaced);
    }
}

/// What replaces a telephone number; numbers that are reserved for examples stay.
fn number(found: &str) -> String {
    match found.contains("555010") || found.contains("555-01") {
        true => found.to_owned(),
        false if found.starts_with('%') => PHONE.replace('+', "%2B"),
        false => PHONE.to_owned(),
    }
}

/// Whether a domain is reserved for examples and tests (RFC 2606, RFC 6761).
fn is_reserved(domain: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    let is_of = |reserved: &&str| domain == **reserved || domain.ends_with(&format!(".{reserved}"));
    [
        "example.com",
        "example.org",
        "example.net",
        "example",
        "test",
        "invalid",
        "localhost",
    ]
    .iter()
    .any(is_of)
}

fn is_role(local: &str, prose: bool) -> bool {
    let is_login = local == "git";
    is_login || (prose && ROLES.iter().any(|role| local.eq_ignore_ascii_case(role)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(text: &str) -> String {
        Replacer::default().in_example(text).into_owned()
    }

    #[test]
    fn the_patterns_are_valid() {
        assert!(ADDRESS.is_some() && NUMBER.is_some() && CATCHER_URL.is_some());
    }

    #[test]
    fn each_address_has_its_own_number() {
        assert_eq!(
            example("a.b@corp.zz, c@corp.zz and A.B@corp.zz"),
            "user@example.com, user2@example.com and user@example.com"
        );
        assert_eq!(
            example("?mail=a%40corp.zz&x=1"),
            "?mail=user%40example.com&x=1"
        );
    }

    #[test]
    fn what_is_no_persons_address_stays() {
        for text in [
            "who@example.com",
            "x@y.test",
            "git@github.com:a/b.git",
            "https://me@host.zz/x",
            "pkg@1.2.3",
            "{{user}}@x",
        ] {
            assert_eq!(example(text), text);
        }
        let prose = "Write to support@vendor.zz, not to jane@vendor.zz.";
        let shown = Replacer::default().in_prose(prose).into_owned();
        assert_eq!(
            shown,
            "Write to support@vendor.zz, not to user@example.com."
        );
    }

    #[test]
    fn telephone_numbers_are_replaced() {
        for text in ["+447700900123", "+1 (212) 736-5000", "+49 30 1234567"] {
            assert_eq!(example(text), PHONE, "{text}");
        }
        for text in [
            "+1",
            "a+1234567",
            "2030-01-01T00:00:00+0200",
            "1+2",
            "+15550100",
        ] {
            assert_eq!(example(text), text);
        }
    }

    #[test]
    fn addresses_that_catch_requests_are_replaced() {
        for text in [
            "https://webhook.site/00000000-1111-4222-8333-444444444444",
            "https://abc.ngrok.io/callback?x=1",
            "https://hooks.slack.com/services/T0/B0/x",
            "https://discord.com/api/webhooks/1/x",
        ] {
            assert_eq!(example(text), CATCHER, "{text}");
        }
        assert_eq!(
            example("{\"to\":\"https://webhook.site/a-b\"}"),
            format!("{{\"to\":\"{CATCHER}\"}}")
        );
        assert_eq!(
            example("https://site.zz/webhook.site"),
            "https://site.zz/webhook.site"
        );
    }
}
