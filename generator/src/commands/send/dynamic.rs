//! Values for Postman's dynamic variables: `{{$guid}}`, `{{$timestamp}}` and others.
//!
//! The library reads no clock and no random numbers; this command does.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

/// The value of a dynamic variable. Numbers, ids and times are new in each call; names and texts are fixed.
pub(super) fn dynamic_value(name: &str) -> Option<String> {
    let seconds = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs())
    };
    Some(match name {
        "$guid" | "$randomUUID" => uuid_version_4(random_number(), random_number()),
        "$timestamp" => seconds().to_string(),
        "$isoTimestamp" => iso_8601(seconds()),
        "$randomInt" => (random_number() % 1001).to_string(),
        "$randomBoolean" => random_number().is_multiple_of(2).to_string(),
        "$randomEmail" | "$randomExampleEmail" => {
            format!("user{}@example.com", random_number() % 1001)
        }
        "$randomUserName" => format!("user{}", random_number() % 1001),
        "$randomFirstName" => "Ada".to_owned(),
        "$randomLastName" => "Lovelace".to_owned(),
        "$randomFullName" => "Ada Lovelace".to_owned(),
        "$randomUrl" => "https://example.com".to_owned(),
        "$randomIP" => "192.0.2.1".to_owned(),
        "$randomPrice" => format!("{}.{:02}", random_number() % 1000, random_number() % 100),
        "$randomLatitude" | "$randomLongitude" => format!("{}.5", random_number() % 90),
        _ if name.starts_with("$random") => "lorem".to_owned(),
        _ => return None,
    })
}

/// A random number: each `RandomState` has another seed.
fn random_number() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A version 4 UUID.
fn uuid_version_4(high: u64, low: u64) -> String {
    let high = high & !0xf000 | 0x4000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

/// `2022-08-15T09:00:00.000Z`.
fn iso_8601(seconds: u64) -> String {
    let (year, month, day) = civil_date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z")
}

/// The year, month and day of a number of days since 1970-01-01. Counted in eras of 400 years that begin on 1 March, so
/// that a leap day is the last day of its year.
fn civil_date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day_of_month = day - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (era * 400 + year + carry, month, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_iso_8601() {
        assert_eq!(iso_8601(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso_8601(951_782_400), "2000-02-29T00:00:00.000Z");
        assert_eq!(iso_8601(1_735_689_599), "2024-12-31T23:59:59.000Z");
    }

    #[test]
    fn uuids_are_version_4_and_new_each_time() {
        assert_eq!(uuid_version_4(0, 0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(
            uuid_version_4(u64::MAX, u64::MAX),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
        assert_ne!(dynamic_value("$guid"), dynamic_value("$guid"));
    }
}
