//! The fiftieth run: what is touched, what is kept, and what a run leaves that is killed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use posthaste_tests::scratch;
use sha2::Digest;

use super::{collection, command, files, item, posthaste};

/// A collection of some groups; `word` stands in the paths of the last ones.
fn groups(word: &str) -> String {
    let groups = (0..8).map(|index| {
        let word = if index < 3 { "same" } else { word };
        let path = format!("group{index}/{word}");
        format!(
            r#"{{ "name": "Group {index}", "item": [{}] }}"#,
            item(&format!("Get {word} things"), &path)
        )
    });
    collection(&groups.collect::<Vec<_>>().join(","))
}

fn two_versions() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put_versions(folder.path());
    folder
}

fn put_versions(folder: &Path) {
    fs::write(folder.join("one.json"), groups("old")).expect("written");
    let more = format!(
        r#"{{ "name": "More", "item": [{}] }}"#,
        item("Get more", "more")
    );
    let two = groups("new").replace(
        "\"item\": [{ \"name\": \"Group 0\"",
        &format!("\"item\": [{more},{{ \"name\": \"Group 0\""),
    );
    fs::write(folder.join("two.json"), two).expect("written");
}

fn generate(folder: &Path, input: &str, output: &str) {
    let run = posthaste(folder, &["generate", input, "-o", output]);
    assert_eq!(run.code, 0, "{}", run.err);
}

/// What cargo compiles: the sources and the runtime, wherever the manifest says that they are, and the
/// manifest's features.
fn compiled(crate_: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let manifest =
        fs::read_to_string(crate_.join("Cargo.toml")).map_err(|error| error.to_string())?;
    let manifest: toml::Table = manifest.parse().map_err(|error| format!("{error}"))?;
    let library = manifest
        .get("lib")
        .and_then(|lib| lib["path"].as_str())
        .unwrap_or("src/lib.rs");
    let base = crate_.join(
        library
            .strip_suffix("src/lib.rs")
            .expect("a library's root"),
    );
    let runtime = manifest["dependencies"]["posthaste-runtime"]["path"]
        .as_str()
        .expect("a path");
    let mut found = BTreeMap::new();
    for (name, bytes) in files(&base.join("src")) {
        found.insert(format!("src/{name}"), bytes);
    }
    for (name, bytes) in files(&crate_.join(runtime)) {
        found.insert(format!("runtime/{name}"), bytes);
    }
    let features = manifest["features"].to_string();
    found.insert("features".to_owned(), features.into_bytes());
    Ok(found)
}

/// Whether all that a version consists of is there; files of the other one that nobody names do no harm.
fn is(found: &BTreeMap<String, Vec<u8>>, version: &BTreeMap<String, Vec<u8>>) -> bool {
    version
        .iter()
        .all(|(name, bytes)| found.get(name) == Some(bytes))
}

/// A hash of the names and bytes of a folder's files.
fn tree(folder: &Path) -> Vec<u8> {
    let mut digest = sha2::Sha256::new();
    for (name, bytes) in files(folder) {
        digest.update(name.len().to_le_bytes());
        digest.update(name);
        digest.update(bytes.len().to_le_bytes());
        digest.update(bytes);
    }
    digest.finalize().to_vec()
}

/// A crate as a killed run left it compiles, in its workspace; what did not change is not compiled again.
fn compile(workspace: &Path, kill: usize) {
    let output = scratch::cargo(workspace)
        .args(["check", "--offline", "--quiet"])
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "after kill {kill}: {messages}");
}

#[test]
fn a_run_killed_at_any_moment_leaves_the_old_crate_or_the_new_one() {
    // Always the same one, so that cargo knows the crate again.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/killed/crates");
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("created");
    let folder = folder.as_path();
    // The crate stands below this repository's workspace, and is none of its members.
    let workspace = "[workspace]\nmembers = [\"out\"]\nresolver = \"3\"\n";
    fs::write(folder.join("Cargo.toml"), workspace).expect("written");
    put_versions(folder);
    generate(folder, "one.json", "one");
    // The quickest of some runs, so that a busy machine does not make every kill come too late.
    let timed = |_| {
        let start = Instant::now();
        generate(folder, "two.json", "two");
        fs::remove_dir_all(folder.join("two")).expect("removed");
        start.elapsed()
    };
    let usual = (0..3).map(timed).min().expect("runs");
    generate(folder, "two.json", "two");
    let versions = ["one", "two"].map(|name| compiled(&folder.join(name)).expect("generated"));
    generate(folder, "one.json", "out");
    let mut random: u64 = 20_220_815;
    let mut seen = [0, 0];
    let mut compiled_trees = BTreeSet::new();
    for kill in 0..200 {
        let input = ["one.json", "two.json"][kill % 2];
        let mut run = command(
            folder,
            &["generate", input, "-o", "out", "--name", "shop-client"],
        )
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
        // A linear congruential generator: the moments are the same in every run, the machine's are not.
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let share = (random >> 33) as f64 / f64::from(u32::MAX >> 1);
        std::thread::sleep(Duration::from_secs_f64(usual.as_secs_f64() * share));
        run.kill().expect("killed");
        run.wait().expect("ended");
        let found = compiled(&folder.join("out"));
        let found = found.unwrap_or_else(|error| panic!("after kill {kill}: {error}"));
        let which = versions.iter().position(|version| is(&found, version));
        match which {
            Some(version) => seen[version] += 1,
            None => panic!("after kill {kill} the crate is neither the old nor the new one"),
        }
        if compiled_trees.insert(tree(&folder.join("out"))) {
            compile(folder, kill);
        }
    }
    eprintln!(
        "killed 200 times: {} times the first crate, {} times the second, {} trees compiled",
        seen[0],
        seen[1],
        compiled_trees.len()
    );
    generate(folder, "two.json", "out");
    assert_eq!(files(&folder.join("out")), files(&folder.join("two")));
}

#[test]
fn a_change_of_one_operation_touches_only_its_files() {
    let folder = two_versions();
    let folder = folder.path();
    generate(folder, "one.json", "out");
    let before = files(&folder.join("out"));
    let text = fs::read_to_string(folder.join("one.json")).expect("written");
    let text = text.replace("{{baseUrl}}/group4/old", "{{baseUrl}}/group4/old?sort=name");
    fs::write(folder.join("one.json"), text).expect("written");
    let times =
        |name: &str| fs::metadata(folder.join("out").join(name)).and_then(|meta| meta.modified());
    let written: Vec<_> = before
        .iter()
        .map(|(name, _)| times(name).expect("a time"))
        .collect();
    generate(folder, "one.json", "out");
    let after = files(&folder.join("out"));
    let mut touched = Vec::new();
    for (((name, old), (same, new)), time) in before.iter().zip(&after).zip(written) {
        assert_eq!(name, same);
        if old != new || times(name).expect("a time") != time {
            touched.push(name.as_str());
        }
    }
    assert_eq!(
        touched,
        [".posthaste-manifest", "names.lock", "src/group_4.rs"]
    );
}

#[test]
fn what_people_write_into_ext_is_kept_and_compiled() {
    let folder = two_versions();
    let folder = folder.path();
    generate(folder, "one.json", "out");
    let ext = folder.join("out/src/ext");
    fs::create_dir(&ext).expect("created");
    fs::write(ext.join("mod.rs"), "//! Ours.\n").expect("written");
    let check = ["check", "one.json", "-o", "out"];
    let run = posthaste(folder, &check);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("+pub mod ext;"), "{}", run.out);
    generate(folder, "one.json", "out");
    assert_eq!(posthaste(folder, &check).code, 0);
    generate(folder, "two.json", "out");
    let kept = fs::read_to_string(ext.join("mod.rs")).expect("kept");
    assert_eq!(kept, "//! Ours.\n");
    let root = fs::read_to_string(folder.join("out/src/lib.rs")).expect("generated");
    assert!(root.contains("\npub mod ext;\n"), "{root}");
}

#[test]
fn foreign_files_are_named_and_left_alone() {
    let folder = two_versions();
    let folder = folder.path();
    generate(folder, "one.json", "out");
    fs::write(folder.join("out/src/mine.rs"), "").expect("written");
    let run = posthaste(folder, &["check", "one.json", "-o", "out"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("foreign: src/mine.rs"), "{}", run.out);
    assert!(!run.err.contains("posthaste generate"), "{}", run.err);
    generate(folder, "two.json", "out");
    assert!(folder.join("out/src/mine.rs").is_file());
}

#[test]
fn overlays_mend_inputs_and_must_find_something() {
    let folder = two_versions();
    let folder = folder.path();
    let overlay = "overlay: 1.0.0\ninfo: { title: Mends, version: '1' }\nactions:\n  \
        - target: $.item[?@.name == 'Group 0']\n    remove: true\n  \
        - target: $.item[?@.name == 'Group 1'].item[0]\n    update: { name: Fetch things }\n";
    fs::write(folder.join("overlay.yaml"), overlay).expect("written");
    let with = [
        "generate",
        "one.json",
        "-o",
        "out",
        "--overlay",
        "overlay.yaml",
    ];
    let run = posthaste(folder, &with);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!folder.join("out/src/group_0.rs").exists());
    let text = fs::read_to_string(folder.join("out/src/group_1.rs")).expect("generated");
    assert!(text.contains("name(\"Fetch things\")"), "{text}");
    let check = [
        "check",
        "one.json",
        "-o",
        "out",
        "--overlay",
        "overlay.yaml",
    ];
    assert_eq!(posthaste(folder, &check).code, 0);

    fs::write(
        folder.join("overlay.yaml"),
        overlay.replace("Group 1", "Grup 1"),
    )
    .expect("written");
    let run = posthaste(folder, &with);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("PH0709"), "{}", run.err);
    assert!(run.err.contains("overlay.yaml:6:"), "{}", run.err);
    assert!(run.err.contains("did you mean `Group 1`?"), "{}", run.err);
}
