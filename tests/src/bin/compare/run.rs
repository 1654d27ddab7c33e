//! The measurements, in turns: a disturbance of the machine meets all tools.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use posthaste_tests::shared::root;

use super::figures::Figures;
use super::measure::{Usage, measure, median};
use super::tools::{Tool, Tools};
use super::{Options, name_of};

/// A way of building what was generated: its name among the figures, and cargo's arguments.
const BUILDS: &[(&str, &[&str])] = &[("check", &["check"]), ("release", &["build", "--release"])];

/// Every tool on every document, stage by stage.
pub(crate) fn all(tools: &Tools, options: &Options, figures: &mut Figures) {
    for document in &options.documents {
        generation(document, tools, options, figures);
        figures.save();
    }
    _ = fs::remove_dir_all(attic());
    for (stage, arguments) in BUILDS {
        if !options.does(stage) {
            continue;
        }
        for document in &options.documents {
            building(document, tools, options, (stage, arguments), figures);
            figures.save();
        }
    }
}

/// Where a tool puts its crate.
pub(crate) fn folder_of(document: &Path, tool: &Tool) -> PathBuf {
    // Some tools name the crate after its folder.
    let name = format!("{}_{}", name_of(document), tool.package()).replace('-', "_");
    root().join("target/compare").join(name)
}

/// Writes the crates; measured only where that was asked for.
fn generation(document: &Path, tools: &Tools, options: &Options, figures: &mut Figures) {
    let name = name_of(document);
    let measured = options.does("generate");
    let runs = if measured { options.runs } else { 1 };
    let selected = selected(tools, options);
    let is_known = |tool: &Tool| figures.get(&name, &tool.name, "lines").is_some();
    if !measured && selected.iter().all(|tool| is_known(tool)) {
        return;
    }
    let generated = turns(&selected, runs, |tool| {
        eprintln!("{name}: {} generates", tool.name);
        generate(tool, tools, document)
    });
    for (tool, generated) in selected.iter().zip(generated) {
        let folder = folder_of(document, tool);
        let finished = generated.and_then(|usage| {
            tool.finish(&folder)?;
            Ok(usage)
        });
        let made = finished.as_ref().map(|_| ()).map_err(String::clone);
        let count = |count: Option<usize>| count.map(|count| count as f64).ok_or_else(String::new);
        let lines = made
            .clone()
            .and_then(|()| count(Some(lines(&folder.join("src")))));
        figures.set(&name, &tool.name, "lines", lines);
        let packages = made.and_then(|()| count(packages(&folder)));
        figures.set(&name, &tool.name, "packages", packages);
        figures.set_usage(&name, &tool.name, "generate", finished);
    }
}

fn building(
    document: &Path,
    tools: &Tools,
    options: &Options,
    (stage, arguments): (&str, &[&str]),
    figures: &mut Figures,
) {
    let name = name_of(document);
    let selected = selected(tools, options);
    let built = turns(&selected, options.runs, |tool| {
        if figures.value(&name, &tool.name, "lines").is_none() {
            return Err("there is no crate".to_owned());
        }
        eprintln!("{name}: {} {}", tool.name, arguments.join(" "));
        build(arguments, &folder_of(document, tool))
    });
    for (tool, built) in selected.iter().zip(built) {
        figures.set_usage(&name, &tool.name, stage, built);
    }
}

/// The tools that are measured.
fn selected<'t>(tools: &'t Tools, options: &Options) -> Vec<&'t Tool> {
    let is_wanted = |tool: &&Tool| {
        let names = &options.tools;
        names.is_empty() || names.iter().any(|name| tool.package().contains(name))
    };
    tools.tools.iter().filter(is_wanted).collect()
}

/// Each tool once, then each again; a tool that fails is out.
fn turns(
    tools: &[&Tool],
    runs: usize,
    mut one: impl FnMut(&Tool) -> Result<Usage, String>,
) -> Vec<Result<Usage, String>> {
    let mut taken: Vec<Result<Vec<Usage>, String>> = tools.iter().map(|_| Ok(Vec::new())).collect();
    for _ in 0..runs {
        for (taken, tool) in taken.iter_mut().zip(tools) {
            let Ok(usages) = taken else { continue };
            match one(tool) {
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

fn generate(tool: &Tool, tools: &Tools, document: &Path) -> Result<Usage, String> {
    let folder = folder_of(document, tool);
    // Each run writes a crate anew. The old one is only put aside: the file system goes on with what was just
    // removed while new files are made, and the tool would be charged for that.
    aside(&folder);
    // What stood in it may be what other crates need: its dependencies have to be built again.
    for (_, stage) in BUILDS {
        _ = fs::remove_file(built(&folder, stage));
    }
    fs::create_dir_all(folder.join("src")).map_err(|error| error.to_string())?;
    if tool.is_ours() {
        return measure(&tool.generate(document, &folder));
    }
    let converted = folder.with_extension("openapi.json");
    let first = measure(&tools.convert(document, &converted))?;
    if fs::metadata(&converted).map_or(0, |file| file.len()) == 0 {
        return Err("the converter writes an empty file".to_owned());
    }
    Ok(first.then(measure(&tool.generate(&converted, &folder))?))
}

/// Where crates of earlier runs wait for their removal.
fn attic() -> PathBuf {
    root().join("target/compare/attic")
}

/// Puts a folder away, if there is one.
pub(crate) fn aside(folder: &Path) {
    let attic = attic();
    _ = fs::create_dir_all(&attic);
    let count = fs::read_dir(&attic).map_or(0, Iterator::count);
    _ = fs::rename(folder, attic.join(count.to_string()));
}

/// The file whose existence shows that the dependencies of a crate are built.
fn built(folder: &Path, stage: &[&str]) -> PathBuf {
    folder.with_extension(stage.concat())
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
            // One for all: the same dependency is built once.
            .env("CARGO_TARGET_DIR", root().join("target/compare/build"))
            .env_remove("RUSTFLAGS");
        command
    };
    let text_of = |error: std::io::Error| error.to_string();
    let root = folder.join("src/lib.rs");
    let text = fs::read(&root).map_err(text_of)?;
    // The dependencies first, outside the measurement and without what needs them.
    let built = built(folder, stage);
    if !built.exists() {
        fs::write(&root, "").map_err(text_of)?;
        let stub = measure(&command());
        fs::write(&root, &text).map_err(text_of)?;
        stub?;
        fs::write(built, "").map_err(text_of)?;
    }
    fs::write(&root, text).map_err(text_of)?;
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
        false if path.extension().is_some_and(|extension| extension == "rs") => {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
            text.lines().filter(code).count()
        }
        false => 0,
    };
    entries.flatten().map(|entry| count(entry.path())).sum()
}
