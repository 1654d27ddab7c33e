//! `posthaste diff`.

use camino::Utf8Path;

use super::args::{Diff, DiffFormat};
use super::progress::Progress;
use super::target::configured;
use super::terminal::Terminal;
use super::{DONE, Exit, FOUND, MISUSED};
use crate::make::{Compared, Failure, Generator};
use crate::read::config::Client;

pub(super) fn run(args: &Diff, terminal: &Terminal) -> Exit {
    match (&args.old, &args.new) {
        (Some(old), Some(new)) => between(args, old, new, terminal),
        (input, _) => against_lock(args, input.as_deref(), terminal),
    }
}

fn between(args: &Diff, old: &Utf8Path, new: &Utf8Path, terminal: &Terminal) -> Exit {
    if old == "-" && new == "-" {
        terminal.fail("only one of OLD and NEW can be standard input");
        return MISUSED;
    }
    let progress = Progress::start(terminal, "comparing");
    let result = client(args, old).compare(&client(args, new));
    drop(progress);
    told(args, result, terminal)
}

fn against_lock(args: &Diff, input: Option<&Utf8Path>, terminal: &Terminal) -> Exit {
    let generators: Vec<Generator> = match (input, &args.lock) {
        (Some(input), Some(_)) => vec![client(args, input)],
        (Some(_), None) => {
            terminal.fail("`--against-lock NEW` needs `--lock FILE`: the names of the last run");
            return MISUSED;
        }
        (None, _) => match configured(terminal) {
            Ok(clients) => clients.into_iter().map(|one| one.client.into()).collect(),
            Err(exit) => return exit,
        },
    };
    let compare = |generator: Generator| {
        let progress = Progress::start(terminal, "comparing");
        let result = generator.compare_with_names();
        drop(progress);
        told(args, result, terminal)
    };
    generators.into_iter().map(compare).max().unwrap_or(DONE)
}

fn told(args: &Diff, result: Result<Compared, Failure>, terminal: &Terminal) -> Exit {
    let comparison = match result {
        Ok(compared) => {
            terminal.remark(&compared.old);
            terminal.remark(&compared.new);
            compared.comparison
        }
        Err(failure) => {
            terminal.report(&failure.messages);
            return MISUSED;
        }
    };
    match args.format {
        DiffFormat::Text => terminal.print(&comparison.text()),
        DiffFormat::Markdown => terminal.print(&comparison.markdown()),
        DiffFormat::Json => terminal.print(&format!("{:#}\n", comparison.json())),
    }
    if comparison.is_breaking() {
        FOUND
    } else {
        DONE
    }
}

fn client(args: &Diff, input: &Utf8Path) -> Generator {
    Generator::from(Client {
        inputs: vec![input.to_path_buf()],
        environments: args.environments.clone(),
        overlays: args.overlays.clone(),
        profile: args.profile.clone(),
        names: args.lock.clone(),
        ..Client::default()
    })
}
