//! The `posthaste` command as a person meets it: exit code, what is printed, what is on the disk.

mod bad_input;
mod beside;
mod canaries;
mod clients;
mod codes;
mod compare;
mod exchange;
mod items;
mod leaks;
mod names;
mod output;
mod regenerate;
mod saved;
mod selection;
mod session;
mod settings;
mod terminal;
mod versions;
mod walk;
mod workspaces;

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// How a run of the command ended.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs `posthaste` in a folder.
fn posthaste(folder: &Path, args: &[&str]) -> Run {
    finish(
        command(folder, args)
            .stdin(Stdio::null())
            .output()
            .expect("the command starts"),
    )
}

/// Runs `posthaste` in a folder with a text on its standard input.
fn posthaste_reading(folder: &Path, args: &[&str], input: &str) -> Run {
    let file = folder.join("standard-input");
    std::fs::write(&file, input).expect("written");
    let input = std::fs::File::open(&file).expect("opened");
    std::fs::remove_file(&file).expect("removed");
    finish(
        command(folder, args)
            .stdin(input)
            .output()
            .expect("the command starts"),
    )
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_posthaste"));
    command
        .args(args)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE");
    command
}

fn finish(output: Output) -> Run {
    Run {
        code: output.status.code().expect("no signal"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Every file below a folder with its bytes, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .expect("inside")
                    .display()
                    .to_string();
                found.push((name, std::fs::read(&path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

/// A collection with these items.
fn collection(items: &str) -> String {
    format!(
        r#"{{
  "info": {{
    "name": "Shop",
    "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
  }},
  "variable": [{{ "key": "baseUrl", "value": "https://shop.example.com/v1" }}],
  "item": [{items}]
}}"#
    )
}

/// An item `GET {{baseUrl}}/PATH`.
fn item(name: &str, path: &str) -> String {
    format!(
        r#"{{ "name": "{name}", "request": {{ "method": "GET", "url": "{{{{baseUrl}}}}/{path}" }}, "response": [] }}"#
    )
}
