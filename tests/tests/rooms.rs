//! The rooms' imports, held against the table in ARCHITECTURE.md.
//!
//! The table's rows read `` | `room` | may import | … | ``; a room's files may name `crate::x` only for
//! the rooms in its second cell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use posthaste_tests::shared::root;

fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let table = text
        .split_once("<!-- rooms -->")
        .and_then(|(_, rest)| rest.split_once("<!-- /rooms -->"))
        .map(|(table, _)| table)
        .expect("the table between its marks");
    let mut rooms = BTreeMap::new();
    for line in table.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let imports: BTreeSet<String> = ticked(cells[2]).into_iter().collect();
        for room in ticked(cells[1]) {
            rooms.insert(room, imports.clone());
        }
    }
    rooms
}

/// The words between backticks.
fn ticked(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn rust_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all_files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => all_files(&path, found),
            false => found.push(path),
        }
    }
}

/// Whether a file, or a folder above it, is a module of tests.
fn is_test(file: &Path) -> bool {
    file.ancestors()
        .take_while(|path| !path.ends_with("src"))
        .any(|path| {
            let Some(name) = path.file_stem().map(|name| name.to_string_lossy()) else {
                return false;
            };
            let Some(parent) = path.parent() else {
                return false;
            };
            let declared = std::fs::read_to_string(parent.join("mod.rs")).unwrap_or_default();
            ["mod", "pub(crate) mod", "pub mod"]
                .iter()
                .any(|word| declared.contains(&format!("#[cfg(test)]\n{word} {name};")))
        })
}

/// The first word behind each `crate::` of a file's code; braces are opened: `crate::{api, name}`.
fn imports(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for line in text.split(';').flat_map(|statement| statement.split('\n')) {
        let code = line.trim_start();
        if code.starts_with("//") {
            continue;
        }
        for (_, rest) in code
            .match_indices("crate::")
            .map(|(at, mark)| (at, &code[at + mark.len()..]))
        {
            match rest.strip_prefix('{') {
                Some(list) => {
                    let list = list.split('}').next().unwrap_or(list);
                    rooms.extend(
                        list.split(',')
                            .map(first_word)
                            .filter(|word| !word.is_empty()),
                    );
                }
                None => {
                    rooms.insert(first_word(rest));
                }
            }
        }
    }
    rooms
}

fn first_word(text: &str) -> String {
    text.trim()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn rooms_import_only_what_the_table_lets_them() {
    let allowed = allowed();
    let source = root().join("generator/src");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(&source).expect("generator/src") {
        let path = entry.expect("an entry").path();
        let room = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let Some(may) = allowed.get(&room) else {
            wrong.push(format!("{room} is not in ARCHITECTURE.md's table"));
            continue;
        };
        let mut files = Vec::new();
        if path.is_dir() {
            rust_files(&path, &mut files)
        } else {
            files.push(path)
        }
        for file in files.iter().filter(|file| !is_test(file)) {
            let text = std::fs::read_to_string(file).expect("a source file");
            // Tests at a file's end may look into any room.
            let code = text
                .split("#[cfg(test)]\nmod tests {")
                .next()
                .unwrap_or_default();
            for import in imports(code) {
                // Other words stand in code that is quoted for the generated crate.
                let is_room = allowed.contains_key(&import);
                if is_room && import != room && !may.contains(&import) {
                    wrong.push(format!("{} imports crate::{import}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What only a profile may know.
const VENDORS: [&str; 3] = ["zoom", "x-zm-", "adyen"];

/// A file's lines without comments and without its tests.
fn code_lines(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]\nmod tests {").next();
    let lines = code.unwrap_or_default().lines();
    lines
        .filter(|line| !line.trim_start().starts_with("//") && !line.starts_with('#'))
        .collect()
}

#[test]
fn no_vendor_is_known_to_the_code() {
    let mut wrong = Vec::new();
    for folder in ["generator/src", "runtime/src"] {
        let mut files = Vec::new();
        all_files(&root().join(folder), &mut files);
        assert!(files.len() > 50, "{folder}");
        // The examples of the help are for people.
        let of_code = |file: &&std::path::PathBuf| !is_test(file) && !file.ends_with("cli/args.rs");
        for file in files.iter().filter(of_code) {
            let text = std::fs::read_to_string(file).expect("a source file");
            for line in code_lines(&text) {
                let lower = line.to_lowercase();
                if VENDORS.iter().any(|vendor| lower.contains(vendor)) {
                    wrong.push(format!("{}: {line}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_table_exists() {
    for room in allowed().keys() {
        let folder = root().join("generator/src").join(room);
        assert!(
            folder.is_dir() || folder.with_extension("rs").is_file(),
            "{room} has no folder"
        );
    }
}

#[test]
fn imports_are_read_from_lists_and_paths() {
    let found = imports(
        "use crate::{api, name::Names};\nuse crate::source::Source;\n// use crate::emit;\n",
    );
    assert_eq!(found, ["api", "name", "source"].map(str::to_owned).into());
}

#[test]
fn hand_written_files_stay_small() {
    let mut long = Vec::new();
    for folder in ["generator/src", "runtime/src", "tests/src", "tests/tests"] {
        let mut files = Vec::new();
        rust_files(&root().join(folder), &mut files);
        for file in files {
            let lines = std::fs::read_to_string(&file)
                .expect("a source file")
                .lines()
                .count();
            if lines > 500 {
                long.push(format!("{} has {lines} lines", file.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}
