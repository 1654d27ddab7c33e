//! docs/diagnostics.md: what it says of a code is what the catalogue says, and what its examples print is
//! what happens.
//!
//! The page is its own source: of each section the files and the command lines are read, and everything
//! else is written anew. `POSTHASTE_UPDATE=1 cargo test -p posthaste --test it command::codes` does so on the
//! disk.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use posthaste::ground::diagnostic::Code;

const HEAD: &str = "\
# Diagnostics

Every code with its meaning and an example: files, a command, and what the command prints to standard error.
`posthaste explain CODE` prints the meaning. After an error no crate is written. A warning means that something was left
out or guessed; with `--deny warnings` the command then exits with 1. Remarks (`info`) are printed with `-v`.

This page is generated: `generator/tests/it/command/codes.rs` runs each example, and says how to update the page.
";

/// The one code that no document or command is known to lead to: it stands for a mistake of our own.
/// `generator/src/make/files.rs` tests it with a plan that no API makes.
const OURS: Code = Code::NotRust;

/// What the page shows of one code.
#[derive(Debug, Default)]
struct Example {
    /// Each file's name, its language and its text.
    files: Vec<[String; 3]>,
    commands: Vec<String>,
}

/// The examples of a page by the heading of their section.
fn examples(page: &str) -> Vec<(String, Example)> {
    let sections = page.split("\n## ").skip(1);
    sections
        .map(|section| {
            let heading = section.split(':').next().unwrap_or(section);
            (heading.trim().to_owned(), example(section))
        })
        .collect()
}

fn example(section: &str) -> Example {
    let mut example = Example::default();
    let mut name = None;
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        if let Some(file) = line.strip_prefix('`').and_then(|it| it.strip_suffix("`:")) {
            name = Some(file.to_owned());
        }
        let Some(language) = line.strip_prefix("```") else {
            continue;
        };
        let block = lines.by_ref().take_while(|line| *line != "```");
        if language == "console" {
            let typed = block.filter_map(|line| line.strip_prefix("$ "));
            example.commands.extend(typed.map(str::to_owned));
        } else if let Some(name) = name.take() {
            let text: String = block.map(|line| format!("{line}\n")).collect();
            example.files.push([name, language.to_owned(), text]);
        }
    }
    example
}

/// The console of an example: each command with what it printed to standard error.
fn console(example: &Example) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for [name, _, text] in &example.files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, text).expect("written");
    }
    let typed = example.commands.iter().map(|line| {
        let printed = shell(folder.path(), line);
        format!("$ {line}\n{}", printed.trim_end())
    });
    let typed: Vec<String> = typed.collect();
    let shown = typed.iter().flat_map(|text| text.lines());
    shown.fold(String::new(), |text, line| text + &uncounted(line) + "\n")
}

/// A line without blanks at its end, which editors trim, and without the number of written files, which
/// changes with the runtime.
fn uncounted(line: &str) -> String {
    let line = line.trim_end();
    let Some((head, tail)) = line.split_once(" files written") else {
        return line.to_owned();
    };
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("{head}\u{2026} files written{tail}")
}

fn shell(folder: &Path, line: &str) -> String {
    let own = Path::new(env!("CARGO_BIN_EXE_posthaste"));
    let mut path = vec![own.parent().expect("a folder").to_path_buf()];
    path.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(path).expect("paths"))
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    String::from_utf8(output.stderr).expect("UTF-8")
}

/// The codes that a text of the command names.
fn reported(text: &str) -> BTreeSet<String> {
    let codes = text.split('[').skip(1).filter_map(|rest| rest.get(..7));
    let codes = codes.filter(|code| code.starts_with("PH") && code.ends_with(']'));
    codes.map(|code| code[..6].to_owned()).collect()
}

fn heading(code: Code) -> String {
    let meaning: Vec<&str> = code.explanation().split_whitespace().collect();
    let (title, severity, meaning) = (code.title(), code.severity(), meaning.join(" "));
    format!("\n## {code}: {title}\n\n*{severity}.* {meaning}\n")
}

fn section(code: Code, example: &Example, console: &str) -> String {
    let mut text = heading(code) + "\n";
    for [name, language, content] in &example.files {
        let _ = write!(text, "`{name}`:\n\n```{language}\n{content}```\n\n");
    }
    text + &format!("```console\n{console}```\n")
}

#[test]
fn the_index_shows_an_example_of_every_code() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics.md");
    let page = fs::read_to_string(&path).expect("the page");
    let examples = examples(&page);
    let mut fresh = HEAD.to_owned();
    let mut wrong = Vec::new();
    for code in Code::ALL {
        if *code == OURS {
            fresh += &heading(*code);
            continue;
        }
        let of_code = |(name, _): &&(String, Example)| *name == code.to_string();
        let Some((_, example)) = examples.iter().find(of_code) else {
            wrong.push(format!("{code} has no section"));
            continue;
        };
        let console = console(example);
        let found = reported(&console);
        if found != BTreeSet::from([code.to_string()]) {
            wrong.push(format!(
                "the example of {code} reports {found:?}:\n{console}"
            ));
        }
        fresh += &section(*code, example, &console);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if std::env::var_os("POSTHASTE_UPDATE").is_some() {
        fs::write(&path, &fresh).expect("written");
        return;
    }
    let differs = fresh
        .lines()
        .zip(page.lines())
        .find(|(new, old)| new != old);
    assert!(
        fresh == page,
        "docs/diagnostics.md is stale, from {differs:?} on"
    );
}
