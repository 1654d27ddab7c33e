//! Nothing gets in: names, keys, descriptions and values are data, whatever they hold.

mod collection;
mod limits;
mod skeleton;

use std::fs;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use posthaste::Generator;
use posthaste::ground::diagnostic::is_invisible;
use posthaste::read::config::{Docs, Runtime};
use posthaste_tests::scratch;
use serde_json::Value;

use skeleton::Skeleton;

/// Writes a collection beside its crate, which it makes.
fn generate(folder: &Path, document: &Value, runtime: Runtime) -> Utf8PathBuf {
    let folder = Utf8Path::from_path(folder).expect("UTF-8");
    let (input, output) = (folder.join("input.json"), folder.join("crate"));
    fs::write(&input, document.to_string()).expect("written");
    let made = Generator::new()
        .input(&input)
        .output(&output)
        .runtime(runtime)
        .docs(Docs::Full)
        .run();
    let report = made.unwrap_or_else(|failure| panic!("no crate: {failure}"));
    assert_eq!(report.skipped, 0, "{:?}", report.messages);
    output
}

/// The files made from the collection, by their paths in the crate, without those of the runtime.
fn files(root: &Utf8Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in folder.read_dir_utf8().expect("a folder") {
            let path = entry.expect("an entry").path().to_owned();
            let inner = path.strip_prefix(root).expect("inside").to_string();
            match path.is_dir() {
                true if inner == "runtime" => {}
                true => open.push(path),
                false => found.push((inner, fs::read_to_string(&path).expect("text"))),
            }
        }
    }
    found.sort();
    found
}

fn skeleton(root: &Utf8Path) -> Skeleton {
    let mut skeleton = Skeleton::new();
    for (path, text) in files(root).iter().filter(|(path, _)| path.ends_with(".rs")) {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        skeleton::add(&mut skeleton, &file);
    }
    skeleton
}

/// Words that read as a placeholder or a template where their twins do not, and so make other types.
const OTHERWISE: &[&str] = &["{{{}}}", "<script>alert(1)</script>"];

#[test]
fn the_code_is_that_of_a_harmless_collection() {
    let made = |document: &Value| {
        let folder = tempfile::tempdir().unwrap();
        skeleton(&generate(
            folder.path(),
            document,
            Runtime::Version("0.1".to_owned()),
        ))
    };
    let mut differences = Vec::new();
    for (word, hostile, harmless) in collection::pairs() {
        let (hostile, harmless) = (made(&hostile), made(&harmless));
        assert!(hostile.contains_key("word fn"), "{hostile:?}");
        let count =
            |skeleton: &Skeleton, key: &String| skeleton.get(key).copied().unwrap_or_default();
        for key in hostile.keys().chain(harmless.keys()) {
            let (one, other) = (count(&hostile, key), count(&harmless, key));
            let differs = match OTHERWISE.contains(&word) {
                true => other == 0,
                false => one != other,
            };
            if differs {
                differences.push(format!("{word:?} {key}: {one}, harmless {other}"));
            }
        }
    }
    differences.sort();
    differences.dedup();
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn files_stay_inside_under_names_that_every_system_takes() {
    let folder = tempfile::tempdir().unwrap();
    let root = generate(folder.path(), &collection::hostile(), Runtime::Embedded);
    let beside: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(beside.len(), 2, "{beside:?}");
    for (path, text) in files(&root) {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._/-".contains(c);
        assert!(path.chars().all(plain), "{path:?}");
        let stem = path.rsplit('/').next().unwrap().split('.').next().unwrap();
        assert!(
            ![
                "con", "nul", "aux", "prn", "com1", "lpt1", "main", "build", "bin"
            ]
            .contains(&stem),
            "{path}"
        );
        let hidden = |c: &char| is_invisible(*c) && *c != '\n';
        assert_eq!(
            text.chars().find(hidden),
            None,
            "{path} holds what nobody sees"
        );
    }
    // The root is the root, not a group that is called `lib`.
    let root_text = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    assert!(
        root_text.contains("pub use client::Client") || root_text.contains("pub mod"),
        "{root_text}"
    );
    assert!(root.join("src/lib_api.rs").is_file());
}

#[test]
fn the_manifest_says_what_it_should() {
    let folder = tempfile::tempdir().unwrap();
    let root = generate(folder.path(), &collection::hostile(), Runtime::Embedded);
    let text = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text
        .parse()
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    let keys = |key: &str| -> Vec<&str> {
        let table = manifest[key].as_table().expect("a table");
        table.keys().map(String::as_str).collect()
    };
    let tables: Vec<&str> = manifest.keys().map(String::as_str).collect();
    assert_eq!(tables, ["dependencies", "features", "package"]);
    assert_eq!(
        keys("package"),
        [
            "description",
            "edition",
            "metadata",
            "name",
            "publish",
            "rust-version",
            "version"
        ]
    );
    assert_eq!(keys("dependencies"), ["posthaste-runtime"]);
    for feature in keys("features") {
        assert!(
            feature
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'),
            "{feature:?}"
        );
    }
}

/// Compiles and documents the crate, offline, with this repository's versions.
#[test]
fn the_crate_compiles_and_its_docs_build() {
    let folder = tempfile::tempdir().unwrap();
    let root = generate(folder.path(), &collection::hostile(), Runtime::Embedded);
    for arguments in [&["check"][..], &["doc", "--no-deps"]] {
        let output = scratch::cargo(root.as_std_path())
            .args(arguments)
            .args(["--offline", "--quiet"])
            .output()
            .expect("cargo runs");
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {arguments:?}: {messages}");
        // Not by `RUSTFLAGS`, with which every dependency would be built again.
        assert!(
            !messages.contains("warning"),
            "cargo {arguments:?}: {messages}"
        );
    }
}
