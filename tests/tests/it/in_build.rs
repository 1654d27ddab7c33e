//! The example of a build script: it builds, a change of its input builds it again, and an input that
//! cannot be read fails the build with its place.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use posthaste_tests::shared::root;
use serde_json::Value;

const INPUT: &str = "collections/zoom/update-a-users-password.postman_item.json";

/// How a build ended.
struct Build {
    done: bool,
    /// Whether anything of the example was compiled.
    fresh: bool,
    /// Where its build script wrote.
    out: PathBuf,
    messages: String,
}

/// A copy of the example, whose input can be edited.
fn copied() -> PathBuf {
    let (root, folder) = (
        root().canonicalize().expect("exists"),
        root().join("target/in-build"),
    );
    let example = folder.join("examples/in-build");
    fs::create_dir_all(example.join("src")).expect("created");
    fs::create_dir_all(folder.join("collections/zoom")).expect("created");
    for file in ["build.rs", "src/lib.rs", "zoom.names.lock", "Cargo.lock"] {
        let from = root.join("examples/in-build").join(file);
        fs::copy(from, example.join(file)).expect("copied");
    }
    fs::copy(root.join(INPUT), folder.join(INPUT)).expect("copied");
    let manifest = fs::read_to_string(root.join("examples/in-build/Cargo.toml")).expect("read");
    let manifest = manifest.replace("../../", &format!("{}/", root.display()));
    fs::write(example.join("Cargo.toml"), manifest).expect("written");
    folder
}

fn build(folder: &Path) -> Build {
    let output = Command::new(env!("CARGO"))
        .current_dir(folder.join("examples/in-build"))
        .env("CARGO_TARGET_DIR", root().join("target/in-build-build"))
        .args(["check", "--locked", "--offline", "--message-format", "json"])
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut build = Build {
        done: output.status.success(),
        fresh: false,
        out: PathBuf::new(),
        messages,
    };
    for line in output.stdout.split(|&byte| byte == b'\n') {
        let Ok(message) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        let id = message["package_id"].as_str().unwrap_or_default();
        if !id.contains("examples/in-build") {
            continue;
        }
        match message["reason"].as_str() {
            Some("build-script-executed") => {
                build.out = message["out_dir"].as_str().unwrap_or_default().into();
            }
            Some("compiler-artifact") => build.fresh = message["fresh"] == true,
            _ => {}
        }
    }
    build
}

#[test]
fn a_client_is_made_whenever_its_input_changes() {
    let folder = copied();
    let first = build(&folder);
    assert!(first.done, "{}", first.messages);
    assert!(
        !first.messages.contains("warning: in-build"),
        "{}",
        first.messages
    );
    let again = build(&folder);
    assert!(again.done && again.fresh, "{}", again.messages);

    let input = folder.join(INPUT);
    let text = fs::read_to_string(&input).expect("read");
    fs::write(&input, text.replace("\"PUT\"", "\"PATCH\"")).expect("written");
    let changed = build(&folder);
    assert!(changed.done && !changed.fresh, "{}", changed.messages);
    let calls = fs::read_to_string(changed.out.join("zoom/users.rs")).expect("generated");
    assert!(
        calls.contains("(\"PATCH\", \"/users/{userId}/password\""),
        "{calls}"
    );
    // The file of names is the crate's own business: a message names it, and it is left alone.
    assert!(
        changed.messages.contains("does not hold all names"),
        "{}",
        changed.messages
    );

    fs::write(&input, "{ \"name\": }").expect("written");
    let broken = build(&folder);
    assert!(!broken.done);
    let place = format!("error: in-build@0.0.0: ../../{INPUT}:1:11: ");
    assert!(broken.messages.contains(&place), "{}", broken.messages);
}
