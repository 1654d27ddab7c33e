//! Addresses that are secrets themselves: a webhook's URL is all that is needed to post to it.

use std::ops::Range;

use super::names::looks_made;

/// Words of hosts and paths behind which secret segments follow.
const WORDS: &[&str] = &[
    "hook",
    "hooks",
    "incomingwebhook",
    "webhook",
    "webhookb2",
    "webhooks",
];

/// Whether the segments behind this part of a URL may be secrets.
fn is_hook(part: &str) -> bool {
    let is_word = |label: &str| WORDS.iter().any(|word| label.eq_ignore_ascii_case(word));
    part.split(['.', '-']).any(is_word) || part.eq_ignore_ascii_case("api.telegram.org")
}

/// Whether the host or the path of a URL says that it is a webhook's.
pub(crate) fn is_hook_url(url: &str) -> bool {
    let base = url.split(['?', '#']).next().unwrap_or_default();
    base.split('/').any(is_hook)
}

/// The segments of a URL's path that stand behind a webhook's word and look made.
pub(super) fn segments(url: &str) -> Vec<Range<usize>> {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let mut found = Vec::new();
    let (mut start, mut behind) = (0, false);
    for part in url.get(..end).unwrap_or_default().split('/') {
        if behind && looks_made(part) {
            found.push(start..start + part.len());
        }
        behind |= is_hook(part);
        start += part.len() + 1;
    }
    found
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
            let found = segments(&url);
            assert_eq!(found.len(), 1, "{url}");
            assert!(url[found[0].clone()].contains(made), "{url}");
        }
    }

    #[test]
    fn other_segments_are_none() {
        for url in [
            "https://api.example.com/v2/C4n4ryS3cr3t001/hooks",
            "https://api.example.com/webhooks/subscriptions/options",
            "https://api.example.com/hooks/:hookId",
            "https://hooks.example.com/?a=C4n4ryS3cr3t001",
        ] {
            assert_eq!(segments(url), Vec::<Range<usize>>::new(), "{url}");
        }
    }
}
