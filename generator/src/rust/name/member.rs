//! Names inside one thing: fields of a record, variants of an enum, arguments and setters of a call.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::Ident;
use super::meaning::meanings;
use super::reserved::{escaped, is_call_method};
use super::scope::{Claim, Scope, Style, Unresolved, fold, settle};
use super::words::{Words, is_number, starts_with_digit};

/// The longest member's name, in letters: longer than keys are in practice, for a field should say what its
/// key says.
const LIMIT: usize = 200;

/// The earlier names of a thing's members: their keys by their names.
pub(super) type MemberPins = BTreeMap<String, String>;

/// The names of a record's fields, by their keys and the names that the source declares for some of them.
pub(super) fn fields(
    keys: &[&str],
    declared: &[Option<&str>],
    pins: &MemberPins,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Ident> {
    let scope = Scope {
        limit: LIMIT,
        ..Scope::default()
    };
    let declared = |index: usize| declared.get(index).copied().flatten();
    let first = |index: usize| escaped(snake(declared(index).unwrap_or(keys[index])));
    let claim = |index: usize| {
        let spellings = spellings(keys[index]);
        let name = |words: &Words| escaped(words.clone().limited(LIMIT).snake());
        let declared = declared(index).map(Words::of_wire);
        Claim {
            candidates: declared.iter().chain(&spellings).map(name).collect(),
            properties: spellings.to_vec(),
            key: keys[index].to_owned(),
        }
    };
    let pins = pins_of_keys(keys, pins);
    settle(&scope, &pins, &first, &claim, unresolved)
}

/// A key's words in snake case; most keys are written so already.
fn snake(key: &str) -> String {
    let is_small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(is_small);
    if key.len() <= LIMIT && key.split('_').all(is_word) {
        return key.to_owned();
    }
    Words::of_wire(key).limited(LIMIT).snake()
}

/// A value of an enum, or a shape of a union.
#[derive(Debug, Clone, Copy)]
pub(super) struct EnumMember<'a> {
    /// The value on the wire, or the name of a union's shape.
    pub value: &'a str,
    /// The name that a profile gives.
    pub given: Option<&'a str>,
    /// The name that the source declares.
    pub declared: Option<&'a str>,
    /// What it means, in the words of the source.
    pub meaning: Option<&'a str>,
}

impl<'a> EnumMember<'a> {
    /// A member that names itself.
    pub(super) fn new(value: &'a str) -> Self {
        Self {
            value,
            given: None,
            declared: None,
            meaning: None,
        }
    }

    /// Its meaning, where the value has no letters to be named by.
    fn meaning(&self) -> Option<&'a str> {
        let says_nothing = !self.value.chars().any(char::is_alphabetic);
        self.meaning.filter(|_| says_nothing)
    }

    fn given_name(&self) -> Option<String> {
        Some(variant(Words::of_wire(self.given?)))
    }
}

/// The names of an enum's variants.
pub(super) fn variants(
    members: &[EnumMember<'_>],
    pins: &MemberPins,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Ident> {
    // Every enum has a variant for what is not documented.
    let taken = BTreeSet::from(["unknown".to_owned(), "other".to_owned()]);
    let scope = Scope {
        style: Style::Pascal,
        limit: LIMIT,
        taken: &[&taken],
        ..Scope::default()
    };
    let texts: Vec<Option<&str>> = members.iter().map(EnumMember::meaning).collect();
    let meanings = match texts.iter().any(Option::is_some) {
        true => meanings(&texts),
        false => vec![Vec::new(); members.len()],
    };
    let declared = |index: usize| {
        let name = members[index].declared;
        name.map(Words::of_wire).filter(|words| !words.0.is_empty())
    };
    let first = |index: usize| match (declared(index), meanings[index].first()) {
        (Some(words), _) => variant(words),
        (None, Some(words)) => variant(words.clone()),
        (None, None) => variant(Words::of_wire(members[index].value)),
    };
    let claim = |index: usize| {
        let member = members[index];
        let spellings = spellings(member.value);
        let declared = declared(index);
        let words = declared.iter().chain(&meanings[index]).chain(&spellings);
        Claim {
            candidates: words.map(|words| variant(words.clone())).collect(),
            properties: spellings.to_vec(),
            key: member.value.to_owned(),
        }
    };
    let keys: Vec<&str> = members.iter().map(|member| member.value).collect();
    let given: Vec<Option<String>> = members.iter().map(EnumMember::given_name).collect();
    let is_given = |name: &str| {
        given
            .iter()
            .flatten()
            .any(|given| fold(given) == fold(name))
    };
    let locked = pins_of_keys(&keys, pins).into_iter();
    let locked = locked.map(|pin| pin.filter(|name| !is_given(name)));
    let pins = given.iter().zip(locked);
    let pins: Vec<Option<&str>> = pins
        .map(|(given, locked)| given.as_deref().or(locked))
        .collect();
    settle(&scope, &pins, &first, &claim, unresolved)
}

fn variant(words: Words) -> String {
    let name = words.limited(LIMIT).pascal();
    if matches!(name.as_str(), "Self" | "Unknown" | "Other") {
        return format!("{name}Value");
    }
    if !starts_with_digit(&name) {
        return name;
    }
    let prefix = if is_number(&name) { "Value" } else { "N" };
    format!("{prefix}{name}")
}

/// An argument or a setter of a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input<'a> {
    /// The name on the wire.
    pub wire: &'a str,
    /// `path`, `query`, `header`, `form`, `file`, `request` or `server`.
    pub location: &'static str,
    /// Whether it becomes a method of the call, beside the ones that every call has.
    pub setter: bool,
}

impl Input<'_> {
    /// What the lock knows it by: its location and name on the wire.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.location, self.wire)
    }

    fn name(&self, name: String) -> String {
        if self.setter && is_call_method(&name) {
            format!("set_{name}")
        } else {
            escaped(name)
        }
    }
}

/// The names of a call's arguments and setters.
pub(super) fn inputs(
    inputs: &[Input<'_>],
    pins: &MemberPins,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Ident> {
    let scope = Scope {
        limit: LIMIT,
        ..Scope::default()
    };
    let first = |index: usize| inputs[index].name(snake(inputs[index].wire));
    let claim = |index: usize| {
        let input = &inputs[index];
        let [plain, styled] = spellings(input.wire);
        let located = |words: &Words| Words(vec![input.location.to_owned()]).then(&words.0);
        let candidates = [plain.clone(), located(&plain), located(&styled)];
        Claim {
            candidates: candidates
                .map(|words| input.name(words.limited(LIMIT).snake()))
                .to_vec(),
            properties: vec![located(&plain), styled],
            key: input.key(),
        }
    };
    let keys: Vec<String> = match pins.is_empty() {
        true => vec![String::new(); inputs.len()],
        false => inputs.iter().map(Input::key).collect(),
    };
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut pins = pins_of_keys(&keys, pins);
    for (pin, input) in pins.iter_mut().zip(inputs) {
        *pin = pin.filter(|name| !(input.setter && is_call_method(name)));
    }
    settle(&scope, &pins, &first, &claim, unresolved)
}

/// The earlier name of each key. Equal keys have the names of that key one after the other, the shortest first, as they
/// are given.
pub(super) fn pins_of_keys<'p>(keys: &[&str], pins: &'p MemberPins) -> Vec<Option<&'p str>> {
    if pins.is_empty() {
        return vec![None; keys.len()];
    }
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, key) in pins {
        names.entry(key).or_default().push(name);
    }
    for names in names.values_mut() {
        names.sort_by_key(|name| std::cmp::Reverse((name.len(), *name)));
    }
    keys.iter().map(|key| names.get_mut(key)?.pop()).collect()
}

/// A key's words, and the same with the style of the key: `userId` and `user_id` differ in that alone.
fn spellings(key: &str) -> [Words; 2] {
    let words = Words::of_wire(key);
    let style = match key.chars().next() {
        Some('_') => "underscore",
        Some('$') => "dollar",
        Some('@') => "at",
        Some('#') => "hash",
        _ => style(key),
    };
    [words.clone(), words.and(style)]
}

fn style(key: &str) -> &'static str {
    let upper = key.contains(char::is_uppercase);
    let lower = key.contains(char::is_lowercase);
    match key.chars().find(|letter| !letter.is_alphanumeric()) {
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

    fn fields(keys: &[&str], pins: &MemberPins) -> Vec<Ident> {
        super::fields(keys, &[], pins, &mut Vec::new())
    }

    fn inputs(inputs: &[Input<'_>]) -> Vec<Ident> {
        super::inputs(inputs, &BTreeMap::new(), &mut Vec::new())
    }

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
    fn a_declared_name_takes_precedence_over_the_key() {
        let declared = [Some("CreatedAt"), None];
        let none = BTreeMap::new();
        let names = super::fields(&["ctime", "id"], &declared, &none, &mut Vec::new());
        assert_eq!(names, ["created_at", "id"]);
        let value = EnumMember {
            declared: Some("InProgress"),
            ..EnumMember::new("1")
        };
        assert_eq!(
            variant_names(&[value, EnumMember::new("2")], &[]),
            ["InProgress", "Value2"]
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
        let values = values.map(EnumMember::new);
        let names = variants(&values, &BTreeMap::new(), &mut Vec::new());
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

    fn variant_names(members: &[EnumMember<'_>], pins: &[(&str, &str)]) -> Vec<Ident> {
        let pins = pins
            .iter()
            .map(|(name, key)| ((*name).to_owned(), (*key).to_owned()));
        variants(members, &pins.collect(), &mut Vec::new())
    }

    #[test]
    fn numbers_are_named_by_their_meanings_and_words_by_themselves() {
        let member = |value, meaning| EnumMember {
            meaning: Some(meaning),
            ..EnumMember::new(value)
        };
        let members = [
            member("1", "Instant meeting."),
            member("2", "A scheduled meeting."),
            member("live", "All that go on now."),
        ];
        assert_eq!(
            variant_names(&members, &[]),
            ["Instant", "Scheduled", "Live"]
        );
        let members = [
            member("3", "A recurring meeting with no fixed time"),
            member("8", "A recurring meeting with a fixed time"),
            member("9", "Unknown"),
            EnumMember::new("10"),
        ];
        let expected = [
            "RecurringMeetingNoFixedTime",
            "RecurringMeetingFixedTime",
            "UnknownValue",
            "Value10",
        ];
        assert_eq!(variant_names(&members, &[]), expected);
    }

    #[test]
    fn a_given_name_replaces_the_locks_and_takes_it_from_another_value() {
        let member = |value, given| EnumMember {
            given: Some(given),
            ..EnumMember::new(value)
        };
        let members = [
            member("1", "Instant"),
            member("8", "recurring fixed time"),
            EnumMember::new("9"),
        ];
        let pins = [("Value1", "1"), ("Instant", "9")];
        assert_eq!(
            variant_names(&members, &pins),
            ["Instant", "RecurringFixedTime", "Value9"]
        );
    }

    #[test]
    fn setters_leave_the_calls_own_methods_alone() {
        let input = |wire, setter| Input {
            wire,
            location: "query",
            setter,
        };
        let all = [
            input("send", true),
            input("with_deleted", true),
            input("items", false),
        ];
        assert_eq!(inputs(&all), ["set_send", "set_with_deleted", "items"]);
    }

    #[test]
    fn equal_names_in_two_places() {
        let all = [
            Input {
                wire: "userId",
                location: "path",
                setter: false,
            },
            Input {
                wire: "user_id",
                location: "form",
                setter: false,
            },
        ];
        assert_eq!(inputs(&all), ["path_user_id", "form_user_id"]);
    }

    #[test]
    fn a_pinned_field_keeps_its_name() {
        let pins = BTreeMap::from([("user_id".to_owned(), "user_id".to_owned())]);
        let names = fields(&["userId", "user_id"], &pins);
        assert_eq!(names, ["user_id_camel", "user_id"]);
    }

    #[test]
    fn equal_keys_have_their_pins_one_after_the_other() {
        let pins = ["a", "a_2", "a_10", "b"].map(|name| (name.to_owned(), name[..1].to_owned()));
        let pins = BTreeMap::from(pins);
        let found = pins_of_keys(&["a", "b", "a", "a", "a"], &pins);
        let expected = [Some("a"), Some("b"), Some("a_2"), Some("a_10"), None];
        assert_eq!(found, expected);
    }
}
