//! How often a vendor lets itself be called.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// Limits, as far as the vendor writes them down for people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitFacts {
    /// Words, in lower case, by which a refusal says that the day's calls are used up.
    pub daily: Option<Vec<String>>,
    /// Words, in lower case, by which a refusal says that there are too many calls at the same time.
    pub concurrent: Option<Vec<String>>,
    /// The limits of each plan, by its name.
    pub plans: BTreeMap<String, Vec<LimitOf>>,
}

/// So many calls in a time, of operations with one of some labels together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitOf {
    /// The labels.
    pub labels: Vec<String>,
    /// How many calls: `30/s`, `10/min`, `1000/h`.
    pub rate: Rate,
}

/// Calls in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub count: u32,
    /// In how many seconds.
    pub seconds: u32,
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || {
            D::Error::custom(format!(
                "`{text}` is no rate: write `30/s`, `10/min` or `1000/h`"
            ))
        };
        let (count, time) = text.split_once('/').ok_or_else(wrong)?;
        let seconds = match time.trim() {
            "s" => 1,
            "min" => 60,
            "h" => 3600,
            _ => return Err(wrong()),
        };
        let count = count.trim().parse().ok().filter(|count| *count > 0);
        Ok(Self {
            count: count.ok_or_else(wrong)?,
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
