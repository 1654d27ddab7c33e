//! `names.lock`: what has a name keeps it, and a hand may change it.

use std::fs;
use std::path::Path;

use super::{collection, item, posthaste};

fn generate(folder: &Path) -> super::Run {
    posthaste(folder, &["generate", "a.json", "-o", "out"])
}

fn with(folder: &Path, items: &[String]) {
    fs::write(folder.join("a.json"), collection(&items.join(","))).expect("written");
}

fn lock(folder: &Path) -> String {
    fs::read_to_string(folder.join("out/names.lock")).expect("a lock")
}

#[test]
fn a_sibling_that_arrives_later_renames_nothing() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    with(folder, &[item("Get a thing", "things")]);
    assert_eq!(generate(folder).code, 0);
    let first = lock(folder);
    let table = |text: &str| {
        let mut tables = text.split("\n\n");
        let table = tables.find(|table| table.contains("\"GET /things #"));
        table.map(|table| table.trim().to_owned())
    };
    let earlier = table(&first).expect("a table of the call");

    with(
        folder,
        &[
            item("Get a thing", "things/lost"),
            item("Get a thing", "things"),
        ],
    );
    let run = posthaste(folder, &["check", "a.json", "-o", "out"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("changed: names.lock"), "{}", run.out);
    assert_eq!(generate(folder).code, 0);
    assert_eq!(table(&lock(folder)), Some(earlier));
    assert_eq!(posthaste(folder, &["check", "a.json", "-o", "out"]).code, 0);

    // Without the lock both get distinct names, as in a first run.
    let kept = lock(folder);
    fs::remove_file(folder.join("out/names.lock")).expect("removed");
    assert_eq!(generate(folder).code, 0);
    let anew = lock(folder);
    assert_ne!(anew, kept);
    fs::remove_dir_all(folder.join("out")).expect("removed");
    assert_eq!(generate(folder).code, 0);
    assert_eq!(lock(folder), anew);
}

#[test]
fn a_name_can_be_changed_by_hand() {
    let temp = tempfile::tempdir().expect("a folder");
    let folder = temp.path();
    with(folder, &[item("Get a thing", "things")]);
    assert_eq!(generate(folder).code, 0);
    let ours = lock(folder)
        .replace(".fn.get]", ".fn.fetch]")
        .replace("\"GetThing\"", "\"FetchThing\"");
    fs::write(folder.join("out/names.lock"), &ours).expect("written");
    assert_eq!(generate(folder).code, 0);
    assert!(
        lock(folder).contains(".fn.fetch]\n") && lock(folder).contains("stem = \"FetchThing\""),
        "{}",
        lock(folder)
    );
    let source = fs::read_dir(folder.join("out/src")).expect("a folder");
    let code: String = source
        .map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("a file"))
        .collect();
    assert!(code.contains("pub fn fetch(") && code.contains("FetchThingError"));

    let broken = format!("{ours}<<<<<<< theirs\n");
    fs::write(folder.join("out/names.lock"), broken).expect("written");
    let run = generate(folder);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("PH0706") && run.err.contains("names.lock:"),
        "{}",
        run.err
    );
}

#[test]
fn what_a_profile_calls_a_method_and_its_group_is_stronger_than_the_lock() {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = collection(&item("Get things", "things"));
    std::fs::write(folder.path().join("shop.json"), shop).expect("written");
    let run = posthaste(folder.path(), &["generate", "shop.json", "-o", "out"]);
    assert_eq!(run.code, 0, "{run:?}");
    let profile = "[operations.\"Get things\"]\nrename = \"fetch every one\"\ngroup = \"Stock\"\n";
    std::fs::write(folder.path().join("profile.toml"), profile).expect("written");
    let args = [
        "generate",
        "shop.json",
        "-o",
        "out",
        "--profile",
        "profile.toml",
    ];
    let run = posthaste(folder.path(), &args);
    assert_eq!(run.code, 0, "{run:?}");
    let lock = std::fs::read_to_string(folder.path().join("out/names.lock")).expect("a lock");
    assert!(
        lock.contains("fetch_every_one") && lock.contains("[mod.stock]"),
        "{lock}"
    );
    assert!(!lock.contains("mod.things"), "{lock}");
    assert!(folder.path().join("out/src/stock.rs").is_file());
}

#[test]
fn an_emptied_lock_is_named_and_names_are_given_anew_only_on_demand() {
    for damage in ["", "\n", "\0\0\0\0\0\0\0\0"] {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = temp.path();
        with(folder, &[item("Get a thing", "things")]);
        assert_eq!(generate(folder).code, 0);
        let whole = super::files(&folder.join("out"));
        fs::write(folder.join("out/names.lock"), damage).expect("written");
        let damaged = super::files(&folder.join("out"));
        let run = generate(folder);
        assert_eq!(run.code, 2, "{}", run.err);
        let message = "error[PH0706]: out/names.lock: the names of earlier runs are lost";
        assert!(run.err.contains(message), "{}", run.err);
        assert!(
            run.err.contains("git checkout -- out/names.lock"),
            "{}",
            run.err
        );
        assert_eq!(super::files(&folder.join("out")), damaged);
        fs::write(folder.join("out/src/lib.rs"), "").expect("written");
        let run = posthaste(folder, &["generate", "a.json", "-o", "out", "--force"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.err.contains("PH0710") && run.err.contains("given anew"),
            "{}",
            run.err
        );
        assert_eq!(super::files(&folder.join("out")), whole);
    }
}
