//! Lists of a profile: whole, or as an addition to the built-in one.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use regex::Regex;
use serde::de::{Deserialize, Deserializer, Error};

use super::needle::{Folded, Needles};

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
pub struct Patterns(Arc<[Pattern]>);

/// A regular expression that is compiled when a text comes that it may occur in: that costs more than all its
/// searches, and most documents speak of few of the things that are looked for.
#[derive(Debug)]
struct Pattern {
    text: String,
    needles: Needles,
    compiled: OnceLock<Option<Regex>>,
}

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts: Vec<String> = plain(deserializer)?;
        let pattern = |text: String| Pattern {
            needles: Needles::of(&text),
            compiled: OnceLock::new(),
            text,
        };
        Ok(Self(texts.into_iter().map(pattern).collect()))
    }
}

/// Patterns that are read for what is wrong with them.
#[derive(Default)]
pub(super) struct Proven;

impl<'de> Deserialize<'de> for Proven {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts: Vec<String> = plain(deserializer)?;
        for text in texts {
            Regex::new(&text)
                .map_err(|error| D::Error::custom(format!("`{text}` is no pattern: {error}")))?;
        }
        Ok(Self)
    }
}

impl Pattern {
    fn compiled(&self) -> Option<&Regex> {
        // A profile's patterns are proven when it is read, and a test reads the built-in ones.
        let compiled = self.compiled.get_or_init(|| Regex::new(&self.text).ok());
        compiled.as_ref()
    }

    /// The compiled pattern, where it may occur in a text.
    fn for_text(&self, folded: &LazyCell<Folded, impl FnOnce() -> Folded>) -> Option<&Regex> {
        let may_occur = self.compiled.get().is_some() || self.needles.may_be_in(folded);
        may_occur.then(|| self.compiled()).flatten()
    }
}

impl Patterns {
    pub fn iter(&self) -> impl Iterator<Item = &Regex> {
        self.0.iter().filter_map(Pattern::compiled)
    }

    /// Those that may occur in a text.
    pub fn for_text(&self, text: &str) -> impl Iterator<Item = &Regex> {
        let folded = LazyCell::new(|| Folded::of(text));
        self.0
            .iter()
            .filter_map(move |pattern| pattern.for_text(&folded))
    }

    /// Whether one of them occurs.
    pub fn is_match(&self, text: &str) -> bool {
        self.for_text(text).any(|pattern| pattern.is_match(text))
    }

    /// The first occurrence of the first pattern that has one: all of it, and the part that is wanted.
    pub fn find<'t>(&self, text: &'t str) -> Option<(Range<usize>, &'t str)> {
        self.for_text(text).find_map(|pattern| {
            let found = pattern.captures(text)?;
            let whole = found.get(0)?;
            Some((whole.range(), found.get(1).unwrap_or(whole).as_str()))
        })
    }
}
