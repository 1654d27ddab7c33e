//! The output folder as people, checkouts and other runs leave it.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::{Run, collection, command, files, finish, item, posthaste};

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
fn refused(folder: &Path, message: &str) -> Run {
    let before = files(&folder.join("out"));
    let run = posthaste(folder, &GENERATE);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains(message), "{}", run.err);
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
    let drift = "stale, edited by hand: src/carts.rs";
    assert!(check.out.contains(drift), "{}", check.out);
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

/// As a prepared checkout has it: `Cargo.toml` leads to files that somebody put where a run prepares its own.
#[cfg(unix)]
#[test]
fn a_prepared_checkout_does_not_lead_the_recovery_through_a_link() {
    let folder = generated(&["orders"]);
    let (folder, out) = (folder.path(), folder.path().join("out"));
    let (manifest, list) = (out.join("Cargo.toml"), out.join(".posthaste-manifest"));
    let digest = |folder: &Path| {
        // A run writes the digests of what it writes.
        let text = fs::read_to_string(folder.join(".posthaste-manifest")).expect("there");
        let mut lines = text.lines();
        let line = lines.find(|line| line.ends_with(" Cargo.toml"));
        line.expect("a line").to_owned()
    };
    let before = digest(&out);
    let text = fs::read_to_string(&manifest).expect("there") + "# .posthaste-next\n";
    fs::write(&manifest, &text).expect("written");
    let after = format!("{} Cargo.toml", sha256(text.as_bytes()));
    let text = fs::read_to_string(&list).expect("there");
    fs::write(&list, text.replace(&before, &after)).expect("written");
    fs::create_dir_all(folder.join("outside")).expect("made");
    fs::write(folder.join("outside/notes.txt"), "mine").expect("written");
    fs::create_dir_all(out.join(".posthaste-next/link")).expect("made");
    fs::write(out.join(".posthaste-next/link/notes.txt"), "theirs").expect("written");
    std::os::unix::fs::symlink("../outside", out.join("link")).expect("linked");
    for force in [&[][..], &["--force"]] {
        let run = posthaste(folder, &[&GENERATE[..], force].concat());
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(
            run.err.contains("error[PH0704]: out/link is a link"),
            "{}",
            run.err
        );
    }
    let notes = fs::read_to_string(folder.join("outside/notes.txt")).expect("there");
    assert_eq!(notes, "mine");
    // Without the link it is still nothing that a run prepared.
    fs::remove_file(out.join("link")).expect("removed");
    let run = refused(
        folder,
        "not prepared by an earlier run: out/.posthaste-next/link/notes.txt",
    );
    assert!(run.err.contains("PH0704"), "{}", run.err);
    let forced = [&GENERATE[..], &["--force"]].concat();
    assert_eq!(posthaste(folder, &forced).code, 0);
    assert!(!out.join(".posthaste-next").exists() && !out.join("link").exists());
}

/// The beginning of a digest, as the list of files has it.
#[cfg(unix)]
fn sha256(bytes: &[u8]) -> String {
    use std::io::Write;
    let mut sum = std::process::Command::new("sha256sum");
    let mut sum = sum
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    sum.stdin
        .take()
        .expect("a pipe")
        .write_all(bytes)
        .expect("written");
    let output = sum.wait_with_output().expect("ended");
    String::from_utf8(output.stdout).expect("text")[..16].to_owned()
}

#[test]
fn a_run_that_is_refused_in_the_middle_says_what_stands_there() {
    let folder = generated(&["orders", "carts"]);
    let (folder, out) = (folder.path(), folder.path().join("out"));
    let source = fs::read_to_string(out.join("Cargo.toml")).expect("there");
    // Another crate of the same files, of which the system protects one: a test may run with every right, so only
    // some systems can refuse it.
    let protected = out.join("src/carts.rs");
    let chattr = |how: &str| {
        let mut chattr = std::process::Command::new("chattr");
        let run = chattr
            .arg(how)
            .arg(&protected)
            .stderr(Stdio::null())
            .status();
        run.is_ok_and(|status| status.success())
    };
    if !chattr("+i") {
        return;
    }
    put(folder, &["orders", "carts", "carts/new", "orders/new"]);
    let run = posthaste(folder, &GENERATE);
    let text = fs::read_to_string(out.join("Cargo.toml")).expect("there");
    assert!(chattr("-i"));
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("out/src/carts.rs"), "{}", run.err);
    assert!(!run.err.contains("nothing was written"), "{}", run.err);
    assert!(
        run.err
            .contains("out is the new crate, but some files are not in their places yet"),
        "{}",
        run.err
    );
    assert!(
        text.contains(".posthaste-next/src") && text != source,
        "{text}"
    );
    assert_eq!(posthaste(folder, &GENERATE).code, 0);
    assert!(!out.join(".posthaste-next").exists());
    assert_eq!(posthaste(folder, &CHECK).code, 0);
}

#[test]
fn files_that_a_loss_of_power_emptied_are_named_and_written_again_on_demand() {
    for (name, bytes) in [
        ("src/lib.rs", &b""[..]),
        ("Cargo.toml", b"\0\0\0\0"),
        (".posthaste-manifest", b""),
    ] {
        let folder = generated(&["orders"]);
        let (folder, out) = (folder.path(), folder.path().join("out"));
        let whole = files(&out);
        fs::write(out.join(name), bytes).expect("written");
        put(folder, &["orders", "carts"]);
        let run = refused(folder, "--force");
        let is_list = name.starts_with('.');
        let message = if is_list {
            "list was lost"
        } else {
            "has no contents, as after a loss of power"
        };
        assert!(run.err.contains(message), "{}", run.err);
        put(folder, &["orders"]);
        let forced = [&GENERATE[..], &["--force"]].concat();
        assert_eq!(posthaste(folder, &forced).code, 0);
        assert_eq!(files(&out), whole);
    }
}
