//! Lists of a profile: a whole list, or an addition to the built-in one.

use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

use regex::Regex;
use serde::de::{Deserialize, Deserializer, Error};

/// A list of a profile: `[..]`, or `{ add = [..] }`, which `merge_tables` adds to the built-in list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

#[derive(serde::Deserialize)]
#[serde(
    untagged,
    expecting = "expected a list, or { add = [..] } to extend the built-in one"
)]
enum Written<T> {
    Whole(Vec<T>),
    Add(Addition<T>),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Addition<T> {
    add: Vec<T>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Written::deserialize(deserializer)? {
            Written::Whole(values) | Written::Add(Addition { add: values }) => Self(values),
        })
    }
}

/// Regular expressions, tried in order. Each is compiled when it is first used.
#[derive(Debug, Clone, Default)]
pub struct Patterns(Arc<[LazyRegex]>);

#[derive(Debug)]
struct LazyRegex {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl LazyRegex {
    /// The compiled expression. `None` does not occur: a profile's expressions are checked when it is read
    /// ([`CheckedPatterns`]), and a test checks the built-in ones.
    fn compiled(&self) -> Option<&Regex> {
        let compiled = self.compiled.get_or_init(|| Regex::new(&self.text).ok());
        compiled.as_ref()
    }
}

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let List(texts) = List::<String>::deserialize(deserializer)?;
        let pattern = |text| LazyRegex {
            text,
            compiled: OnceLock::new(),
        };
        Ok(Self(texts.into_iter().map(pattern).collect()))
    }
}

/// Regular expressions that are compiled at once, to report malformed ones with their location.
#[derive(Default)]
pub(super) struct CheckedPatterns;

impl<'de> Deserialize<'de> for CheckedPatterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let List(texts) = List::<String>::deserialize(deserializer)?;
        for text in texts {
            Regex::new(&text).map_err(|error| {
                D::Error::custom(format!("`{text}` is no regular expression: {error}"))
            })?;
        }
        Ok(Self)
    }
}

impl Patterns {
    /// The compiled expressions.
    pub fn iter(&self) -> impl Iterator<Item = &Regex> {
        self.0.iter().filter_map(LazyRegex::compiled)
    }

    /// Whether one of them occurs.
    pub fn is_match(&self, text: &str) -> bool {
        self.iter().any(|pattern| pattern.is_match(text))
    }

    /// The match of the first expression that matches: the range of the match, and the text of its first group, or of the whole
    /// match if the expression has no group.
    pub fn find<'t>(&self, text: &'t str) -> Option<(Range<usize>, &'t str)> {
        self.iter().find_map(|pattern| {
            let captures = pattern.captures(text)?;
            let whole = captures.get(0)?;
            Some((whole.range(), captures.get(1).unwrap_or(whole).as_str()))
        })
    }
}
