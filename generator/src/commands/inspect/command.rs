//! `posthaste inspect`.

use super::super::args::{Format, Inspect};
use super::super::terminal::Terminal;
use super::super::{DONE, Exit, target};
use crate::commands::inspect::{Inspection, inspect, text};
use crate::rust::name::locked_names;

pub(in crate::commands) fn run(args: &Inspect, terminal: &Terminal) -> Exit {
    let (understood, messages) = match target::examine(&args.input, terminal) {
        Ok(examined) => examined,
        Err(exit) => return exit,
    };
    let (api, sources) = (&understood.api, &understood.sources);
    let inspection = inspect(
        api,
        &locked_names(api, &understood.lock),
        &messages,
        sources,
    );
    match args.format {
        Format::Json => {
            terminal.heed(&messages);
            terminal.print(&json(&inspection));
        }
        Format::Text => {
            terminal.print(&text(&inspection));
            terminal.report(&messages);
        }
    }
    DONE
}

fn json(inspection: &Inspection) -> String {
    let text = serde_json::to_string_pretty(inspection);
    text.map_or_else(
        |error| format!("{{\"error\": \"{error}\"}}\n"),
        |text| text + "\n",
    )
}
