//! Every document of `../shared/corpus` becomes a crate, and every crate compiles, is clippy-clean and
//! has docs without a warning.
//!
//! The table of what came out is a snapshot: after a change that is meant to alter it, run with
//! `INSTA_UPDATE=always` and read the difference. Compiling takes minutes, so that half runs only where
//! the environment says `POSTHASTE_CORPUS=1`, as it does in `.ci/run`; that of the OpenAPI documents, which have twice as many
//! operations, where it says `POSTHASTE_CORPUS=all`.

mod openapi;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;

use camino::Utf8PathBuf;
use posthaste::disk::{self, Tree};
use posthaste::ground::diagnostic::Diagnostics;
use posthaste::make::Inputs;
use posthaste::model::api::Api;
use posthaste::read::config::Client;
use posthaste::rust::name::{Lock, names_and_lock};
use posthaste::rust::plan::{Options, Runtime};
use posthaste_tests::shared::{postman_corpus, root, shared};
use serde_json::Value;

/// What came of one document.
struct Outcome {
    /// Its path below the corpus.
    document: String,
    requests: usize,
    operations: usize,
    /// `item: why`, one for each request that became nothing.
    skipped: Vec<String>,
    /// How often each code was reported.
    diagnostics: BTreeMap<String, usize>,
    tree: Tree,
    /// Why there is no crate at all.
    refused: Option<String>,
    /// Whether a second run gives the names of the first.
    keeps_names: bool,
}

impl Outcome {
    fn refused(document: String, why: String) -> Self {
        Self {
            document,
            requests: 0,
            operations: 0,
            skipped: Vec::new(),
            diagnostics: BTreeMap::new(),
            tree: Tree::new(),
            refused: Some(why),
            keeps_names: true,
        }
    }

    /// Requests that another one's operation stands for.
    fn joined(&self) -> usize {
        self.requests - self.operations - self.skipped.len()
    }

    /// Lines of Rust.
    fn lines(&self) -> usize {
        self.tree
            .iter()
            .filter(|(path, _)| path.extension() == Some("rs"))
            .map(|(_, bytes)| bytes.split(|&byte| byte == b'\n').count() - 1)
            .sum()
    }

    fn crate_name(&self) -> String {
        crate_name(&self.document)
    }
}

/// All Postman documents, generated once for all tests of this file.
static OUTCOMES: LazyLock<Vec<Outcome>> = LazyLock::new(|| outcomes(&postman_corpus()));

/// What comes of documents, in the order of their paths.
fn outcomes(documents: &[PathBuf]) -> Vec<Outcome> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(path) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = outcome(path);
                    done.lock().expect("no thread panics").push(outcome);
                }
            });
        }
    });
    let mut outcomes = done.into_inner().expect("no thread panics");
    outcomes.sort_by(|a, b| a.document.cmp(&b.document));
    outcomes
}

fn outcome(path: &Path) -> Outcome {
    let corpus = root().join("../shared/corpus");
    let document = path.strip_prefix(&corpus).expect("a path of the corpus");
    let document = document.to_string_lossy().into_owned();
    catch_unwind(|| generate(path, document.clone()))
        .unwrap_or_else(|_| Outcome::refused(document, "it panicked".to_owned()))
}

fn generate(path: &Path, document: String) -> Outcome {
    let client = Client {
        inputs: vec![utf8(path)],
        ..Client::default()
    };
    let understood = match Inputs::read(&client) {
        Ok(inputs) => inputs.understand(),
        Err(failure) => return Outcome::refused(document, failure.to_string()),
    };
    let options = Options {
        crate_name: crate_name(&document),
        runtime: Runtime::Path("../../../runtime".to_owned()),
        ..Options::default()
    };
    let (api, provenance) = (understood.api, understood.provenance);
    let mut found = understood.diagnostics;
    let mut tree = Tree::new();
    let mut refused = None;
    if !api.operations.is_empty() {
        let (files, emitting) = posthaste::make::output_tree(&api, &options);
        refused = emitting
            .iter()
            .next()
            .map(|diagnostic| diagnostic.message.clone());
        found.append(emitting);
        tree = files;
    }
    let skipped = provenance.skipped.iter();
    Outcome {
        document,
        requests: provenance.requests,
        operations: api.operations.len(),
        skipped: skipped
            .map(|skipped| one_line(&format!("{}: {}", skipped.source_path, skipped.reason)))
            .collect(),
        diagnostics: counted(&found),
        tree,
        refused,
        keeps_names: keeps_names(&api),
    }
}

/// Whether a second run gives the names of the first.
fn keeps_names(api: &Api) -> bool {
    let (_, lock) = names_and_lock(api, &Lock::default());
    names_and_lock(api, &lock).1 == lock
}

fn counted(diagnostics: &Diagnostics) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        *counts.entry(diagnostic.code.to_string()).or_default() += 1;
    }
    counts
}

/// `postman/a-b.json` is `corpus-a-b`.
fn crate_name(document: &str) -> String {
    let file = document.rsplit('/').next().unwrap_or(document);
    let stem = file.split('.').next().unwrap_or(file);
    format!("corpus-{stem}")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn utf8(path: &Path) -> Utf8PathBuf {
    Utf8PathBuf::from_path_buf(path.to_owned()).expect("a path in UTF-8")
}

fn table(outcomes: &[Outcome]) -> String {
    let mut text = String::from("document | requests | operations | joined | skipped | lines\n");
    let mut total = [0; 5];
    for outcome in outcomes {
        let row = [
            outcome.requests,
            outcome.operations,
            outcome.joined(),
            outcome.skipped.len(),
            outcome.lines(),
        ];
        push_row(&mut text, &outcome.document, &row);
        for (sum, cell) in total.iter_mut().zip(row) {
            *sum += cell;
        }
    }
    push_row(
        &mut text,
        &format!("all {} documents", outcomes.len()),
        &total,
    );
    text.push_str("\ndiagnostics\n");
    for outcome in outcomes
        .iter()
        .filter(|outcome| !outcome.diagnostics.is_empty())
    {
        let counts = outcome.diagnostics.iter();
        let counts: Vec<_> = counts
            .map(|(code, count)| format!("{code} {count}"))
            .collect();
        _ = writeln!(text, "{}: {}", outcome.document, counts.join(", "));
    }
    text.push_str("\nnames of last resort\n");
    for outcome in outcomes {
        let names = last_resorts(&outcome.tree);
        if !names.is_empty() {
            _ = writeln!(text, "{}: {}", outcome.document, names.join(", "));
        }
    }
    text.push_str("\nskipped\n");
    for outcome in outcomes {
        for why in &outcome.skipped {
            _ = writeln!(text, "{}: {why}", outcome.document);
        }
    }
    text
}

/// The names that differ only in a hash: `UserX1f0a`, `get_1f0a`.
fn last_resorts(tree: &Tree) -> Vec<String> {
    let mut names = BTreeSet::new();
    let sources = tree
        .iter()
        .filter(|(path, _)| path.extension() == Some("rs"));
    for (_, bytes) in sources {
        let code = String::from_utf8_lossy(bytes);
        for line in code.lines() {
            let declared = ["pub struct ", "pub enum ", "pub fn "]
                .iter()
                .find_map(|start| line.trim_start().strip_prefix(start));
            let ends = |c: char| !c.is_alphanumeric() && c != '_';
            let name = declared.map(|rest| rest.split(ends).next().unwrap_or_default());
            names.extend(name.filter(|name| is_hashed(name)).map(str::to_owned));
        }
    }
    names.into_iter().collect()
}

fn is_hashed(name: &str) -> bool {
    let bare = name.strip_suffix("Error").unwrap_or(name);
    let hash = bare.rsplit(['X', '_']).next().unwrap_or_default();
    let hex = hash
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let digits = hash.bytes().any(|byte| byte.is_ascii_digit());
    let letters = hash.bytes().any(|byte| byte.is_ascii_lowercase());
    hash.len() < bare.len() && [4, 16].contains(&hash.len()) && hex && digits && letters
}

fn push_row(text: &mut String, name: &str, cells: &[usize]) {
    let cells: Vec<_> = cells.iter().map(usize::to_string).collect();
    _ = writeln!(text, "{name} | {}", cells.join(" | "));
}

/// Fails where a document becomes no crate, where a second run renames, or where less than `permille` of the requests are
/// callable.
fn check_outcomes(outcomes: &[Outcome], permille: usize) {
    let refused: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| {
            Some(format!(
                "{}: {}",
                outcome.document,
                outcome.refused.as_ref()?
            ))
        })
        .collect();
    assert!(refused.is_empty(), "no crate from\n{}", refused.join("\n"));
    let renamed: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| !outcome.keeps_names)
        .map(|outcome| outcome.document.as_str())
        .collect();
    assert!(renamed.is_empty(), "a second run renames in {renamed:?}");
    let requests: usize = outcomes.iter().map(|outcome| outcome.requests).sum();
    let callable: usize = outcomes
        .iter()
        .map(|outcome| outcome.operations + outcome.joined())
        .sum();
    assert!(
        requests > 0 && callable * 1000 >= requests * permille,
        "{callable} of {requests} requests are callable"
    );
}

#[test]
fn every_document_becomes_a_crate() {
    if shared("corpus").is_none() {
        return;
    }
    check_outcomes(&OUTCOMES, 990);
    insta::assert_snapshot!(table(&OUTCOMES));
}

#[test]
fn every_crate_is_free_of_warnings() {
    check_crates(|| &OUTCOMES, "corpus", &["1", "all"]);
}

/// Compiles crates in a workspace below `target`, where `POSTHASTE_CORPUS` has one of some values, and fails where a crate has a
/// warning.
fn check_crates(outcomes: impl FnOnce() -> &'static [Outcome], folder: &str, values: &[&str]) {
    if shared("corpus").is_none() {
        return;
    }
    let value = std::env::var("POSTHASTE_CORPUS").unwrap_or_default();
    if !values.contains(&value.as_str()) {
        let value = values.first().copied().unwrap_or_default();
        eprintln!(
            "SKIPPED: set POSTHASTE_CORPUS={value} to compile these crates; it takes minutes"
        );
        return;
    }
    let folder = workspace(outcomes(), folder);
    // Clippy compiles as `check` does, so one run finds the errors of both.
    let clippy: &[&str] = &["clippy", "--workspace", "--keep-going"];
    let doc: &[&str] = &["doc", "--workspace", "--keep-going", "--no-deps"];
    for command in [clippy, doc] {
        let messages: Vec<_> = failures(&folder, command)
            .iter()
            .map(|(name, error)| format!("{name}: {error}"))
            .collect();
        assert!(
            messages.is_empty(),
            "cargo {} fails for {} crates:\n{}",
            command[0],
            messages.len(),
            messages.join("\n")
        );
    }
}

/// Writes the crates as members of one workspace, with this repository's versions locked.
fn workspace(outcomes: &[Outcome], name: &str) -> PathBuf {
    let folder = root().join("target").join(name);
    let crates: Vec<_> = outcomes
        .iter()
        .filter(|outcome| !outcome.tree.is_empty())
        .collect();
    let mut members: Vec<String> = crates.iter().map(|outcome| outcome.crate_name()).collect();
    for (outcome, name) in crates.iter().zip(&members) {
        disk::write(&outcome.tree, &utf8(&folder.join(name)), true).expect("the crate is written");
    }
    members.dedup();
    assert_eq!(members.len(), crates.len(), "two crates of one name");
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest is written");
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock is copied");
    folder
}

/// The packages for which a command fails, each with its first error.
fn failures(workspace: &Path, command: &[&str]) -> BTreeMap<String, String> {
    let mut cargo = cargo(workspace);
    cargo.args(command).args(["--message-format", "json"]);
    if resolves_offline(workspace) {
        cargo.arg("--offline");
    }
    let output = cargo.output().expect("cargo runs");
    let mut failures = BTreeMap::new();
    for line in output.stdout.split(|&byte| byte == b'\n') {
        let Ok(message) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        if message["message"]["level"] == "error" {
            let name = message["target"]["name"].as_str().unwrap_or("?").to_owned();
            let error = message["message"]["rendered"].as_str().unwrap_or_default();
            failures.entry(name).or_insert_with(|| error.to_owned());
        }
    }
    if !output.status.success() && failures.is_empty() {
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        failures.insert("cargo".to_owned(), stderr);
    }
    failures
}

fn resolves_offline(workspace: &Path) -> bool {
    let output = cargo(workspace)
        .args(["metadata", "--offline", "--format-version", "1"])
        .output();
    output.is_ok_and(|output| output.status.success())
}

fn cargo(workspace: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", root().join("target/corpus-build"))
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings");
    cargo
}
