//! What the names of a service's operations call the service.

use super::english::{is_preposition, singular, with_singular_end};

/// The words by which names of items mention a service.
#[derive(Debug, Clone, Default)]
pub(super) struct Noun {
    /// The service's words: `sip phones`.
    pub words: Vec<String>,
    /// The part of them before a separator: `api keys` of `API keys - company level`. Empty where there is none.
    pub head: Vec<String>,
    /// A word that may be before them: the API's own name.
    pub brand: Option<String>,
    /// How many segments at the start of their paths say nothing, because all operations of the service have them.
    pub mount: usize,
}

impl Noun {
    /// How many words from `at` on mention the service, in the singular or plural; the brand before it counts, and the last
    /// of several words are enough: a `meeting` of the past meetings.
    pub(super) fn at(&self, words: &[String], at: usize) -> Option<usize> {
        let branded = self.brand.is_some() && words.get(at) == self.brand.as_ref();
        let behind = branded.then(|| self.plain_at(words, at + 1)).flatten();
        behind
            .map(|length| length + 1)
            .or_else(|| self.plain_at(words, at))
    }

    /// As [`Self::at`], without the brand.
    fn plain_at(&self, words: &[String], at: usize) -> Option<usize> {
        let here = words.get(at..)?;
        let phrases = [self.words.as_slice(), &self.head];
        let lengths = phrases.iter().filter_map(|phrase| mentioned(phrase, here));
        lengths.max()
    }

    /// How many words the whole of the service's words are at the start of these; `None` where something else is there.
    /// The brand before them counts.
    pub(super) fn whole_at_start(&self, words: &[String]) -> Option<usize> {
        if let Some((_, behind)) = words
            .split_first()
            .filter(|(first, _)| Some(*first) == self.brand.as_ref())
            && let Some(length) = self.plain_whole_at_start(behind)
        {
            return Some(length + 1);
        }
        self.plain_whole_at_start(words)
    }

    /// As [`Self::whole_at_start`], without the brand.
    fn plain_whole_at_start(&self, words: &[String]) -> Option<usize> {
        let phrases = [self.words.as_slice(), &self.head];
        let lengths = phrases.iter().filter_map(|phrase| whole(phrase, words));
        lengths.max()
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

/// How many words at the start of `here` are a phrase, in the singular or plural; `user group` is `usergroups`.
fn whole(phrase: &[String], here: &[String]) -> Option<usize> {
    let text = with_singular_end(phrase.to_vec()).concat();
    let mut lengths = 1..=here.len().min(phrase.len() + 1);
    lengths
        .find(|length| {
            let words = &here[..*length];
            let letters: usize = words.iter().map(String::len).sum();
            letters >= text.len() && with_singular_end(words.to_vec()).concat() == text
        })
        .filter(|_| !text.is_empty())
}

/// How many words at the start of `here` are the last ones of a phrase, in the singular or plural.
fn mentioned(phrase: &[String], here: &[String]) -> Option<usize> {
    if let Some(length) = whole(phrase, here) {
        return Some(length);
    }
    let (last, first) = phrase.split_last()?;
    let lengths = (0..=first.len())
        .rev()
        .map(|left_out| phrase.len() - left_out);
    let fits = |length: &usize| {
        let left_out = phrase.len() - length;
        // Of accounts and transactions neither is the service.
        let is_part = left_out > 0 && first.iter().any(|word| word == "and" || word == "or");
        let noun = here.get(length - 1);
        // `field configuration scheme` is none of the `issue field configurations`.
        let ends = here
            .get(*length)
            .is_none_or(|next| is_preposition(next) || next == "as");
        !is_part
            && (left_out == 0 || *length == 1 || ends)
            && here.starts_with(&first[left_out..])
            && noun.is_some_and(|noun| singular(noun) == singular(last))
    };
    lengths.filter(fits).max()
}
