//! The rate limit that a call exceeded.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::header::{CONTENT_TYPE, RETRY_AFTER};

use super::format::plain_message;

use crate::ground::shown::truncated;
use crate::ground::time::{retry_after, unix_seconds};
use crate::json::Json;
use crate::operation::{ApiInfo, RateFormat};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

/// The maximum length in bytes of a text that is searched for words.
const LONGEST_TEXT: usize = 4096;

/// Which rate limit a call exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RateLimitKind {
    /// Calls in a short time; waiting a little helps.
    Rate,
    /// Calls per hour; only waiting for the next hour helps.
    Hourly,
    /// Calls per day; only waiting for the next day helps.
    Daily,
    /// Calls per month, or per another time longer than a day.
    Monthly,
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
    /// Reads the headers of a `429` response, its body as UTF-8, and the values of the body's code and message.
    pub(crate) fn read(
        info: &ApiInfo,
        headers: &HeaderMap,
        text: &[u8],
        body: &Json,
        now: SystemTime,
    ) -> RateLimit {
        let media_type = headers.get(CONTENT_TYPE);
        let plain = plain_message(text, media_type.and_then(|value| value.to_str().ok()));
        let texts = [
            info.errors.message_of(body),
            plain,
            info.errors.code_of(body),
        ];
        let texts = texts.iter().flatten().map(String::as_str);
        RateLimit::of_texts(&info.rates, headers, texts, now)
    }

    /// Reads the headers of a `429` response, and the texts of its body that may name the limit: the message first.
    fn of_texts<'t>(
        format: &RateFormat,
        headers: &'t HeaderMap,
        texts: impl IntoIterator<Item = &'t str>,
        now: SystemTime,
    ) -> RateLimit {
        let kind = format.kind_of(headers, texts);
        let text = |names: &[&str]| {
            let values = names
                .iter()
                .filter_map(|name| headers.get(*name)?.to_str().ok());
            values.map(|value| value.trim().to_owned()).next()
        };
        let number = |names: &[&str]| text(names)?.parse::<u64>().ok();
        let remaining = number(format.remaining);
        // Headers with remaining calls describe another limit than the exceeded one.
        let is_other = kind.is_long() && remaining.is_some_and(|remaining| remaining > 0);
        let reset = || reset_in(&text(format.reset)?, now).filter(|_| !is_other);
        let requested_wait = text(&[RETRY_AFTER.as_str()])
            .and_then(|value| retry_after(&value, now))
            .or_else(reset)
            .or_else(|| kind.until_reset(now));
        RateLimit {
            kind,
            resets_at: requested_wait.and_then(|wait| now.checked_add(wait)),
            limit: number(format.limit),
            remaining,
            category: text(format.category),
        }
    }

    /// How long until calls are accepted again, if the response says so or the kind of limit does. Without a time, a limit
    /// that is longer than some seconds is not reset in time for another attempt.
    pub(crate) fn wait(&self, now: SystemTime) -> Duration {
        match self.resets_at {
            Some(at) => at.duration_since(now).unwrap_or_default(),
            None if self.kind.is_long() => Duration::MAX,
            None => Duration::ZERO,
        }
    }

    /// Which rate limit it is.
    pub fn kind(&self) -> RateLimitKind {
        self.kind
    }

    /// When calls are accepted again: as the response says, otherwise the next midnight (UTC) for a daily limit and the next
    /// full hour for an hourly one.
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

/// The value of `X-RateLimit-Reset` and similar headers: seconds from now, seconds or milliseconds since 1970, or a date.
fn reset_in(value: &str, now: SystemTime) -> Option<Duration> {
    let Ok(number) = value.parse::<f64>() else {
        return retry_after(value, now);
    };
    let number = Duration::try_from_secs_f64(number).ok()?;
    let since_1970 = match number.as_secs() {
        0..1_000_000_000 => return Some(number),
        1_000_000_000..100_000_000_000 => number,
        _ => number / 1000,
    };
    let at = UNIX_EPOCH.checked_add(since_1970)?;
    Some(at.duration_since(now).unwrap_or_default())
}

impl RateLimitKind {
    /// Whether some seconds of waiting do not help.
    fn is_long(self) -> bool {
        matches!(self, Self::Hourly | Self::Daily | Self::Monthly)
    }

    /// How long until the current hour or day (UTC) ends, for limits of that kind.
    fn until_reset(self, now: SystemTime) -> Option<Duration> {
        let period = match self {
            Self::Hourly => HOUR,
            Self::Daily => DAY,
            _ => return None,
        };
        Some(Duration::from_secs(period - unix_seconds(now) % period))
    }
}

impl RateFormat {
    fn kind_of<'t>(
        &self,
        headers: &'t HeaderMap,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> RateLimitKind {
        let header = self
            .kind
            .iter()
            .filter_map(|name| headers.get(*name)?.to_str().ok());
        let kinds = [
            (self.concurrent, RateLimitKind::Concurrent),
            (self.monthly, RateLimitKind::Monthly),
            (self.daily, RateLimitKind::Daily),
            (self.hourly, RateLimitKind::Hourly),
        ];
        for text in texts.into_iter().chain(header) {
            let text = spaced_words(truncated(text, LONGEST_TEXT));
            for (phrases, kind) in kinds {
                if phrases
                    .iter()
                    .any(|phrase| text.contains(&spaced_words(phrase)))
                {
                    return kind;
                }
            }
        }
        RateLimitKind::Rate
    }
}

/// The words of a text in lower case, with a space before and after each. `dailyLimit` is two words.
fn spaced_words(text: &str) -> String {
    let mut words = String::from(" ");
    let mut after_lower = false;
    for char in text.chars() {
        let ends_word = !char.is_alphanumeric() || char.is_uppercase() && after_lower;
        if ends_word && !words.ends_with(' ') {
            words.push(' ');
        }
        if char.is_alphanumeric() {
            words.extend(char.to_lowercase());
        }
        after_lower = char.is_lowercase();
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn read(message: &str, headers: &[(&'static str, &'static str)]) -> RateLimit {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        RateLimit::of_texts(&RateFormat::DEFAULT, &map, [message], at(1_000_000_000))
    }

    #[test]
    fn words_of_the_message_name_the_kind_of_limit() {
        for (kind, messages) in [
            (
                RateLimitKind::Daily,
                &[
                    "At most 100 meetings may be made or changed by one user in one day.",
                    "You have reached the maximum per-day rate limit.",
                    "DailyLimitExceeded",
                    "1000 calls a day",
                    "Please try again tomorrow",
                    "100 requests within 24 hours",
                    "limit of 100/day",
                ][..],
            ),
            (
                RateLimitKind::Hourly,
                &[
                    "5000 requests per hour",
                    "Hourly quota used up",
                    "Try again in 3 hours.",
                ],
            ),
            (
                RateLimitKind::Monthly,
                &[
                    "Your monthly quota is used up",
                    "weekly limit",
                    "in this billing period",
                ],
            ),
            (
                RateLimitKind::Concurrent,
                &["Too many concurrent requests", "simultaneous calls"],
            ),
            (
                RateLimitKind::Rate,
                &[
                    "Too many requests",
                    "You have reached the maximum per-second rate limit.",
                    "Your holiday schedule was updated too often",
                    "",
                ],
            ),
        ] {
            for message in messages {
                assert_eq!(read(message, &[]).kind(), kind, "{message}");
            }
        }
    }

    #[test]
    fn a_long_limit_is_waited_for_to_its_end() {
        let wait =
            |message, headers: &[_]| read(message, headers).wait(at(1_000_000_000)).as_secs();
        // 2001-09-09T01:46:40Z
        assert_eq!(wait("per day", &[]), 22 * 3600 + 13 * 60 + 20);
        assert_eq!(wait("per hour", &[]), 13 * 60 + 20);
        assert_eq!(wait("per month", &[]), u64::MAX);
        assert_eq!(wait("per second", &[]), 0);
        assert_eq!(wait("per day", &[("retry-after", "7")]), 7);
        assert_eq!(wait("per day", &[("x-ratelimit-reset", "7")]), 7);
        // These headers are about the limit per second.
        let other = [("x-ratelimit-reset", "1"), ("x-ratelimit-remaining", "9")];
        assert_eq!(wait("per hour", &other), 13 * 60 + 20);
        assert_eq!(wait("per second", &other), 1);
    }

    #[test]
    fn the_time_of_a_reset_has_several_forms() {
        for (value, expected) in [
            ("30", Some(30)),
            ("30.5", Some(30)),
            ("1000000030", Some(30)),
            ("1000000030000", Some(30)),
            ("2001-09-09T01:47:10Z", Some(30)),
            ("Sun, 09 Sep 2001 01:47:10 GMT", Some(30)),
            ("999999999", Some(999_999_999)),
            ("1000000000", Some(0)),
            ("soon", None),
            ("-1", None),
            ("1e300", None),
        ] {
            let wait = reset_in(value, at(1_000_000_000));
            assert_eq!(wait.map(|wait| wait.as_secs()), expected, "{value}");
        }
    }
}
