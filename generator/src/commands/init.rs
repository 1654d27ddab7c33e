//! `posthaste init`.

use camino::Utf8Path;

use super::args::Init;
use super::terminal::Terminal;
use super::{DONE, Exit, MISUSED, target};
use crate::commands::inspect::security;
use crate::make::write_settings;
use crate::model::api::Api;
use crate::read::config::{FILE_NAME, Suggestion};
use crate::read::source::SourceMap;
use crate::rust::name;

pub(super) fn run(args: &Init, terminal: &Terminal) -> Exit {
    if args.input.input == "-" {
        terminal.fail("settings cannot name standard input: save it to a file, and name that");
        return MISUSED;
    }
    let understood = match target::understand(&args.input, terminal) {
        Ok(understood) => understood,
        Err(exit) => return exit,
    };
    let suggestion = suggestion(&understood.api, &args.input.input);
    match write_settings(Utf8Path::new(FILE_NAME), &suggestion.text()) {
        Ok(()) => {
            terminal.note(&format!(
                "{FILE_NAME} is written; `posthaste generate` writes {}",
                suggestion.package
            ));
            DONE
        }
        Err(diagnostic) => {
            terminal.complain(diagnostic, &SourceMap::new());
            MISUSED
        }
    }
}

fn suggestion(api: &Api, input: &Utf8Path) -> Suggestion {
    let package = name::package(&api.title);
    let operations = |index: usize| {
        let own = api.operations.iter();
        own.filter(|one| one.service.0 as usize == index).count()
    };
    let groups = api.services.iter().enumerate();
    let groups = groups.map(|(index, group)| (group.name.clone(), operations(index)));
    let servers = api
        .servers
        .iter()
        .map(|one| (one.name.clone(), one.url.clone()));
    let mut schemes: Vec<&str> = api.security.iter().map(|one| security(&one.kind)).collect();
    schemes.sort_unstable();
    schemes.dedup();
    Suggestion {
        input: input.to_owned(),
        title: api.title.clone(),
        package: match package.ends_with("client") {
            true => package,
            false => format!("{package}-client"),
        },
        servers: servers.collect(),
        groups: groups.filter(|(_, operations)| *operations > 0).collect(),
        schemes,
    }
}
