//! Every rule that real documents taught, on small documents of our own: what each is understood to be.
//!
//! `fixtures/rules` holds one document, or one directory, for each family of rules. A new rule gets its case
//! there; the snapshot then shows it, and is read before it is accepted.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use camino::Utf8PathBuf;
use posthaste::commands::inspect::{inspect, text};
use posthaste::make::{Inputs, Understood};
use posthaste::model::api::Api;
use posthaste::read::config::Client;
use posthaste::read::report::locate;
use posthaste::rust::name::names;
use posthaste_tests::shared::root;

/// The most lines of one document's snapshot.
const LINES: usize = 100;

#[test]
fn every_rule_holds_on_a_document_of_our_own() {
    let documents = documents();
    assert!(documents.len() > 20, "{documents:?}");
    for path in documents {
        let name = path.file_stem().unwrap_or_default().to_owned();
        insta::assert_snapshot!(format!("rules_{name}"), summary(path));
    }
}

fn documents() -> Vec<Utf8PathBuf> {
    let folder = root().join("tests/fixtures/rules");
    let entries = std::fs::read_dir(&folder).expect("the fixtures are part of the repository");
    let mut found: Vec<Utf8PathBuf> = entries
        .map(|entry| utf8(entry.expect("the folder is readable").path()))
        .collect();
    found.sort();
    found
}

fn utf8(path: PathBuf) -> Utf8PathBuf {
    Utf8PathBuf::from_path_buf(path).expect("a path in UTF-8")
}

/// The inspection, the schemes and the findings; whether a crate comes of it.
fn summary(path: Utf8PathBuf) -> String {
    let client = Client {
        inputs: vec![path],
        ..Client::default()
    };
    let understood = match Inputs::read(&client) {
        Ok(inputs) => inputs.understand(),
        Err(failure) => return format!("refused: {failure}\n"),
    };
    let Understood {
        api,
        sources,
        diagnostics,
        ..
    } = &understood;
    let messages = locate(diagnostics, sources);
    let inspection = inspect(&understood, &names(api), &messages);
    let mut summary = text(&inspection);
    summary.push_str("\nauth\n");
    for scheme in &api.security {
        _ = writeln!(summary, "  {:?}", scheme.kind);
    }
    summary.push_str(&values_sent(api));
    summary.push_str("\nfindings\n");
    for diagnostic in &inspection.diagnostics {
        let line = diagnostic
            .line
            .map(|line| format!(" line {line}"))
            .unwrap_or_default();
        _ = writeln!(
            summary,
            "  {}{line}: {}",
            diagnostic.code, diagnostic.message
        );
    }
    if !api.operations.is_empty() {
        let (_, emitting) =
            posthaste::make::output_tree(api, &posthaste::rust::plan::Options::default());
        let wrong: Vec<&str> = emitting
            .iter()
            .map(|diagnostic| diagnostic.message.as_str())
            .collect();
        assert_eq!(wrong, [""; 0], "no crate comes of it");
    }
    shortened(&summary)
}

/// The values that clients send by themselves, each with the name it is sent under; nothing where there are none.
fn values_sent(api: &Api) -> String {
    let parameters = api
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    let sent = parameters.filter_map(|parameter| {
        let constant = parameter.constant.as_ref().map(|value| ("always", value));
        let preset = parameter.preset.as_ref().map(|value| ("unless set", value));
        let (when, value) = constant.or(preset)?;
        let location = parameter.location;
        Some(format!(
            "  {location:?} {} = {value}, {when}\n",
            parameter.name
        ))
    });
    let sent: BTreeSet<String> = sent.collect();
    match sent.is_empty() {
        true => String::new(),
        false => format!(
            "\nsent by the client\n{}",
            sent.into_iter().collect::<String>()
        ),
    }
}

/// The beginning of a text, and how much more there is: nobody reads two hundred siblings.
fn shortened(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    match lines.len().saturating_sub(LINES) {
        0 => text.to_owned(),
        more => format!("{}\n… {more} more lines\n", lines[..LINES].join("\n")),
    }
}
