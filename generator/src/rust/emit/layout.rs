//! Where code that is too long for a line breaks.
//!
//! Code is first written as one line, with marks where it may break: groups of parts, one within another. A
//! group stays on its line if it fits, with all that follows up to the next place to break; otherwise each of
//! its parts takes a line.

/// How wide a line may be.
const WIDTH: usize = 89;

/// How much room a line has at the least, however deep it stands.
const LEAST: usize = 60;

/// How wide a struct's expression may be on a line.
const NARROW: usize = 34;

/// Wider than any line.
const ENDLESS: usize = 1 << 30;

/// One step of indentation.
pub(super) const STEP: usize = 4;

/// A place in a line, and what is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub at: usize,
    pub sign: Sign,
}

/// What is at a place of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A group starts; its parts stand so much further in.
    Open(isize),
    /// The next part would start on a line of its own; a space that follows falls away then.
    Break,
    /// What closes the group would, behind a comma.
    Comma,
    /// A group ends.
    Close,
    /// A group ends that may not even be as wide as the line.
    Narrow,
}

/// How much room a line has.
pub(super) fn room(indent: usize) -> usize {
    WIDTH.saturating_sub(indent).max(LEAST)
}

/// Whether code can stand as it is.
pub(super) fn fits(width: usize, marks: &[Mark], indent: usize) -> bool {
    width <= room(indent) && !marks.iter().any(|mark| mark.sign == Sign::Narrow)
}

/// Adds code to a text that stands at its line's indentation, with breaks where it needs them.
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

/// How far it is from each mark that opens a group to where, behind the group, what it stands in may break.
fn sizes(code: &str, marks: &[Mark]) -> Vec<usize> {
    let (places, end) = places(code, marks);
    let mut sizes = vec![0; marks.len()];
    // The next break of each group that is being left, from the outermost to the innermost.
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

/// Where the marks are, and where the code ends; what must break is endless.
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
