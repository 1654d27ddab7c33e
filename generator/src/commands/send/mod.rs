//! `posthaste send`: sends one item of a collection, or all in order, as Postman would; or calls an operation with values
//! of its arguments, as the generated client would.

pub mod call;
mod call_options;
mod credentials;
mod dynamic;
mod exchange_text;
mod files;
mod hide;
mod runtime_request;
mod sender;
mod token;

use camino::Utf8PathBuf;

use super::find_item::{Candidate, find_or_only, key_segment};
use super::inputs::Input;
use super::terminal::Terminal;
use super::{Outcome, worst};
use crate::front::postman::Scope;
use crate::front::postman::model::Collection;
use crate::front::postman::resolve::{Placed, items};
use crate::ground::diagnostic::Diagnostic;
use sender::Sender;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste send api.json 'List users' --env production.json --var userId=me
  posthaste send api.json 'GET /users/me' --token \"$TOKEN\"
  posthaste send api.json --all --var baseUrl=http://127.0.0.1:8080
  posthaste send openapi.yaml 'PUT /pets/{petId}' --arguments call.json

Exit codes: 0 every response is a success, 1 a failed request, 2 bad usage or unreadable input")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,

    /// The item's name, `folder / name` or `METHOD /path`; needed if there are several items
    #[arg(value_name = "ITEM", conflicts_with = "all")]
    item: Option<String>,

    /// Send every item, in order
    #[arg(long)]
    all: bool,

    /// Set a variable, whatever else gives it a value; repeatable
    #[arg(long = "var", value_name = "KEY=VALUE", value_parser = parse_variable)]
    variables: Vec<(String, String)>,

    /// The token to authenticate with, for an item whose auth needs one
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,

    /// Print tokens, passwords and cookies as they are sent
    #[arg(long)]
    show_secrets: bool,

    /// How long a response may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    timeout: u64,

    /// Also send files below this folder; without it, only files below the collection's folder
    #[arg(long, value_name = "DIR")]
    files: Option<Utf8PathBuf>,

    /// How large a response may be, decompressed: bytes, or a number with KiB, MiB or GiB
    #[arg(long = "max-answer", value_name = "SIZE", default_value = "64MiB", value_parser = parse_size)]
    largest_answer: usize,

    #[command(flatten)]
    call: call_options::CallArgs,
}

/// A number of bytes, with a binary unit or without.
fn parse_size(text: &str) -> Result<usize, String> {
    const UNITS: &[(&str, usize)] = &[("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    let unit = UNITS.iter().find(|(unit, _)| text.ends_with(unit));
    let (number, factor) = unit.map_or((text, 1), |(unit, factor)| {
        (text.trim_end_matches(unit), *factor)
    });
    let number = number.trim().parse::<usize>().ok();
    let bytes = number.and_then(|number| number.checked_mul(factor));
    bytes.ok_or_else(|| "write it as a number of bytes, or as 64MiB".to_owned())
}

/// `KEY=VALUE`.
fn parse_variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("write it as KEY=VALUE".to_owned()),
    }
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    let inputs = args.input.read(terminal)?;
    let collection = inputs.collection();
    let collection = match collection.filter(|_| !args.call.is_call()) {
        Some(collection) => collection,
        None => return call_options::run(args, inputs.understand(), terminal),
    };
    let items = asked_items(collection, args)
        .map_err(|diagnostic| terminal.report_diagnostic(diagnostic, &inputs.sources))?;
    let scope = Scope::new(collection, &inputs.front.postman.environments)
        .with_values(args.variables.iter().cloned())
        .with_dynamic(dynamic::dynamic_value);
    let sender = Sender::new(args, &scope, collection, terminal);
    let sender = sender.map_err(|message| terminal.print_error(&message))?;
    let exit = worst(items.iter().enumerate().map(|(index, item)| {
        if index > 0 {
            terminal.print("\n");
        }
        sender.send(item, &inputs.sources)
    }));
    sender.warn_of_unused_variables();
    Ok(exit)
}

/// The items that the command line names.
fn asked_items<'c>(collection: &'c Collection, args: &Args) -> Result<Vec<Placed<'c>>, Diagnostic> {
    let all = items(collection);
    if args.all {
        return Ok(all);
    }
    let candidates: Vec<_> = all.into_iter().map(item_candidate).collect();
    let help = "name one, or send all of them with --all";
    find_or_only(&candidates, args.item.as_deref(), help).map(|item| vec![item])
}

fn item_candidate(item: Placed<'_>) -> Candidate<Placed<'_>> {
    let request = &item.item.request;
    let path: Vec<String> = request
        .url
        .path
        .iter()
        .map(|segment| key_segment(segment))
        .collect();
    Candidate {
        paths: vec![item.label()],
        key: format!("{} /{}", request.method, path.join("/")),
        value: item,
    }
}

#[cfg(test)]
mod tests {
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
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "MiB", "-1", "1.5MiB", "1TB", "99999999999999999999GiB"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }
}
