//! `posthaste snippet`.

mod program;

pub use program::program;

use super::find_item::{find_or_only, operations};
use super::inputs::Input;
use super::terminal::Terminal;
use super::{Exit, Outcome};
use crate::ground::diagnostic::{Code, Diagnostic};
use crate::ground::index::Id;
use crate::make::Understood;
use crate::model::sample::curl;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  posthaste snippet shop.postman_collection.json 'Get an order'
  posthaste snippet shop.postman_collection.json 'GET /orders/{orderId}' --lang curl

Exit codes: 0 done, 2 unreadable input or no such item")]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,

    /// The item's name, `folder / name` or `METHOD /path`; needed if there are several items
    #[arg(value_name = "ITEM")]
    item: Option<String>,

    /// What to print
    #[arg(long = "lang", value_enum, default_value_t)]
    language: Language,

    /// The generated crate's name [default: made from the collection's name]
    #[arg(long, value_name = "CRATE")]
    name: Option<String>,
}

/// What `snippet` prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Language {
    /// A whole program that uses the generated crate
    #[default]
    Rust,
    /// A command for a POSIX shell
    Curl,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Outcome {
    let understood = args.input.understand(terminal)?;
    let snippet = snippet(args, &understood)
        .map_err(|diagnostic| terminal.report_diagnostic(diagnostic, &understood.sources))?;
    terminal.print(&format!("{}\n", snippet.trim_end()));
    Ok(Exit::Done)
}

fn snippet(args: &Args, understood: &Understood) -> Result<String, Diagnostic> {
    let api = &understood.api;
    let item = args.item.as_deref();
    let help = "`posthaste inspect` lists the items";
    let id = find_or_only(&operations(understood), item, help)
        .map_err(|unknown| skipped(understood, item).unwrap_or(unknown))?;
    let operation = api.operations.get(id.position());
    let text = match args.language {
        Language::Curl => operation.map(|operation| curl(api, operation)),
        Language::Rust => program(api, &understood.lock, id, args.name.as_deref()),
    };
    text.filter(|text| !text.trim().is_empty()).ok_or_else(|| {
        let key = operation.map(|operation| operation.key.to_string());
        let key = key.unwrap_or_default();
        let message = format!("no example call can be made for `{key}`");
        Diagnostic::new(Code::UnknownItem, message)
    })
}

/// Why the item has no operation, if it was skipped. Without a name, the first skipped item of an API without operations.
fn skipped(understood: &Understood, item: Option<&str>) -> Option<Diagnostic> {
    let is_asked = |path: &str| match item {
        Some(name) => path == name || path.ends_with(&format!(" / {name}")),
        None => understood.api.operations.is_empty(),
    };
    let mut all = understood.provenance.skipped.iter();
    let skipped = all.find(|skipped| is_asked(&skipped.source_path))?;
    let message = format!("`{}` is skipped: {}", skipped.source_path, skipped.reason);
    Some(Diagnostic::new(Code::UnknownItem, message).at(&skipped.origin))
}
