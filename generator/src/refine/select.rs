//! The selection of operations: those that a client has, by patterns of the settings.

use std::collections::BTreeSet;

use regex::Regex;

use super::correct::remove_operations;
use super::error::unmatched;
use super::merge::without_names;
use crate::ground::diagnostic::{Diagnostics, Origin, nearest_of};
use crate::model::api::{Api, Operation, Provenance};

/// The most names that the help for a pattern without an operation suggests.
const SUGGESTED: usize = 3;

/// Which operations of the inputs a client has.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// The patterns of operations that are kept; where there is none, all are.
    pub only: Vec<Pattern>,
    /// The patterns of operations that are left out, also of those that are kept by `only`.
    pub skip: Vec<Pattern>,
}

/// A pattern of operations.
///
/// A pattern that begins with `/` is of paths, one of an HTTP method and a path is of both, and an HTTP method alone is
/// itself. Any other pattern is of the names of services, of groups and of operations. `*` is any text, in paths any
/// text of one segment, and `**` in paths is any number of segments.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The pattern.
    pub text: String,
    /// Its location in the settings, if it is from a file.
    pub origin: Option<Origin>,
}

impl Selection {
    fn is_empty(&self) -> bool {
        self.only.is_empty() && self.skip.is_empty()
    }
}

/// Removes the operations that are not selected, and reports patterns that match none.
pub(super) fn select(
    api: &mut Api,
    provenance: &mut Provenance,
    selection: &Selection,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if selection.is_empty() {
        return diagnostics;
    }
    let kept = matching(api, provenance, "only", &selection.only, &mut diagnostics);
    let skipped = matching(api, provenance, "skip", &selection.skip, &mut diagnostics);
    let is_selective = !selection.only.is_empty();
    let others = (0..api.operations.len()).filter(|index| is_selective && !kept.contains(index));
    let others: BTreeSet<usize> = others.collect();
    let skipped = &skipped - &others;
    let reason = |index| match (others.contains(&index), skipped.contains(&index)) {
        (true, _) => Some("`only` does not select it"),
        (_, true) => Some("`skip` leaves it out"),
        _ => None,
    };
    remove_operations(api, provenance, reason);
    diagnostics
}

/// The indices of the operations that a list of patterns matches; a pattern without any is reported.
fn matching(
    api: &Api,
    provenance: &Provenance,
    key: &str,
    patterns: &[Pattern],
    diagnostics: &mut Diagnostics,
) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for pattern in patterns {
        let matcher = Matcher::new(pattern.text.trim());
        let operations = api.operations.iter().enumerate();
        let mut matching = operations
            .filter(|(_, operation)| matcher.matches(api, provenance, operation))
            .map(|(index, _)| index)
            .peekable();
        if matching.peek().is_none() {
            let message = format!("`{}` of `{key}` matches no operation", pattern.text);
            let help = matcher.suggestion(api, provenance, &pattern.text);
            let diagnostic = unmatched(message, help);
            diagnostics.push(match &pattern.origin {
                Some(origin) => diagnostic.at(origin),
                None => diagnostic,
            });
        }
        found.extend(matching);
    }
    found
}

/// What a pattern is compared with.
#[derive(Clone, Copy)]
enum Subject {
    Path,
    MethodAndPath,
    Name,
}

/// A pattern as a regular expression.
struct Matcher {
    subject: Subject,
    /// `None` where the pattern is too long for one; then it matches nothing.
    expression: Option<Regex>,
}

impl Matcher {
    fn new(pattern: &str) -> Self {
        let (subject, expression) = match pattern.split_once(' ') {
            _ if pattern.starts_with('/') => (Subject::Path, path_expression(pattern)),
            Some((method, path)) if is_method(method) && path.trim_start().starts_with('/') => {
                let path = path_expression(path.trim_start());
                let method = name_expression(method);
                (Subject::MethodAndPath, format!("(?:{method}) {path}"))
            }
            _ => (Subject::Name, name_expression(pattern)),
        };
        Self {
            subject,
            expression: Regex::new(&format!("^(?:{expression})$")).ok(),
        }
    }

    fn matches(&self, api: &Api, provenance: &Provenance, operation: &Operation) -> bool {
        let Some(expression) = &self.expression else {
            return false;
        };
        let subjects = subjects(self.subject, api, provenance, operation);
        subjects.iter().any(|text| expression.is_match(text))
    }

    /// The help that names the subjects that are most similar to a pattern.
    fn suggestion(&self, api: &Api, provenance: &Provenance, pattern: &str) -> Option<String> {
        let operations = api.operations.iter();
        let candidates: BTreeSet<String> = operations
            .flat_map(|operation| match self.subject {
                Subject::Path => vec![operation.key.path.clone()],
                Subject::MethodAndPath => vec![operation.key.to_string()],
                Subject::Name => subjects(Subject::Name, api, provenance, operation),
            })
            .collect();
        let candidates = candidates.iter().map(String::as_str);
        let similar = nearest_of(pattern, candidates, SUGGESTED);
        let similar: Vec<String> = similar.iter().map(|name| format!("`{name}`")).collect();
        match similar.as_slice() {
            [] => None,
            similar => Some(format!("did you mean {}?", similar.join(" or "))),
        }
    }
}

/// The texts of an operation that a pattern is compared with.
fn subjects(
    subject: Subject,
    api: &Api,
    provenance: &Provenance,
    operation: &Operation,
) -> Vec<String> {
    let key = &operation.key;
    match subject {
        Subject::Path => vec![without_names(&key.path)],
        Subject::MethodAndPath => vec![format!("{} {}", key.method, without_names(&key.path))],
        Subject::Name => {
            let service = &api.service(operation.service).name;
            let own = [&operation.name, service, &key.method].into_iter();
            let declared = operation.declared_name.iter();
            let all = own.chain(declared).chain(&operation.groups);
            let all = all.chain(provenance.other_groups(operation));
            let paths = provenance.source_paths(operation).iter();
            let last = |path: &str| path.rsplit(" / ").next().map(str::to_owned);
            let names = paths.clone().filter_map(|path| last(path));
            all.chain(paths).cloned().chain(names).collect()
        }
    }
}

/// Whether a word is in capitals as methods are, or stands for any.
fn is_method(word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_uppercase() || c == '*' || c == '-';
    !word.is_empty() && word.chars().all(is_letter)
}

/// The expression for a pattern of names; letter case does not count.
fn name_expression(pattern: &str) -> String {
    let parts: Vec<String> = pattern.split('*').map(regex::escape).collect();
    format!("(?is:{})", parts.join(".*"))
}

/// The expression for a pattern of paths; names of parameters do not count.
fn path_expression(pattern: &str) -> String {
    let pattern = without_names(pattern);
    let mut expression = String::new();
    for segment in pattern.split('/').skip(1) {
        match segment {
            "**" => expression += "(?:/.*)?",
            segment => {
                let parts: Vec<String> = segment.split('*').map(regex::escape).collect();
                expression += "/";
                expression += &parts.join("[^/]*");
            }
        }
    }
    expression
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::api::Service;
    use crate::model::api::testing::{operation, origin};

    fn api() -> (Api, Provenance) {
        let mut api = Api::default();
        let users = api.services.push(Service::new("Users", origin()));
        let rooms = api.services.push(Service::new("Rooms", origin()));
        let mut provenance = Provenance::default();
        for (service, method, path, name) in [
            (users, "GET", "/users", "listUsers"),
            (users, "GET", "/users/{userId}", "getUser"),
            (users, "DELETE", "/users/{userId}", "deleteUser"),
            (rooms, "GET", "/rooms/{roomId}/users", "listRoomUsers"),
        ] {
            let mut provenance_of = Vec::new();
            provenance_of.push(format!("{} / {name}", api.service(service).name));
            let id = provenance.add(provenance_of);
            api.operations.push(Operation {
                name: name.to_owned(),
                service,
                provenance: Some(id),
                ..operation(method, path)
            });
        }
        (api, provenance)
    }

    fn patterns(texts: &[&str]) -> Vec<Pattern> {
        let pattern = |text: &&str| Pattern {
            text: (*text).to_owned(),
            origin: None,
        };
        texts.iter().map(pattern).collect()
    }

    /// The names of the operations that are left, and the diagnostics.
    fn selected(only: &[&str], skip: &[&str]) -> (Vec<String>, Diagnostics) {
        let (mut api, mut provenance) = api();
        let selection = Selection {
            only: patterns(only),
            skip: patterns(skip),
        };
        let diagnostics = select(&mut api, &mut provenance, &selection);
        let removed = provenance.skipped.len();
        assert_eq!(removed + api.operations.len(), 4, "none is lost");
        let names = api.operations.iter();
        let names = names.map(|operation| operation.name.clone());
        (names.collect(), diagnostics)
    }

    #[test]
    fn each_kind_of_pattern() {
        let all_of = |only: &str| selected(&[only], &[]).0;
        assert_eq!(all_of("users"), ["listUsers", "getUser", "deleteUser"]);
        assert_eq!(all_of("list*"), ["listUsers", "listRoomUsers"]);
        assert_eq!(all_of("Rooms / listRoomUsers"), ["listRoomUsers"]);
        assert_eq!(all_of("DELETE"), ["deleteUser"]);
        assert_eq!(all_of("/users"), ["listUsers"]);
        assert_eq!(all_of("/users/{id}"), ["getUser", "deleteUser"]);
        assert_eq!(all_of("/*/*"), ["getUser", "deleteUser"]);
        assert_eq!(all_of("/users/**"), ["listUsers", "getUser", "deleteUser"]);
        assert_eq!(all_of("/**/users"), ["listUsers", "listRoomUsers"]);
        assert_eq!(all_of("GET /users/*"), ["getUser"]);
        assert_eq!(all_of("*").len(), 4);
    }

    #[test]
    fn skip_takes_from_what_only_keeps() {
        assert_eq!(
            selected(&["Users"], &["DELETE"]).0,
            ["listUsers", "getUser"]
        );
        assert_eq!(selected(&[], &["/users/**"]).0, ["listRoomUsers"]);
    }

    #[test]
    fn a_pattern_without_an_operation_is_an_error_with_the_nearest_names() {
        let (_, diagnostics) = selected(&["listUser", "GET /user"], &["/room/{id}/users", "zz"]);
        let found: Vec<_> = diagnostics
            .iter()
            .map(|found| (found.message.as_str(), found.help.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[0].0, "`listUser` of `only` matches no operation");
        assert!(
            found[0].1.starts_with("did you mean `listUsers`"),
            "{found:?}"
        );
        assert!(found[1].1.contains("`GET /users`"), "{found:?}");
        assert!(found[2].1.contains("`/rooms/{roomId}/users`"), "{found:?}");
        assert_eq!(found[3], ("`zz` of `skip` matches no operation", ""));
    }
}
