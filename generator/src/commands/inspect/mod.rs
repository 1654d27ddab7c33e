//! What an input was understood to be: every request, every diagnostic, for people and for programs.

pub(super) mod command;
mod operation;
mod text;
mod words;

pub use operation::{
    BodyRow, ErrorRow, FieldRow, OperationRow, PaginationRow, ParameterRow, ResponseRow,
    ValueFacts, security,
};
pub use text::text;
pub use words::TypeWords;

use indexmap::IndexMap;
use serde::Serialize;

use crate::ground::diagnostic::Origin;
use crate::model::api::{Api, OperationId, Server};
use crate::read::report::{Locator, Message};
use crate::read::source::SourceMap;
use crate::rust::name::Names;

/// What `posthaste inspect` prints; as JSON, it is what `--format json` prints.
///
/// Members are added in time and never renamed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspection {
    /// The API's title.
    pub title: String,
    /// How many there are.
    pub totals: Totals,
    /// Where the API is served.
    pub servers: Vec<ServerRow>,
    /// The operations in the source's order, then the requests that became none.
    pub operations: Vec<OperationRow>,
    /// What was seen and not used, by kind, with how often.
    pub unused: IndexMap<String, usize>,
    /// Every finding.
    pub diagnostics: Vec<DiagnosticRow>,
}

/// How many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Requests seen in the sources.
    pub requests: usize,
    /// What they became.
    pub operations: usize,
    /// Requests that became nothing.
    pub skipped: usize,
    /// Requests that were joined into another's operation.
    pub joined: usize,
}

/// A base that paths are joined to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServerRow {
    /// The base variable's name or the host.
    pub name: String,
    /// The URL with its `{variables}`; empty where the caller must give it.
    pub url: String,
    /// The names of the variables.
    pub variables: Vec<String>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiagnosticRow {
    /// `PH0012`.
    pub code: String,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is the matter.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file, where it is about a place.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
}

/// Tells what an API was understood to be.
pub fn inspect(api: &Api, names: &Names, messages: &[Message], sources: &SourceMap) -> Inspection {
    let locator = Locator::new(sources);
    let place = |origin: &Origin| locator.line(origin);
    let ids = (0..u32::MAX).map(OperationId);
    let mut operations: Vec<OperationRow> = ids
        .zip(&api.operations)
        .map(|(id, operation)| operation::row(api, names, id, operation, &place))
        .collect();
    operations.extend(
        api.skipped
            .iter()
            .map(|one| operation::skipped_row(one, &place)),
    );
    let taken = api.operations.len() + api.skipped.len();
    Inspection {
        title: api.title.clone(),
        totals: Totals {
            requests: api.requests,
            operations: api.operations.len(),
            skipped: api.skipped.len(),
            joined: api.requests.saturating_sub(taken),
        },
        servers: api.servers.iter().map(server).collect(),
        operations,
        unused: api.unused.clone(),
        diagnostics: messages.iter().map(diagnostic).collect(),
    }
}

fn server(server: &Server) -> ServerRow {
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

fn diagnostic(message: &Message) -> DiagnosticRow {
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
