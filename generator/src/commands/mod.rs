//! The `posthaste` command: reads the command line, calls the library, prints. Decides nothing else.

mod args;
mod check;
mod diff;
mod explain;
mod find;
mod generate;
mod init;
pub mod inspect;
pub mod mock;
mod progress;
mod send;
pub mod snippet;
mod target;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use terminal::Terminal;

/// What the command's exit code tells.
type Exit = u8;

/// What was asked for is done.
const DONE: Exit = 0;
/// Something was found: drift, a breaking change, a request that failed.
const FOUND: Exit = 1;
/// Bad usage or unreadable input.
const MISUSED: Exit = 2;

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    // clap prints usage errors itself and leaves with 2.
    let cli = Cli::parse();
    let terminal = Terminal::new(cli.quiet, cli.verbose, cli.deny.is_some());
    let exit = match &cli.command {
        Command::Generate(args) => generate::run(args, &terminal),
        Command::Check(args) => check::run(args, &terminal),
        Command::Diff(args) => diff::run(args, &terminal),
        Command::Init(args) => init::run(args, &terminal),
        Command::Inspect(args) => inspect::command::run(args, &terminal),
        Command::Mock(args) => mock::command::run(args, &terminal),
        Command::Snippet(args) => snippet::command::run(args, &terminal),
        Command::Send(args) => send::run(args, &terminal),
        Command::Explain(args) => explain::run(args, &terminal),
    };
    ExitCode::from(terminal.judge(exit))
}
