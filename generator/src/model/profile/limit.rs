//! The table `[limits]`: the vendor's rate limits.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// Rate limits, as the vendor's documentation states them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitFacts {
    /// Words or phrases in the message of a `429` that mean: the hourly limit is reached. Case and punctuation do not
    /// count, here and below.
    pub hourly: Option<Vec<String>>,
    /// Words in the message of a `429` that mean: the daily limit is reached.
    pub daily: Option<Vec<String>>,
    /// Words in the message of a `429` that mean: a limit of a time longer than a day is reached.
    pub monthly: Option<Vec<String>>,
    /// Words in the message of a `429` that mean: too many calls at the same time.
    pub concurrent: Option<Vec<String>>,
    /// Headers, in lower case, with the time until a limit is reset or at which it is.
    pub reset: Option<Vec<String>>,
    /// The limits of each plan, by the plan's name.
    pub plans: BTreeMap<String, Vec<RateLimit>>,
}

/// One limit, shared by all operations with one of these rate labels.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// The rate labels.
    pub labels: Vec<String>,
    /// Calls per time: `30/s`, `10/min`, `1000/h`.
    pub rate: Rate,
}

/// Calls per time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The number of calls.
    pub count: u32,
    /// The number of seconds.
    pub seconds: u32,
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let malformed = || {
            D::Error::custom(format!(
                "`{text}` is no rate: write `30/s`, `10/min` or `1000/h`"
            ))
        };
        let (count, unit) = text.split_once('/').ok_or_else(malformed)?;
        let seconds = match unit.trim() {
            "s" => 1,
            "min" => 60,
            "h" => 3600,
            _ => return Err(malformed()),
        };
        let count = count.trim().parse().ok().filter(|count| *count > 0);
        Ok(Self {
            count: count.ok_or_else(malformed)?,
            seconds,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Profile;

    #[test]
    fn rates_are_read_and_nothing_else() {
        let text = "[limits.plans]\npro = [{ labels = [\"Light\"], rate = \"10/min\" }]";
        let profile = Profile::with_overrides(text).unwrap();
        let limit = &profile.limits().plans["pro"][0];
        assert_eq!((limit.rate.count, limit.rate.seconds), (10, 60));
        for rate in ["10", "0/s", "-1/s", "10/day", "x/s"] {
            let text = text.replace("10/min", rate);
            let error = Profile::with_overrides(&text).unwrap_err();
            assert!(error.message.contains("is no rate"), "{error}");
        }
    }
}
