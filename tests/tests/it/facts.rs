//! The facts in the prose of Zoom's operations, as the generated client holds it: counted in the client, and again in the
//! collection by plain searches of its text.

use std::collections::BTreeMap;
use std::path::PathBuf;

use posthaste_tests::shared::root;
use serde_json::Value;

/// The items of the checked-in collection.
fn items(node: &Value, found: &mut Vec<Value>) {
    for item in node["item"].as_array().into_iter().flatten() {
        match item.get("request") {
            Some(_) => found.push(item.clone()),
            None => items(item, found),
        }
    }
}

fn collection() -> Vec<Value> {
    let path = root().join("collections/zoom/zoom.postman_collection.json");
    let text = std::fs::read_to_string(path).expect("Zoom's collection");
    let mut found = Vec::new();
    items(&serde_json::from_str(&text).expect("JSON"), &mut found);
    found
}

fn description(item: &Value) -> &str {
    item["request"]["description"].as_str().unwrap_or_default()
}

/// The constants that describe the client's operations, each on one line.
fn rows() -> Vec<String> {
    let mut rows = Vec::new();
    let mut open: Vec<PathBuf> = vec![root().join("generated-client/src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).expect("a file");
            for row in text.split("\noperation!(").skip(1) {
                let row = row.split(";\n").next().expect("a statement");
                rows.push(row.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }
    rows
}

/// What stands in quotes behind each beginning.
fn quoted<'t>(text: &'t str, start: &str, end: char) -> Option<&'t str> {
    text.split_once(start)?.1.split(end).next()
}

#[test]
fn every_operation_has_its_rate_label() {
    let (mut read, mut counted) = (BTreeMap::new(), BTreeMap::new());
    let rows = rows();
    assert_eq!(rows.len(), 310);
    for row in &rows {
        if let Some(label) = quoted(row, " rate_label(\"", '"') {
            *read.entry(label.to_owned()).or_insert(0) += 1;
        }
    }
    let items = collection();
    for item in &items {
        let line = description(item)
            .lines()
            .find(|line| line.to_lowercase().contains("rate limit label"));
        if let Some(label) = line.and_then(|line| quoted(line, "`", '`')) {
            *counted.entry(label.to_owned()).or_insert(0) += 1;
        }
    }
    let known = [
        ("Heavy", 53),
        ("Light", 123),
        ("Medium", 112),
        ("Resource-intensive", 5),
    ];
    let known = known.map(|(label, count)| (label.to_owned(), count));
    assert_eq!(read, BTreeMap::from(known));
    // One operation stands in a collection of its own, which replaces the other's.
    assert_eq!(counted.values().sum::<i32>(), 293, "{counted:?}");
}

#[test]
fn every_operation_has_its_scopes() {
    let items = collection();
    let in_prose = |word: &str| {
        let has = |item: &&Value| description(item).to_lowercase().contains(word);
        items.iter().filter(has).count()
    };
    let rows = rows();
    let held = |call: &str| rows.iter().filter(|row| row.contains(call)).count();
    assert_eq!((in_prose("scope"), held(" scopes(")), (307, 307));
}

#[test]
fn the_docs_of_an_operation_contain_its_facts() {
    use zoom_client::Call;
    let zoom = zoom_client::Client::builder()
        .bearer("token")
        .build()
        .expect("a client");
    let list = zoom.users().list().into_request().operation();
    assert!(list.scopes.iter().any(|scope| scope.starts_with("user")));
    assert_eq!(list.rate_label, Some("Medium"));
    assert!(!list.deprecated && list.granular_scopes.is_empty());
    let password = zoom.users().update_password("me", "n3w-Passw0rd!");
    let password = password.into_request().operation();
    assert_eq!(
        password.prerequisites,
        ["Owner or admin of the Zoom account."]
    );
}
