//! Items of one method and path that differ only in their examples: by their names they are one call.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::ground::title::Title;
use crate::ground::words::letters_and_digits;
use crate::model::profile::Profile;

use super::super::server::Base;
use super::{Group, corrected_key};

/// Words behind which names of examples differ: `Create order with a card`.
const LINKS: [&str; 14] = [
    "as",
    "by",
    "for",
    "from",
    "in",
    "including",
    "of",
    "to",
    "using",
    "via",
    "when",
    "where",
    "with",
    "without",
];

/// Fields whose values may say what is to be done.
const DISPATCHES: [&str; 9] = [
    "action",
    "cmd",
    "command",
    "event",
    "function",
    "method",
    "op",
    "operation",
    "service",
];

/// Joins groups of one method, path and server whose names are those of one call and whose bodies have fields in common.
pub(super) fn joined<'c>(groups: Vec<Group<'c>>, profile: &Profile) -> Vec<Group<'c>> {
    let mut kept: Vec<Group<'c>> = Vec::new();
    let mut indexes: IndexMap<(String, String, Base, String), usize> = IndexMap::new();
    for group in groups {
        let corrected = corrected_key(&group.lead, profile).is_some();
        let Some(call) = Call::of(&group).filter(|_| !corrected) else {
            kept.push(group);
            continue;
        };
        let method = group.first().method.clone();
        let key = (
            method,
            group.route().template.clone(),
            group.base.clone(),
            call.key,
        );
        let index = *indexes.entry(key).or_insert(kept.len());
        match kept.get_mut(index) {
            Some(first)
                if first.lead.constants == group.lead.constants
                    && is_one_call(first, &group, call.by_name) =>
            {
                first.common_name = Some(call.name);
                first.push(group.lead);
                first.others.extend(group.others);
            }
            _ => kept.push(group),
        }
    }
    kept
}

/// What the name of an item says of the call that it is an example of.
struct Call {
    /// The text that is equal for all examples of the call.
    key: String,
    /// The name of the call.
    name: String,
    /// Whether its name says what is done, so that no field does.
    by_name: bool,
}

impl Call {
    /// `None` for bodies that are no lists of fields.
    fn of(group: &Group<'_>) -> Option<Self> {
        let signature = &group.lead.signature;
        let has_fields = ["json ", "form ", "parts "]
            .iter()
            .any(|kind| signature.starts_with(kind));
        if !has_fields && !signature.is_empty() {
            return None;
        }
        let placed = &group.lead.placed;
        let title = Title::of(&placed.item.name);
        let folder = placed.folders.last().map(|folder| folder.name.trim());
        if let Some(path) = folder.filter(|name| Title::of(name).text.starts_with('/')) {
            return Some(Self {
                key: format!("folder {path}"),
                name: path.to_owned(),
                by_name: false,
            });
        }
        if title.text.starts_with('/') {
            return Some(Self {
                key: "path".to_owned(),
                name: title.text,
                by_name: false,
            });
        }
        let name = head(&title.short());
        let key = letters_and_digits(&name);
        (!key.is_empty()).then(|| Self {
            key: format!("name {key}"),
            name,
            by_name: true,
        })
    }
}

/// The start of a name, up to a separator or a word behind which examples differ.
fn head(title: &str) -> String {
    let mut end = title.len();
    for separator in [" - ", ": ", " – ", " | ", ","] {
        if let Some(found) = title.find(separator) {
            end = end.min(found);
        }
    }
    let text = title.get(..end).unwrap_or_default();
    let is_link = |word: &str| LINKS.contains(&word.to_lowercase().as_str());
    let words = text.split_whitespace().enumerate();
    // A verb and a thing come before it.
    let words = words.take_while(|(index, word)| *index < 2 || !is_link(word));
    let words: Vec<&str> = words.map(|(_, word)| word).collect();
    words.join(" ")
}

/// Whether two bodies belong to one call: they are of one kind and have a field in common, or one has none. Where the name does
/// not say what is done, no field may say it, and one body must have all fields of the other or half of them.
fn is_one_call(left: &Group<'_>, right: &Group<'_>, by_name: bool) -> bool {
    // Each sends a value of its own that says what is done.
    if left.lead.constants != right.lead.constants {
        return false;
    }
    let (left, right) = (&left.lead.signature, &right.lead.signature);
    if left.is_empty() || right.is_empty() {
        return true;
    }
    let kind = |signature: &str| {
        let end = signature.find(['{', '[', '\n']).unwrap_or(signature.len());
        match signature.starts_with("json ") {
            true => signature[..end].to_owned(),
            false => signature.split(' ').next().unwrap_or_default().to_owned(),
        }
    };
    if kind(left) != kind(right) {
        return false;
    }
    let (left, right) = (fields(left), fields(right));
    let shared = left.intersection(&right).count();
    let fewer = left.len().min(right.len());
    let dispatches = left.iter().any(|field| DISPATCHES.contains(field));
    match by_name {
        true => fewer == 0 || shared > 0,
        false => !dispatches && shared * 2 >= fewer,
    }
}

/// The names of the outermost fields in a signature.
fn fields(signature: &str) -> BTreeSet<&str> {
    let Some(json) = signature.strip_prefix("json ") else {
        let names = signature.split_once(' ').map_or("", |(_, names)| names);
        return names.split('\n').filter(|name| !name.is_empty()).collect();
    };
    let mut fields = BTreeSet::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (index, letter) in json.char_indices() {
        match letter {
            '{' | '[' => {
                depth += 1;
                start = if depth == 1 { index + 1 } else { start };
            }
            '}' | ']' => depth = depth.saturating_sub(1),
            ':' if depth == 1 => {
                fields.insert(json.get(start..index).unwrap_or_default());
            }
            ',' if depth == 1 => start = index + 1,
            _ => {}
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_named_by_what_its_examples_share() {
        assert_eq!(head("Create order with Card 3DS"), "Create order");
        assert_eq!(head("Create payment - iDEAL"), "Create payment");
        assert_eq!(head("Search for users"), "Search for users");
        assert_eq!(head("Delete rules by value"), "Delete rules");
    }

    #[test]
    fn the_outermost_fields_of_a_signature_are_found() {
        let found = fields("json {a:v,b:{c:v,},d:[{e:v,}],}");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a", "b", "d"]);
        let found = fields("form a\nb");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a", "b"]);
        assert!(fields("json v").is_empty());
    }
}
