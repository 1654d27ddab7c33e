//! `posthaste check`.

use super::inputs::{ClientArgs, NamedClient};
use super::progress::with_progress;
use super::terminal::Terminal;
use super::{Exit, Outcome, worst};
use crate::make::Generator;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste check                     every client that the nearest posthaste.toml names
  posthaste check shop.postman_collection.json -o shop-client

Exit codes: 0 up to date, 1 something differs, 2 bad usage or unreadable input")]
pub(super) struct Args {
    #[command(flatten)]
    clients: ClientArgs,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    let mut update = Update::default();
    let clients = args.clients.clients(terminal)?.into_iter();
    let exit = worst(clients.map(|client| check(client, &mut update, terminal)));
    if exit == Exit::Found {
        terminal.print_error(&update.advice(&args.clients));
    }
    Ok(exit)
}

/// What `posthaste generate` would change in the clients that differ.
#[derive(Default)]
struct Update {
    /// It writes or removes a file.
    changes_files: bool,
    /// It has to overwrite or remove what a person wrote.
    needs_force: bool,
}

impl Update {
    fn advice(&self, clients: &ClientArgs) -> String {
        if !self.changes_files {
            return "there are files that posthaste did not generate among the generated files"
                .to_owned();
        }
        let force = if self.needs_force { " --force" } else { "" };
        format!(
            "out of date; to update: {}{force}",
            clients.generate_command()
        )
    }
}

fn check(named: NamedClient, update: &mut Update, terminal: &Terminal) -> Outcome {
    let output = named.client.output.clone();
    let label = format!("checking {}", named.label());
    let generator = Generator::from(named.client);
    let checked = with_progress(terminal, &label, || generator.check());
    let checked = checked.map_err(|failure| terminal.report_failure(&failure))?;
    terminal.report_on_request(&checked.messages);
    let Some(drift) = checked.drift else {
        terminal.print_note(&format!("{output}: up to date"));
        return Ok(Exit::Done);
    };
    terminal.print(&drift);
    update.changes_files |= checked.mendable;
    update.needs_force |= checked.edited;
    Ok(Exit::Found)
}
