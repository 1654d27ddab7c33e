//! The measurements, in turns: a disturbance of the machine meets all tools.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use posthaste_tests::shared::root;

use super::Options;
use super::measure::{Usage, measure, median};
use super::tools::{Tool, Tools};

/// What a tool came to on a document: figures, or why there are none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) document: String,
    pub(crate) tool: String,
    pub(crate) ours: bool,
    pub(crate) generate: Option<Result<Usage, String>>,
    /// Lines of code: neither comments nor blank lines.
    pub(crate) lines: Option<usize>,
    pub(crate) check: Option<Result<Usage, String>>,
    pub(crate) release: Option<Result<Usage, String>>,
    /// Packages in the lock file.
    pub(crate) packages: Option<usize>,
}

/// Every tool on every document.
pub(crate) fn all(tools: &Tools, options: &Options) -> Vec<Row> {
    let mut rows = Vec::new();
    for document in &options.documents {
        rows.extend(on(document, tools, options));
    }
    rows
}

fn on(document: &Path, tools: &Tools, options: &Options) -> Vec<Row> {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    let name = name.split('.').next().unwrap_or_default().to_owned();
    let folders: Vec<PathBuf> = (0..tools.tools.len())
        .map(|at| root().join(format!("target/compare/{name}/{at}")))
        .collect();
    let mut rows: Vec<Row> = tools
        .tools
        .iter()
        .map(|tool| Row {
            document: name.clone(),
            tool: tool.name.clone(),
            ours: tool.is_ours(),
            ..Row::default()
        })
        .collect();
    let generated = turns(&folders, options.runs, |at, folder| {
        eprintln!("{name}: {} generates", tools.tools[at].name);
        generate(&tools.tools[at], tools, document, folder)
    });
    for (at, (row, generated)) in rows.iter_mut().zip(generated).enumerate() {
        let finished = generated.and_then(|usage| {
            tools.tools[at].finish(&folders[at])?;
            Ok(usage)
        });
        if finished.is_ok() {
            row.lines = Some(lines(&folders[at].join("src")));
            row.packages = packages(&folders[at]);
        }
        row.generate = Some(finished);
    }
    let made: Vec<bool> = rows
        .iter()
        .map(|row| matches!(row.generate, Some(Ok(_))))
        .collect();
    let mut stages: Vec<&[&str]> = vec![&["check"]];
    if options.release {
        stages.push(&["build", "--release"]);
    }
    for stage in stages {
        // Dependencies first, outside the measurement.
        let built = turns(&folders, options.runs, |at, folder| match made[at] {
            false => Err("there is no crate".to_owned()),
            true => {
                eprintln!("{name}: {} {}", tools.tools[at].name, stage.join(" "));
                build(stage, folder)
            }
        });
        for (row, built) in rows.iter_mut().zip(built) {
            match stage.len() {
                1 => row.check = Some(built),
                _ => row.release = Some(built),
            }
        }
    }
    rows
}

/// Each tool once, then each again; a tool that fails is out.
fn turns(
    folders: &[PathBuf],
    runs: usize,
    mut one: impl FnMut(usize, &Path) -> Result<Usage, String>,
) -> Vec<Result<Usage, String>> {
    let mut taken: Vec<Result<Vec<Usage>, String>> =
        folders.iter().map(|_| Ok(Vec::new())).collect();
    for _ in 0..runs {
        for (at, (taken, folder)) in taken.iter_mut().zip(folders).enumerate() {
            let Ok(usages) = taken else { continue };
            match one(at, folder) {
                Ok(usage) => usages.push(usage),
                Err(why) => *taken = Err(why),
            }
        }
    }
    taken
        .into_iter()
        .map(|taken| median(&taken?).ok_or_else(|| "it never ran".to_owned()))
        .collect()
}

fn generate(tool: &Tool, tools: &Tools, document: &Path, folder: &Path) -> Result<Usage, String> {
    // Each run writes a crate anew.
    _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join("src")).map_err(|error| error.to_string())?;
    if tool.is_ours() {
        return measure(&tool.generate(document, folder));
    }
    let converted = folder.with_extension("openapi.json");
    let first = measure(&tools.convert(document, &converted))?;
    if fs::metadata(&converted).map_or(0, |file| file.len()) == 0 {
        return Err("the converter writes an empty file".to_owned());
    }
    Ok(first.then(measure(&tool.generate(&converted, folder))?))
}

/// Builds the crate alone: its dependencies are there, its own sources are touched.
fn build(stage: &[&str], folder: &Path) -> Result<Usage, String> {
    let command = || {
        let mut command = Command::new("cargo");
        command
            .args(stage)
            .arg("--quiet")
            .current_dir(folder)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", folder.with_extension("build"))
            .env_remove("RUSTFLAGS");
        command
    };
    if !folder.with_extension(stage.concat()).exists() {
        measure(&command())?;
        fs::write(folder.with_extension(stage.concat()), "").map_err(|error| error.to_string())?;
    }
    let root = folder.join("src/lib.rs");
    let text = fs::read(&root).map_err(|error| error.to_string())?;
    fs::write(&root, text).map_err(|error| error.to_string())?;
    measure(&command())
}

fn packages(folder: &Path) -> Option<usize> {
    let status = Command::new("cargo")
        .args(["generate-lockfile", "--quiet"])
        .current_dir(folder)
        .status();
    status.ok()?;
    let lock = fs::read_to_string(folder.join("Cargo.lock")).ok()?;
    Some(lock.matches("[[package]]").count())
}

/// Lines of Rust below a folder that are neither blank nor a comment.
fn lines(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    let count = |path: PathBuf| match path.is_dir() {
        true => lines(&path),
        false if path.extension().is_some_and(|one| one == "rs") => {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
            text.lines().filter(code).count()
        }
        false => 0,
    };
    entries.flatten().map(|entry| count(entry.path())).sum()
}
