//! How responses say which rate limit a call exceeded.

/// How responses say which rate limit a call exceeded. The message is considered before the error code, and both before
/// the headers, which often describe another limit.
///
/// A text names a limit if it contains one of the words or phrases of its kind. Upper and lower case and punctuation do
/// not count: `daily limit` is found in `dailyLimitExceeded`, and `day` is not found in `holiday`.
#[derive(Debug, Clone, Copy)]
pub struct RateFormat {
    pub(crate) kind: &'static [&'static str],
    pub(crate) hourly: &'static [&'static str],
    pub(crate) monthly: &'static [&'static str],
    pub(crate) daily: &'static [&'static str],
    pub(crate) concurrent: &'static [&'static str],
    pub(crate) limit: &'static [&'static str],
    pub(crate) remaining: &'static [&'static str],
    pub(crate) reset: &'static [&'static str],
    pub(crate) category: &'static [&'static str],
}

impl RateFormat {
    /// The words and headers that most services use.
    pub const DEFAULT: RateFormat = RateFormat {
        kind: &["x-ratelimit-type", "x-rate-limit-type"],
        hourly: &[
            "hour",
            "hours",
            "hourly",
            "1h",
            "60 minutes",
            "3600 seconds",
        ],
        daily: &[
            "day",
            "days",
            "daily",
            "today",
            "tomorrow",
            "midnight",
            "24 hour",
            "24 hours",
            "24 hrs",
            "24h",
            "1440 minutes",
            "86400 seconds",
        ],
        monthly: &[
            "week",
            "weeks",
            "weekly",
            "month",
            "months",
            "monthly",
            "year",
            "years",
            "yearly",
            "annual",
            "billing period",
            "billing cycle",
        ],
        concurrent: &[
            "concurrent",
            "concurrently",
            "concurrency",
            "simultaneous",
            "simultaneously",
            "at the same time",
            "in parallel",
        ],
        limit: &["x-ratelimit-limit", "x-rate-limit-limit", "ratelimit-limit"],
        remaining: &[
            "x-ratelimit-remaining",
            "x-rate-limit-remaining",
            "ratelimit-remaining",
        ],
        reset: &[
            "x-ratelimit-reset",
            "x-rate-limit-reset",
            "ratelimit-reset",
            "x-ratelimit-reset-after",
            "x-rate-limit-reset-after",
            "x-ratelimit-retry-after",
            "x-retry-after",
        ],
        category: &["x-ratelimit-category"],
    };

    /// Words that mean a limit per hour.
    #[must_use]
    pub const fn hourly(mut self, words: &'static [&'static str]) -> RateFormat {
        self.hourly = words;
        self
    }

    /// Words that mean a limit per month, or per another time longer than a day.
    #[must_use]
    pub const fn monthly(mut self, words: &'static [&'static str]) -> RateFormat {
        self.monthly = words;
        self
    }

    /// Headers, in lower case, with the time until the limit is reset, in seconds, or with the time at which it is, as
    /// Unix time or as a date.
    #[must_use]
    pub const fn reset(mut self, headers: &'static [&'static str]) -> RateFormat {
        self.reset = headers;
        self
    }

    /// Words that mean a daily limit.
    #[must_use]
    pub const fn daily(mut self, words: &'static [&'static str]) -> RateFormat {
        self.daily = words;
        self
    }

    /// Words that mean a limit on concurrent calls.
    #[must_use]
    pub const fn concurrent(mut self, words: &'static [&'static str]) -> RateFormat {
        self.concurrent = words;
        self
    }

    /// Names of headers, in lower case, with the kind of limit and with the category of the call.
    #[must_use]
    pub const fn headers(
        mut self,
        kind: &'static [&'static str],
        category: &'static [&'static str],
    ) -> RateFormat {
        (self.kind, self.category) = (kind, category);
        self
    }
}
