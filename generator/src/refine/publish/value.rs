//! One value of an example: as it is, or what stands in its place.

use std::borrow::Cow;

use crate::ground::filler::{is_filler, may_be_cut};
use crate::ground::personal::{PHONE, Replacer};
use crate::ground::words::split_words;
use crate::model::api::{Api, ISO_8601, StringFormat, Type, TypeShape};
use crate::model::sample::neutral;

/// What becomes of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// It stays.
    None,
    /// This value can be sent in its place.
    Value(String),
    /// Nothing is known but the name, which stands in its place where a value is needed.
    Name(String),
}

/// Replaces the values of one operation.
pub(super) struct Cleaner<'a> {
    pub api: &'a Api,
    pub replaced: Replacer,
    /// Whether a program made the example, so that its dates and large numbers are random.
    pub made: bool,
}

/// Numbers from here on are random where a program made the example.
const LARGE: i64 = 100_000;

impl Cleaner<'_> {
    /// What becomes of the text of a parameter, a form field or a string in JSON.
    pub(super) fn change(&mut self, name: &str, ty: &Type, text: &str) -> Change {
        if text.is_empty() || text.contains("{{") {
            return Change::None;
        }
        match ty {
            Type::Array(inner) | Type::Nullable(inner) => self.change(name, inner, text),
            Type::Named(id) => match self.api.types.get(*id).map(|def| &def.shape) {
                Some(TypeShape::Enum(values)) => {
                    let is_known = values.iter().any(|value| value.value == text);
                    let first = values.first().filter(|_| !is_known && is_filler(text));
                    first.map_or(Change::None, |first| Change::Value(first.value.clone()))
                }
                _ => self.text(name, &StringFormat::Plain, text),
            },
            Type::Integer | Type::Unsigned | Type::Number | Type::BigNumber => {
                self.number(name, text)
            }
            Type::String(format) => self.text(name, format, text),
            Type::Any | Type::Map(_) => self.text(name, &StringFormat::Plain, text),
            Type::Boolean if is_filler(text) => Change::Value("true".to_owned()),
            Type::Boolean | Type::Binary => Change::None,
        }
    }

    /// What becomes of the text of a number.
    pub(super) fn number(&self, name: &str, text: &str) -> Change {
        let is_random = || {
            let value: f64 = text.parse().unwrap_or_default();
            self.made && (value < 0.0 || value >= LARGE as f64)
        };
        match is_filler(text) || is_random() {
            true => Change::Value(neutral::number(name).to_string()),
            false => Change::None,
        }
    }

    fn text(&mut self, name: &str, format: &StringFormat, text: &str) -> Change {
        let words = split_words(name);
        let is_date = match format {
            StringFormat::Date | StringFormat::DateTime => true,
            StringFormat::Other(name) => name == ISO_8601,
            _ => false,
        };
        let is_filler = is_filler(text) || (self.made && may_be_cut(text));
        if (is_filler && !may_be_code(&words, text)) || (is_date && self.made) {
            return match neutral::typical(name, format) {
                Some(value) => Change::Value(value),
                None => Change::Name(neutral::text(name, format)),
            };
        }
        if let Some(person) = neutral::person(&words).filter(|_| !text.starts_with(['<', '$'])) {
            return Change::Value(person.to_owned());
        }
        if neutral::is_phone(&words) && text.bytes().filter(u8::is_ascii_digit).count() > 7 {
            return Change::Value(PHONE.to_owned());
        }
        match self.replaced.in_example(text) {
            Cow::Owned(shown) => Change::Value(shown),
            Cow::Borrowed(_) => Change::None,
        }
    }
}

/// Whether a text may be a code of a language, country or state instead of a word of *lorem ipsum*: `id`, `in`, `et`.
fn may_be_code(words: &[String], text: &str) -> bool {
    const CODES: &[&str] = &["country", "lang", "language", "locale", "region", "state"];
    text.len() == 2 && words.iter().any(|word| CODES.contains(&word.as_str()))
}
