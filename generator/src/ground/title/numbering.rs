//! Numbers that say where an item is in its list.

/// Words before the number of a step.
const STEPS: [&str; 12] = [
    "step", "task", "part", "chapter", "exercise", "lab", "section", "lesson", "stage", "phase",
    "module", "scenario",
];

/// The text behind a number that only sorts; `None` where the number belongs to the name (`2FA`, `404 page`) or nothing is
/// behind it.
pub(super) fn without_numbering(text: &str) -> Option<&str> {
    let bracketed = text.starts_with(['[', '(']);
    let inner = text.trim_start_matches(['[', '(', '#']);
    let (is_step, number) = without_step(inner);
    let number = without_section_letters(number);
    let digits = number.bytes().take_while(|byte| is_numeral(*byte)).count();
    let (number, behind) = number.split_at(digits);
    if !number.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let dotted = number.trim_end_matches('.').contains('.');
    let ends_in_dot = number.ends_with('.');
    let letter = behind.chars().next().filter(char::is_ascii_lowercase);
    // `1a. Create`, but not `2nd item`.
    let behind = match letter {
        Some(_) if behind[1..].starts_with(['.', ')', ':']) => &behind[1..],
        _ => behind,
    };
    let is_sorting = match behind.chars().next() {
        None => false,
        Some(')' | ']' | ':') => true,
        Some('.' | '|') => true,
        Some('-' | '–' | '—') => {
            number.starts_with('0') || behind.chars().nth(1).is_some_and(char::is_whitespace)
        }
        Some('_') => true,
        Some(' ') => {
            let next = behind.trim_start();
            let separated = next.starts_with(['-', '–', '—', ':', '.', ')', '|']);
            separated
                || dotted
                || ends_in_dot
                || is_step
                || is_padded(number)
                || text.starts_with('#')
        }
        Some(next) => ends_in_dot && next.is_alphabetic() && !dotted,
    };
    let is_sorting = is_sorting || (bracketed && behind.starts_with([']', ')']));
    let rest = super::trimmed_start(behind);
    (is_sorting && rest.chars().any(char::is_alphabetic)).then_some(rest)
}

/// The text from the number on, where letters of a section are before it: `2.1.0: Create` of `SB 2.1.0: Create`.
fn without_section_letters(text: &str) -> &str {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let number = text[letters..].strip_prefix(' ').unwrap_or_default();
    let digits = number.bytes().take_while(|byte| is_numeral(*byte)).count();
    let is_section = (1..=4).contains(&letters)
        && number[..digits].matches('.').count() >= 2
        && number[digits..].starts_with(':');
    if is_section { number } else { text }
}

fn is_numeral(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.'
}

/// `05`, but not `0` or `2020`.
fn is_padded(number: &str) -> bool {
    number.len() > 1 && number.starts_with('0')
}

/// The text behind a word such as `Step`, where a number follows it.
fn without_step(text: &str) -> (bool, &str) {
    let word: usize = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(word);
    let number = rest.trim_start_matches([' ', '#', '-', '_']);
    let is_step = STEPS.contains(&word.to_ascii_lowercase().as_str())
        && number.starts_with(|first: char| first.is_ascii_digit());
    if is_step {
        (true, number)
    } else {
        (false, text)
    }
}
