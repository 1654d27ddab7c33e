//! Parts of Markdown: escaped text, code, wrapped lines.

use std::borrow::Cow;

use crate::ground::diagnostic::is_invisible;

/// A text without characters that rustc or rustdoc refuse, and without invisible ones: control characters, marks of
/// text direction, characters without a width.
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

/// A text on one line, with everything escaped that has a meaning in Markdown.
pub fn plain(text: &str) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    escape(&words.join(" "))
}

/// A text with everything escaped that has a meaning in rustdoc's Markdown. URLs become links.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    if !text.contains("://") {
        escape_punctuation(text, &mut out);
        return out;
    }
    let mut rest = text;
    while let Some(at) = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| rest.find(scheme))
        .min()
    {
        let (before, url) = rest.split_at(at);
        let end =
            url.find(|letter: char| letter.is_whitespace() || r#"<>"'`()[]{}|\"#.contains(letter));
        let url = url[..end.unwrap_or(url.len())]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        escape_punctuation(before, &mut out);
        if url.ends_with("//") {
            escape_punctuation(url, &mut out);
        } else {
            out.push_str(&format!("<{url}>"));
        }
        rest = &rest[at + url.len()..];
    }
    escape_punctuation(rest, &mut out);
    out
}

fn escape_punctuation(text: &str, out: &mut String) {
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
            // An underscore within a word is not emphasis.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // `&` may start an entity.
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

/// A text as inline code on one line.
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
    // In a table, `|` ends the cell even within code.
    format!(
        "{ticks}{space}{}{space}{ticks}",
        text.replace('|', "\u{2223}")
    )
}

/// The first characters of a text, with an ellipsis for the rest.
pub fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((at, _)) => format!("{}\u{2026}", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// A text as a code block.
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

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Wraps a line of Markdown at spaces. Lines of tables and code fences are not wrapped.
pub(super) fn wrap(line: &str, width: usize, lines: &mut Vec<String>) {
    let indent = line.len() - line.trim_start().len();
    let text = line.trim_start();
    let is_fixed = text.starts_with('|') || text.starts_with("```");
    if is_fixed || line.chars().count() <= width {
        lines.push(line.to_owned());
        return;
    }
    let hanging = indent + marker_length(text);
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

/// The length of the marker with which a list item starts; 0 for other lines.
fn marker_length(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match &text[digits..] {
        rest if digits == 0 && rest.starts_with("- ") => 2,
        rest if digits > 0 && rest.starts_with(". ") => digits + 2,
        _ => 0,
    }
}

/// Whether a word at the start of a line would start a list, a heading, a quote, a table or a rule.
fn starts_markup(word: &str) -> bool {
    let numbered = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_number = numbered.len() < word.len() && matches!(numbered, "." | ")");
    is_number
        || word.is_empty()
        || word.starts_with(['-', '+', '=', '#', '>', '|', ':', '~'])
        // A single backtick starts code and a `*` before a letter emphasis anywhere in a line.
        || word.starts_with("```")
        || word.bytes().all(|byte| byte == b'*')
}

/// A line with its start escaped, if it would start a list, a heading or a rule.
pub(super) fn escape_start(line: &str) -> String {
    let first = line.split(' ').next().unwrap_or_default();
    let digits = first.trim_start_matches(|letter: char| letter.is_ascii_digit());
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
