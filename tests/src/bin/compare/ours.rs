//! The tables of what is measured of ours alone.

use std::fmt::Write as _;

use super::alone::{NO_DOCUMENT, SIZES};
use super::figures::Figures;
use super::report::{judged, rounded};
use super::tools::OURS;

/// At most so many times the floor.
const FLOORS: f64 = 3.0;

/// How much dearer an operation may be among a hundred times as many.
const SLOPE: f64 = 1.2;

/// How many allocations more than by hand a call may take.
const ALLOCATIONS: f64 = 10.0;

/// What runs inside a process: title, ours, the other one, the least ratio.
const RATIOS: &[(&str, &str, &str, f64)] = &[
    (
        "a call, throughput against reqwest by hand",
        "runtime",
        "reqwest_by_hand",
        0.95,
    ),
    (
        "reading, against serde's derive",
        "read record",
        "read derive",
        0.9,
    ),
    (
        "reading malformed values, by way of a tree",
        "read by_way_of_a_tree",
        "read derive",
        0.0,
    ),
    (
        "writing, against serde's derive",
        "write record",
        "write derive",
        0.0,
    ),
];

/// All of them, as far as there are figures.
pub(crate) fn tables(text: &mut String, documents: &[String], figures: &Figures) {
    floor(text, documents, figures);
    slope(text, figures);
    inside(text, figures);
}

fn floor(text: &mut String, documents: &[String], figures: &Figures) {
    let row = |document: &String| {
        let ours = figures.value(document, OURS, "generate cpu")?;
        let floor = figures.value(document, OURS, "floor cpu")?;
        let times = ours / floor;
        Some(format!(
            "| {document} | {} | {} | {times:.1} : 1 | at most {FLOORS} : 1{} |",
            rounded(ours),
            rounded(floor),
            judged(Some(times <= FLOORS))
        ))
    };
    let rows: Vec<String> = documents.iter().filter_map(row).collect();
    if rows.is_empty() {
        return;
    }
    _ = writeln!(
        text,
        "\n## Generation beside the least that it takes\n\n\
         The least is a process that parses the input with serde_json, and parses and formats the sources that came out\n\
         with syn and prettyplease. CPU seconds.\n\n\
         | document | generation | the least | ratio | goal |\n|---|---:|---:|---:|---|\n{}",
        rows.join("\n")
    );
}

fn slope(text: &mut String, figures: &Figures) {
    let value = |copies: usize, measure: &str| figures.value(&copies.to_string(), OURS, measure);
    let cpus = SIZES.map(|copies| value(copies, "slope cpu"));
    let [Some(one), Some(ten), Some(hundred)] = cpus else {
        return;
    };
    _ = writeln!(
        text,
        "\n## Generation over inputs 1, 10 and 100 times as large\n\n\
         | operations | CPU seconds | peak MiB | CPU ms for each operation more |\n|---:|---:|---:|---:|"
    );
    let per = |few: f64, many: f64, from: usize, to: usize| {
        (many - few) * 1000.0 / ((to - from) * 4) as f64
    };
    let added = [
        None,
        Some(per(one, ten, SIZES[0], SIZES[1])),
        Some(per(ten, hundred, SIZES[1], SIZES[2])),
    ];
    for ((copies, cpu), added) in SIZES.iter().zip([one, ten, hundred]).zip(added) {
        let memory = value(*copies, "slope memory").map_or_else(String::new, rounded);
        let added = added.map_or_else(String::new, |added| format!("{added:.2}"));
        _ = writeln!(
            text,
            "| {} | {} | {memory} | {added} |",
            copies * 4,
            rounded(cpu)
        );
    }
    if let [_, Some(few), Some(many)] = added {
        let is_linear = many <= few * SLOPE;
        _ = writeln!(
            text,
            "\nGoal: linear (at most {SLOPE} times){}.",
            judged(Some(is_linear))
        );
    }
}

fn inside(text: &mut String, figures: &Figures) {
    let fastest = |name: &str| figures.value(NO_DOCUMENT, name, "fastest");
    let allocations = |name: &str| figures.value(NO_DOCUMENT, name, "allocations");
    let mut rows = String::new();
    for (title, ours, other, goal) in RATIOS {
        let (Some(mine), Some(theirs)) = (fastest(ours), fastest(other)) else {
            continue;
        };
        let ratio = theirs / mine;
        let goal = match *goal > 0.0 {
            true => format!("at least {goal} : 1{}", judged(Some(ratio >= *goal))),
            false => "-".to_owned(),
        };
        _ = writeln!(
            rows,
            "| {title} | {} | {} | {ratio:.2} : 1 | {goal} |",
            rounded(mine),
            rounded(theirs)
        );
    }
    if rows.is_empty() {
        return;
    }
    _ = writeln!(
        text,
        "\n## At run time\n\nMicroseconds (`benches/`, the fastest of a hundred samples): a call of a server on the same machine, and a page \
         of three\nhundred users.\n\n| | ours | other | other : ours | goal |\n|---|---:|---:|---:|---|\n{rows}"
    );
    if let (Some(ours), Some(other)) = (allocations("runtime"), allocations("reqwest_by_hand")) {
        let is_reached = judged(Some(ours <= other + ALLOCATIONS));
        _ = writeln!(
            text,
            "Allocations of a call: {ours}, by hand {other}; goal: at most {ALLOCATIONS} more{is_reached}."
        );
    }
}
