//! OpenAPI and Swagger documents of the corpus, against counts that an independent program made of them.

use std::fs;

use camino::Utf8Path;
use posthaste::make::Inputs;
use posthaste::read::config::Client;
use serde_json::Value;

/// Documents whose operations the independent count leaves out: those of `x-ms-paths`, which are 72.
const OTHERWISE: &[(&str, usize)] = &[("openapi/azure-blob-2021-10-04.json", 72)];

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
