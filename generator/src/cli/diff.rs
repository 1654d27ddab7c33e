//! `posthaste diff`.

use camino::Utf8Path;

use super::args::{Diff, DiffFormat};
use super::progress::Progress;
use super::terminal::Terminal;
use super::{DONE, Exit, FOUND, MISUSED};
use crate::config::Client;
use crate::generator::Generator;

pub(super) fn run(args: &Diff, terminal: &Terminal) -> Exit {
    if args.old == "-" && args.new == "-" {
        terminal.fail("only one of OLD and NEW can be standard input");
        return MISUSED;
    }
    let progress = Progress::start(terminal, "comparing");
    let result = generator(args, &args.old).compare(&generator(args, &args.new));
    drop(progress);
    let comparison = match result {
        Ok(compared) => compared.comparison,
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

fn generator(args: &Diff, input: &Utf8Path) -> Generator {
    Generator::from(Client {
        inputs: vec![input.to_path_buf()],
        environments: args.environments.clone(),
        overlays: args.overlays.clone(),
        profile: args.profile.clone(),
        names: args.lock.clone(),
        ..Client::default()
    })
}
