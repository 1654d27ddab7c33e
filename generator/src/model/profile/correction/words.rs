//! The words of a profile for types and for bodies.

use serde::Deserialize;

use crate::model::api::{StringFormat, Type};

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
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
pub(super) struct TypeOf(pub(super) Type);

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
    ("uuid", Type::String(StringFormat::Uuid)),
    ("email", Type::String(StringFormat::Email)),
    ("url", Type::String(StringFormat::Url)),
    ("secret", Type::String(StringFormat::Password)),
    ("file", Type::Binary),
];

/// Lists of lists beyond this are nobody's.
const DEPTH: usize = 8;

impl TryFrom<String> for TypeOf {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let words = || {
            let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
            words.join("`, `")
        };
        read(text.trim(), DEPTH).map(Self).ok_or_else(|| {
            format!(
                "`{text}` is no type: write `{}`, or one of them in brackets for a list (`[string]`) or in braces \
                 for keys that are data (`{{string}}`)",
                words()
            )
        })
    }
}

fn read(text: &str, depth: usize) -> Option<Type> {
    let inside = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    let inner = |text: &str| read(text.trim(), depth.checked_sub(1)?).map(Box::new);
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

    fn of(text: &str) -> Result<Type, String> {
        TypeOf::try_from(text.to_owned()).map(|ty| ty.0)
    }

    #[test]
    fn words_lists_and_maps() {
        assert_eq!(of("integer"), Ok(Type::Integer));
        assert_eq!(
            of("[ {uuid} ]"),
            Ok(Type::Array(Box::new(Type::Map(Box::new(Type::String(
                StringFormat::Uuid
            ))))))
        );
        for wrong in ["int", "", "[string", "[]", &"[".repeat(99)] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
        let deep = format!("{}string{}", "[".repeat(9), "]".repeat(9));
        assert!(of(&deep).is_err());
        assert!(of("int").unwrap_err().contains("`integer`"));
    }
}
