//! The formats of texts.

use crate::model::api::{ISO_8601, StringFormat};

/// The format of a text; `Plain` unless the text is exactly in a format's syntax.
pub(super) fn format(text: &str) -> StringFormat {
    match text {
        text if is_date(text) => StringFormat::Date,
        text if is_date_time(text) => StringFormat::DateTime,
        text if is_lenient_date_time(text) => StringFormat::Other(ISO_8601.to_owned()),
        text if is_time(text) => StringFormat::Time,
        text if is_duration(text) => StringFormat::Duration,
        text if is_uuid(text) => StringFormat::Uuid,
        text if is_email(text) => StringFormat::Email,
        text if is_url(text) => StringFormat::Url,
        text if is_decimal(text) => StringFormat::Decimal,
        _ => StringFormat::Plain,
    }
}

/// The number between two byte positions of a text.
fn number_at(text: &str, start: usize, end: usize) -> Option<u32> {
    let part = text.get(start..end)?;
    is_digits(part).then(|| part.parse().ok()).flatten()
}

/// Whether a text is one digit or more.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a `full-date` (RFC 3339).
pub(super) fn is_date(text: &str) -> bool {
    let separated = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let in_range = |part: Option<u32>, last| part.is_some_and(|part| (1..=last).contains(&part));
    separated
        && number_at(text, 0, 4).is_some()
        && in_range(number_at(text, 5, 7), 12)
        && in_range(number_at(text, 8, 10), 31)
}

/// Whether a text is a `date-time` (RFC 3339).
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let (clock, offset) = split_offset(time);
    let is_offset = match offset.strip_prefix(['+', '-']) {
        Some(offset) => offset.len() == 5 && is_clock_of(offset, &[24, 60]),
        None => matches!(offset, "Z" | "z"),
    };
    is_date(date) && is_time(clock) && is_offset
}

/// Whether a text is a date and time of ISO 8601: the offset and the seconds may be absent, the offset's colon, too.
pub(super) fn is_lenient_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let (clock, offset) = split_offset(time);
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let is_clock = is_clock_of(whole, &[25, 60, 61]) || is_clock_of(whole, &[25, 60]);
    let digits: String = offset
        .chars()
        .skip(1)
        .filter(|letter| *letter != ':')
        .collect();
    let is_offset =
        matches!(offset, "" | "Z" | "z") || (matches!(digits.len(), 2 | 4) && is_digits(&digits));
    is_date(date) && is_clock && is_digits(fraction) && is_offset
}

/// The time of day, and the offset behind it.
fn split_offset(time: &str) -> (&str, &str) {
    time.split_at(time.find(['Z', 'z', '+', '-']).unwrap_or(time.len()))
}

/// Whether a text is a `partial-time` (RFC 3339): with seconds, and perhaps a fraction.
fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    is_clock_of(whole, &[24, 60, 61]) && is_digits(fraction)
}

/// Whether a text is numbers of two digits with colons between them, each below its limit.
fn is_clock_of(text: &str, limits: &[u32]) -> bool {
    let is_below = |part: &str, limit: u32| {
        part.len() == 2 && number_at(part, 0, 2).is_some_and(|number| number < limit)
    };
    let mut parts = text.split(':');
    limits
        .iter()
        .all(|limit| parts.next().is_some_and(|part| is_below(part, *limit)))
        && parts.next().is_none()
}

/// Whether a text is a duration (ISO 8601), such as `P1DT12H` or `PT0.5S`.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
    let has_time = rest.len() > date.len();
    let dates = units(date, "YMWD");
    let times = units(time, "HMS");
    matches!((dates, times), (Some(dates), Some(times)) if dates + times > 0 && has_time == (times > 0))
}

/// How many numbers a text has, each with one of these units behind it, in this order; `None` if it is something else.
fn units(text: &str, order: &str) -> Option<usize> {
    let (mut rest, mut left, mut count) = (text, order, 0);
    while !rest.is_empty() {
        let end = rest.find(|letter: char| letter.is_ascii_alphabetic())?;
        let (number, unit) = rest.split_at(end);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let at = left.find(unit.chars().next()?)?;
        (is_digits(whole) && is_digits(fraction)).then_some(())?;
        left = left.get(at + 1..)?;
        rest = unit.get(1..)?;
        count += 1;
    }
    Some(count)
}

/// Whether a text is a UUID of any version (RFC 9562), in upper or lower case.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let local_ok =
        |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let domain_ok = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    !local.is_empty()
        && local.bytes().all(local_ok)
        && domain.bytes().all(domain_ok)
        && domain.split('.').count() > 1
        && domain.split('.').all(|label| !label.is_empty())
}

/// Whether a text is an absolute URL with a host.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    matches!(scheme, "http" | "https" | "ws" | "wss" | "ftp")
        && rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '[')
        && !rest.contains(|letter: char| letter.is_whitespace() || "<>\"{}".contains(letter))
}

/// Whether a text is a number with a decimal point, and without an exponent.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits
        .split_once('.')
        .is_some_and(|(whole, fraction)| is_whole(whole) && is_digits(fraction))
}

/// Whether a text is a whole number without leading zeros.
pub(super) fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_digits(digits) && (digits == "0" || !digits.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso_8601() -> StringFormat {
        StringFormat::Other(ISO_8601.to_owned())
    }

    #[test]
    fn formats() {
        for (text, expected) in [
            ("2022-08-15", StringFormat::Date),
            ("2022-13-15", StringFormat::Plain),
            ("20220815", StringFormat::Plain),
            ("2022-08-15T09:00:00Z", StringFormat::DateTime),
            ("2022-08-15T09:00:00.123+02:00", StringFormat::DateTime),
            ("2022-08-15T09:00", iso_8601()),
            ("2022-08-15T09:00:00", iso_8601()),
            ("2022-08-15T09:00:00+0200", iso_8601()),
            ("2022-08-15T24:00:00Z", iso_8601()),
            ("2022-08-15T9:00", StringFormat::Plain),
            ("2022-08-15 09:00:00", StringFormat::Plain),
            ("1660554000", StringFormat::Plain),
            ("09:30:00", StringFormat::Time),
            ("09:30:00.5", StringFormat::Time),
            ("09:30", StringFormat::Plain),
            ("30:00:00", StringFormat::Plain),
            ("0b0bd1a4-8d2c-4a4e-9c4f-3c1d0f0e0a0b", StringFormat::Uuid),
            ("ann@example.com", StringFormat::Email),
            ("ann@example", StringFormat::Plain),
            ("https://example.com/a?b=c", StringFormat::Url),
            ("https://{{host}}/a", StringFormat::Plain),
            ("example.com/a", StringFormat::Plain),
            ("mailto:ann@example.com", StringFormat::Plain),
            ("19.90", StringFormat::Decimal),
            ("-0.5", StringFormat::Decimal),
            ("1.2.3", StringFormat::Plain),
            ("01.5", StringFormat::Plain),
            ("ü\u{301}é-日本語-x", StringFormat::Plain),
        ] {
            assert_eq!(format(text), expected, "{text}");
        }
    }

    #[test]
    fn durations() {
        for text in ["PT30M", "P1D", "P1DT12H", "P2W", "P1Y2M3D", "PT0.5S"] {
            assert_eq!(format(text), StringFormat::Duration, "{text}");
        }
        for text in [
            "P", "PT", "P1", "P1DT", "PD", "P1H", "PT1M1H", "P1D2Y", "30M",
        ] {
            assert_eq!(format(text), StringFormat::Plain, "{text}");
        }
    }
}
