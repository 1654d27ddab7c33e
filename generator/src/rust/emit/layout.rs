//! Breaks code that is too long for a line.
//!
//! Code is first one line, with marks where it may be broken: groups of parts, nested in each other. A group stays on
//! its line if it fits there together with the code up to the next mark; otherwise each of its parts gets a line of its own.

/// The greatest width of a line, in characters.
const WIDTH: usize = 89;

/// The least width of the code of a line, whatever its indentation.
const LEAST: usize = 60;

/// The greatest width of a struct expression on one line.
const NARROW: usize = 34;

/// A width beyond that of any line.
const ENDLESS: usize = 1 << 30;

/// One step of indentation.
pub(super) const STEP: usize = 4;

/// A mark in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub at: usize,
    pub sign: Sign,
}

/// The kind of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A group starts; its parts are indented by this many steps.
    Open(isize),
    /// The next part starts here; on a line of its own it loses a space before it.
    Break,
    /// The code that closes the group; where its parts have lines of their own, a comma precedes it.
    Comma,
    /// A group ends.
    Close,
    /// A group ends whose width is limited further: see `STRUCT`.
    Narrow,
}

/// The width that is left for the code of a line.
pub(super) fn room(indent: usize) -> usize {
    WIDTH.saturating_sub(indent).max(LEAST)
}

/// Whether code fits on its line unbroken.
pub(super) fn fits(width: usize, marks: &[Mark], indent: usize) -> bool {
    width <= room(indent) && !marks.iter().any(|mark| mark.sign == Sign::Narrow)
}

/// Adds code to a text that ends with the indentation of the line, broken where necessary.
pub(super) fn lay(code: &str, marks: &[Mark], mut indent: usize, text: &mut String) {
    let (mut space, mut from) = (room(indent), 0);
    let mut broken: Vec<Option<isize>> = Vec::new();
    for (mark, size) in marks.iter().zip(sizes(code, marks)) {
        let piece = &code[from..mark.at];
        text.push_str(piece);
        (space, from) = (space.saturating_sub(piece.len()), mark.at);
        match mark.sign {
            Sign::Open(step) => {
                let step = (size > space).then_some(step);
                indent = indent.saturating_add_signed(step.unwrap_or(0));
                broken.push(step);
            }
            Sign::Close | Sign::Narrow => {
                let step = broken.pop().flatten();
                indent = indent.saturating_add_signed(-step.unwrap_or(0));
            }
            sign if matches!(broken.last(), Some(Some(_))) => {
                let last = if sign == Sign::Break { 0 } else { STEP };
                text.push_str(if sign == Sign::Comma { ",\n" } else { "\n" });
                spaces(indent.saturating_sub(last), text);
                space = room(indent.saturating_sub(last));
                from += usize::from(code[from..].starts_with(' '));
            }
            _ => {}
        }
    }
    text.push_str(&code[from..]);
}

/// For each mark that opens a group, the distance to the first mark after the group at which the enclosing group may be broken.
fn sizes(code: &str, marks: &[Mark]) -> Vec<usize> {
    let (places, end) = places(code, marks);
    let mut sizes = vec![0; marks.len()];
    // The next break of each open group, from the outermost to the innermost.
    let mut next = vec![end];
    for (index, mark) in marks.iter().enumerate().rev() {
        let place = places[index];
        let last = next.last().copied().unwrap_or(end);
        match mark.sign {
            Sign::Close | Sign::Narrow => next.push(last),
            Sign::Open(_) => {
                next.pop();
                sizes[index] = next.last().unwrap_or(&end) - place;
            }
            Sign::Break | Sign::Comma => {
                next.pop();
                next.push(place);
            }
        }
    }
    sizes
}

/// The widths up to each mark and to the end of the code; code that must be broken has no finite width.
fn places(code: &str, marks: &[Mark]) -> (Vec<usize>, usize) {
    let (mut more, mut open) = (0, Vec::new());
    let mut places = Vec::with_capacity(marks.len());
    for mark in marks {
        match mark.sign {
            Sign::Open(_) => open.push(mark.at + more),
            Sign::Close => _ = open.pop(),
            Sign::Narrow if mark.at + more - open.pop().unwrap_or(0) > NARROW => more += ENDLESS,
            _ => {}
        }
        places.push(mark.at + more);
    }
    (places, code.len() + more)
}

pub(super) fn spaces(count: usize, text: &mut String) {
    const SPACES: &str = "                                        ";
    match SPACES.get(..count) {
        Some(spaces) => text.push_str(spaces),
        None => text.extend(std::iter::repeat_n(' ', count)),
    }
}
