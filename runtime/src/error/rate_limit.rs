//! The rate limit that a call exceeded.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::ground::time::{retry_after, unix_seconds};
use crate::operation::RateFormat;

const DAY: u64 = 86_400;

/// Which rate limit a call exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RateLimitKind {
    /// Calls in a short time; waiting a little helps.
    Rate,
    /// Calls per day; only waiting for the next day helps.
    Daily,
    /// Concurrent calls; waiting until another call has finished helps.
    Concurrent,
}

/// The rate limit of a `429` response, as its headers and message describe it.
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
        let requested_wait = headers
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok());
        let requested_wait = requested_wait
            .and_then(|value| retry_after(value, now))
            .or_else(|| reset_in(number(format.reset)?, now))
            .or_else(|| (kind == RateLimitKind::Daily).then(|| until_midnight(now)));
        RateLimit {
            kind,
            resets_at: requested_wait.and_then(|wait| now.checked_add(wait)),
            limit: number(format.limit),
            remaining: number(format.remaining),
            category: text(format.category),
        }
    }

    /// Which rate limit it is.
    pub fn kind(&self) -> RateLimitKind {
        self.kind
    }

    /// When calls are accepted again: as the response says, or the next midnight (UTC) for a daily limit.
    pub fn resets_at(&self) -> Option<SystemTime> {
        self.resets_at
    }

    /// The number of allowed calls, if the response contains it.
    pub fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// The number of remaining calls, if the response contains it. Some services report a limit other than
    /// the exceeded one.
    pub fn remaining(&self) -> Option<u64> {
        self.remaining
    }

    /// The service's category of the call, if the response contains it.
    pub fn category(&self) -> Option<&str> {
        self.category.as_deref()
    }
}

fn until_midnight(now: SystemTime) -> Duration {
    Duration::from_secs(DAY - unix_seconds(now) % DAY)
}

/// `X-RateLimit-Reset` and similar headers hold seconds from now or since 1970.
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
        let texts = message.into_iter().chain(header).map(str::to_lowercase);
        let kinds = [
            (self.concurrent, RateLimitKind::Concurrent),
            (self.daily, RateLimitKind::Daily),
        ];
        for text in texts {
            for (words, kind) in kinds {
                if words.iter().any(|word| text.contains(word)) {
                    return kind;
                }
            }
        }
        RateLimitKind::Rate
    }
}
