//! The facts of a large collection, counted by this room's functions and by plain text search.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::model::profile::{ALIAS_OF_CALLER, PREREQUISITES, Profile};

const COLLECTION: &str = "../../shared/corpus/zoom/zoom-api-2022-08.postman_collection.json";

/// The requests of the collection; empty, with a message, where the file does not exist.
fn items() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(COLLECTION);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {COLLECTION} does not exist");
        return Vec::new();
    };
    let mut items = Vec::new();
    let mut pending: Vec<Value> = vec![serde_json::from_str(&text).unwrap()];
    while let Some(node) = pending.pop() {
        match node.get("item").and_then(Value::as_array) {
            Some(inner) => pending.extend(inner.iter().cloned()),
            None => items.push(node),
        }
    }
    items
}

fn description(item: &Value) -> &str {
    let value = &item["request"]["description"];
    value
        .as_str()
        .or_else(|| value["content"].as_str())
        .unwrap_or_default()
}

fn responses(item: &Value) -> impl Iterator<Item = (u16, &str)> {
    item["response"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|response| {
            let code = u16::try_from(response["code"].as_u64().unwrap_or_default()).unwrap();
            (code, response["name"].as_str().unwrap_or_default())
        })
}

/// The texts between each occurrence of `start` and the next `end`.
fn between<'t>(text: &'t str, start: &str, end: char) -> Vec<&'t str> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| rest.split(end).next())
        .collect()
}

#[test]
fn rate_labels() {
    let items = items();
    if items.is_empty() {
        return;
    }
    let profile = Profile::default();
    let mut read: BTreeMap<String, usize> = BTreeMap::new();
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for item in &items {
        if let Some(label) = operation_facts(&profile, description(item))
            .effects
            .rate_label
        {
            *read.entry(label).or_default() += 1;
        }
        if let Some(label) = between(description(item), "#rate-limits):** `", '`').first() {
            *counted.entry((*label).to_owned()).or_default() += 1;
        }
    }
    assert_eq!(items.len(), 310);
    assert_eq!(read, counted);
    let expected = [
        ("Heavy", 53),
        ("Light", 123),
        ("Medium", 112),
        ("Resource-intensive", 5),
    ]
    .map(|(k, v)| (k.to_owned(), v));
    assert_eq!(read, BTreeMap::from(expected));
}

#[test]
fn scopes() {
    let items = items();
    if items.is_empty() {
        return;
    }
    let profile = Profile::default();
    let (mut total, mut bold) = (0, 0);
    for item in &items {
        let text = description(item);
        let read: BTreeSet<String> = operation_facts(&profile, text)
            .effects
            .scopes
            .into_iter()
            .collect();
        // Every quoted name with a colon, URLs aside, is a scope.
        let quoted: BTreeSet<String> = text
            .split('`')
            .skip(1)
            .step_by(2)
            .flat_map(|part| part.split(", "))
            .filter(|part| part.contains(':') && !part.contains([' ', '/']))
            .map(str::to_owned)
            .collect();
        let labelled = ["Scope:", "Scopes:", "Scope**", "Scopes**"]
            .iter()
            .any(|l| text.contains(l));
        assert_eq!(labelled, !read.is_empty(), "{text}");
        assert!(read.iter().all(|scope| scope.contains(':')), "{read:?}");
        if text.matches("cope").count() == 1 && text.contains('`') && labelled && !quoted.is_empty()
        {
            assert_eq!(read, quoted, "{text}");
        }
        total += usize::from(!read.is_empty());
        bold += usize::from(text.contains("**Scope"));
    }
    // Three have a label that is not in bold.
    assert_eq!((total, bold), (310, 307));
}

#[test]
fn prerequisites_and_me() {
    let items = items();
    if items.is_empty() {
        return;
    }
    let profile = Profile::default();
    let (mut read, mut counted) = ([0; 2], [0; 2]);
    for item in &items {
        let text = description(item);
        let notes = operation_facts(&profile, text).notes;
        // The word occurs in labels only.
        let labelled = ["rerequisite", "re-requisite"]
            .iter()
            .any(|word| text.contains(word));
        read[0] += usize::from(notes.has(PREREQUISITES));
        counted[0] += usize::from(labelled);
        // It may also be in the description of a path variable.
        let variables = item["request"]["url"]["variable"].as_array();
        let mut texts = variables
            .into_iter()
            .flatten()
            .filter_map(|variable| variable["description"].as_str());
        let facts = |text: &str| parameter_facts(&profile, Some(text)).accepts_me;
        read[1] += usize::from(notes.has(ALIAS_OF_CALLER) || texts.clone().any(facts));
        let quoted = |text: &str| {
            ["`me`", "\"me\"", "“me”"]
                .iter()
                .any(|quoted| text.contains(quoted))
        };
        counted[1] += usize::from(quoted(text) || texts.any(quoted));
    }
    assert_eq!(read, counted);
    assert_eq!(read, [202, 70]);
}

#[test]
fn error_codes() {
    let items = items();
    if items.is_empty() {
        return;
    }
    let profile = Profile::default();
    let mut read = BTreeSet::new();
    let mut counted = BTreeSet::new();
    let mut cut = 0;
    for (number, item) in items.iter().enumerate() {
        for (status, name) in responses(item) {
            cut += usize::from(is_cut(&profile, name));
            for fact in error_facts(&profile, name, Some(status)) {
                assert_eq!(fact.status, Some(status));
                assert!(!fact.message.contains("Error Code"), "{name}");
                read.extend(fact.code.map(|code| (number, status, code)));
            }
            counted.extend(codes_by_hand(name).map(|code| (number, status, code)));
        }
    }
    assert_eq!(read, counted);
    let codes: BTreeSet<&String> = read.iter().map(|(_, _, code)| code).collect();
    assert_eq!((read.len(), codes.len(), cut), (604, 53, 78));
}

/// The digits after each "Error Code", except for a number at the end of a text, which may be cut.
fn codes_by_hand(name: &str) -> impl Iterator<Item = String> {
    let lower = name.to_lowercase();
    let parts: Vec<String> = lower
        .split("error code")
        .skip(1)
        .map(str::to_owned)
        .collect();
    let last = parts.len().saturating_sub(1);
    parts
        .into_iter()
        .enumerate()
        .filter_map(move |(index, part)| {
            let part = part.trim_start_matches(['s', ':', '*', ' ', '`']);
            let end = part
                .find(|letter: char| !letter.is_ascii_digit())
                .unwrap_or(part.len());
            (end > 0 && (end < part.len() || index < last)).then(|| part[..end].to_owned())
        })
}

#[test]
fn descriptions_without_facts_have_no_labels() {
    let profile = Profile::default();
    for item in &items() {
        let facts = operation_facts(&profile, description(item));
        assert!(!facts.text.contains("Rate Limit Label"), "{}", facts.text);
        assert!(!facts.text.contains("<br><br><br>"), "{}", facts.text);
    }
}

#[test]
fn examples_are_inferred_without_loss() {
    let mut unknown = 0;
    for item in &items() {
        for response in item["response"].as_array().into_iter().flatten() {
            let body = response["body"].as_str().unwrap_or_default();
            if body.is_empty() {
                continue;
            }
            let mut api = crate::model::api::Api::default();
            let origin =
                crate::ground::diagnostic::Origin::root(crate::ground::diagnostic::SourceId(0));
            let ty = Shape::from_json_text(body)
                .unwrap()
                .lower(&mut api, &[], &origin);
            unknown += usize::from(ty == crate::model::api::Type::Any);
        }
    }
    // One example lacks commas, one its beginning.
    assert!(unknown <= 2, "{unknown}");
}

/// Every body of every collection: what a strict JSON parser accepts has a shape.
#[test]
fn bodies_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/postman");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} does not exist", folder.display());
        return;
    };
    let (mut strict, mut nearly, mut other) = (0, 0, 0);
    for entry in entries.flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else {
            continue;
        };
        let Ok(document) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        for body in bodies(&document) {
            let is_json = serde_json::from_str::<Value>(body).is_ok();
            match Shape::from_json_text(body) {
                Ok(shape) => {
                    let origin = crate::ground::diagnostic::Origin::root(
                        crate::ground::diagnostic::SourceId(0),
                    );
                    shape.lower(&mut crate::model::api::Api::default(), &[], &origin);
                    strict += usize::from(is_json);
                    nearly += usize::from(!is_json);
                }
                Err(error) => {
                    assert!(!is_json, "{error}: {body}");
                    other += usize::from(!body.trim().is_empty());
                }
            }
        }
    }
    eprintln!("{strict} JSON, {nearly} nearly, {other} other");
    assert!(
        strict > 4000 && nearly > 1000 && nearly > other,
        "{strict} {nearly} {other}"
    );
}

/// The texts of request bodies and saved responses.
fn bodies(document: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut pending = vec![document];
    while let Some(value) = pending.pop() {
        match value {
            Value::Object(fields) => {
                let is_body = fields.contains_key("mode");
                for (key, value) in fields {
                    match (key.as_str(), value) {
                        ("body" | "rawModeData", Value::String(text)) => found.push(text.as_str()),
                        ("raw", Value::String(text)) if is_body => found.push(text.as_str()),
                        _ => pending.push(value),
                    }
                }
            }
            Value::Array(values) => pending.extend(values),
            _ => {}
        }
    }
    found
}
