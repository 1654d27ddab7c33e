//! `posthaste inspect`: the operations that are read from an input, and every diagnostic, for people and for programs.

mod operation;
mod text;
mod types;

pub use operation::{
    BodyRow, ErrorRow, FieldRow, OperationRow, PaginationRow, ParameterRow, ResponseRow, ValueFacts,
};
pub use text::text;
pub use types::TypeRow;

use indexmap::IndexMap;
use serde::Serialize;

use super::inputs::Input;
use super::terminal::{Format, Terminal};
use super::{Exit, Outcome};
use crate::ground::diagnostic::Origin;
use crate::make::{Inputs, Understood};
use crate::model::api::{OperationId, Server};
use crate::read::report::{Locator, Message};
use crate::rust::name::{Names, locked_names};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste inspect shop.postman_collection.json
  posthaste inspect shop.postman_collection.json --format json | jq .totals

Exit codes: 0 done, 1 a warning with `--deny warnings`, 2 bad usage or unreadable input")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,

    /// The format of the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    let (understood, messages, counts) = args.input.examine(terminal, Inputs::counts)?;
    let names = locked_names(&understood.api, &understood.lock);
    let inspection = Inspection {
        counts,
        ..inspect(&understood, &names, &messages)
    };
    match args.format {
        Format::Json => {
            terminal.record_warnings(&messages);
            match serde_json::to_string_pretty(&inspection) {
                Ok(json) => terminal.print(&format!("{json}\n")),
                Err(error) => return Err(terminal.print_error(&error.to_string())),
            }
        }
        Format::Text => {
            terminal.print(&text(&inspection));
            terminal.report(&messages);
        }
    }
    Ok(Exit::Done)
}

/// What `posthaste inspect` prints; serialized, it is what `--format json` prints.
///
/// New versions may add members; they rename none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspection {
    /// The API's title.
    pub title: String,
    /// How many requests and operations there are.
    pub totals: Totals,
    /// How many parts of each kind the document declares; absent for formats without such kinds.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub counts: IndexMap<&'static str, usize>,
    /// Where the API is served.
    pub servers: Vec<ServerRow>,
    /// The operations in the order of the input, then the requests from which no operation was made.
    pub operations: Vec<OperationRow>,
    /// How often each kind of thing was read and not used.
    pub unused: IndexMap<String, usize>,
    /// Every diagnostic.
    pub diagnostics: Vec<DiagnosticRow>,
}

/// How many requests and operations there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Requests in the input.
    pub requests: usize,
    /// Operations made from them.
    pub operations: usize,
    /// Requests from which no operation was made.
    pub skipped: usize,
    /// Requests that were joined into the operation of another request.
    pub joined: usize,
}

/// A base URL.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServerRow {
    /// The base variable's name or the host.
    pub name: String,
    /// The URL with its `{variables}`; empty if the input does not give it.
    pub url: String,
    /// The names of the variables.
    pub variables: Vec<String>,
}

/// A diagnostic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiagnosticRow {
    /// `PH0012`.
    pub code: String,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file, if the diagnostic has a location.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
}

/// Describes an API; [`Inspection::counts`], which only the documents show, is empty.
pub fn inspect(understood: &Understood, names: &Names, messages: &[Message]) -> Inspection {
    let (api, provenance) = (&understood.api, &understood.provenance);
    let locator = Locator::new(&understood.sources);
    let line_of = |origin: &Origin| locator.line(origin);
    let ids = (0..u32::MAX).map(OperationId);
    let mut operations: Vec<OperationRow> = ids
        .zip(&api.operations)
        .map(|(id, operation)| operation::operation_row(understood, names, id, operation, &line_of))
        .collect();
    let skipped = provenance.skipped.iter();
    operations.extend(skipped.map(|request| operation::skipped_row(request, &line_of)));
    let accounted = api.operations.len() + provenance.skipped.len();
    Inspection {
        title: api.title.clone(),
        totals: Totals {
            requests: provenance.requests,
            operations: api.operations.len(),
            skipped: provenance.skipped.len(),
            joined: provenance.requests.saturating_sub(accounted),
        },
        counts: IndexMap::new(),
        servers: api.servers.iter().map(server_row).collect(),
        operations,
        unused: provenance.unused.clone(),
        diagnostics: messages.iter().map(diagnostic_row).collect(),
    }
}

fn server_row(server: &Server) -> ServerRow {
    ServerRow {
        name: server.name.clone(),
        url: server.url.clone(),
        variables: server
            .variables
            .iter()
            .map(|variable| variable.name.clone())
            .collect(),
    }
}

fn diagnostic_row(message: &Message) -> DiagnosticRow {
    let place = message.place.as_ref();
    DiagnosticRow {
        code: message.code.to_string(),
        severity: message.severity().as_str(),
        message: message.message.clone(),
        help: message.help.clone(),
        file: place.map(|place| place.file.clone()),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
    }
}
