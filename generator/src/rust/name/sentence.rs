//! What the names made of prose leave out, and in which scripts the rules read.

use super::lists::ENGLISH;

/// The words without those that a name made of a sentence leaves out.
pub(super) fn significant(words: &[String]) -> Vec<String> {
    let kept = words
        .iter()
        .filter(|word| !ENGLISH.has("sentence filler", word));
    kept.cloned().collect()
}

/// Whether the word begins a clause that says only where, when or why.
pub(super) fn begins_clause(word: &str) -> bool {
    ENGLISH.has("clause", word)
}

/// The words before the first one that begins a clause; empty where that is the first.
pub(super) fn before_clause(words: &[String]) -> &[String] {
    let end = words.iter().position(|word| begins_clause(word));
    &words[..end.unwrap_or(words.len())]
}

/// Whether a text has letters of the Latin alphabet alone; in others it gives no words that people read.
pub(super) fn is_latin(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic());
    letters.all(|letter| letter < '\u{250}')
}

/// Whether most letters of a text are of another script than the Latin one.
pub(super) fn is_other_script(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic());
    let (mut latin, mut other) = (0_usize, 0_usize);
    for letter in letters {
        match letter {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => latin += 1,
            // A letter of these scripts is as much as a syllable.
            '\u{2e80}'.. => other += 3,
            _ => other += 1,
        }
    }
    other > latin
}
