//! The types of `zoom-client`: each reads every answer that the collection shows for its operation, and writes it
//! again without loss.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use camino::Utf8PathBuf;
use posthaste::make;
use posthaste::make::Inputs;
use posthaste::read::config::Client;
use posthaste::rust::name::Lock;
use posthaste::rust::plan::model::{Answer, Crate};
use posthaste::rust::plan::{Options, TypeRef};
use posthaste_runtime::Json;
use posthaste_tests::scratch;
use posthaste_tests::shared::{root, shared};
use serde_json::Value;

use super::lost;

const MAIN: &str = "\
use std::io::BufRead as _;

use zoom_client::Json;
use zoom_client::runtime::{Decode, Encode};

fn again<T: Decode + Encode>(body: Json) -> String {
    match T::decode(body) {
        Ok(value) => value.encode().to_string(),
        Err(wrong) => format!(\"{wrong}\"),
    }
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect(\"a line\");
        let (key, body) = line.split_once('\\t').expect(\"a key and a body\");
        let body: Json = body.parse().expect(\"JSON\");
        println!(\"{}\", read(key, body));
    }
}

fn read(key: &str, body: Json) -> String {
    match key {
";

#[test]
fn answers_are_read_and_written_without_loss() {
    let Some(collection) = shared("corpus/zoom/zoom-api-2022-08.postman_collection.json") else {
        return;
    };
    let types = types(&planned());
    assert!(types.len() > 150, "{} typed answers", types.len());
    let text = fs::read_to_string(collection).expect("the collection");
    let mut shown = Vec::new();
    answers(&serde_json::from_str(&text).expect("JSON"), &mut shown);
    shown.retain(|(key, _)| types.contains_key(key));
    let program = build("round-trip", &reading(&types));
    let written = run(&program, &shown);
    assert_eq!(written.len(), shown.len(), "an answer to each");
    let mut wrong = Vec::new();
    for ((key, before), after) in shown.iter().zip(&written) {
        let before: Json = before.parse().expect("JSON");
        match after.parse::<Json>() {
            Ok(after) => wrong.extend(lost(&before, &after).iter().map(|at| format!("{key} {at}"))),
            Err(_) => wrong.push(format!("{key}: {after}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(shown.len() > 150, "{} answers", shown.len());
}

/// The client as it is checked in.
pub(super) fn planned() -> Crate {
    let folder = Utf8PathBuf::from_path_buf(root()).expect("UTF-8");
    let zoom = folder.join("collections/zoom");
    let client = Client {
        inputs: vec![
            zoom.join("zoom.postman_collection.json"),
            zoom.join("update-a-users-password.postman_item.json"),
        ],
        profile: Some(zoom.join("posthaste.toml")),
        ..Client::default()
    };
    let inputs = Inputs::read(&client).expect("the collection is readable");
    let lock = fs::read_to_string(zoom.join("names.lock")).expect("the names");
    let options = Options {
        lock: Lock::parse(&lock).expect("a readable lock"),
        ..Options::default()
    };
    make::plan(&inputs.understand().api, &options).0
}

/// The Rust type of each operation's JSON answer.
fn types(planned: &Crate) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for module in &planned.modules {
        for method in &module.methods {
            if let Answer::Json(ty) | Answer::Optional(ty) = &method.answer {
                let key = format!("{} {}", method.row.method, method.row.path);
                types.insert(key, type_text(ty, &module.name));
            }
        }
    }
    types
}

fn type_text(ty: &TypeRef, home: &str) -> String {
    let inner = |ty| type_text(ty, home);
    match ty {
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::I64 => "i64".to_owned(),
        TypeRef::U64 => "u64".to_owned(),
        TypeRef::F64 => "f64".to_owned(),
        TypeRef::String => "String".to_owned(),
        TypeRef::Json => "Json".to_owned(),
        TypeRef::Value(value) => format!("zoom_client::runtime::value::{}", value.name()),
        TypeRef::Local(name) => format!("zoom_client::{home}::{name}"),
        TypeRef::Shared(name) => format!("zoom_client::types::{name}"),
        TypeRef::Vec(ty) => format!("Vec<{}>", inner(ty)),
        TypeRef::Map(ty) => format!("std::collections::BTreeMap<String, {}>", inner(ty)),
        other => panic!("no answer is {other:?}"),
    }
}

/// The JSON bodies of all saved successes, on one line each, with the keys of their operations.
fn answers(node: &Value, found: &mut Vec<(String, String)>) {
    for item in node["item"].as_array().into_iter().flatten() {
        answers(item, found);
        let request = &item["request"];
        let path = request["url"]["path"].as_array().into_iter().flatten();
        let segments = path.filter_map(Value::as_str).map(|segment| {
            let name = segment.strip_prefix(':');
            name.map_or_else(|| segment.to_owned(), |name| format!("{{{name}}}"))
        });
        let path: Vec<String> = segments.collect();
        let method = request["method"].as_str().unwrap_or_default();
        let key = format!("{method} /{}", path.join("/"));
        for saved in item["response"].as_array().into_iter().flatten() {
            let success = saved["code"].as_u64().is_some_and(|code| code / 100 == 2);
            let body = saved["body"].as_str().unwrap_or_default();
            if let Ok(mut body) = serde_json::from_str::<Value>(body)
                && success
            {
                without_placeholders(&mut body);
                found.push((key.clone(), body.to_string()));
            }
        }
    }
}

/// A converter writes the name of a type where it has no example: `"integer"`, `"integer [int64]"`.
fn without_placeholders(value: &mut Value) {
    match value {
        Value::String(text) => {
            let word = text.split(' ').next().unwrap_or_default();
            if matches!(word, "integer" | "boolean" | "number") {
                *value = Value::Null;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(without_placeholders),
        Value::Object(fields) => fields.values_mut().for_each(without_placeholders),
        _ => {}
    }
}

/// The program that reads and writes.
fn reading(types: &BTreeMap<String, String>) -> String {
    let mut main = MAIN.to_owned();
    for (key, ty) in types {
        _ = writeln!(main, "        {key:?} => again::<{ty}>(body),");
    }
    main + "        other => format!(\"no operation {other}\"),\n    }\n}\n"
}

/// Builds a program that uses `zoom-client`; its path.
pub(super) fn build(name: &str, main: &str) -> std::path::PathBuf {
    let folder = root().join("target").join(name);
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
        publish = false\n\n[dependencies]\nzoom-client = {{ path = \"../../generated-client\", features = [\"serialize\"] }}\n\n\
        [workspace]\n"
    );
    put(&folder.join("src/main.rs"), main);
    put(&folder.join("Cargo.toml"), &manifest);
    let cargo = |arguments: &[&str]| {
        let mut command = scratch::cargo(&folder);
        command.args(arguments).output().expect("cargo runs")
    };
    // The packages are at hand behind this workspace's own build, as a rule.
    let mut built = cargo(&["build", "--quiet", "--offline"]);
    if !built.status.success() {
        built = cargo(&["build", "--quiet"]);
    }
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    scratch::target().join("debug").join(name)
}

/// Writes what changed, so that cargo sees nothing else as new.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
    fs::write(path, text).expect("the file is written");
}

/// What the program makes of each answer.
fn run(program: &Path, shown: &[(String, String)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("answers");
    let lines: String = shown
        .iter()
        .map(|(key, body)| format!("{key}\t{body}\n"))
        .collect();
    fs::write(&path, lines).expect("the answers are written");
    let input = fs::File::open(path).expect("the answers");
    let output = Command::new(program).stdin(input).output();
    let output = output.expect("the program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(str::to_owned).collect()
}
