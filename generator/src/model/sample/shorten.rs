//! Shortens long bodies in commands.

use super::curl::Argument;

/// The greatest number of characters in a line.
const COLUMNS: usize = 400;

/// The greatest number of lines in a command.
const ROWS: usize = 25;

/// Removes options and cuts values until the command has at most [`ROWS`] lines; returns whether anything was cut.
pub(super) fn shorten(arguments: &mut Vec<Argument>) -> bool {
    let mut cut = false;
    let more = arguments.len().saturating_sub(ROWS);
    if more > 0 {
        // The last argument is the URL.
        arguments.drain(ROWS - 1..arguments.len() - 1);
        cut = true;
    }
    // Each option keeps at least its first line.
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

/// The first lines of a value, with an ellipsis for the rest; `None` if nothing has to be cut.
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
