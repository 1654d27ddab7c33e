//! Keys with values: headers, query pairs, form fields, variables.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::model::{Pair, Variable};
use super::Reader;
use super::at::{At, text};

/// What an exporter writes beside a pair's key and value, or a form part's.
const KEYS: &[&str] = &[
    "key",
    "value",
    "disabled",
    "enabled",
    "description",
    "descriptionFormat",
    "type",
    "system",
    "equals",
    "name",
    "warning",
    "src",
    "contentType",
    "fileName",
    "sessionValue",
    "secret",
    "source",
];

impl Reader {
    /// A variable list, or an object of keys and values.
    pub(super) fn variables(&mut self, list: &At<'_>) -> Vec<Variable> {
        // A path variable may itself be called `id`.
        let is_entry = list.has("key") || (list.has("id") && list.has("value"));
        if list.value.is_object() && !is_entry {
            return list
                .members()
                .map(|(key, value)| plain_variable(key, &value))
                .collect();
        }
        list.elements()
            .iter()
            .filter_map(|entry| self.variable(entry))
            .collect()
    }

    fn variable(&mut self, entry: &At<'_>) -> Option<Variable> {
        let Some(key) = entry.string("key").or_else(|| entry.string("id")) else {
            if !entry.value.is_null() {
                self.warn(
                    Code::Nameless,
                    "a variable without a key is left out",
                    &entry.origin,
                );
            }
            return None;
        };
        self.unknown_keys(entry, KEYS);
        Some(Variable {
            key,
            value: entry.get("value").map(|value| value.value.clone()),
            kind: match entry
                .get("secret")
                .is_some_and(|flag| flag.value == &Value::Bool(true))
            {
                true => Some("secret".to_owned()),
                false => entry.string("type").map(|kind| kind.to_ascii_lowercase()),
            },
            description: entry.description(),
            disabled: self.disabled(entry),
            origin: entry.origin.clone(),
        })
    }

    /// Whether an entry is switched off; a switch that is written as text is told.
    fn disabled(&mut self, entry: &At<'_>) -> bool {
        for flag in ["disabled", "enabled"]
            .iter()
            .filter_map(|key| entry.get(key))
        {
            if flag.value.is_string() {
                let message = "a switch is written as text; it is read by its meaning";
                self.warn(Code::WrongShape, message, &flag.origin);
            }
        }
        entry.disabled()
    }

    /// Headers: a list of pairs, of lines, one text of lines, or an object.
    pub(super) fn headers(&mut self, list: &At<'_>) -> Vec<Pair> {
        match list.value {
            Value::String(lines) => header_lines(lines, list),
            Value::Object(_) if !list.has("key") => list
                .members()
                .map(|(key, value)| plain_pair(key, &value))
                .collect(),
            _ => {
                if list.value.is_object() {
                    let message = "one header stands where a list belongs";
                    self.warn(Code::WrongShape, message, &list.origin);
                }
                let entries = list.elements();
                entries
                    .iter()
                    .flat_map(|entry| self.header(entry))
                    .collect()
            }
        }
    }

    fn header(&mut self, entry: &At<'_>) -> Vec<Pair> {
        match entry.value {
            Value::String(lines) => header_lines(lines, entry),
            Value::Object(_) => {
                let key = entry.string("key").unwrap_or_default();
                let key = key.trim();
                if key.is_empty() {
                    // An empty row of the table says nothing.
                    if entry.get("value").is_some_and(|value| !value.is_blank()) {
                        let message = "a header without a name is left out";
                        self.warn(Code::Nameless, message, &entry.origin);
                    }
                    return Vec::new();
                }
                self.pair(key, entry).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Pairs of a query or an urlencoded body: a list, one text, or an object.
    pub(super) fn pairs(&mut self, list: &At<'_>) -> Vec<Pair> {
        match list.value {
            Value::String(query) => query_pairs(query, list),
            Value::Object(_) if !list.has("key") && !list.has("value") => list
                .members()
                .map(|(key, value)| plain_pair(key, &value))
                .collect(),
            _ => list
                .elements()
                .iter()
                .filter(|entry| !entry.value.is_null())
                .flat_map(|entry| match entry.value {
                    Value::String(query) => query_pairs(query, entry),
                    _ => self
                        .pair(&entry.string("key").unwrap_or_default(), entry)
                        .into_iter()
                        .collect(),
                })
                .collect(),
        }
    }

    /// An entry `{key, value, disabled, description}`.
    pub(super) fn pair(&mut self, key: &str, entry: &At<'_>) -> Option<Pair> {
        if !entry.value.is_object() {
            let message = "an entry that is no object is left out";
            self.warn(Code::WrongShape, message, &entry.origin);
            return None;
        }
        self.unknown_keys(entry, KEYS);
        Some(Pair {
            key: key.to_owned(),
            value: entry.get("value").map(|value| value.value.clone()),
            disabled: self.disabled(entry),
            description: entry.description(),
            origin: entry.origin.clone(),
        })
    }
}

fn plain_variable(key: &str, value: &At<'_>) -> Variable {
    Variable {
        key: key.to_owned(),
        value: Some(value.value.clone()).filter(|value| !value.is_null()),
        kind: None,
        description: None,
        disabled: false,
        origin: value.origin.clone(),
    }
}

fn plain_pair(key: &str, value: &At<'_>) -> Pair {
    Pair {
        key: key.to_owned(),
        value: Some(value.value.clone()).filter(|value| !value.is_null()),
        disabled: false,
        description: None,
        origin: value.origin.clone(),
    }
}

/// Lines `Name: value`; one that starts with `//` is switched off.
pub(super) fn header_lines(lines: &str, at: &At<'_>) -> Vec<Pair> {
    let line = |line: &str| {
        let (line, disabled) = match line.trim().strip_prefix("//") {
            Some(rest) => (rest, true),
            None => (line.trim(), false),
        };
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        (!key.trim().is_empty()).then(|| Pair {
            key: key.trim().to_owned(),
            value: Some(Value::String(value.trim().to_owned())),
            disabled,
            description: None,
            origin: at.origin.clone(),
        })
    };
    lines.lines().filter_map(line).collect()
}

/// `a=1&b&&c=d=e` as Postman splits it: at `&`, then at the first `=`.
pub(super) fn query_pairs(query: &str, at: &At<'_>) -> Vec<Pair> {
    if query.is_empty() {
        return Vec::new();
    }
    super::super::template::split_outside(query, '&')
        .into_iter()
        .map(|part| {
            let (key, value) = match super::super::template::find_outside(part, |c| c == '=') {
                Some(at) => (&part[..at], Some(part[at + 1..].to_owned())),
                None => (part, None),
            };
            Pair {
                key: key.to_owned(),
                value: value.map(Value::String),
                disabled: false,
                description: None,
                origin: at.origin.clone(),
            }
        })
        .collect()
}

/// A scalar or, for anything else, its JSON.
pub(super) fn scalar_or_json(value: &Value) -> String {
    text(value).unwrap_or_else(|| value.to_string())
}
