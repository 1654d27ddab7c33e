//! `posthaste snippet`.

use super::args::{Language, Snippet};
use super::find::{Candidate, find};
use super::terminal::Terminal;
use super::{DONE, Exit, MISUSED, target};
use crate::api::{Api, OperationId};
use crate::diagnostic::Diagnostic;
use crate::generator::Understood;

pub(super) fn run(args: &Snippet, terminal: &Terminal) -> Exit {
    let understood = match target::read(&args.input, terminal) {
        Ok(inputs) => inputs.understand(),
        Err(exit) => return exit,
    };
    match print(args, &understood, terminal) {
        Ok(()) => DONE,
        Err(diagnostic) => {
            terminal.complain(diagnostic, &understood.sources);
            MISUSED
        }
    }
}

fn print(args: &Snippet, understood: &Understood, terminal: &Terminal) -> Result<(), Diagnostic> {
    let api = &understood.api;
    let id = find(candidates(api), &args.item)?;
    let text = match args.language {
        Language::Curl => api
            .operations
            .get(id.0 as usize)
            .map(|one| crate::sample::curl(api, one)),
        Language::Rust => crate::snippet::program(api, &understood.lock, id, args.name.as_deref()),
    };
    terminal.print(&format!("{}\n", text.unwrap_or_default().trim_end()));
    Ok(())
}

fn candidates(api: &Api) -> Vec<Candidate<OperationId>> {
    let ids = (0..u32::MAX).map(OperationId);
    ids.zip(&api.operations)
        .map(|(value, operation)| Candidate {
            value,
            paths: operation.items.clone(),
            key: operation.key.to_string(),
        })
        .collect()
}
