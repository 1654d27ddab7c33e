//! `diff`: what another version of a collection means for code that uses the client.

use std::fs;

use super::{collection, item, posthaste, posthaste_reading};

fn two_versions() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let both = [item("Get things", "things"), item("Get shelves", "shelves")];
    fs::write(folder.path().join("old.json"), collection(&both.join(","))).expect("written");
    fs::write(folder.path().join("new.json"), collection(&both[1])).expect("written");
    folder
}

#[test]
fn a_breaking_change_is_reported_with_the_version_step() {
    let folder = two_versions();
    let run = posthaste(folder.path(), &["diff", "old.json", "new.json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("GET /things"), "{}", run.out);
    assert!(
        run.out.contains("suggested version step: major"),
        "{}",
        run.out
    );
}

#[test]
fn an_addition_and_nothing_at_all_leave_with_0() {
    let folder = two_versions();
    let run = posthaste(folder.path(), &["diff", "new.json", "old.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("is new (GET /things)"), "{}", run.out);
    let run = posthaste(folder.path(), &["diff", "old.json", "old.json"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "no difference to a caller\n")
    );
}

#[test]
fn changelogs_and_programs_have_their_formats() {
    let folder = two_versions();
    let old = fs::read_to_string(folder.path().join("old.json")).expect("written");
    let args = ["diff", "-", "new.json", "--format", "markdown"];
    let run = posthaste_reading(folder.path(), &args, &old);
    assert!(run.out.starts_with("### Breaking\n\n- "), "{}", run.out);
    let run = posthaste(
        folder.path(),
        &["diff", "old.json", "new.json", "--format", "json"],
    );
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(json["bump"], "major");
    assert_eq!(json["changes"][0]["severity"], "breaking");
}

#[test]
fn a_profile_is_about_the_newer_version() {
    let folder = two_versions();
    let profile = "[operations.\"Get things\"]\nrename = \"fetch\"\n";
    fs::write(folder.path().join("profile.toml"), profile).expect("written");
    let diff = |old, new| {
        posthaste(
            folder.path(),
            &["diff", old, new, "--profile", "profile.toml"],
        )
    };
    let run = diff("new.json", "old.json");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.out.contains("fetch is new (GET /things)"),
        "{}",
        run.out
    );
    assert!(!run.err.contains("PH0709"), "{}", run.err);
    let run = diff("old.json", "new.json");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("PH0709"), "{}", run.err);
}

#[test]
fn unreadable_versions_leave_with_2() {
    let folder = two_versions();
    let run = posthaste(folder.path(), &["diff", "old.json", "missing.json"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("PH0001"), "{}", run.err);
    assert_eq!(posthaste(folder.path(), &["diff", "-", "-"]).code, 2);
}
