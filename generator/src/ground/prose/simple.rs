//! A fast path for text without markup, which most texts are.

use super::LIMIT;

/// The Markdown for a text that has only characters without a meaning in Markdown, HTML and rustdoc; `None` for other
/// texts. The result is the same as that of [`super::rendered`].
pub(super) fn rendered(text: &str) -> Option<String> {
    if text.len() > LIMIT || text.contains("://") || !text.split('\n').all(is_simple) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 1);
    for line in text.split('\n') {
        match line.is_empty() {
            // Several empty lines become one.
            true if !out.is_empty() && !out.ends_with("\n\n") => out.push_str("\n\n"),
            true => {}
            false => {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push(' ');
                }
                out.push_str(line);
            }
        }
    }
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    Some(out)
}

/// Whether a line is empty, or starts with a letter and has no character with a meaning in Markdown.
fn is_simple(line: &str) -> bool {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b" ,.;:'\"()/-!?%$@+=#".contains(&byte);
    line.is_empty()
        || line.bytes().all(is_plain)
            && line.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
            && !line.ends_with(' ')
}
