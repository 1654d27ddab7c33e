//! Names inside one thing: fields of a record, variants of an enum, arguments and setters of a call.

use std::collections::{BTreeMap, BTreeSet};

use super::reserved::{escaped, is_setter};
use super::scope::{Claim, Style, settle_pinned};
use super::words::Words;

/// The longest member's name, in letters: longer than keys are in practice, for a field should say what its
/// key says.
const LIMIT: usize = 200;

/// The names of a record's fields, by their keys; `pins` are earlier ones, with the keys that they stand for.
pub(super) fn fields<'a>(
    keys: impl Iterator<Item = &'a str>,
    pins: &BTreeMap<String, String>,
) -> Vec<String> {
    let claims: Vec<Claim> = keys
        .map(|key| Claim {
            candidates: spellings(key)
                .map(|words| escaped(words.limited(LIMIT).snake()))
                .to_vec(),
            tells: spellings(key).to_vec(),
            style: Style::Snake,
            identity: key.to_owned(),
        })
        .collect();
    let pins = pinned(claims.iter().map(|claim| claim.identity.as_str()), pins);
    let none = BTreeSet::new();
    settle_pinned(&claims, &pins, (&none, &none), |_| Vec::new(), LIMIT)
}

/// The names of an enum's variants, by the words on which each is based and the values on the wire.
pub(super) fn variants<'a>(
    values: impl Iterator<Item = (Words, &'a str)>,
    pins: &BTreeMap<String, String>,
) -> Vec<String> {
    let claims: Vec<Claim> = values
        .map(|(words, value)| {
            let [plain, styled] = spellings(value);
            let tells = vec![plain, styled.clone()];
            let names = [words, styled].map(|words| variant(&words.limited(LIMIT)));
            Claim {
                candidates: names.to_vec(),
                tells,
                style: Style::Pascal,
                identity: value.to_owned(),
            }
        })
        .collect();
    // Every enum has a variant for what nobody documented.
    let taken = BTreeSet::from(["unknown".to_owned(), "other".to_owned()]);
    let pins = pinned(claims.iter().map(|claim| claim.identity.as_str()), pins);
    settle_pinned(
        &claims,
        &pins,
        (&taken, &BTreeSet::new()),
        |_| Vec::new(),
        LIMIT,
    )
}

/// The words of a value, as the base of its variant.
pub(super) fn value_words(value: &str) -> Words {
    match Words::of_wire(value) {
        words if matches!(words.snake().as_str(), "unknown" | "other") => words.and("value"),
        words => words,
    }
}

fn variant(words: &Words) -> String {
    let name = words.pascal();
    let digits = name.starts_with(|first: char| first.is_ascii_digit());
    let number = name.bytes().all(|one| one.is_ascii_digit());
    match name.as_str() {
        "Self" => "SelfValue".to_owned(),
        _ if number => format!("Value{name}"),
        _ if digits => format!("N{name}"),
        _ => name,
    }
}

/// Who needs a name among a call's arguments and setters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input<'a> {
    /// The name on the wire.
    pub wire: &'a str,
    /// `path`, `query`, `header` or `form`.
    pub place: &'static str,
    /// Whether it becomes a method of the call, beside the ones that every call has.
    pub setter: bool,
}

impl Input<'_> {
    /// What it is found again by: its place and wire name.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.place, self.wire)
    }
}

/// The earlier name of each key, in the keys' order.
fn pinned<'a>(
    keys: impl Iterator<Item = &'a str>,
    pins: &BTreeMap<String, String>,
) -> Vec<Option<String>> {
    let names: BTreeMap<&str, &str> = pins
        .iter()
        .map(|(name, key)| (key.as_str(), name.as_str()))
        .collect();
    keys.map(|key| names.get(key).map(|&name| name.to_owned()))
        .collect()
}

/// The names of a call's arguments and setters; `pins` are earlier ones, with the keys that they stand for.
pub(super) fn inputs(inputs: &[Input<'_>], pins: &BTreeMap<String, String>) -> Vec<String> {
    let claims: Vec<Claim> = inputs
        .iter()
        .map(|input| {
            let [plain, styled] = spellings(input.wire);
            let placed = |words: &Words| Words(vec![input.place.to_owned()]).then(&words.0);
            let all = [plain.clone(), placed(&plain), placed(&styled)];
            let tells = vec![placed(&plain), styled];
            let name = |words: Words| {
                let name = words.limited(LIMIT).snake();
                if input.setter && is_setter(&name) {
                    format!("set_{name}")
                } else {
                    escaped(name)
                }
            };
            Claim {
                candidates: all.map(name).to_vec(),
                tells,
                style: Style::Snake,
                identity: input.key(),
            }
        })
        .collect();
    let mut pins = pinned(claims.iter().map(|claim| claim.identity.as_str()), pins);
    for (pin, input) in pins.iter_mut().zip(inputs) {
        *pin = pin.take().filter(|name| !(input.setter && is_setter(name)));
    }
    let none = BTreeSet::new();
    settle_pinned(&claims, &pins, (&none, &none), |_| Vec::new(), LIMIT)
}

/// A key's words, and the same told apart from twins in another style: `userId` and `user_id`.
fn spellings(key: &str) -> [Words; 2] {
    let words = Words::of_wire(key);
    let first = key.chars().next().unwrap_or(' ');
    let styled = match first {
        '_' => words.clone().and("underscore"),
        '$' => words.clone().and("dollar"),
        '@' => words.clone().and("at"),
        '#' => words.clone().and("hash"),
        _ => words.clone().and(style(key)),
    };
    [words, styled]
}

fn style(key: &str) -> &'static str {
    let upper = key.contains(|one: char| one.is_uppercase());
    let lower = key.contains(|one: char| one.is_lowercase());
    match key.chars().find(|one| !one.is_alphanumeric()) {
        Some('_') => "snake",
        Some('-') => "kebab",
        Some('.') => "dotted",
        Some('[') => "list",
        Some(_) => "text",
        None if upper && lower && key.starts_with(char::is_uppercase) => "pascal",
        None if upper && lower => "camel",
        None if upper => "upper",
        None => "lower",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_fields() {
        let names = fields(
            ["type", "userId", "self", "+1", "-1", "2fa", "$ref"].into_iter(),
            &BTreeMap::new(),
        );
        assert_eq!(
            names,
            [
                "r#type", "user_id", "self_", "plus_1", "minus_1", "n2fa", "r#ref"
            ]
        );
    }

    #[test]
    fn twins_are_both_told_apart() {
        assert_eq!(
            fields(["userId", "user_id"].into_iter(), &BTreeMap::new()),
            ["user_id_camel", "user_id_snake"]
        );
        assert_eq!(
            fields(["_id", "id"].into_iter(), &BTreeMap::new()),
            ["id_underscore", "id_lower"]
        );
    }

    #[test]
    fn values_become_variants() {
        let values = ["active", "unknown", "2", "Self", "", "-name", "name"];
        let names = variants(
            values.iter().map(|value| (value_words(value), *value)),
            &BTreeMap::new(),
        );
        let expected = [
            "Active",
            "UnknownValue",
            "Value2",
            "SelfValue",
            "Empty",
            "MinusName",
            "Name",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn setters_leave_the_calls_own_methods_alone() {
        let input = |wire, setter| Input {
            wire,
            place: "query",
            setter,
        };
        let all = [
            input("send", true),
            input("with_deleted", true),
            input("items", false),
        ];
        assert_eq!(
            inputs(&all, &BTreeMap::new()),
            ["set_send", "set_with_deleted", "items"]
        );
    }

    #[test]
    fn equal_names_in_two_places() {
        let all = [
            Input {
                wire: "userId",
                place: "path",
                setter: false,
            },
            Input {
                wire: "user_id",
                place: "form",
                setter: false,
            },
        ];
        assert_eq!(
            inputs(&all, &BTreeMap::new()),
            ["path_user_id", "form_user_id"]
        );
    }

    #[test]
    fn who_had_a_name_keeps_it() {
        let pins = BTreeMap::from([("user_id".to_owned(), "user_id".to_owned())]);
        let names = fields(["userId", "user_id"].into_iter(), &pins);
        assert_eq!(names, ["user_id_camel", "user_id"]);
    }
}
