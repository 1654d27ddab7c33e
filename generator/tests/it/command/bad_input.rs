//! Input that nothing can be made of: one clear message, exit code 2, and the disk as it was.

use std::fs;
use std::path::Path;

use super::{Run, collection, files, item, posthaste};

/// Generates from a file into a folder that already holds something, and holds the rules of bad input
/// against the run.
fn refused(name: &str, content: &str) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), content).expect("written");
    refused_in(folder.path(), name)
}

fn refused_in(folder: &Path, name: &str) -> Run {
    let output = folder.join("out");
    fs::create_dir(&output).expect("created");
    fs::write(output.join("notes.txt"), "mine").expect("written");
    let run = posthaste(folder, &["generate", name, "-o", "out"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains(name), "the file is not named: {}", run.err);
    assert!(run.err.contains("error[PH0"), "no code: {}", run.err);
    assert!(run.err.contains("help: "), "no mend: {}", run.err);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    assert_eq!(files(&output), [("notes.txt".to_owned(), b"mine".to_vec())]);
    run
}

#[test]
fn not_json() {
    let run = refused("notes.json", "Dear diary,\n");
    assert!(
        run.err.contains("PH0003") && run.err.contains("notes.json:1:1"),
        "{}",
        run.err
    );
}

#[test]
fn truncated_json() {
    let whole = collection(&item("Get", "things"));
    let run = refused("cut.json", &whole[..whole.len() - 40]);
    assert!(run.err.contains("PH0003"), "{}", run.err);
    assert!(run.err.contains("cut.json:7:"), "{}", run.err);
}

#[test]
fn an_empty_file() {
    let run = refused("empty.json", "");
    assert!(run.err.contains("PH0002"), "{}", run.err);
}

#[test]
fn a_folder_without_a_collection() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("folder")).expect("created");
    let run = refused_in(folder.path(), "folder");
    assert!(
        run.err.contains("PH0001") || run.err.contains("PH0004"),
        "{}",
        run.err
    );
}

#[test]
fn a_missing_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = refused_in(folder.path(), "missing.json");
    assert!(run.err.contains("PH0001"), "{}", run.err);
}

#[test]
fn a_web_page() {
    let run = refused(
        "page.json",
        "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
    );
    assert!(run.err.contains("HTML"), "{}", run.err);
}

#[test]
fn another_kind_of_document() {
    let run = refused("data.json", r#"{ "hello": "world" }"#);
    assert!(run.err.contains("PH0004"), "{}", run.err);
}

#[test]
fn a_document_of_a_format_that_is_not_read() {
    let run = refused("api.json", r#"{ "asyncapi": "3.0.0", "channels": {} }"#);
    assert!(
        run.err.contains("PH0005") && run.err.contains("AsyncAPI"),
        "{}",
        run.err
    );
}

#[test]
fn an_openapi_document_without_operations() {
    let run = refused(
        "openapi.json",
        r#"{ "openapi": "3.1.0", "info": {}, "paths": {} }"#,
    );
    assert!(run.err.contains("PH0008"), "{}", run.err);
}

#[test]
fn only_an_item_without_a_url() {
    let items = r#"{ "name": "Lost", "request": { "method": "GET" } }"#;
    let run = refused("lost.json", &collection(items));
    assert!(run.err.contains("lost.json:7:"), "{}", run.err);
}

#[test]
fn an_item_without_a_url_costs_only_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let lost = r#"{ "name": "Lost", "request": { "method": "GET" } }"#;
    let items = format!("{}, {lost}", item("Get", "things"));
    fs::write(folder.path().join("a.json"), collection(&items)).expect("written");
    let run = posthaste(folder.path(), &["generate", "a.json", "-o", "out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.err.contains("a.json:7:") && run.err.contains("1 skipped"),
        "{}",
        run.err
    );
}

#[test]
fn two_items_of_one_name_become_two_methods() {
    let folder = tempfile::tempdir().expect("a folder");
    let items = format!("{}, {}", item("Get", "things"), item("Get", "others"));
    fs::write(folder.path().join("a.json"), collection(&items)).expect("written");
    let run = posthaste(folder.path(), &["generate", "a.json", "-o", "out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.err.contains("2 operations from 2 requests"),
        "{}",
        run.err
    );
}

#[test]
fn version_1_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let v1 = r#"{ "id": "c", "name": "Old", "order": ["a"],
        "requests": [{ "id": "a", "name": "Get", "method": "GET", "url": "https://x.example.com/things" }] }"#;
    fs::write(folder.path().join("v1.json"), v1).expect("written");
    let run = posthaste(folder.path(), &["generate", "v1.json", "-o", "out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(folder.path().join("out/Cargo.toml").is_file());
}

#[test]
fn what_a_person_put_into_the_folder_survives() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("a.json"),
        collection(&item("Get", "things")),
    )
    .expect("written");
    fs::create_dir_all(folder.path().join("out/src")).expect("created");
    fs::write(folder.path().join("out/src/mine.rs"), "mine").expect("written");
    for _ in 0..2 {
        let run = posthaste(folder.path(), &["generate", "a.json", "-o", "out"]);
        assert_eq!(run.code, 0, "{run:?}");
    }
    let mine = fs::read(folder.path().join("out/src/mine.rs")).expect("still there");
    assert_eq!(mine, b"mine");
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.json"), "").expect("written");
    fs::write(folder.path().join("b.json"), "nothing").expect("written");
    let run = posthaste(
        folder.path(),
        &["generate", "a.json", "b.json", "-o", "out"],
    );
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("PH0002") && run.err.contains("PH0003"),
        "{}",
        run.err
    );
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_directory_with_an_unreadable_part_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let part = |name: &str, text: &str| {
        let path = folder.path().join("shop").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, text).expect("written");
    };
    part(
        ".resources/definition.yaml",
        "$kind: collection\nname: Shop\n",
    );
    part(
        "a.request.yaml",
        "$kind: http-request\nname: a\nmethod: GET\nurl: https://a.test/x\n",
    );
    part(
        "b.request.yaml",
        "$kind: http-request\nname: b\nurl: {{base}}/y\n",
    );
    let run = posthaste(folder.path(), &["generate", "shop", "-o", "out"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("b.request.yaml"), "{}", run.err);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn an_output_without_a_name_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = collection(&item("Get", "things"));
    fs::write(folder.path().join("a.json"), document).expect("written");
    let run = posthaste(folder.path(), &["generate", "a.json", "-o", ""]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(!folder.path().join("Cargo.toml").exists());
}

#[test]
fn a_group_called_ext_leaves_the_place_of_the_callers_own_module() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = collection(&format!(
        r#"{{"name": "ext", "item": [{}]}}"#,
        item("Get", "things")
    ));
    fs::write(folder.path().join("a.json"), document).expect("written");
    let run = posthaste(folder.path(), &["generate", "a.json", "-o", "out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!folder.path().join("out/src/ext.rs").exists());
}
