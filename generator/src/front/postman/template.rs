//! Templates: `{{name}}` in a text.

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Text without a template.
    Text(&'t str),
    /// The name of a template: the text between the innermost braces, not trimmed.
    Template(&'t str),
}

/// The parts of a text in order, none left out.
///
/// As for Postman, the name of a template contains no brace: in `{{a-{{b}}}}` only `{{b}}` is a template.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("{{")) {
        let open = at + found;
        match name_at(text, open + 2) {
            Some(name) => {
                if done < open {
                    pieces.push(Piece::Text(&text[done..open]));
                }
                pieces.push(Piece::Template(name));
                done = open + 4 + name.len();
                at = done;
            }
            None => at = open + 1,
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(&text[done..]));
    }
    pieces
}

/// The text from `start` to the next brace, if this begins `}}`.
fn name_at(text: &str, start: usize) -> Option<&str> {
    let rest = text.get(start..)?;
    let end = rest.find(['{', '}'])?;
    rest[end..].starts_with("}}").then(|| &rest[..end])
}

/// The names of the templates in a text, in order.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Template(name) => Some(name),
        Piece::Text(_) => None,
    })
}

/// Whether a text holds a template.
pub(crate) fn any(text: &str) -> bool {
    names(text).next().is_some()
}

/// The name of the template that is the whole text, if it is one.
pub(crate) fn whole(text: &str) -> Option<&str> {
    match pieces(text).as_slice() {
        [Piece::Template(name)] => Some(name),
        _ => None,
    }
}

/// The text before the template that ends the value of a key: `Bearer ` of `Bearer {{token}}`. Empty if the value ends
/// otherwise, has several templates, or has a text before the template that may be a part of the secret.
pub(crate) fn key_prefix(value: &str) -> &str {
    let value = value.trim();
    match pieces(value).as_slice() {
        [Piece::Text(before), Piece::Template(_)] if is_prefix(before) => before,
        _ => "",
    }
}

/// Whether a text is a word or two, as before a key, and no part of a secret, which would have digits.
fn is_prefix(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() <= 24
        && digits < 2
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| matches!(b, b' '..=b'~'))
}

/// The template that a name is written as: `{{name}}`.
pub(crate) fn of(name: &str) -> String {
    format!("{{{{{name}}}}}")
}

/// The text with its plain parts and its templates, which are given by their names, replaced.
pub(crate) fn map(
    text: &str,
    plain: impl Fn(&str) -> String,
    template: impl Fn(&str) -> String,
) -> String {
    let pieces = pieces(text).into_iter();
    pieces
        .map(|piece| match piece {
            Piece::Text(text) => plain(text),
            Piece::Template(name) => template(name),
        })
        .collect()
}

/// The parts between the marks in a text; marks inside templates do not separate.
pub(crate) fn split_outside(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for piece in pieces(text) {
        match piece {
            Piece::Text(plain) => {
                for (found, mark) in plain.match_indices(mark) {
                    parts.push(&text[start..at + found]);
                    start = at + found + mark.len();
                }
                at += plain.len();
            }
            Piece::Template(name) => at += name.len() + 4,
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The byte index of the first character outside templates for which `fits` is true.
pub(crate) fn find_outside(text: &str, fits: impl Fn(char) -> bool) -> Option<usize> {
    let mut start = 0;
    for piece in pieces(text) {
        match piece {
            Piece::Text(plain) => {
                if let Some(found) = plain.find(&fits) {
                    return Some(start + found);
                }
                start += plain.len();
            }
            Piece::Template(name) => start += name.len() + 4,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_innermost_templates() {
        assert_eq!(
            pieces("a{{x}}b{{ y }}"),
            [
                Piece::Text("a"),
                Piece::Template("x"),
                Piece::Text("b"),
                Piece::Template(" y ")
            ]
        );
        assert_eq!(names("{{p-{{s}}}}").collect::<Vec<_>>(), ["s"]);
        assert_eq!(names("{{{x}}}").collect::<Vec<_>>(), ["x"]);
        assert_eq!(names("{{open} {{").count(), 0);
        assert_eq!(whole("{{x}}"), Some("x"));
        assert_eq!(whole("{{x}} "), None);
    }

    #[test]
    fn looks_outside_templates_only() {
        assert_eq!(find_outside("{{a/b}}/c", |c| c == '/'), Some(7));
        assert_eq!(find_outside("{{a/b}}", |c| c == '/'), None);
        assert_eq!(split_outside("/{{a/b}}/c/", '/'), ["", "{{a/b}}", "c", ""]);
        assert_eq!(split_outside("", '/'), [""]);
    }
}
