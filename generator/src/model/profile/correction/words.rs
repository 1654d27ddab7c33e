//! The words by which a profile names types and encodings of bodies.

use serde::Deserialize;

use crate::model::api::{StringFormat, Type};

/// The encoding of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyEncoding {
    /// `application/json`, an object.
    Json,
    /// `multipart/form-data`.
    FormData,
    /// `application/x-www-form-urlencoded`.
    Urlencoded,
}

/// A type as a profile writes it: `integer`, `[string]`, `{number}`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct TypeName(pub(super) Type);

const WORDS: &[(&str, Type)] = &[
    ("any", Type::Any),
    ("boolean", Type::Boolean),
    ("integer", Type::Integer),
    ("unsigned", Type::Unsigned),
    ("number", Type::Number),
    ("decimal", Type::BigNumber),
    ("string", Type::String(StringFormat::Plain)),
    ("date", Type::String(StringFormat::Date)),
    ("date-time", Type::String(StringFormat::DateTime)),
    ("time", Type::String(StringFormat::Time)),
    ("duration", Type::String(StringFormat::Duration)),
    ("decimal-text", Type::String(StringFormat::Decimal)),
    ("uuid", Type::String(StringFormat::Uuid)),
    ("email", Type::String(StringFormat::Email)),
    ("url", Type::String(StringFormat::Url)),
    ("secret", Type::String(StringFormat::Password)),
    ("file", Type::Binary),
];

/// The deepest nesting of lists and maps.
const MAX_DEPTH: usize = 8;

impl TryFrom<String> for TypeName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse(text.trim(), MAX_DEPTH).map(Self).ok_or_else(|| {
            let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
            format!(
                "`{text}` is no type: expected `{}`, one of them in brackets for a list (`[string]`), or in braces \
                 for an object with any keys (`{{string}}`)",
                words.join("`, `")
            )
        })
    }
}

fn parse(text: &str, depth: usize) -> Option<Type> {
    let inside = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    let inner = |text: &str| parse(text.trim(), depth.checked_sub(1)?).map(Box::new);
    if let Some(item) = inside('[', ']') {
        return inner(item).map(Type::Array);
    }
    if let Some(value) = inside('{', '}') {
        return inner(value).map(Type::Map);
    }
    let word = WORDS.iter().find(|(word, _)| *word == text)?;
    Some(word.1.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Type, String> {
        TypeName::try_from(text.to_owned()).map(|ty| ty.0)
    }

    #[test]
    fn words_lists_and_maps() {
        assert_eq!(parsed("integer"), Ok(Type::Integer));
        assert_eq!(
            parsed("[ {uuid} ]"),
            Ok(Type::Array(Box::new(Type::Map(Box::new(Type::String(
                StringFormat::Uuid
            ))))))
        );
        for wrong in ["int", "", "[string", "[]", &"[".repeat(99)] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
        let deep = format!("{}string{}", "[".repeat(9), "]".repeat(9));
        assert!(parsed(&deep).is_err());
        assert!(parsed("int").unwrap_err().contains("`integer`"));
    }
}
