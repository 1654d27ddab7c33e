//! The `posthaste` command: reads the command line, calls the library and prints the results.
//!
//! Each verb is one file or folder, with its arguments and its `run`. The verbs share `inputs` (arguments that name
//! inputs), `find_item`, `progress` and `terminal`.

mod check;
mod diff;
mod explain;
mod find_item;
mod generate;
mod init;
mod inputs;
pub mod inspect;
pub mod mock;
mod progress;
pub mod send;
pub mod snippet;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use terminal::Terminal;

/// Write a typed Rust client from a Postman collection or an OpenAPI document
#[derive(Debug, Parser)]
#[command(
    name = "posthaste",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  posthaste generate shop.postman_collection.json -o shop-client
  posthaste generate                  writes every client that the nearest posthaste.toml names
  posthaste check                     checks whether these clients are up to date

Exit codes: 0 done, 1 found something (drift, a breaking change, a failed request), 2 bad usage or unreadable input"
)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,

    /// Print only errors and results
    #[arg(short, long, global = true)]
    quiet: bool,

    /// Print every diagnostic, including repeated ones and remarks
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,

    /// Exit with 1 if there is a warning; the command still does its work
    #[arg(long, value_enum, value_name = "WHAT", global = true)]
    deny: Option<Deny>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Write a client crate from a collection or an OpenAPI document
    Generate(generate::Args),
    /// Compare a client crate with what `generate` would write
    Check(check::Args),
    /// Write a commented posthaste.toml for a collection
    Init(init::Args),
    /// List what another version of a collection changes for code that uses the client
    Diff(diff::Args),
    /// List the operations that are read from a collection, and every diagnostic
    Inspect(inspect::Args),
    /// Serve a collection's documented responses on 127.0.0.1
    Mock(mock::Args),
    /// Print a Rust program or a curl command for one item
    Snippet(snippet::Args),
    /// Send an item of a collection as Postman would, or call an operation, and print the request and the response
    Send(Box<send::Args>),
    /// Explain the code of a diagnostic
    Explain(explain::Args),
}

/// The diagnostics that change the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
}

/// How a command ended. The discriminant is the exit code; of several clients or items, the greatest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// The command did its work.
    Done = 0,
    /// It found something: drift, a breaking change, a request that failed.
    Found = 1,
    /// The usage was wrong or an input could not be read.
    Misused = 2,
}

/// The command cannot go on, and has printed why. It ends with [`Exit::Misused`].
#[derive(Debug)]
struct Misused;

/// What each verb returns.
type Outcome = Result<Exit, Misused>;

/// The greatest of several exits.
fn worst(outcomes: impl Iterator<Item = Outcome>) -> Exit {
    let exits = outcomes.map(|outcome| outcome.unwrap_or(Exit::Misused));
    exits.max().unwrap_or(Exit::Done)
}

/// Runs the verb of the process's command line.
pub fn run() -> ExitCode {
    // clap prints usage errors itself and exits with 2.
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.quiet, cli.verbose, cli.deny.is_some());
    let outcome = match &cli.verb {
        Verb::Generate(args) => generate::run(args, &terminal),
        Verb::Check(args) => check::run(args, &terminal),
        Verb::Diff(args) => diff::run(args, &terminal),
        Verb::Init(args) => init::run(args, &terminal),
        Verb::Inspect(args) => inspect::run(args, &terminal),
        Verb::Mock(args) => mock::run(args, &terminal),
        Verb::Snippet(args) => snippet::run(args, &terminal),
        Verb::Send(args) => send::run(args, &terminal),
        Verb::Explain(args) => explain::run(args, &terminal),
    };
    let exit = outcome.unwrap_or(Exit::Misused);
    ExitCode::from(terminal.final_exit(exit) as u8)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound_and_every_command_shows_an_example() {
        let command = Cli::command();
        command.clone().debug_assert();
        for verb in command.get_subcommands() {
            let help = verb.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            let name = verb.get_name();
            assert!(help.contains("posthaste "), "{name} shows no example");
            assert!(
                help.contains("Exit codes: 0 "),
                "{name} lists no exit codes"
            );
        }
    }

    #[test]
    fn an_input_needs_an_output_and_the_other_way_round() {
        assert!(Cli::try_parse_from(["posthaste", "generate", "a.json"]).is_err());
        assert!(Cli::try_parse_from(["posthaste", "generate", "-o", "x"]).is_err());
        assert!(Cli::try_parse_from(["posthaste", "generate", "--name", "x"]).is_err());
        assert!(Cli::try_parse_from(["posthaste", "generate", "--env", "x"]).is_err());
        assert!(Cli::try_parse_from(["posthaste", "generate"]).is_ok());
        assert!(Cli::try_parse_from(["posthaste", "generate", "-", "-o", "x"]).is_ok());
    }
}
