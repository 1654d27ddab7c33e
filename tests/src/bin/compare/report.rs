//! The figures as Markdown.

use std::fmt::Write as _;
use std::process::Command;

use super::Options;
use super::measure::Usage;
use super::run::Row;
use super::tools::Tools;

/// What is to be reached.
#[derive(Clone, Copy)]
enum Goal {
    /// The best peer's figure is at least so many times ours.
    Times(f64),
    /// Ours is at most this.
    Most(f64),
}

/// What is compared: title, goal, figure.
type Measure = (&'static str, Goal, fn(&Row) -> Option<f64>);

const MEASURES: &[Measure] = &[
    ("Generation, CPU seconds", Goal::Times(4.0), |row| {
        cpu(&row.generate)
    }),
    ("Generation, peak MiB", Goal::Times(3.0), |row| {
        memory(&row.generate)
    }),
    ("Lines of code", Goal::Times(2.0), |row| {
        row.lines.map(|lines| lines as f64)
    }),
    ("`cargo check`, CPU seconds", Goal::Times(5.0), |row| {
        cpu(&row.check)
    }),
    ("`cargo check`, peak MiB", Goal::Times(3.0), |row| {
        memory(&row.check)
    }),
    (
        "`cargo build --release`, CPU seconds",
        Goal::Times(4.0),
        |row| cpu(&row.release),
    ),
    ("Packages in Cargo.lock", Goal::Most(110.0), |row| {
        row.packages.map(|count| count as f64)
    }),
];

fn cpu(usage: &Option<Result<Usage, String>>) -> Option<f64> {
    Some(usage.as_ref()?.as_ref().ok()?.cpu)
}

fn memory(usage: &Option<Result<Usage, String>>) -> Option<f64> {
    Some(usage.as_ref()?.as_ref().ok()?.memory)
}

/// The whole page.
pub(crate) fn markdown(tools: &Tools, rows: &[Row], options: &Options) -> String {
    let mut text = format!(
        "# Benchmarks\n\n\
         Written by `cargo run -p posthaste-tests --release --bin compare`. The peers are what people with a collection\n\
         use today: {}, then a generator of Rust clients; their figures are those of the whole chain. CPU seconds are user\n\
         and system time of the process tree, memory is that of the largest process; median of {}, the tools in turns.\n\
         Compiling is that of the generated crate alone, its dependencies built before. A ratio is the best peer's\n\
         figure to ours; a peer that fails is shown as failing and is out of the ratio.\n\n{}\n",
        tools.converter_name,
        options.runs,
        machine()
    );
    for (title, goal, figure) in MEASURES {
        table(&mut text, (title, *goal), *figure, rows, tools);
    }
    failures(&mut text, rows);
    text
}

fn table(
    text: &mut String,
    (title, goal): (&str, Goal),
    figure: fn(&Row) -> Option<f64>,
    rows: &[Row],
    tools: &Tools,
) {
    if rows.iter().all(|row| figure(row).is_none()) {
        return;
    }
    let names: Vec<&str> = tools.tools.iter().map(|tool| tool.name.as_str()).collect();
    _ = writeln!(
        text,
        "\n## {title}\n\n| document | {} | best peer : ours | goal |",
        names.join(" | ")
    );
    _ = writeln!(text, "|---|{}---:|---|", "---:|".repeat(names.len()));
    for of_document in rows.chunks(names.len()) {
        let cells: Vec<String> = of_document.iter().map(|row| cell(figure(row))).collect();
        let ours = of_document.iter().find(|row| row.ours).and_then(figure);
        let peers = of_document
            .iter()
            .filter(|row| !row.ours)
            .filter_map(figure);
        let ratio = peers
            .reduce(f64::min)
            .zip(ours)
            .map(|(best, ours)| best / ours);
        let (goal, reached) = match goal {
            Goal::Times(goal) => (format!("{goal} : 1"), ratio.map(|ratio| ratio >= goal)),
            Goal::Most(goal) => (format!("at most {goal}"), ours.map(|ours| ours <= goal)),
        };
        let ratio = ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.1} : 1"));
        let judged = match reached {
            Some(true) => ", reached",
            Some(false) => ", not reached",
            None => "",
        };
        let document = of_document.first().map_or("", |row| row.document.as_str());
        _ = writeln!(
            text,
            "| {document} | {} | {ratio} | {goal}{judged} |",
            cells.join(" | ")
        );
    }
}

fn cell(figure: Option<f64>) -> String {
    match figure {
        None => "fails".to_owned(),
        Some(figure) if figure < 10.0 => format!("{figure:.2}"),
        Some(figure) => format!("{figure:.0}"),
    }
}

fn failures(text: &mut String, rows: &[Row]) {
    let before = text.len();
    text.push_str("\n## What fails\n\n");
    let title = text.len();
    for row in rows {
        let stages = [
            ("generation", &row.generate),
            ("check", &row.check),
            ("release build", &row.release),
        ];
        let failed = stages.iter().find_map(|(stage, result)| match result {
            Some(Err(why)) => Some((stage, why)),
            _ => None,
        });
        if let Some((stage, why)) = failed {
            let why = why.replace('`', "'").replace('|', "/");
            _ = writeln!(text, "- {}, {}: {stage}: `{why}`", row.tool, row.document);
        }
    }
    if text.len() == title {
        text.truncate(before);
    }
}

fn machine() -> String {
    let told = |program: &str, arguments: &[&str]| {
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
        told("date", &["-u", "+%Y-%m-%d"]),
        memory >> 20,
        told("rustc", &["--version"]),
    )
}
