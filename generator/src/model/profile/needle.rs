//! What a text must hold for a pattern to occur in it, read off the pattern: words that are found faster than the
//! pattern is compiled.

/// Shorter words are in most texts.
const SHORTEST: usize = 3;

/// Sets of words: of each, one must be in a text, whatever its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needles(Vec<Vec<String>>);

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
        Self(found.filter(|_| reader.rest.is_empty()).unwrap_or_default())
    }

    pub(super) fn may_be_in(&self, folded: &Folded) -> bool {
        let has_one = |set: &Vec<String>| set.iter().any(|word| folded.text.contains(word));
        folded.odd || self.0.iter().all(has_one)
    }
}

/// What must hold for a part of a pattern: as [`Needles`] has it.
type Sets = Vec<Vec<String>>;

/// Adds a word that must be there.
fn note(sets: &mut Sets, word: String) {
    if word.len() >= SHORTEST {
        sets.push(vec![word.to_ascii_lowercase()]);
    }
}

/// What must hold where either of two parts must: one of the longest words of each.
fn either(one: Sets, other: Sets) -> Sets {
    let longest = |sets: Sets| {
        let shortest = |set: &Vec<String>| set.iter().map(String::len).min();
        sets.into_iter().max_by_key(shortest)
    };
    let both = longest(one).zip(longest(other));
    let joined = both.map(|(mut one, other)| {
        one.extend(other);
        one
    });
    joined.into_iter().collect()
}

/// Reads the grammar of the `regex` crate as far as it tells of words; none where it is not understood.
struct Reader<'p> {
    rest: &'p str,
}

impl Reader<'_> {
    /// Up to a closing bracket or the end.
    fn alternatives(&mut self) -> Option<Sets> {
        let mut all = self.sequence()?;
        while self.take('|') {
            all = either(all, self.sequence()?);
        }
        Some(all)
    }

    fn sequence(&mut self) -> Option<Sets> {
        let mut known = Sets::new();
        let mut word = String::new();
        while let Some(next) = self
            .rest
            .chars()
            .next()
            .filter(|next| !"|)".contains(*next))
        {
            self.skip(next);
            let part = self.part(next)?;
            let times = self.times()?;
            if let (Part::Letter(letter), Times::Once | Times::Often) = (&part, times) {
                word.push(*letter);
            }
            if matches!((&part, times), (Part::Letter(_), Times::Once)) {
                continue;
            }
            note(&mut known, std::mem::take(&mut word));
            if let (Part::Other(sets), Times::Once | Times::Often) = (part, times) {
                known.extend(sets);
            }
        }
        note(&mut known, word);
        Some(known)
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
    fn group(&mut self) -> Option<Sets> {
        if self.take('?') {
            let flags = self.rest.find(|letter| !"ims".contains(letter))?;
            self.rest = self.rest.get(flags..)?;
            if self.take(')') {
                return Some(Sets::new());
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
            // Where a word starts and ends.
            '<' | '>' => Some(Part::unknown()),
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
    Other(Sets),
}

impl Part {
    fn unknown() -> Self {
        Self::Other(Sets::new())
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

    fn needles(pattern: &str) -> String {
        let sets = Needles::of(pattern).0;
        let sets: Vec<String> = sets.iter().map(|set| set.join("|")).collect();
        sets.join(" & ")
    }

    #[test]
    fn words_that_must_be_there_are_found() {
        for (pattern, words) in [
            (r"(?i)\bdefaults?(?: value)?\s*(?:is|to)", "default"),
            (r"(?im)^\W*Deprecated\b", "deprecated"),
            (r"(?i)[\[(]deprecated[\])]", "deprecated"),
            (
                r"(?:possible|allowed) (?:values|types)",
                "possible|allowed & values|types",
            ),
            (r"https?://[^\s`]+", "http & ://"),
            (r"\<abc\>", "abc"),
            (r"^\s*Added as:\s*(\S+)", "added as:"),
            (r"[A-Za-z]+(?::[a-z]+)+", ""),
            (r"abc|de", ""),
            (r"abc def|x?ghi", "abc def|ghi"),
            (r"(?x) a b c d", ""),
            (r"\x41bcd", ""),
            (r"(?<name>abc)", ""),
            (r"(?:abcd){0,2}", ""),
            (r"abcd*", "abc"),
            (r"[]abc]def", "def"),
            (r"[^\]abc]+def", "def"),
            (r"ab+cde", "cde"),
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
