//! What `posthaste diff` says, held against the compiler: a caller of all that the older crate offers
//! compiles against the newer one unless the verdict is "breaking" (and the break one that a compiler
//! can notice).

mod caller;
mod edits;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use camino::Utf8PathBuf;
use posthaste::disk::{self, Tree};
use posthaste::make::Inputs;
use posthaste::model::api::Api;
use posthaste::read::config::Client;
use posthaste::rust::diff::{Comparison, Severity, compare};
use posthaste::rust::name::Lock;
use posthaste::rust::plan::{Crate, Options, Runtime};
use posthaste_tests::scratch;
use posthaste_tests::shared::{root, shared};
use serde_json::Value;

/// Two versions of a collection.
struct Pair {
    name: String,
    old: Vec<PathBuf>,
    new: Vec<PathBuf>,
    /// Whether the newer crate keeps the older one's names.
    locked: bool,
}

/// What is known of a pair before anything is compiled.
struct Verdict {
    name: String,
    comparison: Comparison,
    /// Whether the compiler should refuse the caller.
    refused: bool,
}

fn fixture() -> PathBuf {
    root().join("tests/fixtures/shop.postman_collection.json")
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("readable");
    serde_json::from_str(&text).expect("JSON")
}

fn understood(inputs: &[PathBuf]) -> Api {
    let inputs = inputs.iter().map(|path| utf8(path)).collect();
    let client = Client {
        inputs,
        ..Client::default()
    };
    let inputs = Inputs::read(&client).unwrap_or_else(|failure| panic!("{failure}"));
    inputs.understand().api
}

/// A crate's plan, its files, and what keeps its names.
fn plan(inputs: &[PathBuf], name: &str, lock: &Lock) -> (Crate, Tree, Lock) {
    let options = Options {
        crate_name: name.to_owned(),
        runtime: Runtime::Path(
            root()
                .canonicalize()
                .expect("exists")
                .join("runtime")
                .display()
                .to_string(),
        ),
        lock: lock.clone(),
        ..Options::default()
    };
    let api = understood(inputs);
    let (tree, diagnostics) = posthaste::make::output_tree(&api, &options);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let (crate_, lock) = posthaste::make::plan(&api, &options);
    (crate_, tree, lock)
}

/// Both crates of a pair, and the newer one's files.
fn plans(pair: &Pair, package: &str) -> (Crate, Crate, Tree) {
    let none = Lock::default();
    let (old, _, lock) = plan(&pair.old, "a-client", &none);
    let lock = if pair.locked { &lock } else { &none };
    let (new, tree, _) = plan(&pair.new, package, lock);
    (old, new, tree)
}

fn utf8(path: &Path) -> Utf8PathBuf {
    Utf8PathBuf::from_path_buf(path.to_path_buf()).expect("UTF-8")
}

#[test]
fn verdicts_are_the_compilers() {
    let folder = root().join("target/diff");
    fs::create_dir_all(folder.join("inputs")).expect("created");
    let mut pairs = edited(&folder);
    pairs.extend(zoom());
    pairs.extend(adyen(&folder));
    let mut members = BTreeSet::new();
    let verdicts: Vec<Verdict> = pairs
        .iter()
        .map(|pair| judge(pair, &folder, &mut members))
        .collect();
    let refused = check(&folder, &members);
    let wrong: Vec<String> = verdicts
        .iter()
        .filter(|verdict| verdict.refused == refused.iter().all(|(name, _)| *name != verdict.name))
        .map(|verdict| {
            let said = if verdict.refused {
                "breaking"
            } else {
                "harmless"
            };
            let errors = refused.iter().filter(|(name, _)| *name == verdict.name);
            let errors: String = errors.map(|(_, error)| error.as_str()).collect();
            format!(
                "{}: said to be {said}\n{}{errors}",
                verdict.name,
                verdict.comparison.text()
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn edits_are_judged_as_expected() {
    let folder = root().join("target/diff-judged");
    fs::create_dir_all(folder.join("inputs")).expect("created");
    let mut wrong = Vec::new();
    for (pair, edit) in edited(&folder).iter().zip(edits::edits()) {
        let (old, new, _) = plans(pair, "a-client");
        let comparison = compare(&old, &new);
        let worst = comparison.changes.first();
        let severity = worst.map(|change| change.severity);
        let silent = comparison.is_breaking() && !noticed(&comparison);
        if severity != edit.worst || silent != edit.silent {
            wrong.push(format!("{}\n{}", edit.name, comparison.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a break is among the changes that a compiler can notice.
fn noticed(comparison: &Comparison) -> bool {
    comparison
        .changes
        .iter()
        .any(|change| change.severity == Severity::Breaking && !change.silent)
}

/// Our own collection before and after each edit.
fn edited(folder: &Path) -> Vec<Pair> {
    edits::edits()
        .into_iter()
        .map(|edit| {
            let mut document = read(&fixture());
            (edit.make)(&mut document);
            let new = folder.join("inputs").join(format!("{}.json", edit.name));
            fs::write(&new, document.to_string()).expect("written");
            Pair {
                name: format!("edit-{}", edit.name),
                old: vec![fixture()],
                new: vec![new],
                locked: edit.locked,
            }
        })
        .collect()
}

/// Zoom's collection with and without the newer item, in both directions.
fn zoom() -> Vec<Pair> {
    let folder = root().join("collections/zoom");
    let plain = vec![folder.join("zoom.postman_collection.json")];
    let mut newer = plain.clone();
    newer.push(folder.join("update-a-users-password.postman_item.json"));
    vec![
        Pair {
            name: "zoom-with-the-newer-item".to_owned(),
            old: plain.clone(),
            new: newer.clone(),
            locked: false,
        },
        Pair {
            name: "zoom-without-it".to_owned(),
            old: newer,
            new: plain,
            locked: false,
        },
    ]
}

/// A vendor's collection against itself without its first request, and with another name for its last folder.
fn adyen(folder: &Path) -> Vec<Pair> {
    let Some(original) = shared("corpus/postman/adyen-checkout-v70.json") else {
        return Vec::new();
    };
    let edited = |name: &str, make: &dyn Fn(&mut Value)| {
        let mut document = read(&original);
        make(&mut document);
        let path = folder.join("inputs").join(format!("{name}.json"));
        fs::write(&path, document.to_string()).expect("written");
        Pair {
            name: name.to_owned(),
            old: vec![original.clone()],
            new: vec![path],
            locked: false,
        }
    };
    vec![
        edited("adyen-without-a-folder", &|document| {
            items(document).remove(0);
        }),
        edited("adyen-with-a-described-folder", &|document| {
            items(document)[0]["description"] = "Other words.".into();
        }),
    ]
}

fn items(document: &mut Value) -> &mut Vec<Value> {
    let list = document.pointer_mut("/item").expect("items");
    list.as_array_mut().expect("a list")
}

/// Writes the newer crate and the older one's caller, and compares.
fn judge(pair: &Pair, folder: &Path, members: &mut BTreeSet<String>) -> Verdict {
    let package = format!("{}-client", pair.name);
    let (old, new, tree) = plans(pair, &package);
    let place = utf8(&folder.join(&package));
    // Nobody but this test writes here, and only what differs is written, so that a second run is quick.
    disk::write(&tree, &place, true).expect("written");
    let caller = folder.join(&pair.name);
    fs::create_dir_all(caller.join("src")).expect("created");
    let manifest = format!(
        "[package]\nname = \"{}\"\nedition = \"2024\"\n\n[dependencies]\n\
         client = {{ package = \"{package}\", path = \"../{package}\" }}\n",
        pair.name
    );
    put(&caller.join("Cargo.toml"), &manifest);
    put(&caller.join("src/lib.rs"), &caller::program(&old));
    members.extend([package, pair.name.clone()]);
    let comparison = compare(&old, &new);
    Verdict {
        name: pair.name.clone(),
        refused: noticed(&comparison),
        comparison,
    }
}

fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::write(path, text).expect("written");
}

/// The callers that do not compile, each with its first error.
fn check(folder: &Path, members: &BTreeSet<String>) -> Vec<(String, String)> {
    let members: Vec<&String> = members.iter().collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    put(&folder.join("Cargo.toml"), &manifest);
    let output = scratch::cargo(folder)
        .args(["check", "--workspace", "--keep-going", "--offline"])
        .args(["--message-format", "json"])
        .output()
        .expect("cargo runs");
    let mut refused: Vec<(String, String)> = Vec::new();
    for line in output.stdout.split(|&byte| byte == b'\n') {
        let Ok(message) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        if message["message"]["level"] == "error" {
            let name = message["target"]["name"]
                .as_str()
                .unwrap_or("?")
                .replace('_', "-");
            let error = message["message"]["rendered"].as_str().unwrap_or_default();
            if !refused.iter().any(|(known, _)| *known == name) {
                refused.push((name, error.to_owned()));
            }
        }
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() || !refused.is_empty(),
        "cargo says\n{stderr}"
    );
    let broken = refused.iter().find(|(name, _)| name.ends_with("-client"));
    assert!(broken.is_none(), "a generated crate is broken: {broken:?}");
    refused
}
