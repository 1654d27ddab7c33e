//! `generate` and `check`, from the command line and from settings.

use std::fs;

use super::{collection, files, item, posthaste, posthaste_reading};

fn folder_with_collection() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = collection(&item("Get things", "things"));
    fs::write(folder.path().join("shop.json"), text).expect("written");
    folder
}

#[test]
fn check_passes_fails_with_a_diff_and_names_the_mend() {
    let folder = folder_with_collection();
    let generate = [
        "generate",
        "shop.json",
        "-o",
        "out dir",
        "--name",
        "shop-client",
    ];
    let check = [
        "check",
        "shop.json",
        "-o",
        "out dir",
        "--name",
        "shop-client",
    ];
    assert_eq!(posthaste(folder.path(), &generate).code, 0);
    let run = posthaste(folder.path(), &check);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);

    let lib = folder.path().join("out dir/src/lib.rs");
    let text = fs::read_to_string(&lib).expect("generated");
    fs::write(&lib, text + "// mine\n").expect("written");
    let run = posthaste(folder.path(), &check);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("-// mine"), "{}", run.out);
    assert!(
        run.err
            .contains("posthaste generate shop.json -o 'out dir' --name shop-client --force"),
        "{}",
        run.err
    );

    let run = posthaste(folder.path(), &generate);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("PH0707"), "{}", run.err);
    let forced = [&generate[..], &["--force"]].concat();
    assert_eq!(posthaste(folder.path(), &forced).code, 0);
    assert_eq!(posthaste(folder.path(), &check).code, 0);
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = folder_with_collection();
    let generate = ["generate", "shop.json", "-o", "out"];
    assert_eq!(posthaste(folder.path(), &generate).code, 0);
    let before = files(folder.path());
    let run = posthaste(folder.path(), &generate);
    assert!(run.err.contains("nothing changed"), "{}", run.err);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn standard_input_is_an_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = collection(&item("Get things", "things"));
    let run = posthaste_reading(folder.path(), &["generate", "-", "-o", "out"], &text);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(folder.path().join("out/src/lib.rs").is_file());
}

#[test]
fn settings_are_found_upwards() {
    let folder = folder_with_collection();
    let settings =
        "[client.shop]\ninputs = [\"shop.json\"]\noutput = \"client\"\nname = \"shop-client\"\n";
    fs::write(folder.path().join("posthaste.toml"), settings).expect("written");
    let below = folder.path().join("a/b");
    fs::create_dir_all(&below).expect("created");
    // A profile bears the same name and hides nothing.
    fs::write(folder.path().join("a/posthaste.toml"), "# none\n").expect("written");
    let run = posthaste(&below, &["generate"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let manifest = fs::read_to_string(folder.path().join("client/Cargo.toml")).expect("generated");
    assert!(manifest.contains("name = \"shop-client\""), "{manifest}");
    assert_eq!(posthaste(folder.path(), &["check"]).code, 0);
}

#[test]
fn without_input_and_settings_the_message_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = posthaste(folder.path(), &["generate"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("PH0702") && run.err.contains("help: "),
        "{}",
        run.err
    );
}

#[test]
fn a_wrong_key_is_placed_and_mended() {
    let folder = folder_with_collection();
    let settings = "[client.shop]\ninputs = [\"shop.json\"]\nouput = \"client\"\n";
    fs::write(folder.path().join("posthaste.toml"), settings).expect("written");
    let run = posthaste(folder.path(), &["generate"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("posthaste.toml:3:1"), "{}", run.err);
    assert!(run.err.contains("did you mean `output`?"), "{}", run.err);
    assert!(
        run.err.contains("ouput = \"client\""),
        "no excerpt: {}",
        run.err
    );
}

#[test]
fn usage_errors_leave_with_2_and_help_with_0() {
    let folder = tempfile::tempdir().expect("a folder");
    for args in [
        &["generate", "a.json"][..],
        &["frobnicate"],
        &["inspect"],
        &["explain", "PH9999"],
    ] {
        assert_eq!(posthaste(folder.path(), args).code, 2, "{args:?}");
    }
    assert_eq!(posthaste(folder.path(), &["generate", "--help"]).code, 0);
}

#[test]
fn pipes_get_no_colours() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = posthaste(folder.path(), &["generate", "missing.json", "-o", "out"]);
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
}

#[test]
fn quiet_prints_nothing_when_all_is_well() {
    let folder = folder_with_collection();
    let run = posthaste(
        folder.path(),
        &["generate", "shop.json", "-o", "out", "--quiet"],
    );
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}
