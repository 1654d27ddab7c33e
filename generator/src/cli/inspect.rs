//! `posthaste inspect`.

use super::args::{Format, Inspect};
use super::terminal::Terminal;
use super::{DONE, Exit, target};
use crate::inspect::{Inspection, inspect, text};
use crate::name::locked_names;

pub(super) fn run(args: &Inspect, terminal: &Terminal) -> Exit {
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
