//! What a text must hold for a pattern to occur in it, read off the pattern: words that are found faster than the
//! pattern is compiled.

/// Shorter words are in most texts.
const SHORTEST: usize = 3;

/// Words of which one must be in a text, whatever its case; none where nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needles(Option<Vec<String>>);

/// A text in lower case, as far as ASCII goes.
pub(super) struct Folded {
    text: String,
    /// Letters that are small forms of ASCII's for a pattern, and not for us: `\u{17f}` of `s`, `\u{212a}` of `k`.
    odd: bool,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        Self {
            odd: !text.is_ascii() && text.contains(['\u{17f}', '\u{212a}']),
            text: text.to_ascii_lowercase(),
        }
    }
}

impl Needles {
    /// The needles of a pattern.
    pub(super) fn of(pattern: &str) -> Self {
        let mut reader = Reader { rest: pattern };
        let found = reader.alternatives();
        // A bracket too many, or what is not understood.
        Self(found.filter(|_| reader.rest.is_empty()).and_then(|set| set.0))
    }

    pub(super) fn may_be_in(&self, folded: &Folded) -> bool {
        let Some(needles) = &self.0 else { return true };
        folded.odd || needles.iter().any(|needle| folded.text.contains(needle))
    }
}

/// Words of which one must be there; none where nothing is known.
#[derive(Default)]
struct Set(Option<Vec<String>>);

impl Set {
    fn word(word: &str) -> Self {
        Self((word.len() >= SHORTEST).then(|| vec![word.to_ascii_lowercase()]))
    }

    /// Of two that must both hold, the one whose shortest word is longer.
    fn and(self, other: Self) -> Self {
        let shortest = |set: &Self| {
            let words = set.0.iter().flatten();
            words.map(String::len).min().unwrap_or(0)
        };
        match shortest(&other) > shortest(&self) {
            true => other,
            false => self,
        }
    }

    /// Of two of which one must hold, both.
    fn or(self, other: Self) -> Self {
        Self(self.0.zip(other.0).map(|(mut mine, theirs)| {
            mine.extend(theirs);
            mine
        }))
    }
}

/// Reads the grammar of the `regex` crate as far as it tells of words; none where it is not understood.
struct Reader<'p> {
    rest: &'p str,
}

impl Reader<'_> {
    /// Up to a closing bracket or the end.
    fn alternatives(&mut self) -> Option<Set> {
        let mut all = self.sequence()?;
        while self.take('|') {
            all = all.or(self.sequence()?);
        }
        Some(all)
    }

    fn sequence(&mut self) -> Option<Set> {
        let mut known = Set::default();
        let mut word = String::new();
        while let Some(next) = self.rest.chars().next().filter(|next| !"|)".contains(*next)) {
            self.skip(next);
            let part = self.part(next)?;
            let times = self.times()?;
            if let (Part::Letter(letter), Times::Once | Times::Often) = (&part, times) {
                word.push(*letter);
            }
            if matches!((&part, times), (Part::Letter(_), Times::Once)) {
                continue;
            }
            known = known.and(Set::word(&std::mem::take(&mut word)));
            if let (Part::Other(set), Times::Once | Times::Often) = (part, times) {
                known = known.and(set);
            }
        }
        Some(known.and(Set::word(&word)))
    }

    fn part(&mut self, first: char) -> Option<Part> {
        Some(match first {
            '(' => Part::Other(self.group()?),
            '[' => self.class()?,
            '\\' => self.escaped()?,
            '.' | '^' | '$' => Part::unknown(),
            letter if letter.is_ascii() => Part::Letter(letter),
            _ => Part::unknown(),
        })
    }

    /// What stands behind an opening bracket, and the closing one.
    fn group(&mut self) -> Option<Set> {
        if self.take('?') {
            let flags = self.rest.find(|letter| !"ims".contains(letter))?;
            self.rest = self.rest.get(flags..)?;
            if self.take(')') {
                return Some(Set::default());
            }
            // Another flag or a name.
            if !self.take(':') {
                return None;
            }
        }
        let inner = self.alternatives()?;
        self.take(')').then_some(inner)
    }

    /// Past a class of characters.
    fn class(&mut self) -> Option<Part> {
        self.take('^');
        self.take(']');
        loop {
            let next = self.rest.chars().next()?;
            self.skip(next);
            match next {
                ']' => return Some(Part::unknown()),
                '[' => drop(self.class()?),
                '\\' => {
                    let escaped = self.rest.chars().next()?;
                    self.skip(escaped);
                }
                _ => {}
            }
        }
    }

    fn escaped(&mut self) -> Option<Part> {
        let next = self.rest.chars().next()?;
        self.skip(next);
        match next {
            sign if sign.is_ascii_punctuation() => Some(Part::Letter(sign)),
            'b' | 'B' | 'A' | 'z' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 'r' | 't' => {
                Some(Part::unknown())
            }
            _ => None,
        }
    }

    /// How often the part before must be there.
    fn times(&mut self) -> Option<Times> {
        let mut times = Times::Once;
        loop {
            if self.take('?') || self.take('*') {
                times = Times::Maybe;
            } else if self.take('{') {
                self.rest = self.rest.split_once('}')?.1;
                times = Times::Maybe;
            } else if self.take('+') {
                times = times.max(Times::Often);
                // What takes as little as it can.
                self.take('?');
            } else {
                return Some(times);
            }
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip(&mut self, next: char) {
        self.take(next);
    }
}

/// A part of a sequence.
enum Part {
    Letter(char),
    Other(Set),
}

impl Part {
    fn unknown() -> Self {
        Self::Other(Set::default())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Times {
    Once,
    Often,
    Maybe,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(pattern: &str) -> Vec<String> {
        Needles::of(pattern).0.unwrap_or_default()
    }

    #[test]
    fn words_that_must_be_there_are_found() {
        for (pattern, words) in [
            (r"(?i)\bdefaults?(?: value)?\s*(?:is|to)", &["default"][..]),
            (r"(?im)^\W*Deprecated\b", &["deprecated"]),
            (r"(?i)[\[(]deprecated[\])]", &["deprecated"]),
            (r"(?i)\b(?:possible|allowed)? (?:values|types)", &["values", "types"]),
            (r"https?://[^\s`]+", &["http"]),
            (r"^\s*Added as:\s*(\S+)", &["added as:"]),
            (r"[A-Za-z]+(?::[a-z]+)+", &[]),
            (r"abc|de", &[]),
            (r"(?x) a b c d", &[]),
            (r"\x41bcd", &[]),
            (r"(?<name>abc)", &[]),
            (r"(?:abcd){0,2}", &[]),
            (r"abcd*", &["abc"]),
            (r"[]abc]def", &["def"]),
            (r"[^\]abc]+def", &["def"]),
            (r"ab+cde", &["cde"]),
        ] {
            assert_eq!(needles(pattern), words, "{pattern}");
        }
    }

    #[test]
    fn a_text_without_them_is_known() {
        let needles = Needles::of(r"(?i)task");
        assert!(needles.may_be_in(&Folded::of("A TASK")));
        assert!(needles.may_be_in(&Folded::of("a ta\u{17f}k")));
        assert!(!needles.may_be_in(&Folded::of("a mask \u{e9}")));
        assert!(Needles::of("a|b").may_be_in(&Folded::of("")));
    }
}
