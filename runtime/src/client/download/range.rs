//! Validators and ranges in the headers of a response (RFC 9110, sections 8.8, 13.1.5 and 14.4).

use std::time::{Duration, SystemTime};

use http::header::{CONTENT_LENGTH, CONTENT_RANGE, DATE, ETAG, HeaderName, LAST_MODIFIED};
use http::{HeaderMap, HeaderValue};

/// The strong validator of a response, which identifies one version of a file and may be sent as `If-Range`.
pub(super) fn strong_validator(headers: &HeaderMap) -> Option<&HeaderValue> {
    match headers.get(ETAG) {
        // If there is an entity tag, even a weak one, the date must not be used (section 13.1.5).
        Some(tag) => is_strong(tag).then_some(tag),
        None => headers
            .get(LAST_MODIFIED)
            .filter(|_| is_date_strong(headers)),
    }
}

/// Section 8.8.3: a weak tag begins with `W/`, and a strong one with a quote.
fn is_strong(tag: &HeaderValue) -> bool {
    let tag = tag.as_bytes();
    tag.len() >= 2 && tag.starts_with(b"\"") && tag.ends_with(b"\"")
}

/// Section 8.8.2.2: a `Last-Modified` date is strong if it is at least one second before `Date`.
fn is_date_strong(headers: &HeaderMap) -> bool {
    let date = |name: HeaderName| -> Option<SystemTime> {
        httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
    };
    let (Some(modified), Some(sent)) = (date(LAST_MODIFIED), date(DATE)) else {
        return false;
    };
    sent.duration_since(modified)
        .is_ok_and(|age| age >= Duration::from_secs(1))
}

/// Whether the headers show that the file is another version than before.
pub(super) fn is_changed(before: &HeaderMap, now: &HeaderMap) -> bool {
    let differs = |name: HeaderName| match (before.get(&name), now.get(&name)) {
        (Some(before), Some(now)) => before != now,
        _ => false,
    };
    match before.contains_key(ETAG) && now.contains_key(ETAG) {
        true => differs(ETAG),
        false => differs(LAST_MODIFIED),
    }
}

/// The value of `Content-Length`.
pub(super) fn content_length(headers: &HeaderMap) -> Option<u64> {
    parse_digits(headers.get(CONTENT_LENGTH)?.to_str().ok()?)
}

/// A byte range: `Content-Range: bytes 5-9/10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByteRange {
    pub(super) start: u64,
    /// The position after the last byte.
    pub(super) end: u64,
    /// The size of the whole file, if it is known.
    pub(super) complete: Option<u64>,
}

/// The byte range of a response; `None` if `Content-Range` is absent, repeated, invalid, or does not count bytes.
pub(super) fn byte_range(headers: &HeaderMap) -> Option<ByteRange> {
    let mut values = headers.get_all(CONTENT_RANGE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return None;
    };
    let (unit, range) = value.to_str().ok()?.trim().split_once(' ')?;
    let (range, complete) = range.trim().split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let complete = match complete.trim() {
        "*" => None,
        complete => Some(parse_digits(complete)?),
    };
    let (start, end) = (parse_digits(first)?, parse_digits(last)?.checked_add(1)?);
    let is_possible = start < end && complete.is_none_or(|complete| end <= complete);
    let part = ByteRange {
        start,
        end,
        complete,
    };
    (unit.eq_ignore_ascii_case("bytes") && is_possible).then_some(part)
}

/// Only digits: `parse` would accept `+5`, too.
fn parse_digits(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        let header = |&(name, value): &(&'static str, &'static str)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        all.iter().map(header).collect()
    }

    #[test]
    fn only_strong_tags_and_old_enough_dates_are_strong_validators() {
        let (old, new) = (
            "Mon, 02 Jan 2023 10:00:00 GMT",
            "Mon, 02 Jan 2023 10:00:01 GMT",
        );
        let dated = |date| headers(&[("last-modified", old), ("date", date)]);
        let cases = [
            (headers(&[]), None),
            (headers(&[("etag", "\"a\"")]), Some("\"a\"")),
            (headers(&[("etag", "W/\"a\"")]), None),
            (headers(&[("etag", "a")]), None),
            (headers(&[("last-modified", old)]), None),
            (dated(old), None),
            (dated(new), Some(old)),
            (
                headers(&[("etag", "W/\"a\""), ("last-modified", old), ("date", new)]),
                None,
            ),
        ];
        for (headers, expected) in cases {
            let validator = strong_validator(&headers).and_then(|value| value.to_str().ok());
            assert_eq!(validator, expected, "{headers:?}");
        }
    }

    #[test]
    fn a_content_range_is_read_only_where_it_makes_sense() {
        let cases = [
            ("bytes 5-9/10", Some((5, 10, Some(10)))),
            ("Bytes 5-9/*", Some((5, 10, None))),
            ("bytes 5-9/9", None),
            ("bytes 9-5/10", None),
            ("bytes +5-9/10", None),
            ("bytes -9/10", None),
            ("bytes 5-/10", None),
            ("bytes */10", None),
            ("items 5-9/10", None),
            ("bytes=5-9/10", None),
            ("bytes 5-18446744073709551615/*", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|(start, end, complete)| ByteRange {
                start,
                end,
                complete,
            });
            assert_eq!(
                byte_range(&headers(&[("content-range", text)])),
                expected,
                "{text}"
            );
        }
        let twice = [
            ("content-range", "bytes 5-9/10"),
            ("content-range", "bytes 6-9/10"),
        ];
        assert_eq!(byte_range(&headers(&twice)), None);
    }
}
