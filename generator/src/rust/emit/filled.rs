//! Layouts that put as many parts on a line as fit: macro calls, chains, signatures, `use` lists.

use super::layout::{self, Mark, STEP, Sign};

/// The greatest width of a line of a macro call, in characters.
pub(super) const WIDTH: usize = 100;

/// A chain of calls, with its links on as few lines as possible.
pub(super) fn row(code: &str, marks: &[Mark], indent: usize, text: &mut String) {
    let (mut width, mut from) = (indent, 0);
    let ends = marks.iter().skip(1).map(|mark| mark.at);
    // The code after the chain counts towards the width of every line, not only of the last.
    let ends = ends.chain([code.len() - 1]);
    for (mark, end) in marks.iter().zip(ends) {
        text.push_str(&code[from..mark.at]);
        width += mark.at - from;
        if width + (end - mark.at) + 1 > WIDTH {
            next_line(indent + STEP, text);
            width = indent + STEP;
        }
        from = mark.at;
    }
    text.push_str(&code[from..]);
}

fn next_line(indent: usize, text: &mut String) {
    text.push('\n');
    layout::spaces(indent, text);
}

/// A signature: its arguments, which are the first group, on as few lines as possible between the
/// parentheses.
pub(super) fn signature(code: &str, marks: &[Mark], indent: usize, text: &mut String) {
    let (mut depth, mut ends, mut rest) = (0_usize, Vec::new(), marks.len());
    for (index, mark) in marks.iter().enumerate() {
        match mark.sign {
            Sign::Open(_) => depth += 1,
            Sign::Close | Sign::Narrow if depth == 1 => {
                ends.push(mark.at);
                rest = index + 1;
                break;
            }
            Sign::Close | Sign::Narrow => depth -= 1,
            Sign::Break if depth == 1 => ends.push(mark.at),
            _ => {}
        }
    }
    let (Some(open), Some(close)) = (ends.first().copied(), ends.last().copied()) else {
        return text.push_str(code);
    };
    text.push_str(&code[..open]);
    let mut width = WIDTH;
    for part in ends.windows(2).map(|ends| &code[ends[0]..ends[1]]) {
        let part = part.trim().trim_end_matches(',');
        if width + " ,".len() + part.len() > WIDTH {
            next_line(indent + STEP, text);
            width = indent + STEP;
        } else {
            text.push(' ');
            width += 1;
        }
        text.push_str(part);
        text.push(',');
        width += part.len() + 1;
    }
    next_line(indent, text);
    if indent + code.len() - close <= WIDTH {
        return text.push_str(&code[close..]);
    }
    let shifted = marks[rest..].iter().map(|mark| Mark {
        at: mark.at - close,
        ..*mark
    });
    layout::lay(&code[close..], &shifted.collect::<Vec<_>>(), indent, text);
}

/// A macro call with braces, with its parts on as few lines as possible.
pub(super) fn table(code: &str, marks: &[Mark], text: &mut String) {
    let open = marks.iter().find(|mark| code[..mark.at].ends_with('{'));
    let close = marks.iter().rfind(|mark| mark.sign == Sign::Close);
    let (Some(open), Some(close)) = (open, close) else {
        return text.push_str(code);
    };
    let breaks = marks.iter().filter(|mark| mark.sign == Sign::Break);
    text.push_str(&code[..open.at]);
    text.push('\n');
    let (mut from, mut width) = (open.at + 1, 0);
    for end in breaks.map(|mark| mark.at - 1).chain([close.at - 1]) {
        let part = &code[from..end];
        if width > 0 && width + part.len() + 2 > WIDTH {
            text.push('\n');
            width = 0;
        }
        if width == 0 {
            text.push_str("   ");
            width = 3;
        }
        text.push(' ');
        text.push_str(part);
        text.push(',');
        width += part.len() + 2;
        from = (end + 2).min(code.len());
    }
    text.push('\n');
    text.push_str(&code[close.at..]);
}

/// `use a::{B, C};` with its names on as few lines as possible.
pub(super) fn names(code: &str, marks: &[Mark], text: &mut String) {
    let (Some(open), Some(close)) = (marks.first(), marks.last()) else {
        return text.push_str(code);
    };
    text.push_str(&code[..open.at]);
    let inner = marks.iter().skip(1).filter(|mark| mark.at > open.at);
    let mut ends: Vec<usize> = inner
        .filter(|mark| mark.at < close.at)
        .map(|mark| mark.at)
        .collect();
    ends.push(close.at);
    let (mut from, mut space) = (open.at, 0);
    for (index, end) in ends.into_iter().enumerate() {
        let part = &code[from..end];
        // Every part but the first is preceded by a space.
        if index == 0 || part.len() > space {
            let part = part.trim_start();
            text.push_str("\n    ");
            text.push_str(part);
            space = layout::room(STEP).saturating_sub(part.len());
        } else {
            text.push_str(part);
            space -= part.len();
        }
        from = end;
    }
    text.push_str(",\n");
    text.push_str(&code[close.at..]);
}
