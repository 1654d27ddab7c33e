//! Keys with values: headers, query pairs, form fields, variables.

use serde_json::Value;

use crate::ground::diagnostic::Code;

use super::super::model::{Pair, Variable};
use super::Reader;
use super::at::{At, PostmanValue};
use crate::front::postman::template;

/// The keys that exporters write in a pair, a form part or a variable.
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
    /// The variables in the member `key`: a list, or an object of keys and values.
    pub(super) fn variables(&mut self, parent: &At<'_>, key: &str) -> Vec<Variable> {
        let Some(list) = parent.get(key) else {
            return Vec::new();
        };
        // A path variable may itself be called `id`.
        let is_entry = list.has("key") || (list.has("id") && list.has("value"));
        if list.value.is_object() && !is_entry {
            let plain = |(key, member): (&str, At<'_>)| {
                Variable::new(key, Some(member.value.clone()), &member.origin)
            };
            return list.members().map(plain).collect();
        }
        let entries = list.elements().into_iter();
        entries.filter_map(|entry| self.variable(&entry)).collect()
    }

    fn variable(&mut self, entry: &At<'_>) -> Option<Variable> {
        let Some(key) = entry.scalar_text("key").or_else(|| entry.scalar_text("id")) else {
            if !entry.value.is_null() {
                let message = "a variable without a key is left out";
                self.warn(Code::Nameless, message, &entry.origin);
            }
            return None;
        };
        self.count_unknown_keys(entry, KEYS);
        Some(Variable {
            kind: match entry.is_true("secret") {
                true => Some("secret".to_owned()),
                false => entry.lowercase("type"),
            },
            description: entry.description(),
            disabled: self.disabled(entry),
            ..Variable::new(&key, entry.value.get("value").cloned(), &entry.origin)
        })
    }

    /// Whether an entry is disabled; warns of flags that are strings.
    fn disabled(&mut self, entry: &At<'_>) -> bool {
        let flags = ["disabled", "enabled"].into_iter();
        for flag in flags.filter_map(|key| entry.get(key)) {
            if flag.value.is_string() {
                let message = "a switch is written as text; it is read by its meaning";
                self.wrong_shape(message, &flag.origin);
            }
        }
        entry.disabled()
    }

    /// The headers in the member `key`: a list of pairs or of lines, a string of lines, or an object.
    pub(super) fn headers(&mut self, parent: &At<'_>, key: &str) -> Vec<Pair> {
        let Some(list) = parent.get(key) else {
            return Vec::new();
        };
        match list.value {
            Value::String(lines) => header_lines(lines, &list),
            Value::Object(_) if !list.has("key") => plain_pairs(&list),
            _ => {
                if list.value.is_object() {
                    let message = "one header stands where a list belongs";
                    self.wrong_shape(message, &list.origin);
                }
                let entries = list.elements().into_iter();
                entries.flat_map(|entry| self.header(&entry)).collect()
            }
        }
    }

    fn header(&mut self, entry: &At<'_>) -> Vec<Pair> {
        match entry.value {
            Value::String(lines) => header_lines(lines, entry),
            Value::Object(_) => {
                let key = entry
                    .scalar_text("key")
                    .unwrap_or_default()
                    .trim()
                    .to_owned();
                if key.is_empty() {
                    // A header without name and value is an empty row of Postman's table.
                    if entry.get("value").is_some_and(|value| !value.is_blank()) {
                        let message = "a header without a name is left out";
                        self.warn(Code::Nameless, message, &entry.origin);
                    }
                    return Vec::new();
                }
                let pair = self.pair(entry);
                pair.map(|pair| Pair { key, ..pair }).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The pairs of a query or an urlencoded body in the member `key`: a list, a string, or an object.
    pub(super) fn pairs(&mut self, parent: &At<'_>, key: &str) -> Vec<Pair> {
        let Some(list) = parent.get(key) else {
            return Vec::new();
        };
        match list.value {
            Value::Object(_) if !list.has("key") && !list.has("value") => plain_pairs(&list),
            _ => {
                let entries = list.elements().into_iter();
                entries
                    .filter(|entry| !entry.value.is_null())
                    .flat_map(|entry| match entry.value {
                        Value::String(query) => query_pairs(query, &entry),
                        _ => self.pair(&entry).into_iter().collect(),
                    })
                    .collect()
            }
        }
    }

    /// An entry `{key, value, disabled, description}`.
    pub(super) fn pair(&mut self, entry: &At<'_>) -> Option<Pair> {
        if !entry.value.is_object() {
            self.wrong_shape("an entry that is no object is left out", &entry.origin);
            return None;
        }
        self.count_unknown_keys(entry, KEYS);
        let key = entry.scalar_text("key").unwrap_or_default();
        Some(Pair {
            disabled: self.disabled(entry),
            description: entry.description(),
            ..Pair::new(&key, entry.value.get("value").cloned(), &entry.origin)
        })
    }
}

/// A pair for each member of an object.
fn plain_pairs(object: &At<'_>) -> Vec<Pair> {
    let members = object.members();
    members
        .map(|(key, member)| Pair::new(key, Some(member.value.clone()), &member.origin))
        .collect()
}

/// The headers of lines `Name: value`; a line that starts with `//` is a disabled header.
fn header_lines(lines: &str, at: &At<'_>) -> Vec<Pair> {
    let header = |line: &str| {
        let disabled = line.trim().strip_prefix("//");
        let line = disabled.unwrap_or(line.trim());
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        let value = Value::from(value.trim());
        (!key.trim().is_empty()).then(|| Pair {
            disabled: disabled.is_some(),
            ..Pair::new(key.trim(), Some(value), &at.origin)
        })
    };
    lines.lines().filter_map(header).collect()
}

/// The pairs of a query as Postman splits it: at `&`, then at the first `=`.
pub(super) fn query_pairs(query: &str, at: &At<'_>) -> Vec<Pair> {
    if query.is_empty() {
        return Vec::new();
    }
    let parts = template::split_outside(query, '&').into_iter();
    parts
        .map(|part| match template::find_outside(part, |c| c == '=') {
            Some(end) => Pair::new(&part[..end], Some(part[end + 1..].into()), &at.origin),
            None => Pair::new(part, None, &at.origin),
        })
        .collect()
}
