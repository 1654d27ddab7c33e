//! Recognises formats, templates, and a converter's placeholders and markers in texts.

use crate::model::api::StringFormat;

use super::{Number, Shape, Text, template};

/// The shape of a JSON string.
pub(super) fn text(text: &str) -> Shape {
    if let Some(bare) = text.strip_prefix(template::MARK) {
        let shape = placeholder(bare).unwrap_or_else(|| template_shape(bare, true));
        let format = shape.text.as_ref().map(Text::format);
        // A placeholder without quotes that names no type may be a value of any type.
        return if matches!(format, Some(StringFormat::Other(_))) {
            Shape::default()
        } else {
            shape
        };
    }
    if text.is_empty() {
        return Shape {
            text: Some(Text::empty()),
            ..Shape::default()
        };
    }
    marker(text)
        .or_else(|| placeholder(text))
        .unwrap_or_else(|| match text.starts_with("{{") && text.ends_with("}}") {
            true => template_shape(text, false),
            false => Shape::string(format(text)),
        })
}

/// The shape of a marker that a converter writes in place of a value.
pub(super) fn marker(text: &str) -> Option<Shape> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    if inner.starts_with("Error:") {
        return Some(Shape::default());
    }
    let pointer = inner
        .strip_prefix("Circular reference to ")?
        .strip_suffix(" detected")?;
    let name = pointer.rsplit('/').next().unwrap_or(pointer);
    Some(if name.is_empty() {
        Shape::default()
    } else {
        Shape::reference(name)
    })
}

/// The shape of a placeholder that names types: `<long>`, `<string,null>`, and `(integer)` in XML.
fn placeholder(text: &str) -> Option<Shape> {
    if let Some(inner) = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        return matches!(inner, "string" | "integer" | "boolean" | "number").then(|| named(inner));
    }
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    let word = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    if !inner.split(',').all(word) {
        return None;
    }
    let mut shape = Shape::default();
    for part in inner.split(',') {
        shape.merge(named(part));
    }
    Some(shape)
}

/// The shape of a type in place of a value: `integer`, `string [date-time]`.
pub(super) fn type_words(text: &str) -> Option<Shape> {
    let (base, format) = match text.split_once(' ') {
        Some((base, rest)) => (base, rest.strip_prefix('[')?.strip_suffix(']')?),
        None => (text, ""),
    };
    match base {
        "integer" | "number" | "boolean" => Some(named(base)),
        "string" if format.is_empty() => Some(named(base)),
        "string" => Some(Shape::string(named_format(format))),
        _ => None,
    }
}

/// The shape of a converter's type name.
fn named(name: &str) -> Shape {
    // In `<integer,null-int32>` the format follows the last name.
    let base = match name.split_once('-') {
        Some((base @ ("null" | "string" | "integer" | "number"), _)) => base,
        _ => name,
    };
    match base {
        "null" => Shape::null(),
        "boolean" => Shape::boolean(),
        // Some converters write the format of an integer in place of the type.
        "integer" | "long" | "int32" | "int64" | "unix-time" | "timestamp" | "epoch" => {
            Shape::number(Number::integer())
        }
        "number" | "float" | "double" => Shape::number(Number::fraction()),
        "array" => Shape::array(Shape::default()),
        "object" => Shape::object(super::Object::of(Default::default(), &Default::default())),
        _ => Shape::string(named_format(base)),
    }
}

fn named_format(name: &str) -> StringFormat {
    match name {
        "string" => StringFormat::Plain,
        "date" => StringFormat::Date,
        "dateTime" | "date-time" | "datetime" => StringFormat::DateTime,
        "uuid" => StringFormat::Uuid,
        "email" => StringFormat::Email,
        "uri" | "url" => StringFormat::Url,
        "password" => StringFormat::Password,
        other => StringFormat::Other(other.to_owned()),
    }
}

/// The shape of a template: text in quotes, any value without; a dynamic variable has a type.
fn template_shape(text: &str, bare: bool) -> Shape {
    let name = text.trim_start_matches('{').trim_end_matches('}').trim();
    match name {
        "$guid" | "$randomUUID" => Shape::string(StringFormat::Uuid),
        "$isoTimestamp" => Shape::string(StringFormat::DateTime),
        "$randomEmail" => Shape::string(StringFormat::Email),
        "$randomUrl" => Shape::string(StringFormat::Url),
        "$timestamp" | "$randomInt" if bare => Shape::number(Number::integer()),
        "$randomBoolean" if bare => Shape::boolean(),
        _ if bare => Shape::default(),
        _ => Shape::string(StringFormat::Plain),
    }
}

/// The format of a text.
pub(super) fn format(text: &str) -> StringFormat {
    match text {
        text if is_date(text) => StringFormat::Date,
        text if is_date_time(text) => StringFormat::DateTime,
        text if is_uuid(text) => StringFormat::Uuid,
        text if is_email(text) => StringFormat::Email,
        text if is_url(text) => StringFormat::Url,
        _ => StringFormat::Plain,
    }
}

/// Whether a text is one word, as the values of tags are.
pub(super) fn is_word(text: &str) -> bool {
    text.len() <= 60
        && text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/".contains(&byte))
        && format(text) == StringFormat::Plain
        && type_words(text).is_none()
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

pub(super) fn is_date(text: &str) -> bool {
    let separated = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let in_range = |part: Option<u32>, last| part.is_some_and(|part| (1..=last).contains(&part));
    separated
        && number_at(text, 0, 4).is_some()
        && in_range(number_at(text, 5, 7), 12)
        && in_range(number_at(text, 8, 10), 31)
}

pub(super) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let clock_end = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, offset) = time.split_at(clock_end);
    is_date(date) && is_clock(clock) && is_offset(offset)
}

/// Whether a text is a time of day: hours, minutes, and perhaps seconds with a fraction.
fn is_clock(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    let is_below = |part: &str, limit: u32| {
        part.len() == 2 && number_at(part, 0, 2).is_some_and(|number| number < limit)
    };
    let in_range = parts
        .iter()
        .zip([25, 60, 61])
        .all(|(part, limit)| is_below(part, limit));
    matches!(parts.len(), 2 | 3) && in_range && is_digits(fraction)
}

fn is_offset(text: &str) -> bool {
    if matches!(text, "" | "Z" | "z") {
        return true;
    }
    let digits: String = text
        .chars()
        .skip(1)
        .filter(|letter| *letter != ':')
        .collect();
    matches!(digits.len(), 2 | 4) && is_digits(&digits)
}

pub(super) fn is_uuid(text: &str) -> bool {
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

fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    matches!(scheme, "http" | "https" | "ws" | "wss" | "ftp")
        && rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '[')
        && !rest.contains(|letter: char| letter.is_whitespace() || "<>\"{}".contains(letter))
}

/// Whether a key is data, not the name of a field: an id, a date, a converter's `key_0`.
pub(super) fn is_data_key(key: &str) -> bool {
    let numbered = |prefix: &str| key.strip_prefix(prefix).is_some_and(is_digits);
    let hexadecimal = key.len() >= 16
        && key.bytes().all(|byte| byte.is_ascii_hexdigit())
        && key.bytes().any(|byte| byte.is_ascii_digit());
    numbered("")
        || numbered("key_")
        || numbered("additionalProp")
        || hexadecimal
        || is_uuid(key)
        || is_date(key)
        || is_date_time(key)
        || is_email(key)
        || is_url(key)
        || (key.starts_with("{{") && key.ends_with("}}"))
        || (key.starts_with('<') && key.ends_with('>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for (text, expected) in [
            ("2022-08-15", StringFormat::Date),
            ("2022-13-15", StringFormat::Plain),
            ("2022-08-15T09:00:00Z", StringFormat::DateTime),
            ("2022-08-15T09:00:00.123+02:00", StringFormat::DateTime),
            ("2022-08-15T09:00", StringFormat::DateTime),
            ("2022-08-15T9:00", StringFormat::Plain),
            ("2022-08-15 09:00:00", StringFormat::Plain),
            ("0b0bd1a4-8d2c-4a4e-9c4f-3c1d0f0e0a0b", StringFormat::Uuid),
            ("ann@example.com", StringFormat::Email),
            ("ann@example", StringFormat::Plain),
            ("https://example.com/a?b=c", StringFormat::Url),
            ("https://{{host}}/a", StringFormat::Plain),
            ("ü\u{301}é-日本語-x", StringFormat::Plain),
        ] {
            assert_eq!(format(text), expected, "{text}");
        }
    }

    #[test]
    fn placeholders_carry_type_not_value() {
        assert_eq!(text("<long>"), Shape::number(Number::integer()));
        assert_eq!(text("<double>"), Shape::number(Number::fraction()));
        assert_eq!(text("<dateTime>"), Shape::string(StringFormat::DateTime));
        assert_eq!(
            text("<ipv4>"),
            Shape::string(StringFormat::Other("ipv4".into()))
        );
        assert_eq!(text("<unix-time>"), Shape::number(Number::integer()));
        assert_eq!(text("(integer)"), Shape::number(Number::integer()));
        let mut nullable = Shape::number(Number::integer());
        nullable.merge(Shape::null());
        assert_eq!(text("<integer,null-int32>"), nullable);
        assert_eq!(text("<a href='x'>"), Shape::string(StringFormat::Plain));
    }

    #[test]
    fn normal_words_are_no_data_keys() {
        for key in [
            "name",
            "id",
            "address1",
            "h264",
            "deadbeefdeadbeef",
            "key",
            "de",
            "en-US",
        ] {
            assert!(!is_data_key(key), "{key}");
        }
        for key in [
            "12",
            "key_0",
            "2022-08-15",
            "507f1f77bcf86cd799439011",
            "a@b.co",
            "{{id}}",
        ] {
            assert!(is_data_key(key), "{key}");
        }
    }
}
