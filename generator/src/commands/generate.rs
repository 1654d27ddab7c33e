//! `posthaste generate`.

use super::args::{Format, Generate};
use super::progress::Progress;
use super::target::{Named, clients};
use super::terminal::{Terminal, count};
use super::{DONE, Exit, MISUSED};
use crate::make::{Generator, Report};
use crate::read::report;

pub(super) fn run(args: &Generate, terminal: &Terminal) -> Exit {
    match clients(&args.target, terminal) {
        Ok(clients) => clients
            .into_iter()
            .map(|one| generate(one, args, terminal))
            .max()
            .unwrap_or(DONE),
        Err(exit) => exit,
    }
}

fn generate(Named { name, client }: Named, args: &Generate, terminal: &Terminal) -> Exit {
    let output = client.output.clone();
    let what = name.as_deref().unwrap_or(output.as_str());
    let progress = Progress::start(terminal, &format!("generating {what}"));
    let result = Generator::from(client).force(args.force).run();
    drop(progress);
    match result {
        Ok(report) => {
            terminal.report(&report.messages);
            match args.format {
                Format::Text => terminal.note(&summary(&report, output.as_str())),
                Format::Json => terminal.print(&format!("{}\n", json(&report, output.as_str()))),
            }
            DONE
        }
        Err(failure) => {
            terminal.report(&failure.messages);
            let left = failure.left;
            terminal.fail(&left.unwrap_or_else(|| format!("nothing was written to {output}")));
            MISUSED
        }
    }
}

/// A line for each client.
fn json(report: &Report, output: &str) -> serde_json::Value {
    serde_json::json!({
        "output": output,
        "requests": report.requests,
        "operations": report.operations,
        "skipped": report.skipped,
        "written": report.written,
        "removed": report.removed,
        "found": report::summary(&report.messages),
    })
}

fn summary(report: &Report, output: &str) -> String {
    let files = match (report.written.len(), report.removed.len()) {
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{} written", count(written, "file")),
        (written, removed) => format!("{} written, {removed} removed", count(written, "file")),
    };
    let skipped = match report.skipped {
        0 => String::new(),
        number => format!(", {number} skipped"),
    };
    let found = crate::read::report::summary(&report.messages);
    let found = found.map_or_else(String::new, |found| format!("; {found}"));
    let operations = count(report.operations, "operation");
    let requests = count(report.requests, "request");
    format!("{output}: {operations} from {requests}{skipped}; {files}{found}")
}
