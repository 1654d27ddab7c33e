//! Pieces of text in Markdown.

use std::borrow::Cow;

use crate::ground::diagnostic::is_invisible;

/// The text without characters that rustc or rustdoc refuse or that hide what is written: control
/// characters, marks of text direction, invisible signs.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_clean = |byte: u8| byte == b'\n' || (b' '..=b'~').contains(&byte);
    if text.bytes().all(is_clean) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let letters = text.chars().filter_map(|letter| match letter {
        '\n' => Some('\n'),
        '\r' => Some('\n'),
        '\t' | '\u{a0}' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ if is_invisible(letter) => None,
        _ => Some(letter),
    });
    Cow::Owned(letters.collect())
}

/// Text that means nothing to Markdown, on one line.
pub fn plain(text: &str) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    escape(&words.join(" "))
}

/// Text with everything escaped that Markdown, as rustdoc reads it, gives a meaning to; URLs become
/// links.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    if !text.contains("://") {
        signs(text, &mut out);
        return out;
    }
    let mut rest = text;
    while let Some(at) = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| rest.find(scheme))
        .min()
    {
        let (before, url) = rest.split_at(at);
        let end = url.find(|one: char| one.is_whitespace() || r#"<>"'`()[]{}|\"#.contains(one));
        let url = url[..end.unwrap_or(url.len())]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        signs(before, &mut out);
        if url.ends_with("//") {
            signs(url, &mut out);
        } else {
            out.push_str(&format!("<{url}>"));
        }
        rest = &rest[at + url.len()..];
    }
    signs(rest, &mut out);
    out
}

fn signs(text: &str, out: &mut String) {
    if !text.bytes().any(|byte| b"\\`*[]<>|~_&".contains(&byte)) {
        out.push_str(text);
        return;
    }
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let needed = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            // `snake_case` needs nothing.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // An entity would become another character.
            '&' => after == '#' || after.is_alphanumeric(),
            _ => false,
        };
        if needed {
            out.push('\\');
        }
        out.push(letter);
        before = letter;
    }
}

/// Text as inline code on one line.
pub fn code(text: &str) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    if text.is_empty() {
        return "*empty*".to_owned();
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    // In a table, a bar ends the cell even within code.
    format!(
        "{ticks}{space}{}{space}{ticks}",
        text.replace('|', "\u{2223}")
    )
}

/// At most so many letters of a text; an ellipsis stands for the rest.
pub fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((at, _)) => format!("{}\u{2026}", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// Text as a block of code.
pub fn fence(language: &str, text: &str) -> Vec<String> {
    let text = clean(text);
    let ticks = "`".repeat(longest_run(&text).max(2) + 1);
    let mut lines = vec![format!("{ticks}{language}")];
    lines.extend(
        text.trim_end()
            .lines()
            .map(|line| line.trim_end().to_owned()),
    );
    lines.push(ticks);
    lines
}

fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Cuts a line of prose at spaces; code, tables and headings stay whole.
pub(super) fn wrap(line: &str, width: usize, lines: &mut Vec<String>) {
    let indent = line.len() - line.trim_start().len();
    let text = line.trim_start();
    let whole = text.starts_with('|') || text.starts_with("```");
    if whole || line.chars().count() <= width {
        lines.push(line.to_owned());
        return;
    }
    let hanging = indent + mark_length(text);
    let mut current = " ".repeat(indent);
    let (mut letters, mut empty) = (indent, true);
    for word in text.split(' ') {
        let more = word.chars().count();
        let long = letters + 1 + more > width;
        if !empty && long && !starts_markup(word) {
            lines.push(std::mem::replace(&mut current, " ".repeat(hanging)));
            (letters, empty) = (hanging, true);
        }
        if !empty {
            current.push(' ');
            letters += 1;
        }
        current.push_str(word);
        letters += more;
        empty = false;
    }
    lines.push(current);
}

/// How long the mark of a list's item is, if the line starts with one.
fn mark_length(text: &str) -> usize {
    let digits = text.len()
        - text
            .trim_start_matches(|one: char| one.is_ascii_digit())
            .len();
    match &text[digits..] {
        rest if digits == 0 && rest.starts_with("- ") => 2,
        rest if digits > 0 && rest.starts_with(". ") => digits + 2,
        _ => 0,
    }
}

/// Whether a word at the start of a line would begin a list, a heading, a quote, a table or a rule.
fn starts_markup(word: &str) -> bool {
    let numbered = word.trim_start_matches(|one: char| one.is_ascii_digit());
    let is_number = numbered.len() < word.len() && matches!(numbered, "." | ")");
    is_number
        || word.is_empty()
        || word.starts_with(['-', '+', '=', '#', '>', '|', ':', '~'])
        // One tick is code and a star before a letter is emphasis, wherever they stand.
        || word.starts_with("```")
        || word.bytes().all(|byte| byte == b'*')
}

/// A line's start made harmless: what would begin a list or an underline.
pub(super) fn harmless_start(line: &str) -> String {
    let first = line.split(' ').next().unwrap_or_default();
    let digits = first.trim_start_matches(|one: char| one.is_ascii_digit());
    if digits.len() < first.len() && matches!(digits, "." | ")") {
        let at = first.len() - digits.len();
        return format!("{}\\{}", &line[..at], &line[at..]);
    }
    if line.starts_with(['-', '+', '=', ':', '#']) {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}
