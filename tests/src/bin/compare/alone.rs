//! What is measured of ours alone: against the least that any generator must do, over inputs of several
//! sizes, and inside a process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use posthaste_tests::scale;
use posthaste_tests::shared::root;

use super::figures::Figures;
use super::measure::{Usage, measure, median};
use super::run::{aside, folder_of};
use super::tools::{OURS, Tool, Tools};
use super::{Options, name_of};

/// How many copies of the base the inputs of the slope have.
pub(crate) const SIZES: [usize; 3] = [10, 100, 1000];

/// The document that figures without one stand under.
pub(crate) const NO_DOCUMENT: &str = "-";

/// Everything that was asked for.
pub(crate) fn all(tools: &Tools, options: &Options, figures: &mut Figures) {
    let Some(ours) = tools.tools.iter().find(|tool| tool.is_ours()) else {
        return;
    };
    if options.does("floor") {
        for document in &options.documents {
            let usage = repeated(options.runs, || floor(document, &folder_of(document, ours)));
            figures.set_usage(&name_of(document), OURS, "floor", usage);
        }
    }
    if options.does("slope") {
        for copies in SIZES {
            let usage = repeated(options.runs, || grown(ours, copies));
            figures.set_usage(&copies.to_string(), OURS, "slope", usage);
        }
    }
    if options.does("benches") {
        benches(figures);
    }
    figures.save();
}

fn repeated(runs: usize, one: impl Fn() -> Result<Usage, String>) -> Result<Usage, String> {
    let usages: Result<Vec<Usage>, String> = (0..runs).map(|_| one()).collect();
    median(&usages?).ok_or_else(|| "it never ran".to_owned())
}

fn floor(document: &Path, folder: &Path) -> Result<Usage, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    measure(
        Command::new(this)
            .arg("--floor")
            .arg(document)
            .arg(folder.join("src")),
    )
}

/// The other side of [`floor`]: parses a document, and parses and formats the sources below a folder.
pub(crate) fn floor_child(arguments: &[String]) -> ExitCode {
    let [document, folder] = arguments else {
        return ExitCode::from(2);
    };
    let document = fs::read(document).unwrap_or_default();
    let parsed = serde_json::from_slice::<serde_json::Value>(&document).is_ok();
    let formatted = sources(Path::new(folder)).iter().all(|path| {
        let text = fs::read_to_string(path).unwrap_or_default();
        syn::parse_file(&text).is_ok_and(|file| !prettyplease::unparse(&file).is_empty())
    });
    match parsed && formatted {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let below = |path: PathBuf| match path.is_dir() {
        true => sources(&path),
        false if path.extension().is_some_and(|extension| extension == "rs") => vec![path],
        false => Vec::new(),
    };
    paths.flat_map(below).collect()
}

fn grown(ours: &Tool, copies: usize) -> Result<Usage, String> {
    let text_of = |error: std::io::Error| error.to_string();
    let input = root().join(format!(
        "target/compare/scale{copies}.postman_collection.json"
    ));
    let folder = root().join(format!("target/compare/scale{copies}"));
    fs::write(&input, scale::collection(copies).to_string()).map_err(text_of)?;
    aside(&folder);
    measure(&ours.generate(&input, &folder))
}

/// Runs the benchmarks and reads their table: the fastest of all samples, which other work on the machine
/// disturbs least, in microseconds, and the allocations of one.
fn benches(figures: &mut Figures) {
    let output = Command::new("cargo")
        .args(["bench", "--quiet", "--manifest-path", "benches/Cargo.toml"])
        .current_dir(root())
        .output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let text = text.unwrap_or_default();
    let (mut group, mut name, mut counts) = (String::new(), String::new(), false);
    for line in text.lines() {
        let cell = line.split('│').map(str::trim).find(|cell| !cell.is_empty());
        let words: Vec<&str> = cell.unwrap_or_default().split_whitespace().collect();
        match words.as_slice() {
            ["├─" | "╰─", title] => group = format!("{title} "),
            ["├─" | "╰─", title, number, unit] => {
                if !line.starts_with([' ', '│']) {
                    group.clear();
                }
                name = format!("{group}{title}");
                if let Some(figure) = microseconds(number, unit) {
                    figures.set(NO_DOCUMENT, &name, "fastest", Ok(figure));
                }
            }
            ["alloc:"] => counts = true,
            [count] if counts => {
                counts = false;
                if let Ok(count) = count.parse() {
                    figures.set(NO_DOCUMENT, &name, "allocations", Ok(count));
                }
            }
            _ => {}
        }
    }
}

fn microseconds(number: &str, unit: &str) -> Option<f64> {
    let factor = match unit {
        "ns" => 0.001,
        "µs" => 1.0,
        "ms" => 1000.0,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * factor)
}
