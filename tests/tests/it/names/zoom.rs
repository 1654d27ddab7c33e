//! Zoom's names, as its client has them.

use std::collections::BTreeSet;

use posthaste_tests::shared::root;

use super::kept::flat;

/// The longest name, in letters.
const LIMIT: usize = 48;

/// Groups whose noun is part of another noun: a sub account is no account.
const OTHER_NOUNS: [(&str, &str); 5] = [
    ("accounts", "create_sub_account"),
    ("accounts", "disassociate_sub_account"),
    ("accounts", "get_sub_account_details"),
    ("accounts", "list_sub_accounts"),
    // What is switched is the account.
    ("accounts", "switch_user_account"),
];

/// A public name of the client.
#[derive(Debug)]
struct Name {
    /// `mod`, `fn`, `stem`, `type`, `arg`, `err` or `has`.
    kind: &'static str,
    /// The module.
    module: String,
    name: String,
    /// All names of its kind in the same place.
    scope: String,
    /// What it stands for.
    stands_for: String,
}

/// The names of the checked-in lock, which `generate` keeps equal to the client's.
fn names() -> Vec<Name> {
    let path = root().join("collections/zoom/names.lock");
    let text = std::fs::read_to_string(path).expect("Zoom's names");
    let mut names = Vec::new();
    let all = flat(&text);
    for (scope, value) in &all {
        let parts: Vec<&str> = scope.split(" / ").collect();
        let (kind, name) = match parts.last().expect("a part").split_once(' ') {
            Some(("fn", name)) => ("fn", name),
            Some(("type", name)) => ("type", name),
            Some(("input", name)) => ("arg", name),
            Some(("error", name)) => ("err", name),
            Some(("member", name)) => ("has", name),
            None if parts.len() == 3 => ("stem", value.as_str()),
            None => ("mod", scope.as_str()),
            Some(_) => panic!("a name of another kind: {scope}"),
        };
        let module = match parts[0] {
            "shared" => "types",
            module => module,
        };
        names.push(Name {
            kind,
            module: module.to_owned(),
            name: name.to_owned(),
            scope: match kind {
                "mod" => String::new(),
                "fn" => format!("fn {module}"),
                "type" | "stem" => format!("type {module}"),
                _ => format!("{kind} {module} {}", parts[1]),
            },
            stands_for: match kind {
                "stem" => all[&parts[..2].join(" / ")].to_lowercase(),
                _ => value.to_lowercase(),
            },
        });
    }
    assert!(names.len() > 3000, "{} names", names.len());
    names
}

/// The words of an identifier in lower case and in the singular.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in name.chars() {
        let starts = letter.is_uppercase() && !before.is_uppercase();
        if starts || before == '_' || words.is_empty() {
            words.push(String::new());
        }
        if letter != '_' {
            words
                .last_mut()
                .expect("a word")
                .extend(letter.to_lowercase());
        }
        before = letter;
    }
    let one = |word: &String| match word.strip_suffix("ies") {
        Some(start) => format!("{start}y"),
        None if word.ends_with("ss") || word.ends_with("us") => word.clone(),
        None => word.trim_end_matches('s').to_owned(),
    };
    words.iter().map(one).collect()
}

#[test]
fn no_name_is_longer_than_a_person_would_write() {
    for entry in names() {
        assert!(entry.name.len() <= LIMIT, "{entry:?}");
    }
}

#[test]
fn no_name_ends_in_a_counter_or_a_hash() {
    for entry in names() {
        let start = entry
            .name
            .trim_end_matches(|letter: char| letter.is_ascii_digit());
        let digits = &entry.name[start.len()..];
        assert!(
            digits.is_empty() || entry.stands_for.contains(digits),
            "a counter: {entry:?}"
        );
        let hash = entry.name.rsplit('_').next().expect("a part");
        let is_hash = hash.len() >= 6
            && hash.bytes().all(|letter| letter.is_ascii_hexdigit())
            && hash.bytes().any(|letter| letter.is_ascii_digit());
        assert!(!is_hash, "a hash: {entry:?}");
    }
}

#[test]
fn no_two_names_differ_in_case_or_underscores_alone() {
    let mut seen = BTreeSet::new();
    for entry in names() {
        let folded = entry.name.replace('_', "").to_lowercase();
        assert!(
            seen.insert((entry.scope.clone(), folded)),
            "twice: {entry:?}"
        );
    }
}

#[test]
fn no_name_says_a_word_twice() {
    let mut checked = 0;
    for entry in names() {
        // Keys and the values of enums are the vendor's words.
        if !matches!(entry.kind, "fn" | "stem" | "type" | "err") {
            continue;
        }
        let words = words(&entry.name);
        let twice = words.windows(2).any(|pair| pair[0] == pair[1]);
        assert!(!twice, "{entry:?}");
        checked += 1;
    }
    assert!(checked > 1000, "{checked} names");
}

#[test]
fn no_method_repeats_its_group() {
    for entry in names().iter().filter(|entry| entry.kind == "fn") {
        let (group, method) = (words(&entry.module), words(&entry.name));
        let repeats = method.windows(group.len()).any(|part| part == group);
        let known = OTHER_NOUNS.contains(&(entry.module.as_str(), entry.name.as_str()));
        assert_eq!(repeats, known, "{}().{}", entry.module, entry.name);
    }
}
