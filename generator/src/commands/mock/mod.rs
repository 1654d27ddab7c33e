//! `posthaste mock`: a server on 127.0.0.1 that responds with what the API documents.
//!
//! It chooses a response as Postman's mock servers do: the saved one whose request is most like the one that was sent, in
//! query, path and body; else the first documented success. The headers `x-mock-response-code` and `x-mock-response-name`
//! take precedence. A page of a list that nobody saved is empty, so that lists end.

mod answer;
mod credentials;
mod exchange;
mod page;
mod route;
mod server;

pub use server::{Exchange, Mock};

use super::inputs::Input;
use super::terminal::{Terminal, count};
use super::{Exit, Outcome};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste mock shop.postman_collection.json --port 8080
  curl -H 'Authorization: Bearer x' -H 'x-mock-response-code: 404' http://127.0.0.1:8080/orders

Exit codes: 0 ended, 1 a warning with `--deny warnings`, 2 unreadable input or no such port")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,

    /// The port to listen on [default: any free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    let api = args.input.understand(terminal)?.api;
    if terminal.has_denied_warning() {
        return Ok(Exit::Found);
    }
    let operations = count(api.operations.len(), "operation");
    let log = terminal.clone();
    let mock = Mock::start_observed(api, args.port, move |exchange| {
        let Exchange {
            method,
            path,
            status,
        } = exchange;
        log.print_note(&format!("{status} {method} {path}"));
    });
    let mock = mock.map_err(|error| {
        terminal.print_error(&format!(
            "cannot listen on 127.0.0.1:{}: {error}",
            args.port
        ))
    })?;
    // On standard output, so that a script can wait for the line and read the port.
    terminal.print(&format!("{operations} on {}\n", mock.url()));
    mock.wait();
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests;
