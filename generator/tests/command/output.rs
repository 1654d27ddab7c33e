//! The output folder as people, checkouts and other runs leave it.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::{Run, collection, command, files, finish, item, posthaste};

const GENERATE: [&str; 4] = ["generate", "shop.json", "-o", "out"];
const CHECK: [&str; 4] = ["check", "shop.json", "-o", "out"];

/// A folder with a collection of some items, and its client.
fn generated(items: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), items);
    let run = posthaste(folder.path(), &GENERATE);
    assert_eq!(run.code, 0, "{}", run.err);
    folder
}

fn put(folder: &Path, items: &[&str]) {
    let items = items
        .iter()
        .map(|path| item(&format!("Get {path}"), path))
        .collect::<Vec<_>>();
    fs::write(folder.join("shop.json"), collection(&items.join(","))).expect("written");
}

/// A run that is refused and leaves the folder as it was.
fn refused(folder: &Path, told: &str) -> Run {
    let before = files(&folder.join("out"));
    let run = posthaste(folder, &GENERATE);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains(told), "{}", run.err);
    assert_eq!(run.err.matches("error[").count(), 1, "{}", run.err);
    assert_eq!(files(&folder.join("out")), before);
    run
}

#[test]
fn a_checkout_with_other_ends_of_lines_is_no_edit() {
    let folder = generated(&["orders"]);
    let (folder, out) = (folder.path(), folder.path().join("out"));
    for (name, bytes) in files(&out) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        fs::write(out.join(name), text.replace('\n', "\r\n")).expect("written");
    }
    let lock = fs::read_to_string(out.join("names.lock")).expect("there");
    fs::write(out.join("names.lock"), format!("\u{feff}{lock}")).expect("written");
    let check = posthaste(folder, &CHECK);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    let run = posthaste(folder, &GENERATE);
    assert!(run.err.contains("nothing changed"), "{}", run.err);
    // What changes is written; what a person edits is still noticed.
    let root = out.join("src/lib.rs");
    let text = fs::read_to_string(&root).expect("there");
    fs::write(&root, format!("{text}// mine\r\n")).expect("written");
    let check = posthaste(folder, &CHECK);
    assert!(
        check.out.contains("edited by hand: src/lib.rs"),
        "{}",
        check.out
    );
    assert_eq!(check.out.matches("\n-").count(), 2, "{}", check.out);
    refused(folder, "PH0707");
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let folder = generated(&["orders"]);
    let (folder, out) = (folder.path(), folder.path().join("out"));
    put(folder, &["orders", "carts"]);
    let held = fs::File::open(&out).expect("opened");
    held.lock().expect("locked");
    refused(folder, "another run of posthaste is writing to out");
    drop(held);
    let start = |_| {
        let mut run = command(folder, &GENERATE);
        run.stdout(Stdio::piped()).stderr(Stdio::piped());
        run.spawn().expect("started")
    };
    let runs: Vec<_> = (0..4).map(start).collect();
    let ended = runs
        .into_iter()
        .map(|run| finish(run.wait_with_output().expect("ended")));
    let ended: Vec<Run> = ended.collect();
    assert!(ended.iter().any(|run| run.code == 0), "{ended:?}");
    for run in ended.iter().filter(|run| run.code != 0) {
        assert!(run.err.contains("another run of posthaste"), "{}", run.err);
    }
    assert_eq!(posthaste(folder, &CHECK).code, 0);
    assert!(!out.join(".posthaste-next").exists());
}

#[test]
fn a_lost_list_of_files_is_written_again() {
    let folder = generated(&["orders"]);
    let (folder, out) = (folder.path(), folder.path().join("out"));
    let list = out.join(".posthaste-manifest");
    fs::remove_file(&list).expect("removed");
    assert_eq!(posthaste(folder, &GENERATE).code, 0);
    assert!(list.is_file());

    fs::remove_file(&list).expect("removed");
    put(folder, &["orders", "carts"]);
    let check = posthaste(folder, &CHECK);
    assert!(check.err.trim_end().ends_with("--force"), "{}", check.err);
    let run = refused(folder, "PH0704");
    assert!(run.err.contains("`--force`"), "{}", run.err);
    let forced = [&GENERATE[..], &["--force"]].concat();
    assert_eq!(posthaste(folder, &forced).code, 0);
    assert_eq!(posthaste(folder, &CHECK).code, 0);
}

#[test]
fn the_mend_for_an_edited_file_that_goes_is_one_that_works() {
    let folder = generated(&["orders", "carts"]);
    let (folder, out) = (folder.path(), folder.path().join("out"));
    put(folder, &["orders"]);
    let check = posthaste(folder, &CHECK);
    assert!(!check.err.contains("--force"), "{}", check.err);
    fs::write(out.join("src/carts.rs"), "// mine\n").expect("written");
    let check = posthaste(folder, &CHECK);
    let told = "stale, edited by hand: src/carts.rs";
    assert!(check.out.contains(told), "{}", check.out);
    assert!(check.err.trim_end().ends_with("--force"), "{}", check.err);
    refused(folder, "PH0707");
    let forced = [&GENERATE[..], &["--force"]].concat();
    assert_eq!(posthaste(folder, &forced).code, 0);
    assert_eq!(posthaste(folder, &CHECK).code, 0);
}

#[test]
fn another_apis_crate_is_not_overwritten_unasked() {
    let folder = generated(&["orders"]);
    let folder = folder.path();
    let text = fs::read_to_string(folder.join("shop.json")).expect("there");
    fs::write(
        folder.join("shop.json"),
        text.replace("\"Shop\"", "\"Zoo\""),
    )
    .expect("written");
    let run = refused(folder, "out holds the crate `shop-client`");
    assert!(run.err.contains("`zoo-client`"), "{}", run.err);
    let named = [&GENERATE[..], &["--name", "shop-client"]].concat();
    assert_eq!(posthaste(folder, &named).code, 0);
    let forced = [&GENERATE[..], &["--force"]].concat();
    assert_eq!(posthaste(folder, &forced).code, 0);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_neither_followed_nor_waited_for() {
    use std::os::unix::fs::symlink;
    let folder = generated(&["orders"]);
    let (folder, out) = (folder.path(), folder.path().join("out"));
    put(folder, &["orders", "carts"]);
    let (readme, source) = (out.join("README.md"), out.join("src"));
    let text = fs::read(&readme).expect("there");
    fs::remove_file(&readme).expect("removed");
    fs::write(folder.join("elsewhere.md"), "mine").expect("written");
    symlink("../elsewhere.md", &readme).expect("linked");
    refused(folder, "out/README.md is a link");
    fs::remove_file(&readme).expect("removed");
    let made = std::process::Command::new("mkfifo").arg(&readme).status();
    assert!(made.expect("mkfifo runs").success());
    let run = posthaste(folder, &GENERATE);
    assert!(run.err.contains("out/README.md is a pipe"), "{}", run.err);
    fs::remove_file(&readme).expect("removed");
    fs::write(&readme, text).expect("written");
    fs::rename(&source, folder.join("elsewhere")).expect("moved");
    symlink("../elsewhere", &source).expect("linked");
    let run = posthaste(folder, &GENERATE);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("out/src is a link, where a folder"),
        "{}",
        run.err
    );
}

#[test]
fn a_check_before_the_first_run_says_one_thing() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), &["orders"]);
    let run = posthaste(folder.path(), &CHECK);
    assert_eq!(run.code, 1);
    assert_eq!(run.out, "not generated yet: out\n");
    assert!(
        run.err.contains("posthaste generate shop.json -o out"),
        "{}",
        run.err
    );
}
