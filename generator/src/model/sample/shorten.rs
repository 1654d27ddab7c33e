//! Commands of a length that is read: who wants all of a long body finds it in the source.

use super::curl::Argument;

/// The longest line of a value, in letters.
const COLUMNS: usize = 400;

/// The most lines of a command.
const ROWS: usize = 25;

/// Shortens what is too long, values inside and options whole; whether anything was.
pub(super) fn shorten(arguments: &mut Vec<Argument>) -> bool {
    let mut cut = false;
    let more = arguments.len().saturating_sub(ROWS);
    if more > 0 {
        // The last one says where it goes.
        arguments.drain(ROWS - 1..arguments.len() - 1);
        cut = true;
    }
    // Each option shows its first line at least: what is sent matters more than all that it holds.
    let mut spare = ROWS.saturating_sub(arguments.len());
    for argument in arguments {
        let (Argument::Option(_, value) | Argument::Url(value)) = argument else {
            continue;
        };
        let rows = value.lines().count().max(1);
        if let Some(short) = shortened(value, spare + 1) {
            *value = short;
            cut = true;
        }
        spare = spare.saturating_sub(rows - 1);
    }
    cut
}

/// At most so many lines of a value; an ellipsis stands for the rest.
fn shortened(value: &str, rows: usize) -> Option<String> {
    let lines: Vec<String> = value.lines().take(rows).map(narrow).collect();
    let mut short = lines.join("\n");
    if value.lines().count() > rows {
        short.push_str(" \u{2026}");
        return Some(short);
    }
    (value.lines().any(|line| line.chars().count() > COLUMNS)).then_some(short)
}

fn narrow(line: &str) -> String {
    match line.char_indices().nth(COLUMNS) {
        Some((at, _)) => format!("{}\u{2026}", &line[..at]),
        None => line.to_owned(),
    }
}
