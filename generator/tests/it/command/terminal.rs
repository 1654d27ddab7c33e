//! What is printed where: results, remarks, colours, and what becomes of warnings.

use std::fs;

use super::{collection, command, finish, item, posthaste};

/// A folder with a collection that has one oddity, and its client.
fn odd() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let warned = item("Get things", "things").replace("\"GET\"", "\"{{none}}\"");
    let items = [item("List orders", "orders"), warned].join(",");
    fs::write(folder.path().join("shop.json"), collection(&items)).expect("written");
    let run = posthaste(folder.path(), &["generate", "shop.json", "-o", "out", "-q"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    folder
}

#[test]
fn warnings_can_be_denied_everywhere() {
    let folder = odd();
    let folder = folder.path();
    let commands: [&[&str]; 8] = [
        &["generate", "shop.json", "-o", "out"],
        &["check", "shop.json", "-o", "out"],
        &["diff", "shop.json", "shop.json"],
        &["inspect", "shop.json"],
        &["inspect", "shop.json", "--format", "json"],
        &["snippet", "shop.json", "List orders"],
        &["init", "shop.json"],
        &["mock", "shop.json"],
    ];
    for args in commands {
        // The one serves until it is killed, the other writes its file once.
        if !["init", "mock"].contains(&args[0]) {
            let run = posthaste(folder, args);
            assert_eq!(run.code, 0, "{args:?}: {}", run.err);
        }
        let run = posthaste(folder, &[args, &["--deny", "warnings"]].concat());
        assert_eq!(run.code, 1, "{args:?}: {}", run.err);
        let is_reported = run.err.contains("PH0201") || run.out.contains("PH0201");
        assert!(is_reported, "{args:?}: {}", run.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let folder = odd();
    for args in [&["inspect", "shop.json"][..], &["explain"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let run = command(folder.path(), args)
            .stdout(full.expect("a full disk"))
            .output()
            .expect("the command starts");
        let run = finish(run);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(
            run.err.contains("cannot write to standard output"),
            "{}",
            run.err
        );
        assert_eq!(run.err.matches("error: ").count(), 1, "{}", run.err);
    }
}

#[test]
fn colours_are_for_those_who_want_them() {
    let folder = odd();
    let output = |variables: &[(&str, &str)]| {
        let mut run = command(folder.path(), &["inspect", "shop.json", "-v"]);
        run.envs(variables.iter().copied());
        finish(run.output().expect("the command starts")).err
    };
    assert!(!output(&[]).contains('\u{1b}'));
    assert!(output(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!output(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
}

#[test]
fn settings_cannot_name_standard_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = posthaste(folder.path(), &["init", "-"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("standard input"), "{}", run.err);
    assert!(!folder.path().join("posthaste.toml").exists());
}
