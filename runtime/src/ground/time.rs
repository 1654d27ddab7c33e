//! Parsing of `Retry-After` and formatting of timestamps in signatures.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Seconds since 1970; 0 for earlier times.
#[cfg_attr(
    not(any(feature = "aws", feature = "oauth1", feature = "hawk", feature = "jwt")),
    allow(dead_code)
)]
pub(crate) fn unix_seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// The delay that a `Retry-After` header asks for: seconds, an HTTP date or an ISO 8601 timestamp.
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let instant = httpdate::parse_http_date(value)
        .ok()
        .or_else(|| parse_timestamp(value))?;
    Some(instant.duration_since(now).unwrap_or_default())
}

/// Parses `2020-05-31T00:00:00Z`, with or without a fraction of a second. Other time zones than UTC are not
/// supported.
fn parse_timestamp(text: &str) -> Option<SystemTime> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers::<3>(date, '-')?;
    let [hour, minute, second] = numbers::<3>(time.split('.').next()?, ':')?;
    let valid =
        (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !valid || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn numbers<const N: usize>(text: &str, separator: char) -> Option<[u64; N]> {
    let numbers: Option<Vec<u64>> = text
        .split(separator)
        .map(|part| part.parse().ok())
        .collect();
    numbers?.try_into().ok()
}

/// The number of days from 1970-01-01 to a later date. Years are counted from March, so that leap days come last.
fn days_from_civil(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

/// Formats a timestamp as AWS does: `20130524T000000Z`.
#[cfg(feature = "aws")]
pub(crate) fn aws_timestamp(time: SystemTime) -> String {
    let seconds = unix_seconds(time);
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn retry_after_comes_in_three_forms() {
        let now = at(784_111_777 - 30); // 1994-11-06 08:49:37 GMT, half a minute before
        for value in [
            "30",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
            "1994-11-06T08:49:37.123Z",
        ] {
            assert_eq!(
                retry_after(value, now),
                Some(Duration::from_secs(30)),
                "{value}"
            );
        }
        assert_eq!(
            retry_after("Sun, 06 Nov 1994 08:49:37 GMT", at(800_000_000)),
            Some(Duration::ZERO)
        );
        for value in [
            "",
            "soon",
            "-1",
            "1e400",
            "2020-13-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
        ] {
            assert_eq!(retry_after(value, now), None, "{value}");
        }
    }

    #[test]
    fn instants_agree_with_http_dates() {
        for day in (0..40_000).step_by(17) {
            let time = at(day * 86_400 + 3_661);
            let [year, month, date] = {
                let text = httpdate::fmt_http_date(time);
                let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
                let month = months.find(&text[8..11]).unwrap_or_default() / 3 + 1;
                [
                    text[12..16].to_owned(),
                    format!("{month:02}"),
                    text[5..7].to_owned(),
                ]
            };
            assert_eq!(
                parse_timestamp(&format!("{year}-{month}-{date}T01:01:01Z")),
                Some(time)
            );
            #[cfg(feature = "aws")]
            assert_eq!(aws_timestamp(time), format!("{year}{month}{date}T010101Z"));
        }
    }
}
