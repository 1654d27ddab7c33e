//! The imports of both crates, held against the tables in ARCHITECTURE.md.
//!
//! A row reads `` | `room` | `import` `import` | … | ``. A room is a folder or a file of `src`; an import is a room, or a
//! folder of rooms. Rows stand in the order of the imports: a room imports only rooms of rows above its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use posthaste_tests::shared::root;
use proc_macro2::{TokenStream, TokenTree};

/// The crates that have a table: the folder of the sources, and the name in the marks around the table.
const CRATES: [(&str, &str); 2] = [("generator/src", "rooms"), ("runtime/src", "runtime rooms")];

/// A row of a table.
struct Row {
    room: String,
    imports: Vec<String>,
}

fn rows(mark: &str) -> Vec<Row> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let table = text
        .split_once(&format!("<!-- {mark} -->"))
        .and_then(|(_, rest)| rest.split_once(&format!("<!-- /{mark} -->")))
        .map(|(table, _)| table)
        .expect("the table between its marks");
    let lines = table.lines().filter(|line| line.starts_with("| `"));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            Row {
                room: in_backticks(cells[1]).remove(0),
                imports: in_backticks(cells[2]),
            }
        })
        .collect()
}

fn in_backticks(cell: &str) -> Vec<String> {
    let words = cell.split('`').skip(1).step_by(2);
    words.map(str::to_owned).collect()
}

/// Whether a path is a folder's, or of something below it.
fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The room of a path below `src`: the row with the longest name that the path is below.
fn room_of<'r>(rows: &'r [Row], path: &str) -> Option<&'r str> {
    let rooms = rows.iter().map(|row| row.room.as_str());
    rooms
        .filter(|room| is_below(path, room))
        .max_by_key(|room| room.len())
}

/// The rooms that an import names: the room of that name, or all rooms of the folder.
fn rooms_of<'r>(rows: &'r [Row], import: &str) -> Vec<&'r str> {
    let rooms = || rows.iter().map(|row| row.room.as_str());
    match rooms().find(|room| *room == import) {
        Some(room) => vec![room],
        None => rooms().filter(|room| is_below(room, import)).collect(),
    }
}

fn all_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => all_files(&path, found),
            false => found.push(path),
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    all_files(folder, found);
    found.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
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
            let beside = [parent.join("mod.rs"), parent.with_extension("rs")];
            let declared = beside.map(|path| std::fs::read_to_string(path).unwrap_or_default());
            ["mod", "pub(crate) mod", "pub mod"].iter().any(|word| {
                let declaration = format!("#[cfg(test)]\n{word} {name};");
                declared.iter().any(|text| text.contains(&declaration))
            })
        })
}

/// The text of a file without the module of tests at its end.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default()
}

/// The modules that lead to a file: `a/b/mod.rs` and `a/b.rs` are `["a", "b"]`.
fn module_path(file: &str) -> Vec<String> {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

/// The paths, by slashes, that the `crate::` and `super::` of a file's code lead to; `crate::{a, b::c}` is `a` and `b/c`.
fn paths(code: &str, module: &[String]) -> BTreeSet<String> {
    let tokens = TokenStream::from_str(code).expect("Rust");
    let mut found = BTreeSet::new();
    collect(&tokens.into_iter().collect::<Vec<_>>(), module, &mut found);
    found
}

fn collect(tokens: &[TokenTree], module: &[String], found: &mut BTreeSet<String>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if word == "crate" && is_colons(&tokens[at + 1..]) => {
                follow(&tokens[at + 3..], &mut Vec::new(), found);
                at += 3;
            }
            TokenTree::Ident(word) if word == "super" && is_colons(&tokens[at + 1..]) => {
                let mut base = module.to_vec();
                base.pop();
                at += 3;
                while matches!(&tokens.get(at), Some(TokenTree::Ident(word)) if *word == "super") {
                    base.pop();
                    at += 3;
                }
                follow(tokens.get(at..).unwrap_or_default(), &mut base, found);
            }
            TokenTree::Group(group) => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                collect(&inner, module, found);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

fn is_colons(tokens: &[TokenTree]) -> bool {
    is_mark(tokens.first(), ':') && is_mark(tokens.get(1), ':')
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark)
}

/// Adds the paths that begin with `base` and go on with what the tokens begin with.
fn follow(tokens: &[TokenTree], base: &mut Vec<String>, found: &mut BTreeSet<String>) {
    match tokens.first() {
        Some(TokenTree::Ident(word)) => {
            base.push(word.to_string());
            match is_colons(&tokens[1..]) {
                true => follow(&tokens[3..], base, found),
                // A macro of the crate's root, which may have the name of a room.
                false if base.len() == 1 && is_mark(tokens.get(1), '!') => {}
                false => {
                    found.insert(base.join("/"));
                }
            }
            base.pop();
        }
        Some(TokenTree::Group(group)) => {
            let inner: Vec<_> = group.stream().into_iter().collect();
            let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
            for item in inner.split(is_comma) {
                follow(item, base, found);
            }
        }
        _ => {
            found.insert(base.join("/"));
        }
    }
}

#[test]
fn rooms_import_only_what_the_tables_let_them() {
    let mut wrong = Vec::new();
    for (source, mark) in CRATES {
        let (rows, source) = (rows(mark), root().join(source));
        let mut files = Vec::new();
        rust_files(&source, &mut files);
        for file in files.iter().filter(|file| !is_test(file)) {
            let path = file.strip_prefix(&source).expect("below the sources");
            let path = path.to_str().expect("UTF-8").replace('\\', "/");
            let text = std::fs::read_to_string(file).expect("a source file");
            let module = module_path(&path);
            let Some(room) = room_of(&rows, &module.join("/")) else {
                if !is_index(&path, without_tests(&text)) {
                    wrong.push(format!("{path} is in no room of ARCHITECTURE.md's table"));
                }
                continue;
            };
            let row = rows.iter().find(|row| row.room == room).expect("a row");
            let may: Vec<&str> = row
                .imports
                .iter()
                .flat_map(|import| rooms_of(&rows, import))
                .collect();
            for import in paths(without_tests(&text), &module) {
                // Other paths stand in code that is quoted for the generated crate.
                let Some(of) = room_of(&rows, &import) else {
                    continue;
                };
                if of != room && !may.contains(&of) {
                    wrong.push(format!("{path} imports {import}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a file is a crate's root, or declares modules and does nothing else.
fn is_index(path: &str, text: &str) -> bool {
    let is_declaration = |line: &str| {
        ["mod ", "pub mod ", "pub(crate) mod "]
            .iter()
            .any(|start| line.starts_with(start))
    };
    matches!(path, "lib.rs" | "main.rs")
        || text
            .lines()
            .all(|line| line.is_empty() || line.starts_with("//!") || is_declaration(line))
}

#[test]
fn rooms_import_only_rows_above_their_own() {
    for (_, mark) in CRATES {
        let rows = rows(mark);
        let mut above: Vec<&str> = Vec::new();
        for row in &rows {
            for import in &row.imports {
                let rooms = rooms_of(&rows, import);
                assert!(
                    !rooms.is_empty() && rooms.iter().all(|room| above.contains(room)),
                    "{} may import {import}, which is not above it",
                    row.room
                );
            }
            above.push(&row.room);
        }
    }
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
        for file in files.iter().filter(|file| !is_test(file)) {
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
fn every_room_of_the_tables_exists() {
    for (source, mark) in CRATES {
        for row in rows(mark) {
            let folder = root().join(source).join(&row.room);
            assert!(
                folder.is_dir() || folder.with_extension("rs").is_file(),
                "{} has no folder",
                row.room
            );
        }
    }
}

#[test]
fn imports_are_read_from_lists_and_paths() {
    let code = "use crate::{model::api, rust::name::Names};\nuse super::super::source::Source;\n\
                // use crate::emit;\nfn f() { crate::disk::write(\"crate::x\") }\nuse super::text;\n";
    let module = module_path("read/report/render.rs");
    let expected = [
        "disk/write",
        "model/api",
        "read/report/text",
        "read/source/Source",
        "rust/name/Names",
    ];
    assert_eq!(paths(code, &module), expected.map(str::to_owned).into());
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

#[test]
fn every_file_that_a_recipe_names_exists() {
    let text = std::fs::read_to_string(root().join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    let (_, recipes) = text.split_once("## Recipes").expect("the recipes");
    let (recipes, _) = recipes.split_once("\n## ").expect("what follows them");
    let is_path = |word: &String| word.contains('/') || word.ends_with(".md");
    let paths: Vec<String> = in_backticks(recipes).into_iter().filter(is_path).collect();
    let missing: Vec<&String> = paths
        .iter()
        .filter(|path| !root().join(path).exists())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    for recipe in recipes.split("\n### ").skip(1) {
        let steps = recipe
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        assert_eq!(steps.count(), 10, "{recipe}");
    }
    assert!(paths.len() > 30, "{paths:?}");
}
