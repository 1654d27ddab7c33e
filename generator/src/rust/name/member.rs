//! Names inside one thing: fields of a record, variants of an enum, arguments and setters of a call.

use std::collections::{BTreeMap, BTreeSet};

use super::reserved::{escaped, is_setter};
use super::scope::{Claims, Rules, Style, settle_pinned};
use super::words::Words;

/// The longest member's name, in letters: longer than keys are in practice, for a field should say what its
/// key says.
const LIMIT: usize = 200;

/// What nothing is kept from.
const RULES: Rules<'_> = Rules {
    taken: &[],
    avoided: &[],
    suffixes: &[],
    limit: LIMIT,
};

/// The names of a record's fields, by their keys; `pins` are earlier ones, with the keys that they stand for.
pub(super) fn fields(keys: &[&str], pins: &BTreeMap<String, String>) -> Vec<String> {
    let pins = pinned(keys.iter().copied(), pins);
    settle_pinned(&Fields(keys), &pins, RULES)
}

struct Fields<'a>(&'a [&'a str]);

impl Claims for Fields<'_> {
    fn style(&self) -> Style {
        Style::Snake
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn first(&self, place: usize) -> Option<String> {
        Some(escaped(plain(self.0[place])))
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        spellings(self.0[place])
            .map(|words| escaped(words.limited(LIMIT).snake()))
            .to_vec()
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        spellings(self.0[place]).to_vec()
    }

    fn identity(&self, place: usize) -> String {
        self.0[place].to_owned()
    }
}

/// A key's words in snake case; most keys are written so already.
fn plain(key: &str) -> String {
    let is_word = |part: &str| !part.is_empty() && !part.bytes().any(|one| !is_small(one));
    if key.len() <= LIMIT && key.split('_').all(is_word) {
        return key.to_owned();
    }
    Words::of_wire(key).limited(LIMIT).snake()
}

fn is_small(letter: u8) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit()
}

/// A value of an enum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Valued<'a> {
    /// The value on the wire, or the name of a union's shape.
    pub value: &'a str,
    /// What a number means.
    pub told: Option<&'a str>,
}

impl Valued<'_> {
    /// A number's meaning in a few words where its description gives them, else the value itself.
    fn words(&self) -> Words {
        let told = self.told.map(Words::of);
        let told = told.filter(|words| (1..=4).contains(&words.len()));
        told.unwrap_or_else(|| value_words(self.value))
    }
}

/// The names of an enum's variants, by the words on which each is based and the values on the wire.
pub(super) fn variants(values: &[Valued<'_>], pins: &BTreeMap<String, String>) -> Vec<String> {
    // Every enum has a variant for what nobody documented.
    let taken = BTreeSet::from(["unknown".to_owned(), "other".to_owned()]);
    let pins = pinned(values.iter().map(|one| one.value), pins);
    let rules = Rules {
        taken: &[&taken],
        ..RULES
    };
    settle_pinned(&Values(values), &pins, rules)
}

struct Values<'a>(&'a [Valued<'a>]);

impl Claims for Values<'_> {
    fn style(&self) -> Style {
        Style::Pascal
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn first(&self, place: usize) -> Option<String> {
        Some(variant(&self.0[place].words().limited(LIMIT)))
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let one = self.0[place];
        let [_, styled] = spellings(one.value);
        let all = [one.words(), styled];
        all.map(|words| variant(&words.limited(LIMIT))).to_vec()
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        spellings(self.0[place].value).to_vec()
    }

    fn identity(&self, place: usize) -> String {
        self.0[place].value.to_owned()
    }
}

/// The words of a value, as the base of its variant.
fn value_words(value: &str) -> Words {
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

    fn placed(&self, words: &Words) -> Words {
        Words(vec![self.place.to_owned()]).then(&words.0)
    }

    fn named(&self, name: String) -> String {
        if self.setter && is_setter(&name) {
            format!("set_{name}")
        } else {
            escaped(name)
        }
    }
}

/// The earlier name of each key, in the keys' order.
fn pinned<'a, 'p>(
    keys: impl Iterator<Item = &'a str>,
    pins: &'p BTreeMap<String, String>,
) -> Vec<Option<&'p str>> {
    if pins.is_empty() {
        return Vec::new();
    }
    let mut names: Vec<(&str, &str)> = pins
        .iter()
        .map(|(name, key)| (key.as_str(), name.as_str()))
        .collect();
    names.sort_unstable();
    let known = |key: &str| {
        // Of several names that stood for one key, the last.
        let end = names.partition_point(|(known, _)| *known <= key);
        let (known, name) = names.get(end.checked_sub(1)?)?;
        (*known == key).then_some(*name)
    };
    keys.map(known).collect()
}

/// The names of a call's arguments and setters; `pins` are earlier ones, with the keys that they stand for.
pub(super) fn inputs(inputs: &[Input<'_>], pins: &BTreeMap<String, String>) -> Vec<String> {
    let keys: Vec<String> = match pins.is_empty() {
        true => Vec::new(),
        false => inputs.iter().map(Input::key).collect(),
    };
    let mut pins = pinned(keys.iter().map(String::as_str), pins);
    for (pin, input) in pins.iter_mut().zip(inputs) {
        *pin = pin.filter(|name| !(input.setter && is_setter(name)));
    }
    settle_pinned(&Inputs(inputs), &pins, RULES)
}

struct Inputs<'a>(&'a [Input<'a>]);

impl Claims for Inputs<'_> {
    fn style(&self) -> Style {
        Style::Snake
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn first(&self, place: usize) -> Option<String> {
        let input = &self.0[place];
        Some(input.named(plain(input.wire)))
    }

    fn candidates(&self, place: usize) -> Vec<String> {
        let input = &self.0[place];
        let [plain, styled] = spellings(input.wire);
        let all = [plain.clone(), input.placed(&plain), input.placed(&styled)];
        all.map(|words| input.named(words.limited(LIMIT).snake()))
            .to_vec()
    }

    fn tells(&self, place: usize) -> Vec<Words> {
        let input = &self.0[place];
        let [plain, styled] = spellings(input.wire);
        vec![input.placed(&plain), styled]
    }

    fn identity(&self, place: usize) -> String {
        self.0[place].key()
    }
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
            &["type", "userId", "self", "+1", "-1", "2fa", "$ref"],
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
            fields(&["userId", "user_id"], &BTreeMap::new()),
            ["user_id_camel", "user_id_snake"]
        );
        assert_eq!(
            fields(&["_id", "id"], &BTreeMap::new()),
            ["id_underscore", "id_lower"]
        );
    }

    #[test]
    fn values_become_variants() {
        let values = ["active", "unknown", "2", "Self", "", "-name", "name"];
        let values = values.map(|value| Valued { value, told: None });
        let names = variants(&values, &BTreeMap::new());
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
        let names = fields(&["userId", "user_id"], &pins);
        assert_eq!(names, ["user_id_camel", "user_id"]);
    }
}
