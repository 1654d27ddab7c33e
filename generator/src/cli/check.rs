//! `posthaste check`.

use super::args::{Check, Target};
use super::progress::Progress;
use super::target::{Named, clients, mend};
use super::terminal::Terminal;
use super::{DONE, Exit, FOUND, MISUSED};
use crate::generator::Generator;

pub(super) fn run(args: &Check, terminal: &Terminal) -> Exit {
    let clients = match clients(&args.target, terminal) {
        Ok(clients) => clients,
        Err(exit) => return exit,
    };
    let worst = clients
        .into_iter()
        .map(|one| check(one, terminal))
        .max()
        .unwrap_or(DONE);
    if worst == FOUND {
        terminal.fail(&format!(
            "out of date; to mend it: {}",
            command(&args.target)
        ));
    }
    worst
}

fn command(target: &Target) -> String {
    mend(target)
}

fn check(Named { name, client }: Named, terminal: &Terminal) -> Exit {
    let output = client.output.clone();
    let what = name.as_deref().unwrap_or(output.as_str());
    let progress = Progress::start(terminal, &format!("checking {what}"));
    let result = Generator::from(client).check();
    drop(progress);
    match result {
        Ok(checked) if checked.drift.is_none() => {
            terminal.note(&format!("{output}: up to date"));
            DONE
        }
        Ok(checked) => {
            terminal.print(checked.drift.as_deref().unwrap_or(""));
            FOUND
        }
        Err(failure) => {
            terminal.report(&failure.messages);
            MISUSED
        }
    }
}
