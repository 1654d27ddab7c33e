//! Posthaste beside what people with a collection use today: `postman2openapi`, then a generator of Rust
//! clients. Installs the peers below `target/peers`, runs every tool on the same documents, in turns, and
//! writes `BENCHMARKS.md`.
//!
//! `cargo run -p posthaste-tests --release --bin compare [-- --runs 5 --documents NAME,NAME --skip STAGE --only STAGE,STAGE
//! --tools NAME,NAME]`
//!
//! Figures are kept in `target/compare/figures.tsv`: what is not measured in a run stands as it was measured last.
//!
//! A peer that fails on a document is shown as failing. CPU seconds are those of the whole process tree,
//! since other work on the machine moves the wall clock; memory is that of the largest process.

mod alone;
mod features;
mod figures;
mod measure;
mod ours;
mod report;
mod run;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use posthaste_tests::shared::{root, shared};

use self::figures::Figures;

/// The documents of the comparison, below the corpus.
const DOCUMENTS: &[&str] = &[
    "zoom/zoom-api-2022-08.postman_collection.json",
    "postman/adyen-management-v3.json",
    "postman/p2o-github.json",
    "postman/docusign-admin.json",
];

/// What can be measured.
const STAGES: &[&str] = &[
    "generate", "check", "release", "floor", "slope", "benches", "features",
];

/// What is to be done.
struct Options {
    /// How often each thing is measured; the median counts.
    runs: usize,
    /// Paths of documents.
    documents: Vec<PathBuf>,
    /// Which tools are measured, by a part of their packages' names; all where there is none.
    tools: Vec<String>,
    /// What is measured; the figures of everything else stay as they were measured last.
    stages: Vec<String>,
}

impl Options {
    fn does(&self, stage: &str) -> bool {
        self.stages.iter().any(|name| name == stage)
    }
}

/// A document's name among the figures.
fn name_of(document: &Path) -> String {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if let Some("--measure") = std::env::args().nth(1).as_deref() {
        let rest: Vec<String> = arguments.skip(1).collect();
        return measure::child(&rest);
    }
    if let Some("--floor") = std::env::args().nth(1).as_deref() {
        let rest: Vec<String> = arguments.skip(1).collect();
        return alone::floor_child(&rest);
    }
    let mut options = Options {
        runs: 5,
        documents: Vec::new(),
        tools: Vec::new(),
        stages: STAGES.iter().map(|stage| (*stage).to_owned()).collect(),
    };
    let mut selected = String::new();
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next()) {
            ("--runs", Some(count)) => options.runs = count.parse().unwrap_or(5),
            ("--documents", Some(names)) => selected = names,
            ("--skip", Some(stage)) => options.stages.retain(|name| *name != stage),
            ("--tools", Some(names)) => {
                options.tools = names.split(',').map(str::to_owned).collect();
            }
            ("--only", Some(stages)) => {
                options.stages = stages.split(',').map(str::to_owned).collect();
            }
            (other, _) => {
                eprintln!("unknown argument {other}");
                return ExitCode::from(2);
            }
        }
    }
    let selected: Vec<&str> = selected
        .split(',')
        .filter(|name| !name.is_empty())
        .collect();
    let named =
        |path: &&&str| selected.is_empty() || selected.iter().any(|name| path.contains(name));
    options.documents = DOCUMENTS
        .iter()
        .filter(named)
        .filter_map(|path| shared(&format!("corpus/{path}")))
        .collect();
    if options.documents.is_empty() {
        eprintln!("there is no document to compare on");
        return ExitCode::from(2);
    }
    let tools = match tools::prepare() {
        Ok(tools) => tools,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    let mut figures = Figures::load();
    run::all(&tools, &options, &mut figures);
    alone::all(&tools, &options, &mut figures);
    if options.does("features") {
        features::all(&mut figures);
    }
    if let Some(page) = features::page(&figures) {
        written("docs/features.md", &page);
    }
    let text = report::markdown(&tools, &figures);
    written("BENCHMARKS.md", &text);
    println!("{text}");
    ExitCode::SUCCESS
}

fn written(path: &str, text: &str) {
    if let Err(error) = std::fs::write(root().join(path), text) {
        eprintln!("{path}: {error}");
    }
}
