//! Names of an earlier run stay, whatever happens to the collection beside them.

use std::collections::BTreeMap;

use camino::Utf8Path;
use posthaste::api::Api;
use posthaste::config::Client;
use posthaste::generator::Inputs;
use posthaste::name::{Lock, locked_names};
use posthaste_tests::shared::root;
use serde_json::Value;

/// What an API's names are, and the text that keeps them.
fn named(collection: &Value, lock: &str) -> (Api, String) {
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
    let names = locked_names(&api, &lock);
    let text = Lock::of(&api, &names).to_string();
    (api, text)
}

/// Every name with its scope, and what it stands for.
fn flat(lock: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let (mut module, mut holder) = (String::new(), String::new());
    for line in lock.lines().filter(|line| !line.starts_with('#')) {
        let (name, key) = line.split_once(" = ").unwrap_or((line, line));
        let place = match line.len() - line.trim_start().len() {
            0 => {
                (module, holder) = (name.to_owned(), String::new());
                name.to_owned()
            }
            2 => {
                holder = format!("{module} / {}", name.trim());
                holder.clone()
            }
            _ => format!("{holder} / {}", name.trim()),
        };
        names.insert(place, key.to_owned());
    }
    names
}

/// All names of before are there and stand for the same, but for those of an operation that is gone.
#[track_caller]
fn assert_kept(before: &str, after: &str, gone: Option<&str>, what: &str) {
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
fn requests(node: &Value, at: &[usize], found: &mut Vec<Vec<usize>>) {
    for (index, item) in node["item"].as_array().into_iter().flatten().enumerate() {
        let here = [at, &[index]].concat();
        match item.get("request") {
            Some(_) => found.push(here),
            None => requests(item, &here, found),
        }
    }
}

fn folder<'v>(root: &'v mut Value, at: &[usize]) -> &'v mut Value {
    at.iter()
        .fold(root, |node, index| &mut node["item"][*index])
}

fn reverse(node: &mut Value) {
    if let Some(items) = node.get_mut("item").and_then(Value::as_array_mut) {
        items.reverse();
        items.iter_mut().for_each(reverse);
    }
}

fn key(request: &Value) -> String {
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

fn zoom() -> Value {
    let path = root().join("collections/zoom/zoom.postman_collection.json");
    let text = std::fs::read_to_string(path).expect("Zoom's collection");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn nothing_is_renamed_by_what_happens_beside_it() {
    let collection = zoom();
    let (_, first) = named(&collection, "");
    let (_, again) = named(&collection, &first);
    assert!(first == again, "a second run changes the lock");

    let mut turned = collection.clone();
    reverse(&mut turned);
    assert!(
        named(&turned, &first).1 == first,
        "the order of siblings changes the lock"
    );

    let mut all = Vec::new();
    requests(&collection, &[], &mut all);
    for step in 0..3 {
        // Far from each other, and other ones each time.
        let at = &all[(step * 83 + 17) % all.len()];
        let (last, parents) = at.split_last().expect("a place");

        let mut smaller = collection.clone();
        let items = folder(&mut smaller, parents)["item"]
            .as_array_mut()
            .expect("items");
        let removed = items.remove(*last);
        let gone = key(&removed["request"]);
        let (_, after) = named(&smaller, &first);
        assert_kept(&first, &after, Some(&gone), &format!("without {gone}"));

        // The same answers in another group: its shapes are shared from now on.
        let mut larger = collection.clone();
        let mut twin = removed.clone();
        twin["request"]["url"]["path"] = serde_json::json!(["twins", "first"]);
        let groups = larger["item"].as_array_mut().expect("groups");
        let count = groups.len();
        groups.rotate_left((at[0] + 7) % count);
        let is_folder = |group: &&mut Value| group["item"].is_array();
        let group = groups.iter_mut().find(is_folder).expect("a folder");
        let items = group["item"].as_array_mut().expect("items");
        items.insert(0, twin);
        let (api, after) = named(&larger, &first);
        assert!(
            api.operations
                .iter()
                .any(|one| one.key.path == "/twins/first")
        );
        assert_kept(&first, &after, None, &format!("with a twin of {gone}"));
        // And back again: what was shared stays where it is.
        let (_, back) = named(&collection, &after);
        assert_kept(&first, &back, None, &format!("without the twin of {gone}"));

        let mut renamed = collection.clone();
        renamed["item"][at[0]]["name"] = Value::from("something else");
        let (_, after) = named(&renamed, &first);
        assert_kept(&first, &after, None, "with another folder's name");
    }
}

#[test]
fn without_its_lock_a_client_is_named_as_the_first_time() {
    let collection = zoom();
    let (api, first) = named(&collection, "");
    let names = posthaste::name::names(&api);
    assert!(Lock::of(&api, &names).to_string() == first);
    let lines = first.lines().count();
    assert!(lines > 2000, "{lines} lines for Zoom's names");
}
