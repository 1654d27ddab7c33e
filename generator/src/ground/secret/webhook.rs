//! URLs of webhooks, which are secrets: whoever knows such a URL can post to it.

use super::text::words;
use super::value::looks_generated;

/// Words in hosts and paths of webhooks. Segments after them can be secrets.
const WORDS: &[&str] = &[
    "hook",
    "hooks",
    "incomingwebhook",
    "webhook",
    "webhookb2",
    "webhooks",
];

/// Whether the segments after this part of a URL may be secrets.
fn is_webhook(part: &str) -> bool {
    let is_word = |label: &str| WORDS.iter().any(|word| label.eq_ignore_ascii_case(word));
    part.split(['.', '-']).any(is_word) || part.eq_ignore_ascii_case("api.telegram.org")
}

/// Whether the host or the path of a URL says that it is a webhook's.
pub(crate) fn is_webhook_url(url: &str) -> bool {
    url_parts(url).any(is_webhook)
}

/// Whether a URL is a webhook's, with a secret in its path.
pub(crate) fn has_webhook_secret(url: &str) -> bool {
    segments(url).next().is_some()
}

/// Whether a segment of a webhook's path is a secret.
pub(crate) fn is_webhook_secret(segment: &str) -> bool {
    looks_generated(segment)
}

/// The secret segments of the webhooks' URLs in a text.
pub(super) fn secrets(text: &str) -> impl Iterator<Item = &str> {
    let may_hold_one = text.contains("ook") || text.contains("telegram");
    let words = may_hold_one.then(|| words(text));
    words.into_iter().flatten().flat_map(segments)
}

/// The segments of a URL's path that look generated and follow a webhook's word.
fn segments(url: &str) -> impl Iterator<Item = &str> {
    let following = url_parts(url).skip_while(|part| !is_webhook(part)).skip(1);
    following.filter(|part| looks_generated(part))
}

/// The parts of a URL between slashes, up to its query.
fn url_parts(url: &str) -> impl Iterator<Item = &str> {
    let base = url.split(['?', '#']).next().unwrap_or_default();
    base.split('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_behind_a_webhooks_word_are_secrets() {
        let made = "C4n4ryS3cr3t001";
        for url in [
            format!("https://hooks.slack.com/services/T0/B0/{made}"),
            format!("https://discord.com/api/webhooks/1234/{made}"),
            format!("https://x.webhook.office.com/webhookb2/a/IncomingWebhook/{made}/b"),
            format!("https://api.telegram.org/bot123:{made}/send"),
            format!("/hooks/{made}?a=b"),
        ] {
            let found: Vec<&str> = segments(&url).collect();
            assert_eq!(found.len(), 1, "{url}");
            assert!(found[0].contains(made), "{url}");
        }
    }

    #[test]
    fn other_segments_are_not_secrets() {
        for url in [
            "https://api.example.com/v2/C4n4ryS3cr3t001/hooks",
            "https://api.example.com/webhooks/subscriptions/options",
            "https://api.example.com/hooks/:hookId",
            "https://hooks.example.com/?a=C4n4ryS3cr3t001",
        ] {
            assert_eq!(segments(url).next(), None, "{url}");
        }
    }
}
