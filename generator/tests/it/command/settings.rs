//! Invalid settings are reported with line and column, before anything is written.

use std::fs;

use super::{collection, files, item, posthaste};

/// What `generate` says of settings; nothing changes on the disk.
fn refused(settings: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let shop = collection(&item("Get things", "things"));
    fs::write(folder.path().join("shop.json"), shop).expect("written");
    fs::write(folder.path().join("posthaste.toml"), settings).expect("written");
    let before = files(folder.path());
    let run = posthaste(folder.path(), &["generate"]);
    assert_eq!(run.code, 2, "{settings}\n{run:?}");
    assert_eq!(files(folder.path()), before, "{settings}");
    run.err
}

/// A client with these further lines, which begin at line 4.
fn shop(lines: &str) -> String {
    format!("[client.shop]\ninputs = [\"shop.json\"]\noutput = \"client\"\n{lines}\n")
}

#[test]
fn versions_are_held_against_cargo_s_rules() {
    for (line, said) in [
        ("version = \"1\"", "`1` is no version of a crate"),
        (
            "version = \"1.2.3.4\"",
            "`1.2.3.4` is no version of a crate",
        ),
        ("version = \"new\"", "`new` is no version of a crate"),
        ("runtime = \"1.2.3.4\"", "`1.2.3.4` is no runtime"),
        ("runtime = \"embeded\"", "`embeded` is no runtime"),
        ("runtime = \"git:\"", "`git:` is no runtime"),
    ] {
        let error = refused(&shop(line));
        let column = line.find('"').expect("a value") + 1;
        let place = format!("posthaste.toml:4:{column}");
        assert!(error.contains("PH0701") && error.contains(said), "{error}");
        assert!(error.contains(&place), "{place} {error}");
    }
}

#[test]
fn what_is_written_takes_the_place_of_nothing() {
    for (line, said) in [
        ("names = \".\"", "`names` of the client `shop` is a folder"),
        ("names = \"client\"", "is the same path as `output`"),
        ("names = \"shop.json\"", "is the same path as `inputs`"),
        (
            "names_page = \"./shop.json\"",
            "is the same path as `inputs`",
        ),
        (
            "names_page = \"posthaste.toml\"",
            "is the same path as `posthaste.toml`",
        ),
        (
            "names = \"n\"\nnames_page = \"a/../n\"",
            "is the same path as `names`",
        ),
        (
            "names = \"client/src/lib.rs\"",
            "would overwrite client/src/lib.rs",
        ),
        (
            "names_page = \"client/README.md\"",
            "would overwrite client/README.md",
        ),
    ] {
        let error = refused(&shop(line));
        assert!(
            error.contains("PH0701") && error.contains(said),
            "{line}: {error}"
        );
    }
}

#[test]
fn two_clients_do_not_write_into_each_other() {
    let two = |output: &str, more: &str| {
        format!(
            "[client.a]\ninputs = [\"shop.json\"]\noutput = \"out/a\"\n\n\
             [client.b]\ninputs = [\"shop.json\"]\noutput = \"{output}\"\n{more}\n"
        )
    };
    for (output, more, said) in [
        ("out/a", "", "7:10"),
        (
            "./out/b/../a",
            "",
            "is the same path as `output` of the client `a`",
        ),
        ("out/a/inner", "", "lies inside `output` of the client `a`"),
        ("out", "", "holds `output` of the client `a`"),
        (
            "b",
            "names = \"out/a/names.lock\"",
            "lies inside `output` of the client `a`",
        ),
        ("b", "names = \"out\"", "stands where a folder must be"),
    ] {
        let error = refused(&two(output, more));
        assert!(
            error.contains("PH0701") && error.contains(said),
            "{output}: {error}"
        );
    }
}
