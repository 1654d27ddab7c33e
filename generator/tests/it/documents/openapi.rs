//! OpenAPI and Swagger documents of the corpus, against counts that an independent program made of them.

use std::fs;

use camino::Utf8Path;
use posthaste::make::Inputs;
use posthaste::read::config::Client;
use serde_json::Value;

/// Documents whose operations the independent count leaves out: those of `x-ms-paths`, which are 72.
const OTHERWISE: &[(&str, usize)] = &[("openapi/azure-blob-2021-10-04.json", 72)];

/// What the independent count says otherwise, because it leaves out the operations of `x-ms-paths`: another program that
/// includes them counted these.
const OF_X_MS_PATHS: &[(&str, u64)] = &[
    ("operations", 72),
    ("paths", 59),
    ("parameters", 955),
    ("request_bodies", 12),
    ("responses", 147),
    ("tags", 8),
];

/// `inspect` counts what an independent program counted.
#[test]
fn the_parts_of_every_document_are_counted() {
    let corpus = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(counts) = fs::read_to_string(corpus.join("openapi-truth.jsonl")) else {
        eprintln!("skipped: ../shared/corpus/openapi-truth.jsonl is not there");
        return;
    };
    let (mut differing, mut compared) = (Vec::new(), 0);
    for line in counts.lines() {
        let count: Value = serde_json::from_str(line).unwrap();
        let file = count["file"].as_str().unwrap();
        let client = Client {
            inputs: vec![corpus.join(file)],
            ..Client::default()
        };
        let has_ms_paths = count["x_ms_paths_operations"].is_u64();
        for (kind, found) in Inputs::read(&client).unwrap().counts() {
            let otherwise = OF_X_MS_PATHS.iter().find(|(other, _)| *other == kind);
            let expected = match otherwise {
                Some((_, expected)) if has_ms_paths => *expected,
                _ => count[kind].as_u64().unwrap(),
            };
            compared += 1;
            if found as u64 != expected {
                differing.push(format!("{file}: {kind} {found} instead of {expected}"));
            }
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(compared > 100 * 16, "{compared}");
}

/// Every operation of every document becomes one of the API, also where it is in another file, in YAML that few readers
/// accept, or beside mistakes.
#[test]
fn every_operation_of_the_corpus_is_read() {
    let corpus = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(counts) = fs::read_to_string(corpus.join("openapi-truth.jsonl")) else {
        eprintln!("skipped: ../shared/corpus/openapi-truth.jsonl is not there");
        return;
    };
    let mut differing = Vec::new();
    let mut total = 0;
    for line in counts.lines() {
        let count: Value = serde_json::from_str(line).unwrap();
        let file = count["file"].as_str().unwrap();
        let expected = count["operations"].as_u64().unwrap() as usize;
        let otherwise = OTHERWISE.iter().find(|(other, _)| *other == file);
        let expected = otherwise.map_or(expected, |(_, count)| *count);
        let client = Client {
            inputs: vec![corpus.join(file)],
            ..Client::default()
        };
        let read = match Inputs::read(&client) {
            Ok(inputs) => inputs.understand().api.operations.len(),
            Err(failure) => {
                differing.push(format!("{file}: {failure:?}"));
                continue;
            }
        };
        total += read;
        if read != expected {
            differing.push(format!("{file}: {read} operations instead of {expected}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(total > 7_000, "{total}");
}
