//! What a service says when it was asked too often.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::time::{retry_after, unix_seconds};

const DAY: u64 = 86_400;

/// Which limit a call ran into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RateLimitKind {
    /// So many calls in a short time; waiting a little helps.
    Rate,
    /// So many calls in a day; only the next day helps.
    Daily,
    /// So many calls at the same time; letting another one finish helps.
    Concurrent,
}

/// What a `429` tells of the limit, by its headers and its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimit {
    kind: RateLimitKind,
    resets_at: Option<SystemTime>,
    limit: Option<u64>,
    remaining: Option<u64>,
    category: Option<String>,
}

impl RateLimit {
    pub(crate) fn read(
        format: &RateFormat,
        headers: &HeaderMap,
        message: Option<&str>,
        now: SystemTime,
    ) -> RateLimit {
        let kind = format.kind_of(headers, message);
        let text = |names: &[&str]| {
            let values = names
                .iter()
                .filter_map(|name| headers.get(*name)?.to_str().ok());
            values.map(|value| value.trim().to_owned()).next()
        };
        let number = |names: &[&str]| text(names)?.parse().ok();
        let asked = headers
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok());
        let asked = asked
            .and_then(|value| retry_after(value, now))
            .or_else(|| reset_in(number(format.reset)?, now))
            .or_else(|| (kind == RateLimitKind::Daily).then(|| until_midnight(now)));
        RateLimit {
            kind,
            resets_at: asked.and_then(|wait| now.checked_add(wait)),
            limit: number(format.limit),
            remaining: number(format.remaining),
            category: text(format.category),
        }
    }

    /// Which limit it was.
    pub fn kind(&self) -> RateLimitKind {
        self.kind
    }

    /// When calls are taken again: as the service says, or the next midnight (UTC) for a daily limit.
    pub fn resets_at(&self) -> Option<SystemTime> {
        self.resets_at
    }

    /// How many calls are allowed, if the service says so.
    pub fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// How many of them are left, if the service says so. Not every service counts the limit that was hit.
    pub fn remaining(&self) -> Option<u64> {
        self.remaining
    }

    /// The service's word for the kind of call, if it says so.
    pub fn category(&self) -> Option<&str> {
        self.category.as_deref()
    }
}

fn until_midnight(now: SystemTime) -> Duration {
    Duration::from_secs(DAY - unix_seconds(now) % DAY)
}

/// `X-RateLimit-Reset` and its kin hold seconds from now, or since 1970.
fn reset_in(value: u64, now: SystemTime) -> Option<Duration> {
    if value < 1_000_000_000 {
        return Some(Duration::from_secs(value));
    }
    let at = UNIX_EPOCH.checked_add(Duration::from_secs(value))?;
    Some(at.duration_since(now).unwrap_or_default())
}

/// How a service tells which limit a call ran into. What its messages say counts more than its headers, which
/// often are about another limit.
#[derive(Debug, Clone, Copy)]
pub struct RateFormat {
    kind: &'static [&'static str],
    daily: &'static [&'static str],
    concurrent: &'static [&'static str],
    limit: &'static [&'static str],
    remaining: &'static [&'static str],
    reset: &'static [&'static str],
    category: &'static [&'static str],
}

impl RateFormat {
    /// The words and headers that most services use.
    pub const DEFAULT: RateFormat = RateFormat {
        kind: &["x-ratelimit-type", "x-rate-limit-type"],
        daily: &["daily", "per day", "for the day"],
        concurrent: &["concurrent"],
        limit: &["x-ratelimit-limit", "x-rate-limit-limit", "ratelimit-limit"],
        remaining: &[
            "x-ratelimit-remaining",
            "x-rate-limit-remaining",
            "ratelimit-remaining",
        ],
        reset: &["x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset"],
        category: &["x-ratelimit-category"],
    };

    /// Words, in lower case, that tell a daily limit, in the message or in the header of the kind.
    #[must_use]
    pub const fn daily(mut self, words: &'static [&'static str]) -> RateFormat {
        self.daily = words;
        self
    }

    /// Words, in lower case, that tell a limit on calls at the same time.
    #[must_use]
    pub const fn concurrent(mut self, words: &'static [&'static str]) -> RateFormat {
        self.concurrent = words;
        self
    }

    /// Headers, in lower case, that hold the kind of the limit and the kind of the call.
    #[must_use]
    pub const fn headers(
        mut self,
        kind: &'static [&'static str],
        category: &'static [&'static str],
    ) -> RateFormat {
        (self.kind, self.category) = (kind, category);
        self
    }

    fn kind_of(&self, headers: &HeaderMap, message: Option<&str>) -> RateLimitKind {
        let header = self
            .kind
            .iter()
            .filter_map(|name| headers.get(*name)?.to_str().ok());
        let told = message.into_iter().chain(header).map(str::to_lowercase);
        let kinds = [
            (self.concurrent, RateLimitKind::Concurrent),
            (self.daily, RateLimitKind::Daily),
        ];
        for text in told {
            for (words, kind) in kinds {
                if words.iter().any(|word| text.contains(word)) {
                    return kind;
                }
            }
        }
        RateLimitKind::Rate
    }
}
