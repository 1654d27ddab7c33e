//! Finding the item that a command line names: by its name, by `folder / name` or by `METHOD /path`.

use crate::ground::diagnostic::{Code, Diagnostic, nearest_of};
use crate::ground::words::lowercase_words;
use crate::make::Understood;
use crate::model::api::{Operation, OperationId};

/// An item that a command line can name.
#[derive(Debug)]
pub(super) struct Candidate<T> {
    pub(super) value: T,
    /// `folder / … / name`; several if items were joined into one operation.
    pub(super) paths: Vec<String>,
    /// `PUT /users/{userId}/password`.
    pub(super) key: String,
}

impl<T> Candidate<T> {
    /// How lists show it: folders, name, method and path.
    fn label(&self) -> String {
        let path = self.paths.first().map_or("", String::as_str);
        format!("{}  ({})", path.trim(), self.key)
    }

    fn has_path(&self, is_match: impl Fn(&str) -> bool) -> bool {
        self.paths.iter().any(|path| is_match(path))
    }
}

/// The operations of an API.
pub(super) fn operations(understood: &Understood) -> Vec<Candidate<OperationId>> {
    let operations = &understood.api.operations;
    let operations = (0..u32::MAX).map(OperationId).zip(operations);
    let candidate = |(value, operation): (_, &Operation)| Candidate {
        value,
        paths: understood.provenance.source_paths(operation).to_vec(),
        key: operation.key.to_string(),
    };
    operations.map(candidate).collect()
}

/// The candidate that `query` names; without a query, the only candidate.
///
/// # Errors
/// As [`find`]; or there is no query, and several candidates or none.
pub(super) fn find_or_only<T: Clone>(
    candidates: &[Candidate<T>],
    query: Option<&str>,
    help: &str,
) -> Result<T, Diagnostic> {
    match (query, candidates) {
        (Some(query), _) => find(candidates, query),
        (None, [only]) => Ok(only.value.clone()),
        (None, []) => Err(
            Diagnostic::new(Code::UnknownItem, "the input contains no item")
                .help("`posthaste inspect` lists what was read"),
        ),
        (None, several) => {
            let message = format!("the input contains {} items; name one", several.len());
            Err(Diagnostic::new(Code::AmbiguousItem, message).help(help))
        }
    }
}

/// Whether a candidate is the one that a query names.
type Rule<'r, T> = &'r dyn Fn(&Candidate<T>) -> bool;

/// The candidate that `query` names. The first rule that any candidate satisfies decides.
///
/// # Errors
/// No candidate satisfies a rule (the help names similar ones), or several satisfy the same rule (the help lists them).
fn find<T: Clone>(candidates: &[Candidate<T>], query: &str) -> Result<T, Diagnostic> {
    let (key, words) = (to_key(query), lowercase_words(query));
    let in_source = source_key(query);
    let rules: [Rule<'_, T>; 7] = [
        &|candidate| candidate.has_path(|path| path == query),
        &|candidate| candidate.has_path(|path| name_of(path) == query),
        &|candidate| candidate.key == key,
        &|candidate| decoded(&candidate.key) == in_source,
        &|candidate| candidate.has_path(|path| has_last_parts(&lowercase_words(path), &words)),
        &|candidate| without_parameter_names(&candidate.key) == without_parameter_names(&key),
        &|candidate| lowercase_words(&candidate.key).ends_with(&format!(" {words}")),
    ];
    for rule in rules {
        let found: Vec<&Candidate<T>> = candidates.iter().filter(|item| rule(item)).collect();
        match found.as_slice() {
            [] => {}
            [candidate] => return Ok(candidate.value.clone()),
            several => return Err(ambiguous_error(query, several)),
        }
    }
    Err(unknown_error(candidates, query))
}

fn ambiguous_error<T>(query: &str, candidates: &[&Candidate<T>]) -> Diagnostic {
    let message = format!("{} items are called `{query}`", candidates.len());
    let help = format!(
        "name one of them by its folders or by its method and path:\n{}",
        listed(candidates.iter().map(|candidate| candidate.label()))
    );
    Diagnostic::new(Code::AmbiguousItem, message).help(help)
}

fn unknown_error<T>(candidates: &[Candidate<T>], query: &str) -> Diagnostic {
    let in_folder =
        |candidate: &&Candidate<T>| candidate.has_path(|path| is_in_folder(path, query));
    let mut inside = candidates.iter().filter(in_folder).peekable();
    if inside.peek().is_some() {
        let message = format!("`{query}` is a folder, not an item");
        let help = format!(
            "name one of its items:\n{}",
            listed(inside.map(Candidate::label))
        );
        return Diagnostic::new(Code::UnknownItem, message).help(help);
    }
    let key = to_key(query);
    let similar = if key.contains(" /") {
        let keys = candidates.iter().map(|candidate| candidate.key.as_str());
        nearest_of(&key, keys, 3)
    } else {
        let paths = candidates.iter().flat_map(|candidate| &candidate.paths);
        nearest_of(query, paths.map(|path| name_of(path)), 3)
    };
    let help = match similar.as_slice() {
        [] => "`posthaste inspect` lists the items".to_owned(),
        [name] => format!("did you mean `{name}`?"),
        several => {
            let names = several.iter().map(|name| (*name).to_owned());
            format!("did you mean one of these?\n{}", listed(names))
        }
    };
    Diagnostic::new(Code::UnknownItem, format!("no item is called `{query}`")).help(help)
}

/// The first labels, a line each, and how many more there are.
fn listed(labels: impl Iterator<Item = String>) -> String {
    const SHOWN: usize = 12;
    let labels: Vec<String> = labels.collect();
    let shown = labels.iter().take(SHOWN);
    let mut lines: Vec<String> = shown.map(|label| format!("  {label}")).collect();
    if labels.len() > SHOWN {
        lines.push(format!("  and {} more", labels.len() - SHOWN));
    }
    lines.join("\n")
}

/// Whether a path is in a folder of this name; `outer / inner` names a folder in a folder.
fn is_in_folder(path: &str, folder: &str) -> bool {
    let (path, folder) = (lowercase_words(path), lowercase_words(folder));
    let folders = path.rsplit_once(" / ").map_or("", |(folders, _)| folders);
    !folder.is_empty() && format!(" / {folders} / ").contains(&format!(" / {folder} / "))
}

/// The last part of a path.
fn name_of(path: &str) -> &str {
    path.rsplit(" / ").next().unwrap_or(path)
}

/// Whether a path ends with the given parts.
fn has_last_parts(path: &str, parts: &str) -> bool {
    path == parts || path.ends_with(&format!(" / {parts}"))
}

/// `put /users/:userId` in the form of keys: `PUT /users/{userId}`.
fn to_key(text: &str) -> String {
    let Some((method, path)) = text.trim().split_once(' ') else {
        return text.to_owned();
    };
    let segments: Vec<String> = path.trim().split('/').map(key_segment).collect();
    format!("{} {}", method.to_uppercase(), segments.join("/"))
}

/// A method and path as documents write them, in the form of keys that are not percent-encoded: `GET a b?x=1#y` is `GET /a b`.
fn source_key(text: &str) -> String {
    let (method, path) = text.trim().split_once(' ').unwrap_or((text, ""));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = decoded(path.trim().trim_start_matches('/'));
    format!("{} /{path}", method.to_uppercase())
}

fn decoded(text: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(text);
    decoded.decode_utf8_lossy().into_owned()
}

/// A segment of a path in the form of keys: `:userId` and `{{userId}}` become `{userId}`.
pub(super) fn key_segment(text: &str) -> String {
    match text.strip_prefix(':') {
        Some(name) if !name.is_empty() => format!("{{{name}}}"),
        _ => text.replace("{{", "{").replace("}}", "}"),
    }
}

/// A key with `{}` for each parameter.
fn without_parameter_names(key: &str) -> String {
    let mut text = String::new();
    let mut in_braces = false;
    for c in key.chars() {
        match c {
            '{' => in_braces = true,
            '}' => {
                in_braces = false;
                text.push_str("{}");
            }
            _ if in_braces => {}
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates() -> Vec<Candidate<u8>> {
        let of = |value, path: &str, key: &str| Candidate {
            value,
            paths: vec![path.to_owned()],
            key: key.to_owned(),
        };
        vec![
            of(
                1,
                "users / {user Id} / Update a user's password",
                "PUT /users/{userId}/password",
            ),
            of(2, "users / Get", "GET /users/{userId}"),
            of(3, "rooms / Get", "GET /rooms/{roomId}"),
        ]
    }

    #[test]
    fn each_way_to_ask() {
        for query in [
            "Update a user's password",
            "users / {user Id} / Update a user's password",
            "{user Id} / Update a user's password",
            "update  a user's PASSWORD",
            "PUT /users/{userId}/password",
            "put /users/:id/password",
            "/users/{userId}/password",
            "PUT users/{userId}/password?notify=true#now",
        ] {
            assert_eq!(find(&candidates(), query).unwrap(), 1, "{query}");
        }
        assert_eq!(find(&candidates(), "rooms / Get").unwrap(), 3);
    }

    #[test]
    fn several_are_listed() {
        let wrong = find(&candidates(), "Get").unwrap_err();
        assert_eq!(wrong.code, Code::AmbiguousItem);
        let help = wrong.help.unwrap();
        assert!(
            help.contains("users / Get  (GET /users/{userId})"),
            "{help}"
        );
    }

    #[test]
    fn a_folder_is_called_one() {
        for query in ["users", "{user Id}", "users / {user Id}"] {
            let wrong = find(&candidates(), query).unwrap_err();
            assert!(
                wrong.message.contains("is a folder"),
                "{query}: {}",
                wrong.message
            );
            assert!(wrong.help.unwrap().contains("Update a user's password"));
        }
    }

    #[test]
    fn the_only_one_needs_no_name() {
        let only = &candidates()[..1];
        assert_eq!(find_or_only(only, None, "").unwrap(), 1);
        assert_eq!(
            find_or_only(&candidates(), None, "x").unwrap_err().code,
            Code::AmbiguousItem
        );
        assert_eq!(
            find_or_only::<u8>(&[], None, "").unwrap_err().code,
            Code::UnknownItem
        );
    }

    #[test]
    fn the_nearest_is_offered() {
        let wrong = find(&candidates(), "Update a users pasword").unwrap_err();
        assert_eq!(
            wrong.help.as_deref(),
            Some("did you mean `Update a user's password`?")
        );
        let wrong = find(&candidates(), "PUT /user/{userId}/password").unwrap_err();
        assert!(wrong.help.unwrap().contains("PUT /users/{userId}/password"));
    }
}
