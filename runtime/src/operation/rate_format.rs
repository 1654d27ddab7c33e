//! How responses say which rate limit a call exceeded.

/// How responses say which rate limit a call exceeded. The message is considered before the headers, which often
/// describe another limit.
#[derive(Debug, Clone, Copy)]
pub struct RateFormat {
    pub(crate) kind: &'static [&'static str],
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

    /// Words, in lower case, that mean a daily limit. They are searched for in the message and in the header with the
    /// kind of limit.
    #[must_use]
    pub const fn daily(mut self, words: &'static [&'static str]) -> RateFormat {
        self.daily = words;
        self
    }

    /// Words, in lower case, that mean a limit on concurrent calls.
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
