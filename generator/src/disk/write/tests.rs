//! What is on the disk after a run that finished or was killed.

mod power;
mod recovery;

use super::super::folder::visible_files_below;
use super::super::{CARGO_TOML, STAGING, Tree};
use super::*;

fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::new();
    for (path, text) in files {
        tree.insert(path, *text);
    }
    tree
}

fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(temp.path().join("out")).unwrap();
    (temp, path)
}

#[test]
fn only_what_differs_is_written_and_stale_files_go() {
    let (_temp, out) = folder();
    let first = tree(&[
        ("Cargo.toml", "a"),
        ("src/lib.rs", "b"),
        ("src/old/x.rs", "c"),
    ]);
    assert_eq!(write(&first, &out, false).unwrap().written.len(), 3);
    fs::write(out.join("src/mine.rs"), "mine").unwrap();
    let report = write(
        &tree(&[("Cargo.toml", "a"), ("src/lib.rs", "B")]),
        &out,
        false,
    )
    .unwrap();
    assert_eq!(report.written, ["src/lib.rs"]);
    assert_eq!(report.removed, ["src/old/x.rs"]);
    assert_eq!(report.unchanged, 1);
    assert!(!out.join("src/old").exists());
    assert_eq!(fs::read_to_string(out.join("src/mine.rs")).unwrap(), "mine");
}

#[test]
fn what_a_person_put_into_the_folder_survives() {
    let (_temp, out) = folder();
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("thesis.txt"), "x").unwrap();
    write(&tree(&[("Cargo.toml", "a")]), &out, false).unwrap();
    assert_eq!(fs::read_to_string(out.join("thesis.txt")).unwrap(), "x");
    assert!(out.join("Cargo.toml").exists());
}

#[test]
fn a_crate_of_somebody_else_is_left_alone() {
    let (_temp, out) = folder();
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("Cargo.toml"), "mine").unwrap();
    let error = write(
        &tree(&[("Cargo.toml", "a"), ("src/lib.rs", "b")]),
        &out,
        false,
    )
    .unwrap_err()
    .diagnostic;
    assert_eq!(error.code, Code::ForeignFiles);
    assert_eq!(fs::read_to_string(out.join("Cargo.toml")).unwrap(), "mine");
    assert!(!out.join("src").exists());
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let (_temp, out) = folder();
    write(&tree(&[("Cargo.toml", "a")]), &out, false).unwrap();
    fs::create_dir_all(out.join("src")).unwrap();
    fs::write(out.join("src/users.rs"), "mine").unwrap();
    let error = write(
        &tree(&[("Cargo.toml", "b"), ("src/users.rs", "theirs")]),
        &out,
        false,
    )
    .unwrap_err()
    .diagnostic;
    assert_eq!(error.code, Code::ForeignFiles);
    assert_eq!(fs::read_to_string(out.join("Cargo.toml")).unwrap(), "a");
    assert_eq!(
        fs::read_to_string(out.join("src/users.rs")).unwrap(),
        "mine"
    );
}

#[test]
fn nothing_is_left_beside_the_output() {
    let (temp, out) = folder();
    write(&tree(&[("Cargo.toml", "a")]), &out, false).unwrap();
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
}

#[test]
fn a_refusal_of_the_system_leaves_a_folder_only_where_one_was() {
    // Below a file, no file can be written.
    let (_temp, out) = folder();
    let impossible = tree(&[("a", "file"), ("a/b.rs", "b")]);
    assert!(write(&impossible, &out, false).is_err());
    assert!(!out.exists());
    fs::create_dir_all(&out).unwrap();
    assert!(write(&impossible, &out, false).is_err());
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn an_edit_by_hand_is_overwritten_only_on_demand() {
    let (_temp, out) = folder();
    write(&tree(&[("a.rs", "a"), ("b.rs", "b")]), &out, false).unwrap();
    fs::write(out.join("a.rs"), "mine").unwrap();
    let next = tree(&[("a.rs", "A"), ("b.rs", "B")]);
    let error = write(&next, &out, false).unwrap_err().diagnostic;
    assert_eq!(error.code, Code::HandEdited);
    assert!(error.message.contains("a.rs") && !error.message.contains("b.rs"));
    assert_eq!(fs::read_to_string(out.join("b.rs")).unwrap(), "b");
    // A file that goes is an edit that goes.
    assert!(write(&tree(&[("b.rs", "B")]), &out, false).is_err());
    write(&next, &out, true).unwrap();
    assert_eq!(fs::read_to_string(out.join("a.rs")).unwrap(), "A");
    fs::write(out.join("a.rs"), "A2").unwrap();
    // What a person wrote and a run would write is no loss.
    write(&tree(&[("a.rs", "A2"), ("b.rs", "B")]), &out, false).unwrap();
}

/// A crate in which every file contains its version.
fn version(text: &str, files: &[&str]) -> Tree {
    let mut tree = Tree::new();
    for path in files {
        tree.insert(path, text);
    }
    tree.insert("Cargo.toml", format!("src {text}"));
    tree.set_staged_cargo_toml(format!("{STAGING}/src {text}"));
    tree.set_user_folder("src/ext");
    tree
}

/// The version in `Cargo.toml`, and the files in the folder to which it refers.
fn crate_files(out: &Utf8Path) -> Option<(String, Vec<(Utf8PathBuf, String)>)> {
    let cargo_toml = fs::read_to_string(out.join(CARGO_TOML)).ok()?;
    let (folder, text) = cargo_toml.split_once(' ')?;
    let base = out.join(folder.strip_suffix("src")?);
    let files = visible_files_below(&base, Utf8Path::new("src"));
    let read = |path: Utf8PathBuf| {
        let text = fs::read_to_string(base.join(&path)).unwrap();
        (path, text)
    };
    Some((text.to_owned(), files.into_iter().map(read).collect()))
}

/// Writes as [`write`] does, but is killed after some calls; whether it was killed before its end.
fn killed(tree: &Tree, out: &Utf8Path, calls: usize) -> bool {
    let mut update = Update::new(out);
    update.file_system.calls_left = Some(calls);
    let manifest = Manifest::read(out).unwrap();
    let recovery = Recovery::of(tree, out, manifest.as_ref(), false).unwrap();
    if recovery.is_some_and(|recovery| update.finish(&recovery).is_err()) {
        return true;
    }
    let plan = Plan::of(tree, out, manifest.as_ref()).unwrap();
    plan.check_overwrites(out, false).unwrap();
    update
        .run(tree, &plan, manifest.unwrap_or_default())
        .is_err()
}

#[test]
fn whenever_a_run_is_killed_the_crate_is_the_old_or_the_new_one() {
    let one = version("one", &["src/lib.rs", "src/a.rs", "src/old/b.rs"]);
    let two = version("two", &["src/lib.rs", "src/a.rs", "src/new/c.rs"]);
    let mut kills = 0;
    for calls in 0..200 {
        let before = kills;
        // The run after a killed run is killed, too.
        for second in [1, 7, 20, 33, 200] {
            let (_temp, out) = folder();
            write(&one, &out, false).unwrap();
            fs::create_dir_all(out.join("src/ext")).unwrap();
            fs::write(out.join("src/ext/mod.rs"), "mine").unwrap();
            let first = killed(&two, &out, calls);
            kills += usize::from(first);
            whole(&out, calls);
            killed(&one, &out, second);
            whole(&out, calls * 1000 + second);
            write(&two, &out, false).unwrap();
            let (text, files) = crate_files(&out).unwrap();
            assert_eq!((text.as_str(), files.len()), ("two", 4));
            assert!(!out.join(STAGING).exists() && !out.join("src/old").exists());
            assert_eq!(Manifest::read(&out).unwrap(), Some(Manifest::of_tree(&two)));
        }
        if kills == before {
            break;
        }
    }
    assert!(kills > 5 * 10, "{kills} runs were killed");
}

/// Asserts that the folder contains all files of one version.
fn whole(out: &Utf8Path, when: usize) {
    let (text, files) = crate_files(out).unwrap();
    let named: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let own = if text == "one" {
        "src/old/b.rs"
    } else {
        "src/new/c.rs"
    };
    for path in ["src/lib.rs", "src/a.rs", own, "src/ext/mod.rs"] {
        assert!(named.contains(&path), "{when}: {text} lacks {path}");
    }
    for (path, content) in &files {
        // A file that only the other version has does no harm.
        let mine = path == "src/ext/mod.rs" && content == "mine";
        let other = ["src/old/b.rs", "src/new/c.rs"].contains(&path.as_str()) && path != own;
        assert!(
            mine || other || *content == text,
            "{when}: {path} of {text} is {content}"
        );
    }
}

#[test]
fn a_cargo_toml_that_was_edited_after_a_kill_is_not_overwritten() {
    let (one, two) = (
        version("one", &["src/lib.rs", "src/a.rs"]),
        version("two", &["src/lib.rs", "src/a.rs"]),
    );
    let cargo_toml = |out: &Utf8Path| fs::read_to_string(out.join(CARGO_TOML)).unwrap();
    let mut edited = 0;
    for calls in 0..200 {
        let (_temp, out) = folder();
        write(&one, &out, false).unwrap();
        if !killed(&two, &out, calls) {
            break;
        }
        if !cargo_toml(&out).contains(STAGING) {
            continue;
        }
        edited += 1;
        let mine = cargo_toml(&out) + " mine";
        fs::write(out.join("Cargo.toml"), &mine).unwrap();
        let error = write(&two, &out, false).unwrap_err().diagnostic;
        assert_eq!(error.code, Code::HandEdited);
        assert!(error.message.contains("Cargo.toml"), "{}", error.message);
        assert_eq!(cargo_toml(&out), mine);
        assert!(out.join(STAGING).join("src/lib.rs").exists());
        write(&two, &out, true).unwrap();
        assert_eq!(cargo_toml(&out), "src two");
    }
    assert!(edited > 2, "{edited}");
}
