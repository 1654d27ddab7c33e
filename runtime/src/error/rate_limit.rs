//! What a service says when it was asked too often.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::ground::time::{retry_after, unix_seconds};
use crate::operation::RateFormat;

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

impl RateFormat {
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
