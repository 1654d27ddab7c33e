//! `posthaste diff`: against an older input, and against the names that are left of one.

use std::fs;

use super::{collection, item, posthaste};

/// A folder with a client made of `old.json`, as its settings name it, and a newer input in its place.
fn changed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let (list, get) = (
        item("List orders", "orders"),
        item("Get an order", "orders/:id"),
    );
    let cancel = item("Cancel an order", "orders/:id/cancel");
    let old = collection(&[list.clone(), get].join(","));
    fs::write(path.join("shop.json"), &old).expect("written");
    fs::write(path.join("old.json"), old).expect("written");
    assert_eq!(posthaste(path, &["init", "shop.json"]).code, 0);
    assert_eq!(posthaste(path, &["generate", "--quiet"]).code, 0);
    let new = collection(&[list, cancel].join(","));
    fs::write(path.join("shop.json"), new).expect("written");
    folder
}

#[test]
fn the_names_of_the_last_run_show_what_is_gone_and_new() {
    let folder = changed();
    let folder = folder.path();
    let by_settings = posthaste(folder, &["diff", "--against-lock"]);
    assert_eq!(by_settings.code, 1, "{}", by_settings.err);
    for line in [
        "breaking      orders::get is gone (GET /orders/{})",
        "addition      orders::cancel is new (GET /orders/{}/cancel)",
    ] {
        assert!(by_settings.out.contains(line), "{}", by_settings.out);
    }
    let named = ["--lock", "shop.names.lock"];
    let by_name = [&["diff", "--against-lock", "shop.json"][..], &named].concat();
    assert_eq!(posthaste(folder, &by_name).out, by_settings.out);
    // The older input has the same operations, and more.
    let whole = posthaste(
        folder,
        &["diff", "old.json", "shop.json", named[0], named[1]],
    );
    assert_eq!(whole.code, 1);
    assert!(whole.out.contains("orders::get is gone"), "{}", whole.out);

    assert_eq!(posthaste(folder, &["generate", "--quiet"]).code, 0);
    let none = posthaste(folder, &["diff", "--against-lock"]);
    assert_eq!(none.code, 0, "{}", none.out);
    assert_eq!(none.out, "no difference to a caller\n");
}

#[test]
fn a_lock_that_is_not_there_is_an_error() {
    let folder = changed();
    let folder = folder.path();
    for args in [
        &["diff", "old.json", "shop.json", "--lock", "no.lock"][..],
        &["diff", "--against-lock", "shop.json", "--lock", "no.lock"],
        &["diff", "--against-lock", "shop.json"],
        &["diff", "old.json"],
        &["diff"],
    ] {
        let run = posthaste(folder, args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.out);
        assert!(
            run.out.is_empty() && run.err.contains("error"),
            "{}",
            run.err
        );
    }
}

#[test]
fn changes_are_written_as_json() {
    let folder = changed();
    let format = ["--format", "json"];
    let run = posthaste(
        folder.path(),
        &[&["diff", "old.json", "shop.json"][..], &format].concat(),
    );
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        (&report["bump"], &report["counts"]["breaking"]),
        (&"major".into(), &1.into())
    );
    let keys: Vec<&String> = report["changes"][0]
        .as_object()
        .expect("a change")
        .keys()
        .collect();
    let page = include_str!("../../../../docs/diff.md");
    for key in keys {
        assert!(
            page.contains(&format!("`{key}`")),
            "docs/diff.md lacks `{key}`"
        );
    }
}
