//! Collections with their names, and whether what was named keeps its name.

use std::collections::BTreeMap;

use camino::Utf8Path;
use posthaste::make::Inputs;
use posthaste::model::api::Api;
use posthaste::read::config::Client;
use posthaste::rust::name::{Lock, names_and_lock};
use posthaste_tests::shared::root;
use serde_json::Value;

/// What an API's names are, and the text that keeps them.
pub(crate) fn named(collection: &Value, lock: &str) -> (Api, String) {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let path = Utf8Path::from_path(temp.path()).expect("a path in UTF-8");
    let file = path.join("a.postman_collection.json");
    std::fs::write(&file, collection.to_string()).expect("a file");
    let client = Client {
        inputs: vec![file],
        ..Client::default()
    };
    let inputs = Inputs::read(&client).expect("a readable collection");
    let api = inputs.understand().api;
    let lock = Lock::parse(lock).expect("a readable lock");
    let (_, lock) = names_and_lock(&api, &lock);
    (api, lock.to_string())
}

/// Every name with its scope, and what it stands for: `users`, `users / fn list`, `users / fn list / input status`, `shared
/// / type User`.
pub(crate) fn flat(lock: &str) -> BTreeMap<String, String> {
    let lock: toml::Table = lock.parse().expect("a lock in TOML");
    let tables = |table: &toml::Table, key: &str| {
        let tables = table.get(key).and_then(toml::Value::as_table);
        tables.cloned().unwrap_or_default()
    };
    let mut names = BTreeMap::new();
    for (module, content) in tables(&lock, "mod") {
        let content = content.as_table().expect("a module");
        names.insert(module.clone(), text(&content["group"]));
        for (name, method) in tables(content, "fn") {
            let method = method.as_table().expect("a method");
            let scope = format!("{module} / fn {name}");
            names.insert(scope.clone(), text(&method["operation"]));
            names.insert(format!("{scope} / stem"), text(&method["stem"]));
            for kind in ["input", "error"] {
                members(&scope, kind, &tables(method, kind), &mut names);
            }
        }
        types(&module, &tables(content, "type"), &mut names);
    }
    types("shared", &tables(&lock, "shared"), &mut names);
    names
}

fn types(module: &str, types: &toml::Table, names: &mut BTreeMap<String, String>) {
    for (name, shape) in types {
        let shape = shape.as_table().expect("a type");
        let scope = format!("{module} / type {name}");
        let paths = shape["used"].as_array().expect("paths");
        let paths: Vec<String> = paths.iter().map(text).collect();
        names.insert(scope.clone(), paths.join(", "));
        if let Some(list) = shape.get("member").and_then(toml::Value::as_table) {
            members(&scope, "member", list, names);
        }
    }
}

fn members(scope: &str, kind: &str, list: &toml::Table, names: &mut BTreeMap<String, String>) {
    let list = list.iter();
    names.extend(list.map(|(name, key)| (format!("{scope} / {kind} {name}"), text(key))));
}

fn text(value: &toml::Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// All names of before are there and stand for the same, but for those of an operation that is gone.
#[track_caller]
pub(crate) fn assert_kept(before: &str, after: &str, gone: Option<&str>, what: &str) {
    let (before, after) = (flat(before), flat(after));
    let mut checked = 0;
    let mut lost_holder = None;
    for (place, key) in &before {
        let is_inside = |holder: &String| place.starts_with(&format!("{holder} / "));
        if lost_holder.as_ref().is_some_and(is_inside) {
            continue;
        }
        let only_there = |gone: &str| {
            let of_gone = |part: &str| part.starts_with(&format!("{gone} "));
            key.split(", ").all(of_gone)
        };
        if place.contains(" / ") && gone.is_some_and(only_there) {
            lost_holder = Some(place.clone());
            continue;
        }
        // A group goes with its last operation.
        let is_group = !place.contains(" / ");
        let of_gone = |key: &String| gone.is_some_and(|gone| key.starts_with(&format!("{gone} ")));
        if is_group && methods(&before, place).all(of_gone) {
            continue;
        }
        let found = after.get(place).or_else(|| shared(&after, place));
        let found = found.unwrap_or_else(|| panic!("{what}: `{place}` ({key}) is lost"));
        // Routes come and go; a field must stay the same field.
        let is_leaf = place.matches(" / ").count() == 2;
        assert!(!is_leaf || found == key, "{what}: {place}");
        checked += 1;
    }
    assert!(
        checked > before.len() / 2,
        "{what}: {checked} of {}",
        before.len()
    );
}

/// What the methods of a group stand for.
fn methods<'n>(
    names: &'n BTreeMap<String, String>,
    group: &str,
) -> impl Iterator<Item = &'n String> {
    let start = format!("{group} / fn ");
    names
        .iter()
        .filter(move |(place, _)| place.starts_with(&start) && place.matches(" / ").count() == 1)
        .map(|(_, key)| key)
}

/// A member of a shape that is shared now; its module still has a name for it.
fn shared<'n>(names: &'n BTreeMap<String, String>, place: &str) -> Option<&'n String> {
    let (holder, member) = place.rsplit_once(" / ")?;
    let routes = names.get(holder)?;
    let is_shape = |(holder, key): &(&String, &String)| {
        holder.starts_with("shared / type ") && *key == routes && holder.matches(" / ").count() == 1
    };
    let (holder, _) = names.iter().find(is_shape)?;
    names.get(&format!("{holder} / {member}"))
}

/// The places of all requests: a path of positions.
pub(crate) fn requests(node: &Value, at: &[usize], found: &mut Vec<Vec<usize>>) {
    for (index, item) in node["item"].as_array().into_iter().flatten().enumerate() {
        let here = [at, &[index]].concat();
        match item.get("request") {
            Some(_) => found.push(here),
            None => requests(item, &here, found),
        }
    }
}

pub(crate) fn folder<'v>(root: &'v mut Value, at: &[usize]) -> &'v mut Value {
    at.iter()
        .fold(root, |node, index| &mut node["item"][*index])
}

pub(crate) fn reverse(node: &mut Value) {
    if let Some(items) = node.get_mut("item").and_then(Value::as_array_mut) {
        items.reverse();
        items.iter_mut().for_each(reverse);
    }
}

pub(crate) fn key(request: &Value) -> String {
    let path = request["url"]["path"].as_array().expect("a path");
    let segment = |one: &Value| match one.as_str().unwrap_or_default() {
        variable if variable.starts_with(':') => "{}".to_owned(),
        fixed => fixed.to_owned(),
    };
    let path: Vec<String> = path.iter().map(segment).collect();
    format!(
        "{} /{}",
        request["method"].as_str().unwrap_or_default(),
        path.join("/")
    )
}

pub(crate) fn zoom() -> Value {
    let path = root().join("collections/zoom/zoom.postman_collection.json");
    let text = std::fs::read_to_string(path).expect("Zoom's collection");
    serde_json::from_str(&text).expect("JSON")
}
