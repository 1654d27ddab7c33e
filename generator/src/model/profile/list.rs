//! Lists of a profile: a whole list, or an addition to the built-in one.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use regex::Regex;
use serde::de::{Deserialize, Deserializer, Error};

/// A list as the profile's text has it: `[..]`, or `{ add = [..] }`.
#[derive(serde::Deserialize)]
#[serde(
    untagged,
    expecting = "expected a list, or { add = [..] } to extend the built-in one"
)]
enum List<T> {
    Whole(Vec<T>),
    Add(Addition<T>),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Addition<T> {
    add: Vec<T>,
}

/// Reads a list; what an addition extends is decided by [`super::merge_tables`].
pub(super) fn plain_list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(match List::deserialize(deserializer)? {
        List::Whole(values) | List::Add(Addition { add: values }) => values,
    })
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
        let texts: Vec<String> = plain_list(deserializer)?;
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
        let texts: Vec<String> = plain_list(deserializer)?;
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

    /// The first match of the first expression that has one: its range, and the text of its first group, or of
    /// the whole match where it has no group.
    pub fn find<'t>(&self, text: &'t str) -> Option<(Range<usize>, &'t str)> {
        self.iter().find_map(|pattern| {
            let captures = pattern.captures(text)?;
            let whole = captures.get(0)?;
            Some((whole.range(), captures.get(1).unwrap_or(whole).as_str()))
        })
    }
}
