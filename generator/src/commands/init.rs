//! `posthaste init`.

use camino::Utf8Path;

use super::inputs::Input;
use super::terminal::Terminal;
use super::{Exit, Outcome};
use crate::make::write_settings;
use crate::model::api::{Api, ServiceId};
use crate::read::config::{FILE_NAME, Suggestion};
use crate::read::source::SourceMap;
use crate::rust::name;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste init shop.postman_collection.json
  posthaste generate                  then writes the crate that it suggests

Exit codes: 0 done, 2 unreadable input, or there is a posthaste.toml already")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    let input = &args.input.path;
    if input == "-" {
        let message = "settings cannot name standard input; save it to a file and name the file";
        return Err(terminal.print_error(message));
    }
    let understood = args.input.understand(terminal)?;
    let suggestion = suggestion(&understood.api, input);
    write_settings(Utf8Path::new(FILE_NAME), &suggestion.text())
        .map_err(|diagnostic| terminal.report_diagnostic(diagnostic, &SourceMap::new()))?;
    terminal.print_note(&format!(
        "{FILE_NAME} is written; `posthaste generate` writes {}",
        suggestion.package
    ));
    Ok(Exit::Done)
}

/// The settings for a client of this API.
fn suggestion(api: &Api, input: &Utf8Path) -> Suggestion {
    let package = name::package(&api.title);
    let operations = |id: ServiceId| {
        let operations = api.operations.iter();
        operations
            .filter(|operation| operation.service == id)
            .count()
    };
    let groups = api.services.iter_enumerated();
    let groups = groups.map(|(id, group)| (group.name.clone(), operations(id)));
    let servers = api.servers.iter();
    let schemes = api.security.iter();
    let mut schemes: Vec<&str> = schemes.map(|scheme| scheme.kind.as_str()).collect();
    schemes.sort_unstable();
    schemes.dedup();
    Suggestion {
        input: input.to_owned(),
        title: api.title.clone(),
        package: match package.ends_with("client") {
            true => package,
            false => format!("{package}-client"),
        },
        servers: servers
            .map(|server| (server.name.clone(), server.url.clone()))
            .collect(),
        groups: groups.filter(|(_, operations)| *operations > 0).collect(),
        schemes,
    }
}
