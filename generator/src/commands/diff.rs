//! `posthaste diff`.

use camino::{Utf8Path, Utf8PathBuf};

use super::inputs::{Corrections, configured};
use super::progress::with_progress;
use super::terminal::Terminal;
use super::{Exit, Outcome, worst};
use crate::make::{Compared, Failure, Generator};
use crate::read::config::Client;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste diff api.old.json api.json
  git show HEAD:api.json | posthaste diff - api.json --format markdown >> CHANGELOG.md
  posthaste diff --against-lock       every client that the nearest posthaste.toml names
  posthaste diff --against-lock api.json --lock names.lock

Exit codes: 0 no breaking change, 1 a breaking change, 2 bad usage or unreadable input")]
pub(super) struct Args {
    /// The older collection, folder, item or request, or OpenAPI document; `-` reads standard input
    #[arg(
        id = "inputs",
        value_name = "OLD",
        required_unless_present = "against_lock"
    )]
    old: Option<Utf8PathBuf>,

    /// The newer one
    #[arg(value_name = "NEW", required_unless_present = "against_lock")]
    new: Option<Utf8PathBuf>,

    /// Compare with the names that the last run gave instead of with OLD: this finds what is removed and
    /// what is new, but not changes of types or of what is required
    #[arg(long, conflicts_with = "new")]
    against_lock: bool,

    #[command(flatten)]
    corrections: Corrections,

    /// The names.lock of the generated client; without it, OLD is named as in a first run
    #[arg(long, value_name = "FILE")]
    lock: Option<Utf8PathBuf>,

    /// The format of the list of changes
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The format of the list of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line for each change
    #[default]
    Text,
    /// A fragment of a changelog
    Markdown,
    /// For programs
    Json,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    match (&args.old, &args.new) {
        (Some(old), Some(new)) => diff_versions(args, old, new, terminal),
        (input, _) => diff_against_lock(args, input.as_deref(), terminal),
    }
}

fn diff_versions(args: &Args, old: &Utf8Path, new: &Utf8Path, terminal: &Terminal) -> Outcome {
    if old == "-" && new == "-" {
        return Err(terminal.print_error("only one of OLD and NEW can be standard input"));
    }
    let (old, new) = (generator(args, old), generator(args, new));
    let compared = with_progress(terminal, "comparing", || old.compare(&new));
    print_changes(args, compared, terminal)
}

fn diff_against_lock(args: &Args, input: Option<&Utf8Path>, terminal: &Terminal) -> Outcome {
    let generators: Vec<Generator> = match (input, &args.lock) {
        (Some(input), Some(_)) => vec![generator(args, input)],
        (Some(_), None) => {
            let message = "`--against-lock NEW` needs `--lock FILE`: the names of the last run";
            return Err(terminal.print_error(message));
        }
        (None, _) => {
            let clients = configured(terminal)?.into_iter();
            clients.map(|named| named.client.into()).collect()
        }
    };
    Ok(worst(generators.iter().map(|generator| {
        let compared = with_progress(terminal, "comparing", || generator.compare_with_names());
        print_changes(args, compared, terminal)
    })))
}

/// Prints the changes, or why they are not known.
fn print_changes(args: &Args, compared: Result<Compared, Failure>, terminal: &Terminal) -> Outcome {
    let compared = compared.map_err(|failure| terminal.report_failure(&failure))?;
    terminal.report_on_request(&compared.old);
    terminal.report_on_request(&compared.new);
    let comparison = compared.comparison;
    terminal.print(&match args.format {
        Format::Text => comparison.text(),
        Format::Markdown => comparison.markdown(),
        Format::Json => format!("{:#}\n", comparison.json()),
    });
    Ok(match comparison.is_breaking() {
        true => Exit::Found,
        false => Exit::Done,
    })
}

fn generator(args: &Args, input: &Utf8Path) -> Generator {
    Generator::from(Client {
        names: args.lock.clone(),
        ..args.corrections.client(&[input.to_owned()])
    })
}
