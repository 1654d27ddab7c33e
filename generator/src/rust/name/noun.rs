//! What the names of a service's operations call the service.

use super::english::{singular, with_singular_end};

/// The words by which names of items mention a service.
#[derive(Debug, Clone, Default)]
pub(super) struct Noun {
    /// The service's words: `sip phones`.
    pub words: Vec<String>,
    /// A word that may be before them: the API's own name.
    pub brand: Option<String>,
    /// How many segments at the start of their paths say nothing, because all operations of the service have them.
    pub mount: usize,
}

impl Noun {
    /// How many words from `at` on mention the service, in the singular or plural; the brand before it counts, and the last
    /// of several words is enough: a `meeting` of the past meetings.
    pub(super) fn at(&self, words: &[String], at: usize) -> Option<usize> {
        let branded = self.brand.is_some() && words.get(at) == self.brand.as_ref();
        let behind = branded.then(|| self.plain_at(words, at + 1)).flatten();
        behind
            .map(|length| length + 1)
            .or_else(|| self.plain_at(words, at))
    }

    fn plain_at(&self, words: &[String], at: usize) -> Option<usize> {
        let here = words.get(at..)?;
        let (last, first) = self.words.split_last()?;
        let length = if here.starts_with(first) {
            self.words.len()
        } else {
            1
        };
        // Of accounts and transactions neither is the service.
        if length < self.words.len() && first.iter().any(|word| word == "and" || word == "or") {
            return None;
        }
        let noun = here.get(length - 1)?;
        (singular(noun) == singular(last)).then_some(length)
    }

    /// Whether these words are the service and nothing else.
    pub(super) fn is(&self, words: &[String]) -> bool {
        self.at(words, 0) == Some(words.len())
    }

    /// The service's words in the singular.
    pub(super) fn singular(&self) -> Vec<String> {
        with_singular_end(self.words.clone())
    }
}
