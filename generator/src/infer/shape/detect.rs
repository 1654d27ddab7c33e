//! Recognises formats, templates, and a converter's placeholders and markers in texts.

use crate::model::api::StringFormat;

use super::format::{format, is_date, is_digits, is_email, is_lenient_date_time, is_url, is_uuid};
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
    marker(text)
        .or_else(|| placeholder(text))
        .unwrap_or_else(|| match text.starts_with("{{") && text.ends_with("}}") {
            true => template_shape(text, false),
            false => Shape {
                text: Some(Text::read(text)),
                ..Shape::default()
            },
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

/// The format of strings by its name in JSON Schema and OpenAPI, with the variants that documents have.
pub fn named_format(name: &str) -> StringFormat {
    match name {
        "" | "string" | "enum" => StringFormat::Plain,
        "date" => StringFormat::Date,
        "dateTime" | "date-time" | "datetime" => StringFormat::DateTime,
        "time" => StringFormat::Time,
        "duration" => StringFormat::Duration,
        "decimal" | "decimal128" => StringFormat::Decimal,
        "uuid" | "guid" => StringFormat::Uuid,
        "email" => StringFormat::Email,
        "uri" | "url" | "iri" => StringFormat::Url,
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
        _ => Shape {
            text: Some(Text::read(text)),
            ..Shape::default()
        },
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
        || is_lenient_date_time(key)
        || is_email(key)
        || is_url(key)
        || (key.starts_with("{{") && key.ends_with("}}"))
        || (key.starts_with('<') && key.ends_with('>'))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let tag = text("<a href='x'>").text.unwrap();
        assert_eq!(tag.format(), StringFormat::Plain);
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
