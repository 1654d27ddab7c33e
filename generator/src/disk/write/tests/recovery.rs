//! The recovery of a run that was stopped: what it takes, and what it leaves alone.

use super::*;

/// A crate after a run that was stopped while `Cargo.toml` referred to the staging directory.
fn stopped() -> (tempfile::TempDir, Utf8PathBuf, Tree) {
    let one = version("one", &["src/lib.rs", "src/a.rs"]);
    let two = version("two", &["src/lib.rs", "src/a.rs"]);
    for calls in 0..200 {
        let (temp, out) = folder();
        write(&one, &out, false).unwrap();
        assert!(
            killed(&two, &out, calls),
            "no run was stopped in that state"
        );
        if crate_files(&out).unwrap().0 == "two" {
            return (temp, out, two);
        }
    }
    panic!("no run was stopped in that state");
}

/// The paths and contents of everything below a folder; for links, their targets.
fn everything(folder: &Utf8Path) -> Vec<(Utf8PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in folder.read_dir_utf8().unwrap() {
        let path = entry.unwrap().into_path();
        let meta = fs::symlink_metadata(&path).unwrap();
        if meta.is_symlink() {
            let to = path.read_link_utf8().unwrap();
            all.push((path, to.into_string().into_bytes()));
        } else if meta.is_dir() {
            all.extend(everything(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            all.push((path, bytes));
        }
    }
    all.sort();
    all
}

/// The message of a run that is refused and changes nothing.
fn refused(tree: &Tree, out: &Utf8Path, force: bool, code: Code) -> String {
    let around = out.parent().unwrap();
    let before = everything(around);
    let refused = write(tree, out, force).unwrap_err();
    assert_eq!(refused.diagnostic.code, code);
    assert_eq!(refused.state, FolderState::Old);
    assert_eq!(everything(around), before);
    refused.diagnostic.message
}

#[test]
fn a_run_that_was_stopped_is_finished() {
    let (_temp, out, two) = stopped();
    write(&two, &out, false).unwrap();
    assert_eq!(fs::read_to_string(out.join("src/a.rs")).unwrap(), "two");
    assert!(!out.join(STAGING).exists());
}

#[test]
fn a_prepared_file_that_no_run_lists_is_not_taken() {
    for (path, text) in [("src/b.rs", "theirs"), ("src/a.rs", "theirs"), (".x", "y")] {
        let (_temp, out, two) = stopped();
        fs::write(out.join("src/b.rs"), "mine").unwrap();
        fs::write(out.join(STAGING).join(path), text).unwrap();
        let message = refused(&two, &out, false, Code::ForeignFiles);
        let named = out.join(STAGING).join(path);
        assert!(message.contains(named.as_str()), "{message}");
        write(&two, &out, true).unwrap();
        assert_eq!(fs::read_to_string(out.join("src/a.rs")).unwrap(), "two");
        assert_eq!(fs::read_to_string(out.join("src/b.rs")).unwrap(), "mine");
    }
}

#[test]
fn a_file_that_was_edited_since_is_not_overwritten() {
    let (_temp, out, two) = stopped();
    fs::write(out.join("src/a.rs"), "mine").unwrap();
    let message = refused(&two, &out, false, Code::HandEdited);
    assert!(message.contains("src/a.rs"), "{message}");
    write(&two, &out, true).unwrap();
    assert_eq!(fs::read_to_string(out.join("src/a.rs")).unwrap(), "two");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_read_through_a_link() {
    use std::os::unix::fs::symlink;
    for force in [false, true] {
        for link in [
            "src/a.rs",
            "src",
            "Cargo.toml",
            ".posthaste-manifest",
            STAGING,
            ".posthaste-next/src",
            ".posthaste-next/src/a.rs",
            ".posthaste-next/Cargo.toml",
        ] {
            let (temp, out, two) = stopped();
            let (place, moved) = (out.join(link), temp.path().join("moved"));
            fs::rename(&place, &moved).unwrap();
            symlink(&moved, &place).unwrap();
            let message = refused(&two, &out, force, Code::ForeignFiles);
            assert!(message.contains(&format!("{place} is a link")), "{message}");
        }
        // A folder that only the prepared files name.
        let (temp, out, two) = stopped();
        let outside = temp.path().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("notes.txt"), "mine").unwrap();
        fs::create_dir(out.join(STAGING).join("link")).unwrap();
        fs::write(out.join(STAGING).join("link/notes.txt"), "theirs").unwrap();
        symlink("../outside", out.join("link")).unwrap();
        let message = refused(&two, &out, force, Code::ForeignFiles);
        let named = format!("{} is a link", out.join("link"));
        assert!(message.contains(&named), "{message}");
        // A link at the path of the temporary file.
        let (temp, out, two) = stopped();
        let victim = temp.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        let temporary = out.join(STAGING).join(".file");
        let _ = fs::remove_file(&temporary);
        symlink(&victim, &temporary).unwrap();
        refused(&two, &out, force, Code::ForeignFiles);
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_folder_for_new_files_is_refused() {
    let (temp, out) = folder();
    write(&version("one", &["src/lib.rs"]), &out, false).unwrap();
    for to in ["outside", "nowhere"] {
        fs::create_dir_all(temp.path().join("outside")).unwrap();
        let staging = out.join(STAGING);
        std::os::unix::fs::symlink(temp.path().join(to), &staging).unwrap();
        let two = version("two", &["src/lib.rs"]);
        let message = refused(&two, &out, true, Code::ForeignFiles);
        assert!(message.contains(STAGING), "{message}");
        fs::remove_file(staging).unwrap();
    }
}

#[test]
fn a_run_that_is_refused_says_what_the_folder_contains() {
    let one = version("one", &["src/lib.rs", "src/a.rs"]);
    let two = version("two", &["src/lib.rs", "src/a.rs"]);
    let mut seen = Vec::new();
    for calls in 0..200 {
        let (_temp, out) = folder();
        write(&one, &out, false).unwrap();
        let mut update = Update::new(&out);
        update.file_system.calls_left = Some(calls);
        let manifest = Manifest::read(&out).unwrap();
        let plan = Plan::of(&two, &out, manifest.as_ref()).unwrap();
        let bytes = fs::read(out.join(MANIFEST)).unwrap();
        let run = update.run(&two, &plan, manifest.unwrap_or_default());
        if run.is_ok() {
            break;
        }
        update.file_system.calls_left = None;
        update.clean_up(Some(&bytes));
        let text = fs::read_to_string(out.join("Cargo.toml")).unwrap();
        let is_staged = text.contains(STAGING);
        let is_there = match update.state {
            FolderState::Old => text == "src one" && fs::read(out.join(MANIFEST)).unwrap() == bytes,
            FolderState::Staged => text.ends_with("two"),
            FolderState::New => text == "src two",
            FolderState::Mixed => false,
        };
        assert!(is_there, "{calls}: {:?} {text}", update.state);
        assert!(!is_staged || out.join(STAGING).is_dir());
        seen.push(update.state);
        write(&two, &out, false).unwrap();
        assert!(!out.join(STAGING).exists());
    }
    for state in [FolderState::Old, FolderState::Staged, FolderState::New] {
        assert!(seen.contains(&state), "{seen:?}");
    }
}
