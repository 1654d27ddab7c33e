//! Lists of a profile: whole, or as an addition to the built-in one.

use std::ops::Range;

use regex::Regex;
use serde::de::{Deserialize, Deserializer, Error};

/// A list as the text writes it.
#[derive(serde::Deserialize)]
#[serde(
    untagged,
    expecting = "expected a list, or { add = [..] } to extend the built-in one"
)]
enum List<T> {
    Whole(Vec<T>),
    More(Added<T>),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Added<T> {
    add: Vec<T>,
}

/// Reads a list of words or numbers.
pub(super) fn plain<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(match List::deserialize(deserializer)? {
        List::Whole(values) | List::More(Added { add: values }) => values,
    })
}

/// Regular expressions, tried in order.
#[derive(Debug, Clone, Default)]
pub(in crate::evidence) struct Patterns(Vec<Regex>);

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let compile = |pattern: String| {
            Regex::new(&pattern)
                .map_err(|error| D::Error::custom(format!("`{pattern}` is no pattern: {error}")))
        };
        plain(deserializer)?
            .into_iter()
            .map(compile)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl Patterns {
    pub(in crate::evidence) fn iter(&self) -> std::slice::Iter<'_, Regex> {
        self.0.iter()
    }

    /// Whether one of them occurs.
    pub(in crate::evidence) fn is_match(&self, text: &str) -> bool {
        self.0.iter().any(|pattern| pattern.is_match(text))
    }

    /// The first occurrence of the first pattern that has one: all of it, and the part that is wanted.
    pub(in crate::evidence) fn find<'t>(&self, text: &'t str) -> Option<(Range<usize>, &'t str)> {
        self.0.iter().find_map(|pattern| {
            let found = pattern.captures(text)?;
            let whole = found.get(0)?;
            Some((whole.range(), found.get(1).unwrap_or(whole).as_str()))
        })
    }
}
