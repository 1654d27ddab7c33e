//! The command line, as clap reads it. What each command does stands in its own file.

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::read::config::Runtime;

/// Write a typed Rust client from a Postman collection
#[derive(Debug, Parser)]
#[command(
    name = "posthaste",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  posthaste generate zoom.postman_collection.json -o zoom-client
  posthaste generate                  every client that the nearest posthaste.toml names
  posthaste check                     are they up to date?

Exit codes: 0 done, 1 found something (drift, a breaking change, a failed request), 2 bad usage or unreadable input"
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,

    /// Print nothing but errors and what was asked for
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,

    /// Print every diagnostic, repeats and remarks too
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,

    /// Exit with 1 where there is any warning; what was asked for is done all the same
    #[arg(long, value_enum, value_name = "WHAT", global = true)]
    pub(super) deny: Option<Deny>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write a client crate from a collection
    Generate(Generate),
    /// Compare a client crate with what `generate` would write
    Check(Check),
    /// Write a commented posthaste.toml for a collection
    Init(Init),
    /// Tell what another version of a collection means for code that uses the client
    Diff(Diff),
    /// List the operations of a collection, what each was understood to be, and every diagnostic
    Inspect(Inspect),
    /// Serve a collection's documented responses on 127.0.0.1
    Mock(Mock),
    /// Print a Rust program or a curl command for one item
    Snippet(Snippet),
    /// Send an item as Postman would, and print the exchange
    Send(Send),
    /// Explain a diagnostic's code
    Explain(Explain),
}

/// What the clients are made from; shared by `generate` and `check`.
#[derive(Debug, Clone, Args)]
pub(super) struct Target {
    /// A collection, a folder, an item or a request; `-` reads standard input; a later one's
    /// operation replaces an earlier one's of equal method and path
    ///
    /// Without INPUT, the nearest posthaste.toml says what to do.
    #[arg(value_name = "INPUT", requires = "output")]
    pub(super) inputs: Vec<Utf8PathBuf>,

    /// The folder of the generated crate
    #[arg(short, long, value_name = "DIR", requires = "inputs")]
    pub(super) output: Option<Utf8PathBuf>,

    /// The crate's name [default: made from the collection's name]
    #[arg(long, value_name = "CRATE", requires = "inputs")]
    pub(super) name: Option<String>,

    /// An environment or a globals file that gives variables their values; repeatable
    #[arg(long = "env", value_name = "FILE", requires = "inputs")]
    pub(super) environments: Vec<Utf8PathBuf>,

    /// An OpenAPI Overlay that mends the input before it is read; repeatable
    #[arg(long = "overlay", value_name = "FILE", requires = "inputs")]
    pub(super) overlays: Vec<Utf8PathBuf>,

    /// How this vendor writes errors, pages and tokens
    #[arg(long, value_name = "FILE", requires = "inputs")]
    pub(super) profile: Option<Utf8PathBuf>,

    /// Where the crate finds its runtime: `embedded`, `path:DIR`, `git:URL` or a version
    #[arg(
        long,
        value_name = "WHERE",
        requires = "inputs",
        default_value = "embedded",
        hide_default_value = true
    )]
    pub(super) runtime: Runtime,

    /// Make the crate a workspace of its own, so that it builds inside another workspace that it is no
    /// member of (which then cannot depend on it)
    #[arg(long, requires = "inputs")]
    pub(super) standalone: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste generate zoom.postman_collection.json -o zoom-client
  posthaste generate api.json newer-item.json -o client --name acme-client --env production.json
  curl -s https://example.com/collection.json | posthaste generate - -o client

Exit codes: 0 done, 1 a warning with `--deny warnings`, 2 bad usage, unreadable input or nothing written")]
pub(super) struct Generate {
    #[command(flatten)]
    pub(super) target: Target,

    /// Overwrite generated files that were edited by hand
    #[arg(long)]
    pub(super) force: bool,

    /// For people or for programs: what was written, what is gone, what was found
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

/// What is not put up with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Warnings
    Warnings,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste check                     every client that the nearest posthaste.toml names
  posthaste check zoom.postman_collection.json -o zoom-client

Exit codes: 0 up to date, 1 something differs, 2 bad usage or unreadable input")]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) target: Target,
}

/// How `diff` tells what it found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// A line for each change
    #[default]
    Text,
    /// A fragment of a changelog
    Markdown,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste diff api.old.json api.json
  git show HEAD:api.json | posthaste diff - api.json --format markdown >> CHANGELOG.md
  posthaste diff --against-lock       every client that the nearest posthaste.toml names
  posthaste diff --against-lock api.json --lock names.lock

Exit codes: 0 nothing that callers must follow, 1 a breaking change, 2 bad usage or unreadable input")]
pub(super) struct Diff {
    /// The older collection, folder, item or request; `-` reads standard input
    #[arg(value_name = "OLD", required_unless_present = "against_lock")]
    pub(super) old: Option<Utf8PathBuf>,

    /// The newer one
    #[arg(value_name = "NEW", required_unless_present = "against_lock")]
    pub(super) new: Option<Utf8PathBuf>,

    /// Compare with the names that the last run gave, instead of with OLD: they tell what is gone and what is
    /// new, and neither types nor what is required
    #[arg(long, conflicts_with = "new")]
    pub(super) against_lock: bool,

    /// An environment or a globals file that gives variables their values; repeatable
    #[arg(long = "env", value_name = "FILE")]
    pub(super) environments: Vec<Utf8PathBuf>,

    /// An OpenAPI Overlay that mends the input before it is read; repeatable
    #[arg(long = "overlay", value_name = "FILE")]
    pub(super) overlays: Vec<Utf8PathBuf>,

    /// How this vendor writes errors, pages and tokens
    #[arg(long, value_name = "FILE")]
    pub(super) profile: Option<Utf8PathBuf>,

    /// The names.lock of the client that is generated; without it, OLD is named as in a first run
    #[arg(long, value_name = "FILE")]
    pub(super) lock: Option<Utf8PathBuf>,

    /// How to tell it
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: DiffFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste init zoom.postman_collection.json
  posthaste generate                  then writes the crate that it suggests

Exit codes: 0 done, 2 unreadable input, or there is a posthaste.toml already")]
pub(super) struct Init {
    #[command(flatten)]
    pub(super) input: Input,
}

/// One input with its environments.
#[derive(Debug, Clone, Args)]
pub(super) struct Input {
    /// A collection, a folder, an item or a request; `-` reads standard input
    #[arg(value_name = "INPUT")]
    pub(super) input: Utf8PathBuf,

    /// An environment or a globals file that gives variables their values; repeatable
    #[arg(long = "env", value_name = "FILE")]
    pub(super) environments: Vec<Utf8PathBuf>,

    /// An OpenAPI Overlay that mends the input before it is read; repeatable
    #[arg(long = "overlay", value_name = "FILE")]
    pub(super) overlays: Vec<Utf8PathBuf>,

    /// How this vendor writes errors, pages and tokens
    #[arg(long, value_name = "FILE")]
    pub(super) profile: Option<Utf8PathBuf>,
}

/// For whom a command writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste inspect zoom.postman_collection.json
  posthaste inspect zoom.postman_collection.json --format json | jq .totals

Exit codes: 0 done, 1 a warning with `--deny warnings`, 2 bad usage or unreadable input")]
pub(super) struct Inspect {
    #[command(flatten)]
    pub(super) input: Input,

    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste mock zoom.postman_collection.json --port 8080
  curl -H 'Authorization: Bearer x' -H 'x-mock-response-code: 404' http://127.0.0.1:8080/users/me

Exit codes: 0 ended, 1 a warning with `--deny warnings`, 2 unreadable input or no such port")]
pub(super) struct Mock {
    #[command(flatten)]
    pub(super) input: Input,

    /// The port to listen on [default: any free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) port: u16,
}

/// What `snippet` prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// A whole program against the generated crate
    #[default]
    Rust,
    /// A command for a POSIX shell
    Curl,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste snippet zoom.postman_collection.json \"Update a user's password\"
  posthaste snippet zoom.postman_collection.json 'PUT /users/{userId}/password' --lang curl

Exit codes: 0 done, 2 unreadable input or no such item")]
pub(super) struct Snippet {
    #[command(flatten)]
    pub(super) input: Input,

    /// Its name, its `folder / name`, or its `METHOD /path`; may be left out where there is one item
    #[arg(value_name = "ITEM")]
    pub(super) item: Option<String>,

    /// What to print
    #[arg(long = "lang", value_enum, default_value_t)]
    pub(super) language: Language,

    /// The generated crate's name [default: made from the collection's name]
    #[arg(long, value_name = "CRATE")]
    pub(super) name: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste send api.json 'List users' --env production.json --var userId=me
  posthaste send api.json 'GET /users/me' --token \"$TOKEN\"
  posthaste send api.json --all --var baseUrl=http://127.0.0.1:8080

Exit codes: 0 answered with success, 1 a failed request, 2 bad usage or unreadable input")]
pub(super) struct Send {
    #[command(flatten)]
    pub(super) input: Input,

    /// Its name, its `folder / name`, or its `METHOD /path`; may be left out where there is one item
    #[arg(value_name = "ITEM", conflicts_with = "all")]
    pub(super) item: Option<String>,

    /// Send every item, in order
    #[arg(long)]
    pub(super) all: bool,

    /// Set a variable; wins over every other place that sets it; repeatable
    #[arg(long = "var", value_name = "KEY=VALUE", value_parser = variable)]
    pub(super) variables: Vec<(String, String)>,

    /// Prove who asks by this token: in the place where the item's auth has one, else as
    /// `Authorization: Bearer`
    #[arg(long, value_name = "TOKEN")]
    pub(super) token: Option<String>,

    /// Print tokens, passwords and cookies as they are sent
    #[arg(long)]
    pub(super) show_secrets: bool,

    /// How long an answer may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(super) timeout: u64,

    /// Send files below this folder, too; without it, only files below the collection's folder
    #[arg(long, value_name = "DIR")]
    pub(super) files: Option<Utf8PathBuf>,

    /// How large an answer may be, decompressed: bytes, or a number with KiB, MiB or GiB
    #[arg(long = "max-answer", value_name = "SIZE", default_value = "64MiB", value_parser = size)]
    pub(super) largest_answer: usize,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  posthaste explain PH0003
  posthaste explain                   every code with its title

Exit codes: 0 done, 2 no such code")]
pub(super) struct Explain {
    /// A code as a diagnostic prints it
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

/// A number of bytes, with a binary unit or without.
fn size(text: &str) -> Result<usize, String> {
    const UNITS: &[(&str, usize)] = &[("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    let unit = UNITS.iter().find(|(unit, _)| text.ends_with(unit));
    let (number, factor) = unit.map_or((text, 1), |(unit, factor)| {
        (text.trim_end_matches(unit), *factor)
    });
    let number = number.trim().parse::<usize>().ok();
    let bytes = number.and_then(|number| number.checked_mul(factor));
    bytes.ok_or_else(|| "write it as a number of bytes, or as 64MiB".to_owned())
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("write it as KEY=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn sizes_are_bytes_or_have_a_binary_unit() {
        let good = [
            ("0", 0),
            ("1024", 1024),
            ("1KiB", 1024),
            ("64 MiB", 64 << 20),
        ];
        for (text, bytes) in good {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "MiB", "-1", "1.5MiB", "1TB", "99999999999999999999GiB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_definition_is_sound_and_every_command_shows_an_example() {
        let command = Cli::command();
        command.clone().debug_assert();
        for sub in command.get_subcommands() {
            let help = sub
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            let name = sub.get_name();
            assert!(help.contains("posthaste "), "{name} shows no example");
            assert!(
                help.contains("Exit codes: 0 "),
                "{name} tells no exit codes"
            );
        }
    }

    #[test]
    fn an_input_needs_an_output_and_the_other_way_round() {
        assert!(Cli::try_parse_from(["posthaste", "generate", "a.json"]).is_err());
        assert!(Cli::try_parse_from(["posthaste", "generate", "-o", "x"]).is_err());
        assert!(Cli::try_parse_from(["posthaste", "generate", "--name", "x"]).is_err());
        assert!(Cli::try_parse_from(["posthaste", "generate"]).is_ok());
        assert!(Cli::try_parse_from(["posthaste", "generate", "-", "-o", "x"]).is_ok());
    }
}
