//! Which item a person means: by name, by `folder / name`, or by `METHOD /path`.

use crate::ground::diagnostic::{Code, Diagnostic, nearest_of};
use crate::ground::words::lowercase_words;

/// Something that can be asked for.
#[derive(Debug)]
pub(super) struct Candidate<T> {
    pub(super) value: T,
    /// The `folder / … / name` that it answers to; several where items were joined.
    pub(super) paths: Vec<String>,
    /// `PUT /users/{userId}/password`.
    pub(super) key: String,
}

impl<T> Candidate<T> {
    /// How it is listed: its folders and name, and its method and path.
    fn label(&self) -> String {
        format!(
            "{}  ({})",
            self.paths.first().map_or("", String::as_str).trim(),
            self.key
        )
    }
}

/// The one candidate that `wanted` means; where nothing is wanted, the only one.
///
/// # Errors
/// As [`find`]; or nothing is wanted and there are several, or none.
pub(super) fn choose<T>(
    candidates: Vec<Candidate<T>>,
    wanted: Option<&str>,
    help: &str,
) -> Result<T, Diagnostic> {
    if let Some(wanted) = wanted {
        return find(candidates, wanted);
    }
    let count = candidates.len();
    let mut all = candidates.into_iter();
    match (all.next(), count) {
        (Some(only), 1) => Ok(only.value),
        (None, _) => Err(Diagnostic::new(Code::UnknownItem, "there is no item in it")
            .help("`posthaste inspect` lists what was seen")),
        _ => {
            let message = format!("there are {count} items; which one is meant?");
            Err(Diagnostic::new(Code::AmbiguousItem, message).help(help))
        }
    }
}

/// The one candidate that `wanted` means.
///
/// # Errors
/// None does (with the nearest ones), or several do (with all of them).
pub(super) fn find<T>(candidates: Vec<Candidate<T>>, wanted: &str) -> Result<T, Diagnostic> {
    let rules: [fn(&Candidate<T>, &str) -> bool; 6] = [
        |one, wanted| one.paths.iter().any(|path| path == wanted),
        |one, wanted| one.paths.iter().any(|path| last(path) == wanted),
        |one, wanted| one.key == key(wanted),
        |one, wanted| {
            one.paths
                .iter()
                .any(|path| is_tail(&lowercase_words(path), &lowercase_words(wanted)))
        },
        |one, wanted| anonymous(&one.key) == anonymous(&key(wanted)),
        |one, wanted| lowercase_words(&one.key).ends_with(&format!(" {}", lowercase_words(wanted))),
    ];
    for rule in rules {
        let found: Vec<usize> = candidates
            .iter()
            .enumerate()
            .filter(|(_, one)| rule(one, wanted))
            .map(|(index, _)| index)
            .collect();
        match found.as_slice() {
            [] => {}
            [index] => return take(candidates, *index, wanted),
            several => {
                let labels = several.iter().filter_map(|index| candidates.get(*index));
                return Err(ambiguous(wanted, labels.map(Candidate::label).collect()));
            }
        }
    }
    Err(unknown(&candidates, wanted))
}

fn take<T>(candidates: Vec<Candidate<T>>, index: usize, wanted: &str) -> Result<T, Diagnostic> {
    let found = candidates.into_iter().nth(index).map(|one| one.value);
    found.ok_or_else(|| Diagnostic::new(Code::UnknownItem, format!("no item is `{wanted}`")))
}

fn ambiguous(wanted: &str, labels: Vec<String>) -> Diagnostic {
    let message = format!("{} items answer to `{wanted}`", labels.len());
    let list = format!(
        "name one of them by its folders or by its method and path:\n{}",
        list(&labels)
    );
    Diagnostic::new(Code::AmbiguousItem, message).help(list)
}

fn unknown<T>(candidates: &[Candidate<T>], wanted: &str) -> Diagnostic {
    let inside: Vec<String> = candidates
        .iter()
        .filter(|one| one.paths.iter().any(|path| is_folder(path, wanted)))
        .map(Candidate::label)
        .collect();
    if !inside.is_empty() {
        let message = format!("`{wanted}` is a folder, not an item");
        let help = format!("name one of its items:\n{}", list(&inside));
        return Diagnostic::new(Code::UnknownItem, message).help(help);
    }
    let diagnostic = Diagnostic::new(Code::UnknownItem, format!("no item is `{wanted}`"));
    let names = || {
        candidates
            .iter()
            .flat_map(|one| &one.paths)
            .map(|path| last(path))
    };
    let keys = || candidates.iter().map(|one| one.key.as_str());
    let as_key = key(wanted);
    let is_key = as_key.contains(" /");
    let near = if is_key {
        nearest_of(&as_key, keys(), 3)
    } else {
        nearest_of(wanted, names(), 3)
    };
    match near.as_slice() {
        [] => diagnostic.help("`posthaste inspect` lists the items"),
        [one] => diagnostic.help(format!("did you mean `{one}`?")),
        several => {
            let several: Vec<String> = several.iter().map(|&one| one.to_owned()).collect();
            diagnostic.help(format!("did you mean one of these?\n{}", list(&several)))
        }
    }
}

fn list(labels: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut lines: Vec<String> = labels
        .iter()
        .take(SHOWN)
        .map(|one| format!("  {one}"))
        .collect();
    if labels.len() > SHOWN {
        lines.push(format!("  and {} more", labels.len() - SHOWN));
    }
    lines.join("\n")
}

/// Whether a folder of the path, or the folders to it, are called so.
fn is_folder(path: &str, wanted: &str) -> bool {
    let (path, wanted) = (lowercase_words(path), lowercase_words(wanted));
    let folders = path.rsplit_once(" / ").map_or("", |(folders, _)| folders);
    !wanted.is_empty() && format!(" / {folders} / ").contains(&format!(" / {wanted} / "))
}

fn last(path: &str) -> &str {
    path.rsplit(" / ").next().unwrap_or(path)
}

fn is_tail(path: &str, wanted: &str) -> bool {
    path == wanted || path.ends_with(&format!(" / {wanted}"))
}

/// `put /users/:userId` as keys are written: `PUT /users/{userId}`.
fn key(text: &str) -> String {
    let Some((method, path)) = text.trim().split_once(' ') else {
        return text.to_owned();
    };
    let segments: Vec<String> = path.trim().split('/').map(segment).collect();
    format!("{} {}", method.to_uppercase(), segments.join("/"))
}

fn segment(text: &str) -> String {
    match text.strip_prefix(':') {
        Some(name) if !name.is_empty() => format!("{{{name}}}"),
        _ => text.replace("{{", "{").replace("}}", "}"),
    }
}

/// A key without the names of its parameters.
fn anonymous(key: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in key.chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                out.push_str("{}");
            }
            _ if inside => {}
            other => out.push(other),
        }
    }
    out
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
        for wanted in [
            "Update a user's password",
            "users / {user Id} / Update a user's password",
            "{user Id} / Update a user's password",
            "update  a user's PASSWORD",
            "PUT /users/{userId}/password",
            "put /users/:id/password",
            "/users/{userId}/password",
        ] {
            assert_eq!(find(candidates(), wanted).unwrap(), 1, "{wanted}");
        }
        assert_eq!(find(candidates(), "rooms / Get").unwrap(), 3);
    }

    #[test]
    fn several_are_listed() {
        let wrong = find(candidates(), "Get").unwrap_err();
        assert_eq!(wrong.code, Code::AmbiguousItem);
        let help = wrong.help.unwrap();
        assert!(
            help.contains("users / Get  (GET /users/{userId})"),
            "{help}"
        );
    }

    #[test]
    fn a_folder_is_called_one() {
        for wanted in ["users", "{user Id}", "users / {user Id}"] {
            let wrong = find(candidates(), wanted).unwrap_err();
            assert!(
                wrong.message.contains("is a folder"),
                "{wanted}: {}",
                wrong.message
            );
            assert!(wrong.help.unwrap().contains("Update a user's password"));
        }
    }

    #[test]
    fn the_only_one_needs_no_name() {
        let one = || candidates().into_iter().take(1).collect();
        assert_eq!(choose(one(), None, "").unwrap(), 1);
        assert_eq!(
            choose(candidates(), None, "x").unwrap_err().code,
            Code::AmbiguousItem
        );
        assert_eq!(
            choose(Vec::<Candidate<u8>>::new(), None, "")
                .unwrap_err()
                .code,
            Code::UnknownItem
        );
    }

    #[test]
    fn the_nearest_is_offered() {
        let wrong = find(candidates(), "Update a users pasword").unwrap_err();
        assert_eq!(
            wrong.help.as_deref(),
            Some("did you mean `Update a user's password`?")
        );
        let wrong = find(candidates(), "PUT /user/{userId}/password").unwrap_err();
        assert!(wrong.help.unwrap().contains("PUT /users/{userId}/password"));
    }
}
