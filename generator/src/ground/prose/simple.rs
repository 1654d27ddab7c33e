//! Prose without any markup, which is most: sentences that Markdown, HTML and rustdoc leave as they are.

use super::LIMIT;

/// What [`super::rendered`] makes of a text in which nothing means anything to Markdown; none where that is not
/// plain to see.
pub(super) fn rendered(text: &str) -> Option<String> {
    if text.len() > LIMIT || text.contains("://") || !text.split('\n').all(is_simple) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 1);
    for line in text.split('\n') {
        match line.is_empty() {
            // One empty line parts paragraphs, however many there are.
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

/// Whether a line is empty, or begins with a word and has no sign that Markdown knows.
fn is_simple(line: &str) -> bool {
    let is_sign = |byte: u8| b" ,.;:'\"()/-!?%$@+=#".contains(&byte);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || is_sign(byte);
    let begins = |byte: &u8| byte.is_ascii_alphabetic();
    line.is_empty()
        || line.bytes().all(is_plain)
            && line.as_bytes().first().is_some_and(begins)
            && !line.ends_with(' ')
}
