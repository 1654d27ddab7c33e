//! `posthaste mock`.

use super::super::args::Mock as Args;
use super::super::terminal::{Terminal, count};
use super::super::{DONE, Exit, FOUND, MISUSED, target};
use crate::commands::mock::Mock;

pub(in crate::commands) fn run(args: &Args, terminal: &Terminal) -> Exit {
    let understood = match target::understand(&args.input, terminal) {
        Ok(understood) => understood,
        Err(exit) => return exit,
    };
    if terminal.is_denied() {
        return FOUND;
    }
    let operations = count(understood.api.operations.len(), "operation");
    let watcher = terminal.clone();
    let started = Mock::watched(understood.api, args.port, move |exchange| {
        watcher.note(&format!(
            "{} {} {}",
            exchange.status, exchange.method, exchange.path
        ));
    });
    match started {
        Ok(mock) => {
            // Standard output, so that a script can wait for it and read the port.
            terminal.print(&format!("{operations} on {}\n", mock.url()));
            mock.wait();
            DONE
        }
        Err(error) => {
            terminal.fail(&format!(
                "cannot listen on 127.0.0.1:{}: {error}",
                args.port
            ));
            MISUSED
        }
    }
}
