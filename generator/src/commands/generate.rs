//! `posthaste generate`.

use super::inputs::{ClientArgs, NamedClient};
use super::progress::with_progress;
use super::terminal::{Format, Terminal, count};
use super::{Exit, Outcome, worst};
use crate::make::{Generator, Report};
use crate::read::report::summary;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste generate shop.postman_collection.json -o shop-client
  posthaste generate api.json newer-item.json -o client --name acme-client --env production.json
  curl -s https://example.com/collection.json | posthaste generate - -o client

Exit codes: 0 done, 1 a warning with `--deny warnings`, 2 bad usage, unreadable input or nothing written")]
pub(super) struct Args {
    #[command(flatten)]
    clients: ClientArgs,

    /// Overwrite generated files that were edited by hand
    #[arg(long)]
    force: bool,

    /// The format of the summary: what was read, written and removed, and how many diagnostics there are
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    let clients = args.clients.clients(terminal)?.into_iter();
    Ok(worst(
        clients.map(|client| generate(client, args, terminal)),
    ))
}

fn generate(named: NamedClient, args: &Args, terminal: &Terminal) -> Outcome {
    let output = named.client.output.clone();
    let label = format!("generating {}", named.label());
    let generator = Generator::from(named.client).force(args.force);
    match with_progress(terminal, &label, || generator.run()) {
        Ok(report) => {
            terminal.report(&report.messages);
            match args.format {
                Format::Text => terminal.print_note(&summary_text(&report, output.as_str())),
                Format::Json => {
                    terminal.print(&format!("{}\n", summary_json(&report, output.as_str())))
                }
            }
            Ok(Exit::Done)
        }
        Err(failure) => {
            terminal.report_failure(&failure);
            let left = failure.left;
            Err(terminal
                .print_error(&left.unwrap_or_else(|| format!("nothing was written to {output}"))))
        }
    }
}

/// The summary of one client as JSON.
fn summary_json(report: &Report, output: &str) -> serde_json::Value {
    serde_json::json!({
        "output": output,
        "requests": report.requests,
        "operations": report.operations,
        "skipped": report.skipped,
        "written": report.written,
        "removed": report.removed,
        "found": summary(&report.messages),
    })
}

/// The summary of one client in one line.
fn summary_text(report: &Report, output: &str) -> String {
    let files = match (report.written.len(), report.removed.len()) {
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{} written", count(written, "file")),
        (written, removed) => format!("{} written, {removed} removed", count(written, "file")),
    };
    let skipped = match report.skipped {
        0 => String::new(),
        number => format!(", {number} skipped"),
    };
    let diagnostics = summary(&report.messages).map(|counts| format!("; {counts}"));
    let diagnostics = diagnostics.unwrap_or_default();
    let operations = count(report.operations, "operation");
    let requests = count(report.requests, "request");
    format!("{output}: {operations} from {requests}{skipped}; {files}{diagnostics}")
}
