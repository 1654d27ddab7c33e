//! `{{name}}`: where templates stand in a text.

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Text without a template.
    Text(&'t str),
    /// A template's name: what stands between the innermost braces, not trimmed.
    Template(&'t str),
}

/// The text in stretches, in order; joined again they are the text.
///
/// As Postman does, a template holds no brace: of `{{a-{{b}}}}` only `{{b}}` is one.
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

/// The name that starts here, if `}}` ends it before any other brace.
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

/// The name, where the text is one template and nothing else.
pub(crate) fn whole(text: &str) -> Option<&str> {
    match pieces(text).as_slice() {
        [Piece::Template(name)] => Some(name),
        _ => None,
    }
}

/// The stretches between a mark that stands outside templates.
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

/// The byte place of the first match of a character outside templates.
pub(crate) fn find_outside(text: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let mut start = 0;
    for piece in pieces(text) {
        match piece {
            Piece::Text(plain) => {
                if let Some(found) = plain.find(&wanted) {
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
