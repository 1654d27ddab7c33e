//! `posthaste snippet`.

use super::super::args::{Language, Snippet};
use super::super::find::{Candidate, choose};
use super::super::terminal::Terminal;
use super::super::{DONE, Exit, MISUSED, target};
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::make::Understood;
use crate::model::api::{Api, OperationId};

pub(in crate::commands) fn run(args: &Snippet, terminal: &Terminal) -> Exit {
    let understood = match target::understand(&args.input, terminal) {
        Ok(understood) => understood,
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
    let wanted = args.item.as_deref();
    let help = "name one of them; `posthaste inspect` lists them";
    let id = choose(candidates(api), wanted, help)
        .map_err(|unknown| skipped(api, wanted).unwrap_or(unknown))?;
    let text = match args.language {
        Language::Curl => api
            .operations
            .get(id.0 as usize)
            .map(|one| crate::model::sample::curl(api, one)),
        Language::Rust => {
            crate::commands::snippet::program(api, &understood.lock, id, args.name.as_deref())
        }
    };
    let text = text.filter(|text| !text.trim().is_empty()).ok_or_else(|| {
        let key = api
            .operations
            .get(id.0 as usize)
            .map(|one| one.key.to_string());
        let message = format!(
            "no example call can be made of `{}`",
            key.unwrap_or_default()
        );
        Diagnostic::new(Code::UnknownItem, message)
    })?;
    terminal.print(&format!("{}\n", text.trim_end()));
    Ok(())
}

/// Why the item that is meant became no operation, if one of the skipped ones is meant.
fn skipped(api: &Api, wanted: Option<&str>) -> Option<Diagnostic> {
    let meant = |label: &str| match wanted {
        Some(wanted) => label == wanted || label.ends_with(&format!(" / {wanted}")),
        None => api.operations.is_empty(),
    };
    let one = api.skipped.iter().find(|one| meant(&one.item))?;
    let message = format!("`{}` became no operation: {}", one.item, one.reason);
    Some(Diagnostic::new(Code::UnknownItem, message).at(&one.origin))
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
