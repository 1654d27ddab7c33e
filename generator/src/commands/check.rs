//! `posthaste check`.

use super::args::{Check, Target};
use super::progress::Progress;
use super::target::{Named, clients, mend};
use super::terminal::Terminal;
use super::{DONE, Exit, FOUND, MISUSED};
use crate::make::Generator;

pub(super) fn run(args: &Check, terminal: &Terminal) -> Exit {
    let clients = match clients(&args.target, terminal) {
        Ok(clients) => clients,
        Err(exit) => return exit,
    };
    let mut mend = Mend::default();
    let exits = clients
        .into_iter()
        .map(|one| check(one, &mut mend, terminal));
    let worst = exits.max().unwrap_or(DONE);
    if worst == FOUND {
        terminal.fail(&mend.told(&args.target));
    }
    worst
}

/// What brings the clients up to date.
#[derive(Default)]
struct Mend {
    /// A run writes something.
    run: bool,
    /// It overwrites or removes what a person wrote.
    force: bool,
}

impl Mend {
    fn told(&self, target: &Target) -> String {
        if !self.run {
            return "files that nobody generated stand among the generated ones".to_owned();
        }
        let force = if self.force { " --force" } else { "" };
        format!("out of date; to mend it: {}{force}", mend(target))
    }
}

fn check(Named { name, client }: Named, mend: &mut Mend, terminal: &Terminal) -> Exit {
    let output = client.output.clone();
    let what = name.as_deref().unwrap_or(output.as_str());
    let progress = Progress::start(terminal, &format!("checking {what}"));
    let result = Generator::from(client).check();
    drop(progress);
    match result {
        Ok(checked) if checked.drift.is_none() => {
            terminal.remark(&checked.messages);
            terminal.note(&format!("{output}: up to date"));
            DONE
        }
        Ok(checked) => {
            terminal.remark(&checked.messages);
            terminal.print(checked.drift.as_deref().unwrap_or(""));
            mend.run |= checked.mendable;
            mend.force |= checked.edited;
            FOUND
        }
        Err(failure) => {
            terminal.report(&failure.messages);
            MISUSED
        }
    }
}
