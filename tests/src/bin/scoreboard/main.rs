//! A client from every document of a public directory of OpenAPI documents: what is lost, what is reported, what it costs.
//!
//! `cargo run -p posthaste-tests --release --bin scoreboard [-- --documents PART --again --check COUNT]`
//!
//! Fetches the npm package of the directory by npm, generates a client from each document in a process with limits, and writes
//! `SCOREBOARD.md`. Results are kept in `target/scoreboard/`, so that a run that was stopped continues; `--again` makes them
//! anew, `--documents PART` only those whose paths contain PART. `--check COUNT` checks whether so many more crates of the
//! sample compile without a warning.

mod check;
mod directory;
mod generate;
mod report;
mod results;

use std::process::ExitCode;

use posthaste_tests::shared::root;

use self::results::Results;

/// What is to be done.
#[derive(Default)]
struct Options {
    /// A part of the paths of the documents.
    documents: String,
    /// Whether results of earlier runs are made anew.
    again: bool,
    /// How many more crates are checked.
    check: usize,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some((first, rest)) = arguments.split_first()
        && first == generate::CHILD
    {
        return generate::child(rest);
    }
    let Some(options) = options(&arguments) else {
        eprintln!("usage: scoreboard [--documents PART] [--again] [--check COUNT]");
        return ExitCode::from(2);
    };
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The options; `None` where an argument is unknown.
fn options(arguments: &[String]) -> Option<Options> {
    let mut options = Options::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--again" => options.again = true,
            "--documents" => options.documents = arguments.next()?.clone(),
            "--check" => options.check = arguments.next()?.parse().ok()?,
            _ => return None,
        }
    }
    Some(options)
}

fn run(options: &Options) -> Result<(), String> {
    let directory = directory::fetched()?;
    let documents = directory::documents(&directory)?;
    let is_selected = |document: &&String| document.contains(&options.documents);
    let selected: Vec<&String> = documents.iter().filter(is_selected).collect();
    let mut results = Results::load("generated")?;
    for (index, document) in selected.iter().enumerate() {
        if options.again || results.get(document).is_none() {
            eprintln!("{} of {}: {document}", index + 1, selected.len());
            results.add(generate::result(&directory, document)?)?;
        }
    }
    let mut checked = Results::load("checked")?;
    check::more(&directory, &results, &mut checked, options)?;
    let text = report::markdown(&documents, &results, &checked);
    std::fs::write(root().join("SCOREBOARD.md"), text).map_err(|error| error.to_string())
}
