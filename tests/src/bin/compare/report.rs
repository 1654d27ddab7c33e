//! The figures as Markdown.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::figures::Figures;
use super::ours;
use super::tools::{OURS, Tools};
use super::{DOCUMENTS, name_of};

/// What is to be reached.
#[derive(Clone, Copy)]
enum Goal {
    /// The best peer's figure is at least so many times ours.
    Times(f64),
    /// Ours is at most this.
    Most(f64),
    /// Only shown.
    None,
}

/// What is compared: title, goal, its name among the figures.
type Measure = (&'static str, Goal, &'static str);

const MEASURES: &[Measure] = &[
    ("Generation, CPU seconds", Goal::Times(4.0), "generate cpu"),
    ("Generation, peak MiB", Goal::Times(3.0), "generate memory"),
    ("Lines of code", Goal::Times(2.0), "lines"),
    (
        "`cargo check` of the crate alone, CPU seconds",
        Goal::Times(5.0),
        "check cpu",
    ),
    ("The same, peak MiB", Goal::Times(3.0), "check memory"),
    (
        "`cargo build --release` of the crate alone, CPU seconds",
        Goal::Times(4.0),
        "release cpu",
    ),
    ("The same, peak MiB", Goal::None, "release memory"),
    (
        "Packages in Cargo.lock, default features",
        Goal::Most(110.0),
        "packages",
    ),
];

/// The whole page.
pub(crate) fn markdown(tools: &Tools, figures: &Figures) -> String {
    let mut text = format!(
        "# Benchmarks\n\n\
         Written by `cargo run -p posthaste-tests --release --bin compare`. The peers are what people with a collection\n\
         use today: {}, then a generator of Rust clients; their figures are those of the whole chain. CPU seconds are user\n\
         and system time of the process tree, memory is that of the largest process; medians; how often and in which order stands at the end.\n\
         Compiling is that of the generated crate alone, its dependencies built before. A ratio is the best peer's\n\
         figure to ours; a peer that fails is shown as failing and is out of the ratio.\n\n{}\n",
        tools.converter_name,
        machine()
    );
    // Also those whose figures are of an earlier run.
    let documents: Vec<String> = DOCUMENTS
        .iter()
        .map(|path| name_of(Path::new(path)))
        .collect();
    for measure in MEASURES {
        table(&mut text, *measure, &documents, figures, tools);
    }
    failures(&mut text, &documents, figures, tools);
    ours::tables(&mut text, &documents, figures);
    text.push_str(include_str!("notes.md"));
    text
}

fn table(
    text: &mut String,
    (title, goal, measure): Measure,
    documents: &[String],
    figures: &Figures,
    tools: &Tools,
) {
    let measured = |document: &&String| figures.value(document, OURS, measure).is_some();
    if !documents.iter().any(|document| measured(&document)) {
        return;
    }
    let names: Vec<&str> = tools.tools.iter().map(|tool| tool.name.as_str()).collect();
    _ = writeln!(
        text,
        "\n## {title}\n\n| document | {} | best peer : ours | goal |",
        names.join(" | ")
    );
    _ = writeln!(text, "|---|{}---:|---|", "---:|".repeat(names.len()));
    for document in documents.iter().filter(measured) {
        let figure = |tool: &str| figures.value(document, tool, measure);
        let cells: Vec<String> = names
            .iter()
            .map(|name| match figures.get(document, name, measure) {
                None => "-".to_owned(),
                Some(Err(_)) => "fails".to_owned(),
                Some(Ok(figure)) => rounded(*figure),
            })
            .collect();
        let peers = names.iter().filter(|name| **name != OURS);
        let best = peers.filter_map(|name| figure(name)).reduce(f64::min);
        let ours = figure(OURS);
        let ratio = best.zip(ours).map(|(best, ours)| best / ours);
        let (goal, reached) = match goal {
            Goal::Times(goal) => (format!("{goal} : 1"), ratio.map(|ratio| ratio >= goal)),
            Goal::Most(goal) => (format!("at most {goal}"), ours.map(|ours| ours <= goal)),
            Goal::None => ("-".to_owned(), None),
        };
        let ratio = ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.1} : 1"));
        _ = writeln!(
            text,
            "| {document} | {} | {ratio} | {goal}{} |",
            cells.join(" | "),
            judged(reached)
        );
    }
}

pub(crate) fn judged(reached: Option<bool>) -> &'static str {
    match reached {
        Some(true) => ", reached",
        Some(false) => ", **not reached**",
        None => "",
    }
}

pub(crate) fn rounded(figure: f64) -> String {
    match figure {
        figure if figure < 10.0 => format!("{figure:.2}"),
        figure => format!("{figure:.0}"),
    }
}

fn failures(text: &mut String, documents: &[String], figures: &Figures, tools: &Tools) {
    let stages = [
        ("generate", "generation"),
        ("check", "check"),
        ("release", "release build"),
    ];
    let mut lines = String::new();
    for document in documents {
        for tool in &tools.tools {
            let why = stages.iter().find_map(|(stage, title)| {
                let figure = figures.get(document, &tool.name, &format!("{stage} cpu"))?;
                Some((title, figure.as_ref().err()?))
            });
            if let Some((stage, why)) = why {
                let why = without_folders(why).replace('`', "'").replace('|', "/");
                _ = writeln!(lines, "- {}, {document}: {stage}: `{why}`", tool.name);
            }
        }
    }
    if !lines.is_empty() {
        _ = writeln!(text, "\n## What fails\n\n{lines}");
    }
}

/// A message without where things are on this machine.
fn without_folders(text: &str) -> String {
    let word = |word: &str| match word.rsplit_once('/') {
        Some((_, name)) if word.starts_with('/') => name.to_owned(),
        _ => word.to_owned(),
    };
    text.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

pub(crate) fn machine() -> String {
    let output_of = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok();
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        text.unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, name)| name);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory: u64 = memory
        .lines()
        .find_map(|line| {
            line.strip_prefix("MemTotal:")?
                .trim()
                .strip_suffix(" kB")?
                .parse()
                .ok()
        })
        .unwrap_or_default();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').nth(2).unwrap_or_default();
    format!(
        "{}: {cores} cores of {processor}, {} GiB, {}, load average {load}.",
        output_of("date", &["-u", "+%Y-%m-%d"]),
        memory >> 20,
        output_of("rustc", &["--version"]),
    )
}
