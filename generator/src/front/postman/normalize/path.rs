//! Segments of paths: which are variables, and which name a collection of records.

use crate::ground::words;

use super::super::template;
use super::super::url::path_variable;

/// The name of the variable that is a whole segment: `:id`, `{{id}}`, `{id}` or `<id>`.
pub(super) fn variable(segment: &str) -> Option<&str> {
    if let Some((name, "")) = path_variable(segment) {
        return Some(name).filter(|name| !template::any(name));
    }
    if let Some(name) = template::whole(segment) {
        return Some(name);
    }
    let inner = |open: char, close: char| segment.strip_prefix(open)?.strip_suffix(close);
    let name = inner('{', '}').or_else(|| inner('<', '>'))?;
    let is_name = |c: char| c.is_alphanumeric() || "_-. ".contains(c);
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

/// Whether a segment is fixed text.
pub(super) fn is_literal(segment: &str) -> bool {
    !segment.is_empty() && !segment.starts_with([':', '{', '<']) && !template::any(segment)
}

/// Whether a segment is no name of a resource: `api`, `v2`, `2020-01-01`, `json`, `data`.
pub(super) fn is_generic(segment: &str) -> bool {
    let others = [
        "apis", "service", "version", "versions", "data", "json", "xml",
    ];
    words::is_preamble(segment) || others.contains(&segment.to_ascii_lowercase().as_str())
}

/// Whether a segment is the name of a resource, so that a record may stand behind it.
pub(super) fn names_resource(segment: &str) -> bool {
    is_literal(segment) && !is_generic(segment) && segment.contains(|c: char| c.is_alphabetic())
}

/// The segments with `{}` for each variable, as text.
pub(super) fn shape(segments: &[String]) -> String {
    let segments = segments.iter().map(|segment| match variable(segment) {
        Some(_) => "{}",
        None => segment.as_str(),
    });
    segments.collect::<Vec<_>>().join("/")
}
